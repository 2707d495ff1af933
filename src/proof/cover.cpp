#include "proof/cover.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace comity::proof {

using circuit::Cell;
using circuit::Variable;

namespace {

Region region_of(Regions& regions, const Box& box) {
  Region region = kEverywhere;
  for (uint32_t v = static_cast<uint32_t>(box.size()); v-- > 0;) {
    if (!box[v].empty()) region = regions.both(region, regions.where(v, box[v]));
  }
  return region;
}

// A case of the region: the way down through the heaviest children.
Box some_case(const Regions& regions, Region region) {
  Box box(regions.variables().size());
  for (Region at = region; !Regions::constant(at);) {
    const uint32_t v = regions.variable_at(at);
    const Variable& variable = regions.variables()[v];
    Cell best = 0;
    double most = -1;
    for (uint32_t c = 0; c < variable.cells(); ++c) {
      const auto cell = static_cast<Cell>(c);
      if (regions.child(at, cell) == kNowhere) continue;
      const double share = variable.weight(cell);
      if (share > most) best = cell, most = share;
    }
    box[v].assign(variable.cells(), false);
    box[v][best] = true;
    at = regions.child(at, best);
  }
  return box;
}

void grow(Regions& regions, Region region, Box& box) {
  const auto inside = [&](const Box& candidate) { return regions.minus(region_of(regions, candidate), region) == kNowhere; };
  for (auto& cells : box) {
    if (cells.empty()) continue;
    const auto kept = std::exchange(cells, {});
    if (!inside(box)) cells = kept;
  }
  for (auto& cells : box) {
    for (size_t c = 0; c < cells.size(); ++c) {
      if (cells[c]) continue;
      cells[c] = true;
      if (!inside(box)) cells[c] = false;
    }
    if (std::all_of(cells.begin(), cells.end(), [](bool b) { return b; })) cells.clear();
  }
}

}  // namespace

Cover cover(Regions& regions, Region region) {
  Cover result;
  std::vector<Region> covered;
  for (Region rest = region; rest != kNowhere && !regions.full();) {
    if (result.boxes.size() == kMostBoxes) {
      result.whole = false;
      return result;
    }
    Box box = some_case(regions, rest);
    grow(regions, region, box);
    covered.push_back(region_of(regions, box));
    rest = regions.minus(rest, covered.back());
    result.boxes.push_back(std::move(box));
  }
  for (size_t i = result.boxes.size(); i-- > 0;) {
    Region others = kNowhere;
    for (size_t j = 0; j < covered.size(); ++j) {
      if (j != i) others = regions.either(others, covered[j]);
    }
    if (others != region) continue;
    covered.erase(covered.begin() + static_cast<ptrdiff_t>(i));
    result.boxes.erase(result.boxes.begin() + static_cast<ptrdiff_t>(i));
  }
  Region all = kNowhere;
  for (Region one : covered) all = regions.either(all, one);
  result.whole = all == region && !regions.full();
  return result;
}

// --- words -------------------------------------------------------------------------------------------------------------------------

std::vector<std::vector<TruthOf>> alternatives(const Variable& variable, const std::vector<bool>& cells) {
  std::vector<std::vector<TruthOf>> found;
  std::vector<bool> left = cells;
  const auto admits = [&](const std::vector<TruthOf>& terms, uint32_t cell) {
    return std::all_of(terms.begin(), terms.end(), [&](const TruthOf& t) { return variable.holds(static_cast<Cell>(cell), t.first) == t.second; });
  };
  for (uint32_t c = 0; c < cells.size(); ++c) {
    if (!left[c]) continue;
    std::vector<TruthOf> terms;
    for (size_t a = 0; a < variable.atoms().size(); ++a) terms.emplace_back(a, variable.holds(static_cast<Cell>(c), a));
    // Denials go first: "is a felony" says more than "is no infraction".
    for (const bool truth : {false, true}) {
      for (size_t i = terms.size(); i-- > 0;) {
        if (terms[i].second != truth) continue;
        std::vector<TruthOf> fewer = terms;
        fewer.erase(fewer.begin() + static_cast<ptrdiff_t>(i));
        bool strays = false;
        for (uint32_t other = 0; other < cells.size() && !strays; ++other) strays = !cells[other] && admits(fewer, other);
        if (!strays) terms = std::move(fewer);
      }
    }
    for (uint32_t other = 0; other < cells.size(); ++other) {
      if (admits(terms, other)) left[other] = false;
    }
    found.push_back(std::move(terms));
  }
  return found;
}

namespace {

std::string words_of(const book::Kind& kind, uint64_t mask) {
  std::vector<std::string> words;
  for (size_t w = 0; w < kind.words.size() && w < 64; ++w) {
    if ((mask >> w & 1) != 0) words.push_back(kind.words[w]);
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

class Writing {
 public:
  Writing(const Program& program, const Wording& wording) : program_(program), wording_(wording) {}

  std::string atom(const circuit::Atom& a, bool holds) const {
    using Kind = circuit::Atom::Kind;
    if (a.kind == Kind::kQuestion) return wording_.question(QuestionId(a.index)) + (holds ? " is yes" : " is no");
    const book::Model& model = *program_.model;
    const book::Field* field = a.on_field ? &model.records[a.record.value].fields[a.index] : nullptr;
    const std::string name = field != nullptr ? field->name : wording_.fact(FactId(a.index));
    const book::Type& type = field != nullptr ? field->type : model.facts[a.index].type;
    const auto kind = [&]() -> const book::Kind& { return model.kinds[type.words.value]; };
    const std::string opposite = holds ? "" : "not ";
    switch (a.kind) {
      case Kind::kIsYes: return name + (holds ? " is yes" : " is no");
      case Kind::kInWords: {
        std::vector<std::string> words;
        for (uint16_t w : a.words) words.push_back(kind().words[w]);
        return fmt::format("{} is {}{}{}", name, opposite, words.size() == 1 ? "" : "one of ", fmt::join(words, ", "));
      }
      case Kind::kInTexts: {
        std::vector<std::string> texts;
        for (uint32_t t : a.texts) texts.push_back("\"" + program_.texts[t] + "\"");
        return fmt::format("{} is {}{}{}", name, opposite, texts.size() == 1 ? "" : "one of ", fmt::join(texts, ", "));
      }
      case Kind::kMeets: return fmt::format("{}{} includes {}{}", opposite, name, (a.mask & (a.mask - 1)) == 0 ? "" : "any of ", words_of(kind(), a.mask));
      case Kind::kContains: return fmt::format("{}{} includes all of {}", opposite, name, words_of(kind(), a.mask));
      case Kind::kWithin: return fmt::format("{}({} is empty or {} includes only {})", opposite, name, name, words_of(kind(), a.mask));
      case Kind::kEmpty: return fmt::format("{} is {}empty", name, opposite);
      case Kind::kAtLeast: return name + threshold(type, a.threshold, holds);
      case Kind::kCountAtLeast: return count(a, type, name, holds);
      case Kind::kQuestion: break;
    }
    return name;
  }

 private:
  std::string threshold(const book::Type& type, const book::Threshold& threshold, bool holds) const {
    if (threshold.relative()) return holds ? " is at or after a moment that moves with case.at" : " is before a moment that moves with case.at";
    const int64_t least = book::threshold_at(*program_.model, threshold, 0);
    const std::string value = wording_.scalar(type, least);
    const bool in_time = type.kind == book::TypeKind::kDate || type.kind == book::TypeKind::kInstant;
    if (in_time) return (holds ? " is on or after " : " is before ") + value;
    return (holds ? " is at least " : " is less than ") + value;
  }

  std::string count(const circuit::Atom& a, const book::Type& type, const std::string& name, bool holds) const {
    const std::string record = program_.model->records[type.record.value].name;
    const std::string where = a.where == circuit::kTrue ? "" : fmt::format(" where ({})", literal(a.where));
    if (a.count == 1) return fmt::format("{} {} in {}{}", holds ? "some" : "no", record, name, where);
    return fmt::format("{} {} {} in {}{}", holds ? "at least" : "fewer than", a.count, record, name, where);
  }

  // A literal as nested "and" and "or": an AND that is denied is an "or" of denials.
  std::string literal(circuit::Lit lit) const {
    if (lit.node() == 0) return lit.complemented() ? "always" : "never";
    if (program_.circuit.is_atom(lit.node())) return atom(program_.atoms[program_.circuit.atom_of(lit.node())], !lit.complemented());
    const auto [left, right] = program_.circuit.node(lit.node());
    const auto part = [&](circuit::Lit child) {
      const circuit::Lit wanted = lit.complemented() ? !child : child;
      const bool leaf = program_.circuit.is_atom(wanted.node()) || wanted.complemented() == lit.complemented();
      return leaf ? literal(wanted) : "(" + literal(wanted) + ")";
    };
    return part(left) + (lit.complemented() ? " or " : " and ") + part(right);
  }

  const Program& program_;
  const Wording& wording_;
};

}  // namespace

std::string written(const Program& program, const Wording& wording, const circuit::Atom& atom, bool holds) {
  return Writing(program, wording).atom(atom, holds);
}

std::string written(const Program& program, const Wording& wording, const Regions& regions, const Box& box) {
  std::vector<std::string> parts;
  for (size_t v = 0; v < box.size(); ++v) {
    if (box[v].empty()) continue;
    const Variable& variable = regions.variables()[v];
    const auto choices = alternatives(variable, box[v]);
    std::vector<std::string> any;
    for (const auto& terms : choices) {
      std::vector<std::string> all;
      for (const auto& [atom, truth] : terms) all.push_back(written(program, wording, program.atoms[variable.atoms()[atom]], truth));
      any.push_back(choices.size() > 1 && all.size() > 1 ? fmt::format("({})", fmt::join(all, " and ")) : fmt::format("{}", fmt::join(all, " and ")));
    }
    parts.push_back(any.size() > 1 ? fmt::format("({})", fmt::join(any, " or ")) : any[0]);
  }
  return parts.empty() ? "in every case" : fmt::format("{}", fmt::join(parts, " and "));
}

}  // namespace comity::proof
