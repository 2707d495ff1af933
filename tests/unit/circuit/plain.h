// The plain meaning of a model for one complete case: recursion over who stands above whom, pair by pair, as language.md section 6 has it.
#pragma once

#include <map>
#include <vector>

#include "book/precedence.h"
#include "circuit/cells.h"

namespace comity::circuit {

using book::CondId;
using book::FactId;
using book::Instant;
using book::Modality;
using book::Norm;
using book::NormId;
using book::QuestionId;
using book::SourceId;

// Values by fact (a text is its TextId), answers by question.
struct PlainCase {
  std::vector<ToldValue> facts;
  std::vector<bool> questions;
};

struct Plain {
  const Program& program;  // for its texts and its model, not for its circuit
  const PlainCase& asked;
  Instant t;
  std::map<uint32_t, bool> known = {};

  const book::Model& model() const { return *program.model; }

  bool holds(CondId id, const RecordValue* record = nullptr) const {
    if (!id.valid()) return true;
    const book::Cond& cond = model().conds[id.value];
    const auto child_holds = [&](CondId child) { return holds(child, record); };
    switch (cond.kind) {
      case book::Cond::Kind::kTest: return holds(model().tests[cond.test], record);
      case book::Cond::Kind::kNot: return !holds(cond.children[0], record);
      case book::Cond::Kind::kAnd: return std::all_of(cond.children.begin(), cond.children.end(), child_holds);
      case book::Cond::Kind::kOr: return std::any_of(cond.children.begin(), cond.children.end(), child_holds);
      case book::Cond::Kind::kFalse: return false;
      default: return true;
    }
  }

  bool holds(const book::Test& test, const RecordValue* record) const {
    using Kind = book::Test::Kind;
    if (test.kind == Kind::kTrue) return true;
    if (test.kind == Kind::kQuestion) return asked.questions[test.question.value];
    if (test.kind == Kind::kCountAtLeast) {
      const auto& records = asked.facts[test.fact.value].records;
      return std::count_if(records.begin(), records.end(), [&](const RecordValue& one) { return holds(test.where, &one); }) >= test.count;
    }
    if (test.kind == Kind::kEmpty && !test.on_field && model().facts[test.fact.value].type.kind == book::TypeKind::kListOf) {
      return asked.facts[test.fact.value].records.empty();
    }
    return holds_of(test, test.on_field ? (*record)[test.fact.value].number : asked.facts[test.fact.value].number);
  }

  bool holds_of(const book::Test& test, int64_t value) const {
    using Kind = book::Test::Kind;
    const auto set = static_cast<uint64_t>(value);
    const auto on_list = [&](const auto& is) {
      const auto& elements = model().lists[test.list.value].elements;
      return std::any_of(elements.begin(), elements.end(), [&](const book::ListElement& e) { return is(e) && e.valid.contains(t); });
    };
    const auto text = [&] { return value == kOtherText ? std::string("\n") : program.texts[set]; };  // a line break is in no text of a book
    switch (test.kind) {
      case Kind::kIsYes: return value == 1;
      case Kind::kInWords:
        if (test.list.valid()) return on_list([&](const book::ListElement& e) { return e.word == value; });
        return std::find(test.words.begin(), test.words.end(), value) != test.words.end();
      case Kind::kIsText:
        if (test.list.valid()) return on_list([&](const book::ListElement& e) { return e.text == text(); });
        return test.text == text();
      case Kind::kMeets: return (set & test.mask) != 0;
      case Kind::kContains: return (set & test.mask) == test.mask;
      case Kind::kWithin: return (set & ~test.mask) == 0;
      case Kind::kEmpty: return set == 0;
      default: return value >= (test.threshold.relative() ? book::threshold_at(model(), test.threshold, t) : test.threshold.constant);
    }
  }

  bool active(NormId norm) {
    if (const auto place = known.find(norm.value); place != known.end()) return place->second;
    bool result = book::in_force(model().norms[norm.value].in_force, t) && holds(model().norms[norm.value].when);
    for (const book::Edge& edge : book::edges_above(model(), norm, t)) result = result && !active(edge.above);
    return known[norm.value] = result;
  }
};

}  // namespace comity::circuit
