// Random small laws and cases, the same for the same seed.
#pragma once

#include "ruling/small_law.h"

namespace comity::ruling {

using circuit::below;
using circuit::Random;

struct RandomLaw {
  SmallLaw law;
  Random random;
  std::vector<SubjectId> subjects;
  std::vector<size_t> words;  // by fact

  explicit RandomLaw(uint32_t seed) : random(seed) {
    const TypeKind kinds[] = {TypeKind::kYesNo, TypeKind::kYesNo, TypeKind::kOneOf, TypeKind::kSomeOf, TypeKind::kNumber, TypeKind::kInstant, TypeKind::kText};
    const size_t facts = 1 + below(random, 4);
    for (size_t i = 0; i < facts; ++i) {
      const TypeKind kind = kinds[below(random, std::size(kinds))];
      words.push_back(2 + below(random, 3));
      law.fact(law.builder.type(kind, kind == TypeKind::kOneOf || kind == TypeKind::kSomeOf ? words.back() : 0));
    }
    if (below(random, 4) == 0) add_list();
    for (size_t i = below(random, 3); i > 0; --i) law.question();
    for (size_t i = 0; i < 4; ++i) law.program.texts.push_back("text " + std::to_string(i));
    for (size_t i = 1 + below(random, 2); i > 0; --i) write_subject(false);
    const size_t asking = below(random, facts + 1);
    for (size_t i = 0; i < asking; ++i) write_subject(true, i);
  }

  // Told with a chance of two in three.
  Case draw() {
    Case drawn(law.program);
    drawn.set_at(circuit::kNoon + static_cast<int64_t>(below(random, 5)) * 86'400);
    const size_t rate = 1 + below(random, 3);
    for (size_t i = 0; i < law.program.model->facts.size(); ++i) {
      if (below(random, 3) < rate) tell(drawn, FactId(i));
    }
    for (size_t i = 0; i < law.program.model->questions.size(); ++i) {
      if (below(random, 6) == 0) drawn.assume(QuestionId(i), below(random, 2) == 0);
    }
    return drawn;
  }

 private:
  void add_list() {
    record_ = law.builder.record({law.builder.type(TypeKind::kYesNo), law.builder.type(TypeKind::kOneOf, 3)});
    book::Type type = law.builder.type(TypeKind::kListOf);
    type.record = record_;
    words.push_back(0);
    list_ = law.fact(type);
  }

  Lit random_test() {
    const size_t facts = law.program.model->facts.size(), questions = law.program.model->questions.size();
    const size_t pick = below(random, facts + questions);
    if (pick >= facts) return law.asks(QuestionId(pick - facts));
    const book::Type& type = law.program.model->facts[pick].type;
    if (type.kind == TypeKind::kListOf) return random_count();
    Atom atom = circuit::random_atom(random, type, words[pick]);
    atom.index = static_cast<uint32_t>(pick);
    if (atom.kind == Atom::Kind::kInTexts) std::erase_if(atom.texts, [](uint32_t text) { return text > 4; });
    return law.test(std::move(atom));
  }

  Lit random_count() {
    Atom flag, word, count;
    flag.on_field = word.on_field = true;
    flag.record = word.record = record_;
    word.kind = Atom::Kind::kInWords;
    word.index = 1;
    word.words = {static_cast<uint16_t>(below(random, 3))};
    const Lit fields[] = {circuit::kTrue, law.test(flag), law.test(word), law.both(law.test(flag), !law.test(word))};
    count.kind = Atom::Kind::kCountAtLeast;
    count.index = list_.value;
    count.where = fields[below(random, 4)];
    count.count = static_cast<uint32_t>(1 + below(random, 2));
    return law.test(count);
  }

  Lit random_condition(size_t depth) {
    if (depth == 0 || below(random, 5) == 0) return below(random, 3) == 0 ? !random_test() : random_test();
    const Lit a = random_condition(depth - 1), b = random_condition(depth - 1);
    return below(random, 2) == 0 ? law.both(a, b) : law.either(a, b);
  }

  void write_subject(bool asking, size_t fact = 0) {
    const Modality modalities[] = {Modality::kPermits, Modality::kForbids, Modality::kForbids, Modality::kRequires};
    std::vector<Lit> active;
    for (size_t i = 1 + below(random, 4); i > 0; --i) {
      const Lit condition = random_condition(2);
      Lit its = condition;
      for (Lit above : active) {
        if (below(random, 3) == 0) its = law.both(its, !above);
      }
      const NormId norm = law.norm(modalities[below(random, asking ? 3 : 4)], condition, its);
      if (below(random, 3) == 0) law.builder.model.norms[norm.value].duties.emplace_back();
      active.push_back(its);
    }
    for (size_t i = 0; i < law.program.model->questions.size(); ++i) {
      if (below(random, 4) == 0) law.answered(QuestionId(i), below(random, 2) == 0);
    }
    subjects.push_back(asking ? law.close({true, static_cast<uint32_t>(fact)}) : law.close_action());
  }

  void tell(Case& drawn, FactId fact) {
    const book::Type& type = law.program.model->facts[fact.value].type;
    switch (type.kind) {
      case TypeKind::kYesNo: drawn.tell(fact, static_cast<int64_t>(below(random, 2))); return;
      case TypeKind::kOneOf: drawn.tell(fact, static_cast<int64_t>(below(random, words[fact.value]))); return;
      case TypeKind::kSomeOf: drawn.tell(fact, static_cast<int64_t>(below(random, size_t{1} << words[fact.value]))); return;
      case TypeKind::kText: drawn.tell(fact, static_cast<int64_t>(below(random, 5))); return;
      case TypeKind::kInstant: drawn.tell(fact, circuit::kNoon + static_cast<int64_t>(below(random, 9)) * 43'200 - 86'400); return;
      case TypeKind::kListOf: {
        std::vector<RecordValue> records(below(random, 4));
        for (RecordValue& record : records) {
          for (int64_t values : {2, 3}) record.push_back({below(random, 4) > 0, static_cast<int64_t>(below(random, static_cast<size_t>(values)))});
        }
        drawn.tell_list(fact, std::move(records));
        return;
      }
      default: drawn.tell(fact, static_cast<int64_t>(below(random, 60)) * 1'000'000); return;
    }
  }

  book::RecordId record_;
  FactId list_;
};

}  // namespace comity::ruling
