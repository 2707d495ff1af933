#include "proof/sql.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "proof/fact_words.h"
#include "proof/regions.h"
#include "proof/rulings.h"
#include "ruling/notation.h"

namespace comity::proof {

using circuit::Atom;
using circuit::Variable;
using Rule = book::Threshold::Rule;
using book::time::Unit;

namespace {

std::string text_literal(std::string_view text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

class Export {
 public:
  Export(Program& program, Dialect dialect) : program_(program), model_(*program.model), dialect_(dialect), wording_(program) {}

  std::expected<std::string, std::string> of(circuit::SubjectId subject) {
    const auto& epochs = program_.epochs[subject];
    std::string expression = fmt::format("CASE WHEN {} IS NULL THEN NULL", column("case.at"));
    for (size_t e = 0; e < epochs.size(); ++e) {
      const std::string rulings = epoch(subject, std::max(epochs[e].from, kFirstInstant));
      if (!why_.empty()) return std::unexpected(why_);
      expression += e + 1 < epochs.size() ? fmt::format("\nWHEN {} < {} THEN {}", column("case.at"), instant(epochs[e].until), rulings)
                                          : fmt::format("\nELSE {} END", rulings);
    }
    return expression;
  }

 private:
  // The names of all rulings that some completion has, parted by blanks.
  std::string epoch(circuit::SubjectId subject, Instant t) {
    const Rulings is = rulings_at(program_, subject, t);
    auto regions = Regions::over(program_, is);
    if (!regions || !expressible(*regions)) return fail("its conditions have too many cells for an expression");
    std::vector<std::string> parts;
    for (size_t r = 0; r < is.size(); ++r) {
      const Region region = regions->of(is[r]);
      std::unordered_map<Region, std::string> done;
      const std::string possible = test(*regions, region, done);
      if (regions->full() || possible.size() > kMostBytes) return fail("the expression would be too large");
      const std::string name = fmt::format("'{} '", book::name(static_cast<book::Ruling>(r)));
      if (possible == "TRUE") parts.push_back(name);
      if (possible != "TRUE" && possible != "FALSE") parts.push_back(fmt::format("CASE WHEN {} THEN {} ELSE '' END", possible, name));
    }
    return fmt::format("TRIM({})", fmt::join(parts, " || "));
  }

  std::string fail(std::string_view why) {
    if (why_.empty()) why_ = why;
    return "";
  }

  // Where thresholds move, some cells may be impossible at some instants; a chain of thresholds that keep their order has none.
  bool expressible(const Regions& regions) {
    for (const Variable& variable : regions.variables()) {
      if (variable.is_question()) continue;
      if (variable.is_list()) return fail("it reads a list of records, which is no column"), false;
      if (variable.moves() && variable.cells() != variable.atoms().size() + 1) return fail("it compares a fact with thresholds whose order changes"), false;
    }
    return true;
  }

  std::string test(Regions& regions, Region region, std::unordered_map<Region, std::string>& done) {
    if (Regions::constant(region)) return region == kEverywhere ? "TRUE" : "FALSE";
    if (auto found = done.find(region); found != done.end()) return found->second;
    if (!why_.empty()) return "";
    const uint32_t v = regions.variable_at(region);
    const Variable& variable = regions.variables()[v];
    const std::string unknown = test(regions, regions.for_some(region, v), done);
    if (variable.is_question()) return done[region] = unknown;  // open: either answer
    std::map<Region, std::vector<bool>> by_child;
    for (uint32_t c = 0; c < variable.cells(); ++c) {
      auto& cells = by_child[regions.child(region, static_cast<circuit::Cell>(c))];
      cells.resize(variable.cells());
      cells[c] = true;
    }
    std::string expression = fmt::format("CASE WHEN {} IS NULL THEN {}", column(wording_.fact(FactId(variable.index()))), unknown);
    size_t left = by_child.size();
    for (const auto& [child, cells] : by_child) {
      const std::string then = test(regions, child, done);
      expression += --left == 0 ? fmt::format(" ELSE {} END", then) : fmt::format(" WHEN {} THEN {}", one_of(variable, cells), then);
      if (expression.size() > kMostBytes) return fail("the expression would be too large");
    }
    return done[region] = expression;
  }

  std::string one_of(const Variable& variable, const std::vector<bool>& cells) {
    std::vector<std::string> any;
    for (const auto& terms : alternatives(variable, cells)) {
      std::vector<std::string> all;
      for (const auto& [place, holds] : terms) {
        const std::string is = atom(program_.atoms[variable.atoms()[place]]);
        all.push_back(holds ? is : fmt::format("NOT ({})", is));
      }
      any.push_back(fmt::format("({})", fmt::join(all, " AND ")));
    }
    return fmt::format("{}", fmt::join(any, " OR "));
  }

  // --- tests and values -----------------------------------------------------------------------------------------------------------

  std::string column(const std::string& name) const {
    const char mark = dialect_ == Dialect::kSpark ? '`' : '"';
    return fmt::format("{0}{1}{0}", mark, name);
  }

  std::string atom(const Atom& atom) {
    const book::Type& type = model_.facts[atom.index].type;
    const std::string name = column(wording_.fact(FactId(atom.index)));
    const auto has = [&](uint32_t word) {
      return fmt::format("POSITION({} IN ',' || {} || ',') > 0", text_literal("," + model_.kinds[type.words.value].words[word] + ","), name);
    };
    std::vector<std::string> parts;
    switch (atom.kind) {
      case Atom::Kind::kIsYes: return name;
      case Atom::Kind::kEmpty: return name + " = ''";
      case Atom::Kind::kAtLeast: return fmt::format("{} >= {}", name, threshold(type, atom.threshold));
      case Atom::Kind::kInWords:
        for (uint16_t word : atom.words) parts.push_back(text_literal(model_.kinds[type.words.value].words[word]));
        return fmt::format("{} IN ({})", name, fmt::join(parts, ", "));
      case Atom::Kind::kInTexts:
        for (uint32_t text : atom.texts) parts.push_back(text_literal(program_.texts[text]));
        return fmt::format("{} IN ({})", name, fmt::join(parts, ", "));
      case Atom::Kind::kMeets:
      case Atom::Kind::kContains:
      case Atom::Kind::kWithin: break;
      default: return fail("it reads what is no column");
    }
    for (uint32_t w = 0; w < model_.kinds[type.words.value].words.size(); ++w) {
      const bool named = (atom.mask >> w & 1) != 0;
      if (named != (atom.kind == Atom::Kind::kWithin)) parts.push_back(atom.kind == Atom::Kind::kWithin ? "NOT " + has(w) : has(w));
    }
    if (parts.empty()) return atom.kind == Atom::Kind::kMeets ? "FALSE" : "TRUE";
    return fmt::format("({})", fmt::join(parts, atom.kind == Atom::Kind::kMeets ? " OR " : " AND "));
  }

  std::string instant(Instant at) const {
    const std::string utc = book::time::Zone::utc().show(at);
    return dialect_ == Dialect::kSpark ? fmt::format("TIMESTAMP '{}'", utc) : fmt::format("TIMESTAMPTZ '{}'", utc);
  }

  std::string threshold(const book::Type& type, const book::Threshold& threshold) {
    if (threshold.relative()) return moving(threshold);
    const int64_t value = book::threshold_at(model_, threshold, 0);
    switch (type.kind) {
      case book::TypeKind::kNumber: return ruling::show_number(value);
      case book::TypeKind::kDate: return fmt::format("DATE '{}'", ruling::show_date(value));
      case book::TypeKind::kInstant: return instant(value);
      default: return fmt::format("{}", value);
    }
  }

  std::string interval(int64_t amount, std::string_view unit) const {
    return dialect_ == Dialect::kSpark ? fmt::format("INTERVAL '{}' {}", amount, unit) : fmt::format("INTERVAL '{} {}'", amount, unit);
  }

  std::string moving(const book::Threshold& threshold) {
    const bool shifts = threshold.rule == Rule::kShift;
    if (!shifts && threshold.rule != Rule::kCaseAt) return fail("it counts time by a calendar, which SQL cannot");
    const bool civil = shifts && (threshold.shift.unit == Unit::kMonths || threshold.shift.unit == Unit::kYears);
    if (civil && !threshold.on_dates) return fail("it moves an instant by months or years, which databases do each in their own way");
    const std::string at = column("case.at");
    if (!threshold.on_dates) {
      const int64_t seconds = (shifts ? threshold.shift.amount * book::time::seconds_in(threshold.shift.unit) : 0) + threshold.plus;
      return fmt::format("({} + {})", at, interval(seconds, "SECOND"));
    }
    const std::string& zone = model_.zones[threshold.zone.value].name();
    const std::string day = dialect_ == Dialect::kSpark
                                ? fmt::format("CAST(from_utc_timestamp(to_utc_timestamp({}, current_timezone()), {}) AS DATE)", at, text_literal(zone))
                                : fmt::format("CAST({} AT TIME ZONE {} AS DATE)", at, text_literal(zone));
    const int64_t plus = threshold.plus;
    std::string moved = day;
    if (civil) moved = fmt::format("({} + {})", day, interval(threshold.shift.amount * (threshold.shift.unit == Unit::kYears ? 12 : 1), "MONTH"));
    const int64_t days = plus + (shifts && !civil ? threshold.shift.amount * book::time::seconds_in(threshold.shift.unit) / 86400 : 0);
    return fmt::format("CAST({} + {} AS DATE)", moved, interval(days, "DAY"));
  }

  Program& program_;
  const book::Model& model_;
  Dialect dialect_;
  Wording wording_;
  std::string why_;
};

}  // namespace

std::expected<std::string, std::string> sql_of(Program& program, circuit::SubjectId subject, Dialect dialect) { return Export(program, dialect).of(subject); }

}  // namespace comity::proof
