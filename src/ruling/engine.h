// The single-case engine: one question about one case, answered exactly.
//
// Meaning: docs/language.md sections 6 and 8. The engine reads the circuit and nothing else. For each shape of a subject (program.h) it
// builds, when first asked, a decision diagram over facts by cells (diagram.h); past the budget it evaluates the circuit itself, over the
// cells of the facts that it reads, with the same answers. A shape of many norms is divided by a fact that tells most of them apart
// (division.h), and a decision reads only the part to which the case belongs.
// Thread safety: an Engine is shared by any number of threads. What was drawn is published once by an atomic exchange and read without
// locks; cutting a part that no case has come to before takes one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "book/model.h"
#include "circuit/program.h"
#include "ruling/case.h"

namespace comity::ruling {

using book::NormId;
using book::Ruling;
using book::RulingSet;
using circuit::SubjectId;

// What the engine may spend on one shape, and on one question that no diagram answers.
struct Budget {
  uint32_t diagram_nodes = 1u << 18;
  uint64_t completions = 1u << 22;  // past it: Answer::exhausted
  size_t norms_undivided = 8;       // a law of more norms than this is divided, if a fact tells them apart
};

// An unknown on which the ruling hangs: a fact or a question of law.
struct Unknown {
  bool is_question = false;
  uint32_t index = 0;  // FactId or QuestionId
  friend bool operator==(const Unknown&, const Unknown&) = default;
};

struct HangsOn {
  QuestionId question;
  RulingSet if_yes = 0, if_no = 0;
};

struct MayNotAsk {
  FactId fact;
  std::vector<NormId> forbidden_by;  // norms that forbid, or may forbid, asking it
};

struct NextQuestion {
  FactId fact;
  double expected_questions = 0;  // further questions expected, this one included
  bool exact = true;              // false: too many facts are missing to weigh all ways of asking; this is a good one, and the figure a bound
};

struct DueDuty {
  NormId norm;
  uint32_t duty = 0;  // index into Norm::duties
  std::optional<Instant> deadline;
};

struct Answer {
  SubjectId subject = 0;
  Instant at = 0;
  RulingSet possible = 0;               // a bit per Ruling; one bit: settled
  std::vector<NormId> decided_by;       // deciding in every completion
  std::vector<NormId> may_decide;       // in some only
  std::vector<NormId> defeated;         // condition holds but not active, in every completion
  std::vector<NormId> may_be_defeated;  // in some only
  std::vector<Unknown> missing;
  std::vector<FactId> because;         // a smallest set of told facts that forces the ruling; settled only
  std::vector<MayNotAsk> may_not_ask;  // of the missing
  std::optional<NextQuestion> next;
  std::vector<HangsOn> hangs_on;  // a missing question and where each answer leads
  std::vector<DueDuty> duties;
  std::vector<uint32_t> silences;  // indices into Model::silences; silent rulings only
  Instant epoch_from = 0, epoch_until = 0;
  // The budget did not allow an exact answer, and it is said: `possible` and what is missing may hold more than there is, never less, and
  // `because` forces the ruling but may not be smallest.
  bool exhausted = false;

  bool settled() const { return possible != 0 && (possible & (possible - 1)) == 0; }
  Ruling ruling() const;  // settled only
};

// A smallest change that gives the wanted ruling.
struct Change {
  FactId fact;
  bool was_told = false;
  circuit::ToldValue value;  // what to tell instead
};
struct WhyNot {
  bool possible = false;
  std::vector<Change> changes;             // fewest told facts changed, then fewest unknown told
  std::vector<NormId> against, in_favour;  // norms that decide now, and that would decide then
  bool exhausted = false;                  // the budget ran out: there may be a smaller change, or one where none was found
};

// The short answer: the ruling's possibilities and the deciding norms, without explanation.
struct Decision {
  RulingSet possible = 0;
  std::span<const NormId> deciding;  // settled: the norms deciding in every completion. Valid as long as the engine (or the Scratch)
};

class Engine {
 public:
  // `program` (and its model) must outlive the engine.
  explicit Engine(const Program& program, Budget budget = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Memory that one thread reuses from question to question.
  struct Scratch;
  struct ScratchDelete {
    void operator()(Scratch*) const;
  };
  using ScratchPtr = std::unique_ptr<Scratch, ScratchDelete>;
  ScratchPtr scratch() const;

  // About a tenth of a microsecond where all facts on the path are told and the shape has a diagram. Allocates nothing then.
  Decision decide(SubjectId subject, const Case& asked, Scratch& scratch) const;
  // Everything: a few microseconds; the next question tens of microseconds.
  // A declined fact is one that whoever is asked does not know: it stays missing, and the next question is the best of the others.
  Answer ask(SubjectId subject, const Case& asked, Scratch& scratch, std::span<const FactId> declined = {}) const;
  WhyNot why_not(SubjectId subject, const Case& asked, Ruling wanted, Scratch& scratch) const;

  const Program& program() const;

  struct Impl;  // engine_parts.h

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::ruling
