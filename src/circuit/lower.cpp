// Lowering: from the checked model to literals.
//
// For one subject in one epoch, each norm n in force becomes
//   active(n) = condition(n) and not (some suspender active) and not (some opposing norm above it active)
// in an order in which everything that can put n out of action comes before n; the check of the book has shown that there is one.
// Example: a norm that forbids when A, suspended by a norm that holds when Q: active = A and not Q.
// Cost: conditions are lowered once per set of valid list elements; epochs share every node that time does not touch.
#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "book/precedence.h"
#include "circuit/program.h"

namespace comity::circuit {

using book::CondId;
using book::Instant;
using book::Model;
using book::Norm;
using book::NormId;
using book::Precedence;

namespace {

// A key that tells atoms apart; atoms are few, so a string is clear enough.
std::string key_of(const Atom& atom) {
  std::string key;
  const auto put = [&key](uint64_t value) { key.append(reinterpret_cast<const char*>(&value), sizeof value); };
  put(static_cast<uint64_t>(atom.kind) | (atom.on_field ? 256U : 0U));
  put(atom.index);
  put(atom.record.value);
  put(atom.mask);
  const book::Threshold& t = atom.threshold;
  put(static_cast<uint64_t>(t.rule) | (t.on_dates ? 256U : 0U));
  put(static_cast<uint64_t>(t.constant));
  put(static_cast<uint64_t>(t.shift.amount));
  put(static_cast<uint64_t>(t.shift.unit));
  put(static_cast<uint64_t>(t.seconds));
  put(t.calendar.value);
  put(t.zone.value);
  put(static_cast<uint64_t>(t.plus));
  put(atom.where.code);
  put(atom.count);
  for (uint16_t word : atom.words) put(word);
  for (TextId text : atom.texts) put(text);
  return key;
}

class Lowering {
 public:
  explicit Lowering(const Model& model) : model_(model), precedence_(model) { program_.model = &model; }

  Program run() {
    collect_subjects();
    program_.epochs.resize(program_.subjects.size());
    for (SubjectId s = 0; s < program_.subjects.size(); ++s) lower_subject(s);
    return std::move(program_);
  }

 private:
  // --- atoms and conditions -----------------------------------------------------------------------------------------------

  Lit intern(Atom atom) {
    auto [place, added] = atom_ids_.try_emplace(key_of(atom), static_cast<AtomId>(program_.atoms.size()));
    if (added) program_.atoms.push_back(std::move(atom));
    return program_.circuit.atom(place->second);
  }

  TextId intern_text(const std::string& text) {
    auto [place, added] = program_.text_ids.try_emplace(text, static_cast<TextId>(program_.texts.size()));
    if (added) program_.texts.push_back(text);
    return place->second;
  }

  // Membership of a list is resolved here: which elements are valid is constant within an epoch.
  Lit on_list(const book::Test& test, Atom atom, Instant t) {
    const book::List& list = model_.lists[test.list.value];
    if (list.of_kind.valid()) {
      atom.kind = Atom::Kind::kInWords;
      for (const book::ListElement& element : list.elements) {
        if (element.valid.contains(t)) atom.words.push_back(element.word);
      }
      std::sort(atom.words.begin(), atom.words.end());
      atom.words.erase(std::unique(atom.words.begin(), atom.words.end()), atom.words.end());
      return atom.words.empty() ? kFalse : intern(std::move(atom));
    }
    atom.kind = Atom::Kind::kInTexts;
    for (const book::ListElement& element : list.elements) {
      if (element.valid.contains(t)) atom.texts.push_back(intern_text(element.text));
    }
    std::sort(atom.texts.begin(), atom.texts.end());
    atom.texts.erase(std::unique(atom.texts.begin(), atom.texts.end()), atom.texts.end());
    return atom.texts.empty() ? kFalse : intern(std::move(atom));
  }

  Lit test(const book::Test& test, book::RecordId record, Instant t) {
    using Kind = book::Test::Kind;
    Atom atom;
    atom.index = test.fact.value;
    atom.on_field = test.on_field;
    if (test.on_field) atom.record = record;
    switch (test.kind) {
      case Kind::kTrue: return kTrue;
      case Kind::kIsYes: break;
      case Kind::kInWords:
      case Kind::kIsText:
        if (test.list.valid()) return on_list(test, std::move(atom), t);
        atom.kind = test.kind == Kind::kInWords ? Atom::Kind::kInWords : Atom::Kind::kInTexts;
        atom.words = test.words;
        if (test.kind == Kind::kIsText) atom.texts.push_back(intern_text(test.text));
        break;
      case Kind::kMeets:
        atom.kind = Atom::Kind::kMeets;
        atom.mask = test.mask;
        break;
      case Kind::kContains:
        atom.kind = Atom::Kind::kContains;
        atom.mask = test.mask;
        break;
      case Kind::kWithin:
        atom.kind = Atom::Kind::kWithin;
        atom.mask = test.mask;
        break;
      case Kind::kEmpty: atom.kind = Atom::Kind::kEmpty; break;
      case Kind::kAtLeast:
        atom.kind = Atom::Kind::kAtLeast;
        atom.threshold = test.threshold;
        break;
      case Kind::kQuestion:
        atom.kind = Atom::Kind::kQuestion;
        atom.index = test.question.value;
        break;
      case Kind::kCountAtLeast: {
        atom.kind = Atom::Kind::kCountAtLeast;
        if (test.count == 0) return kTrue;
        atom.count = test.count;
        const book::RecordId of = model_.facts[test.fact.value].type.record;
        if (test.where.valid()) atom.where = condition_over(test.where, of, t);
        if (atom.where == kFalse) return kFalse;
        break;
      }
    }
    return intern(std::move(atom));
  }

  // Conditions nest at most 200 deep (the parser's limit), and so does this.
  Lit condition_over(CondId id, book::RecordId record, Instant t) {
    const book::Cond& cond = model_.conds[id.value];
    std::vector<Lit> children;
    for (CondId child : cond.children) children.push_back(condition_over(child, record, t));
    switch (cond.kind) {
      case book::Cond::Kind::kTrue: return kTrue;
      case book::Cond::Kind::kFalse: return kFalse;
      case book::Cond::Kind::kTest: return test(model_.tests[cond.test], record, t);
      case book::Cond::Kind::kNot: return !children[0];
      case book::Cond::Kind::kAnd: return program_.circuit.all(children);
      case book::Cond::Kind::kOr: return program_.circuit.any(children);
    }
    return kFalse;
  }

  Lit condition(CondId id, Instant t) { return id.valid() ? condition_over(id, book::RecordId(), t) : kTrue; }

  // --- time -----------------------------------------------------------------------------------------------------------------

  // What a condition reads that changes with time: lists and questions.
  void moments_of(CondId id, std::vector<Instant>& moments) {
    if (!id.valid()) return;
    const book::Cond& cond = model_.conds[id.value];
    for (CondId child : cond.children) moments_of(child, moments);
    if (cond.kind != book::Cond::Kind::kTest) return;
    const book::Test& test = model_.tests[cond.test];
    if (test.kind == book::Test::Kind::kQuestion) {
      for (const auto& answer : model_.questions[test.question.value].answers) moments.push_back(answer.from);
    }
    if (test.list.valid()) {
      for (const auto& element : model_.lists[test.list.value].elements) moments.insert(moments.end(), {element.valid.from, element.valid.until});
    }
    moments_of(test.where, moments);
  }

  void questions_of(CondId id, std::vector<book::QuestionId>& questions) const {
    if (!id.valid()) return;
    const book::Cond& cond = model_.conds[id.value];
    for (CondId child : cond.children) questions_of(child, questions);
    if (cond.kind != book::Cond::Kind::kTest) return;
    const book::Test& test = model_.tests[cond.test];
    if (test.kind == book::Test::Kind::kQuestion) questions.push_back(test.question);
  }

  const std::vector<Instant>& moments_of(NormId id) {
    auto [place, added] = norm_moments_.try_emplace(id.value);
    if (!added) return place->second;
    const Norm& norm = model_.norms[id.value];
    std::vector<Instant> moments;
    for (const auto& interval : norm.in_force) moments.insert(moments.end(), {interval.from, interval.until});
    for (const auto& cite : norm.cites) {
      for (const auto& interval : model_.sources[cite.source.value].in_force) moments.insert(moments.end(), {interval.from, interval.until});
    }
    moments_of(norm.when, moments);
    return place->second = std::move(moments);
  }

  // --- subjects and epochs ----------------------------------------------------------------------------------------------------

  void collect_subjects() {
    for (uint32_t a = 0; a < model_.actions.size(); ++a) program_.subjects.push_back({false, a});
    by_subject_.resize(program_.subjects.size());
    std::map<uint32_t, SubjectId> asking;
    for (uint32_t i = 0; i < model_.norms.size(); ++i) {
      const Norm& norm = model_.norms[i];
      if (norm.action.valid()) by_subject_[norm.action.value].push_back(NormId(i));
      if (!norm.asked.valid()) continue;
      auto [place, added] = asking.try_emplace(norm.asked.value, static_cast<SubjectId>(program_.subjects.size()));
      if (added) {
        program_.subjects.push_back({true, norm.asked.value});
        by_subject_.emplace_back();
      }
      by_subject_[place->second].push_back(NormId(i));
    }
  }

  // The norms whose activity the subject depends on: its own and, along the edges, all that may put them out of action.
  std::vector<NormId> closure(const std::vector<NormId>& own) {
    std::vector<NormId> found = own;
    std::vector<bool> seen(model_.norms.size());
    for (NormId norm : own) seen[norm.value] = true;
    for (size_t i = 0; i < found.size(); ++i) {
      for (const book::Edge& edge : precedence_.into(found[i])) {
        if (seen[edge.above.value]) continue;
        seen[edge.above.value] = true;
        found.push_back(edge.above);
      }
    }
    return found;
  }

  void lower_subject(SubjectId subject) {
    const std::vector<NormId>& own = by_subject_[subject];
    const std::vector<NormId> reach = closure(own);
    std::vector<Instant> cuts{book::kBeginning};
    for (NormId norm : reach) {
      const auto& moments = moments_of(norm);
      cuts.insert(cuts.end(), moments.begin(), moments.end());
    }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    if (cuts.back() == book::kForever) cuts.pop_back();
    std::vector<Epoch>& epochs = program_.epochs[subject];
    std::vector<std::vector<book::SourceId>> carriers;
    for (Instant t : cuts) {
      std::vector<book::SourceId> carried_by;
      Epoch epoch = lower_epoch(own, reach, t, carried_by);
      if (!epochs.empty() && same(epochs.back(), epoch) && carriers.back() == carried_by) continue;
      if (!epochs.empty()) epochs.back().until = t;
      epoch.from = t;
      epoch.until = book::kForever;
      epoch.shape = shape_of(epoch, subject, static_cast<uint32_t>(epochs.size()));
      epochs.push_back(std::move(epoch));
      carriers.push_back(std::move(carried_by));
    }
  }

  static bool same(const Epoch& a, const Epoch& b) {
    return a.answered == b.answered && std::equal(a.norms.begin(), a.norms.end(), b.norms.begin(), b.norms.end(), [](const NormState& x, const NormState& y) {
             return x.norm == y.norm && x.condition == y.condition && x.active == y.active;
           });
  }

  uint32_t shape_of(const Epoch& epoch, SubjectId subject, uint32_t index) {
    std::vector<uint32_t> key;
    for (const NormState& state : epoch.norms) key.insert(key.end(), {state.norm.value, state.condition.code, state.active.code});
    auto [place, added] = shapes_.try_emplace(std::move(key), static_cast<uint32_t>(program_.shapes.size()));
    if (added) program_.shapes.emplace_back(subject, index);
    return place->second;
  }

  // Orders the norms in force so that whatever stands above a norm comes first.
  std::vector<NormId> in_order(const std::vector<NormId>& reach, Instant t) {
    std::vector<NormId> order;
    enum : uint8_t { kNew, kOpen, kDone };
    std::unordered_map<uint32_t, uint8_t> state;
    struct Frame {
      NormId norm;
      size_t next;
    };
    for (NormId start : reach) {
      if (!book::in_force(model_.norms[start.value].in_force, t) || state[start.value] == kDone) continue;
      std::vector<Frame> stack{{start, 0}};
      while (!stack.empty()) {
        Frame& frame = stack.back();
        const auto& edges = precedence_.into(frame.norm);
        if (frame.next == edges.size()) {
          state[frame.norm.value] = kDone;
          order.push_back(frame.norm);
          stack.pop_back();
          continue;
        }
        const book::Edge& edge = edges[frame.next++];
        if (state[edge.above.value] != kNew || !precedence_.holds(edge, t)) continue;
        state[edge.above.value] = kOpen;
        stack.push_back({edge.above, 0});
      }
    }
    return order;
  }

  Epoch lower_epoch(const std::vector<NormId>& own, const std::vector<NormId>& reach, Instant t, std::vector<book::SourceId>& carried_by) {
    std::unordered_map<uint32_t, Lit> active;
    std::vector<book::QuestionId> questions;
    for (NormId id : in_order(reach, t)) {
      questions_of(model_.norms[id.value].when, questions);
      std::vector<Lit> all{condition(model_.norms[id.value].when, t)};
      for (const book::Edge& edge : precedence_.into(id)) {
        if (precedence_.holds(edge, t)) all.push_back(!active.at(edge.above.value));
      }
      active[id.value] = program_.circuit.all(all);
    }
    Epoch epoch{};
    std::vector<Lit> by_modality[4];
    for (NormId id : own) {
      const Norm& norm = model_.norms[id.value];
      if (!book::in_force(norm.in_force, t)) continue;
      const Lit is_active = active.at(id.value);
      epoch.norms.push_back({id, norm.modality, condition(norm.when, t), is_active});
      by_modality[static_cast<size_t>(norm.modality)].push_back(is_active);
      for (const auto& cite : norm.cites) {
        if (book::in_force(model_.sources[cite.source.value].in_force, t)) carried_by.push_back(cite.source);
      }
    }
    std::sort(questions.begin(), questions.end());
    questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
    for (book::QuestionId question : questions) {
      if (const auto yes = program_.answer(question, t)) epoch.answered.push_back({question, *yes});
    }
    epoch.permits = program_.circuit.any(by_modality[1]);
    epoch.forbids = program_.circuit.any(by_modality[2]);
    epoch.requires_ = program_.circuit.any(by_modality[3]);
    return epoch;
  }

  const Model& model_;
  Precedence precedence_;
  Program program_;
  std::unordered_map<std::string, AtomId> atom_ids_;
  std::unordered_map<uint32_t, std::vector<Instant>> norm_moments_;
  std::vector<std::vector<NormId>> by_subject_;
  std::map<std::vector<uint32_t>, uint32_t> shapes_;
};

}  // namespace

Program lower(const Model& model) { return Lowering(model).run(); }

const Epoch& Program::epoch_at(SubjectId subject, Instant t) const {
  const auto& list = epochs[subject];
  auto after = std::upper_bound(list.begin(), list.end(), t, [](Instant at, const Epoch& epoch) { return at < epoch.from; });
  return after == list.begin() ? *after : *std::prev(after);
}

std::optional<bool> Program::answer(book::QuestionId question, Instant t) const { return model->questions[question.value].answer_at(t); }

TextId Program::text_id(std::string_view text) const {
  auto found = text_ids.find(std::string(text));
  return found == text_ids.end() ? kOtherText : found->second;
}

std::optional<SubjectId> Program::subject_of_action(book::ActionId action) const {
  if (!action.valid() || action.value >= model->actions.size()) return std::nullopt;
  return action.value;
}

std::optional<SubjectId> Program::subject_of_asking(book::FactId fact) const {
  for (SubjectId s = static_cast<SubjectId>(model->actions.size()); s < subjects.size(); ++s) {
    if (subjects[s].index == fact.value) return s;
  }
  return std::nullopt;
}

}  // namespace comity::circuit
