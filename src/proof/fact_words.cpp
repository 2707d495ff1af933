#include "proof/fact_words.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "proof/bridge.h"
#include "proof/set_words.h"

namespace comity::proof {

using circuit::Cell;
using circuit::Variable;

namespace {

bool admits(const Variable& variable, const std::vector<TruthOf>& terms, uint32_t cell) {
  return std::all_of(terms.begin(), terms.end(), [&](const TruthOf& t) { return variable.holds(static_cast<Cell>(cell), t.first) == t.second; });
}

// The truths of a cell in the order in which they are let go. Denials first: "is a felony" says more than "is no infraction". Then what
// leaves fewest cells: of several thresholds in a row the outermost stays.
std::vector<TruthOf> truths_of(const Variable& variable, Cell cell) {
  std::vector<std::pair<uint32_t, TruthOf>> truths;
  for (size_t a = variable.atoms().size(); a-- > 0;) {
    const TruthOf truth{a, variable.holds(cell, a)};
    uint32_t leaves = 0;
    for (uint32_t c = 0; c < variable.cells(); ++c) leaves += admits(variable, {truth}, c) ? 1 : 0;
    truths.emplace_back(leaves, truth);
  }
  std::stable_sort(truths.begin(), truths.end(),
                   [](const auto& x, const auto& y) { return std::tie(x.second.second, x.first) < std::tie(y.second.second, y.first); });
  std::vector<TruthOf> in_order;
  for (const auto& [leaves, truth] : truths) in_order.push_back(truth);
  return in_order;
}

// Drops what the others say already.
void drop_covered(const Variable& variable, const std::vector<bool>& cells, std::vector<std::vector<TruthOf>>& found) {
  for (size_t i = found.size(); i-- > 0 && found.size() > 1;) {
    bool needed = false;
    for (uint32_t c = 0; c < cells.size() && !needed; ++c) {
      if (!admits(variable, found[i], c)) continue;
      needed = true;
      for (size_t j = 0; j < found.size() && needed; ++j) needed = j == i || !admits(variable, found[j], c);
    }
    if (!needed) found.erase(found.begin() + static_cast<ptrdiff_t>(i));
  }
}

}  // namespace

std::vector<std::vector<TruthOf>> alternatives(const Variable& variable, const std::vector<bool>& cells) {
  std::vector<std::vector<TruthOf>> found;
  std::vector<bool> left = cells;
  for (uint32_t c = 0; c < cells.size(); ++c) {
    if (!left[c]) continue;
    const std::vector<TruthOf> truths = truths_of(variable, static_cast<Cell>(c));
    std::vector<TruthOf> terms = truths;
    for (const TruthOf& truth : truths) {
      std::vector<TruthOf> fewer = terms;
      std::erase(fewer, truth);
      bool strays = false;
      for (uint32_t other = 0; other < cells.size() && !strays; ++other) strays = !cells[other] && admits(variable, fewer, other);
      if (!strays) terms = std::move(fewer);
    }
    std::sort(terms.begin(), terms.end());
    for (uint32_t other = 0; other < cells.size(); ++other) {
      if (admits(variable, terms, other)) left[other] = false;
    }
    found.push_back(std::move(terms));
  }
  drop_covered(variable, cells, found);
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

std::string one_of(const std::string& name, bool denied, const std::vector<std::string>& listed) {
  return fmt::format("{} is {}{}{}", name, denied ? "not " : "", listed.size() == 1 ? "" : "one of ", fmt::join(listed, ", "));
}

// By the name of a list, else by those that are meant or those that are not, whichever are fewer.
std::string word_words(const book::Model& model, book::KindId kind, const std::vector<bool>& meant, const std::string& name) {
  std::array<std::vector<uint16_t>, 2> words;  // that are not meant, and that are
  for (size_t w = 0; w < meant.size(); ++w) words[meant[w] ? 1 : 0].push_back(static_cast<uint16_t>(w));
  for (const bool denied : {false, true}) {
    const auto list = list_of(model, kind, words[denied ? 0 : 1]);
    if (!list) continue;
    const std::string& named = model.lists[list->value].name;
    const auto bears = [&](const book::List& one) { return one.name == named; };
    const bool alone = std::count_if(model.lists.begin(), model.lists.end(), bears) == 1;
    const std::string& book = model.books[model.lists[list->value].book.value].name;
    return fmt::format("{}{} is on list {}{}", denied ? "not " : "", name, alone ? "" : book + "/", named);
  }
  const bool denied = words[0].size() < words[1].size();
  std::vector<std::string> listed;
  for (const uint16_t w : words[denied ? 0 : 1]) listed.push_back(model.kinds[kind.value].words[w]);
  return one_of(name, denied, listed);
}

class Writing {
 public:
  Writing(const Program& program, const Wording& wording) : program_(program), wording_(wording) {}

  std::string atom(const circuit::Atom& a, bool holds) const {
    using Kind = circuit::Atom::Kind;
    if (a.kind == Kind::kQuestion) return wording_.question(QuestionId(a.index)) + (holds ? " is yes" : " is no");
    const book::Model& model = *program_.model;
    const book::Field* field = a.on_field ? &model.records[a.record.value].fields[a.index] : nullptr;
    std::string name = field != nullptr ? field->name : wording_.fact(FactId(a.index));
    const book::Type& type = field != nullptr ? field->type : model.facts[a.index].type;
    const auto kind = [&]() -> const book::Kind& { return model.kinds[type.words.value]; };
    const std::string opposite = holds ? "" : "not ";
    switch (a.kind) {
      case Kind::kIsYes: return name + (holds ? " is yes" : " is no");
      case Kind::kInWords: {
        std::vector<bool> meant(kind().words.size(), !holds);
        for (uint16_t w : a.words) meant[w] = holds;
        return word_words(model, type.words, meant, name);
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
    const bool in_time = type.kind == book::TypeKind::kDate || type.kind == book::TypeKind::kInstant;
    if (in_time) return (holds ? " is on or after " : " is before ") + wording_.scalar(type, least);
    // "At most 48" is a threshold just above 48, which nobody would write.
    if (roundness(type, least - 1) > roundness(type, least)) return (holds ? " is more than " : " is at most ") + wording_.scalar(type, least - 1);
    return (holds ? " is at least " : " is less than ") + wording_.scalar(type, least);
  }

  static int roundness(const book::Type& type, int64_t value) {
    int round = 0;
    if (type.kind == book::TypeKind::kDuration) {
      for (const int64_t unit : {60, 3600, 86400}) round += value % unit == 0 ? 1 : 0;
    } else {
      for (int64_t unit = 10; unit <= 1'000'000; unit *= 10) round += value % unit == 0 ? 1 : 0;
    }
    return round;
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

std::string text_words(const Program& program, const Variable& variable, const std::vector<bool>& cells, const std::string& name) {
  std::set<uint32_t> named;
  for (const circuit::AtomId atom : variable.atoms()) named.insert(program.atoms[atom].texts.begin(), program.atoms[atom].texts.end());
  std::vector<std::string> meant, others;
  for (const uint32_t text : named) (cells[variable.cell_of(program, text, 0)] ? meant : others).push_back("\"" + program.texts[text] + "\"");
  const bool denied = cells[variable.cell_of(program, circuit::kOtherText, 0)];  // of texts that no test names there is no list
  return one_of(name, denied, denied ? others : meant);
}

// What the truths of the tests say, as they stand.
std::string truth_words(const Program& program, const Wording& wording, const Variable& variable, const std::vector<bool>& cells) {
  const auto choices = alternatives(variable, cells);
  std::vector<std::string> any;
  for (const auto& terms : choices) {
    std::vector<std::string> all;
    for (const auto& [atom, truth] : terms) all.push_back(written(program, wording, program.atoms[variable.atoms()[atom]], truth));
    any.push_back(choices.size() > 1 && all.size() > 1 ? fmt::format("({})", fmt::join(all, " and ")) : fmt::format("{}", fmt::join(all, " and ")));
  }
  return any.size() > 1 ? fmt::format("({})", fmt::join(any, " or ")) : any[0];
}

}  // namespace

std::string written(const Program& program, const Wording& wording, const circuit::Atom& atom, bool holds) {
  return Writing(program, wording).atom(atom, holds);
}

std::string fact_words(const Program& program, const Wording& wording, const Variable& variable, const std::vector<bool>& cells) {
  if (!variable.is_question()) {
    const std::string name = wording.fact(FactId(variable.index()));
    switch (program.model->facts[variable.index()].type.kind) {
      case book::TypeKind::kOneOf: {
        const book::KindId kind = program.model->facts[variable.index()].type.words;
        std::vector<bool> meant;
        for (size_t w = 0; w < program.model->kinds[kind.value].words.size(); ++w)
          meant.push_back(cells[variable.cell_of(program, static_cast<int64_t>(w), 0)]);
        return word_words(*program.model, kind, meant, name);
      }
      case book::TypeKind::kText: return text_words(program, variable, cells, name);
      case book::TypeKind::kSomeOf:
        if (auto words = set_words(program, variable, cells, name)) return *words;
        break;
      default: break;
    }
  }
  return truth_words(program, wording, variable, cells);
}

}  // namespace comity::proof
