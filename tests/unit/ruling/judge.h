// The judge: every completion of a case, one by one, after tests/reference/answers.py. Exponential, and plain.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "circuit/evaluate.h"
#include "ruling/engine.h"

namespace comity::ruling {

class Judge {
 public:
  Judge(const Program& program, SubjectId subject, book::Instant at);

  size_t completions() const { return outcomes_.size(); }
  const std::vector<circuit::Variable>& variables() const { return variables_; }

  // The same fields that the engine fills, but `next` (judged apart) and `may_not_ask`; `because` is left empty.
  Answer ask(const Case& asked) const;
  // Whether these told facts alone force the case's ruling, and how many are needed at least.
  bool forces(const Case& asked, const std::vector<FactId>& facts) const;
  size_t because_size(const Case& asked) const;
  // How many told facts must change and untold ones be told; nothing if no case has the ruling.
  std::optional<std::pair<int, int>> why_not(const Case& asked, Ruling wanted) const;
  // Further questions expected until nothing that may be asked is missing; and if this one, which is missing, is the first.
  double expected_questions(const Case& asked, const std::vector<FactId>& askable) const;
  double expected_questions(const Case& asked, const std::vector<FactId>& askable, FactId first) const;

 private:
  struct Outcome {
    Ruling ruling = Ruling::kSilent;
    uint64_t active = 0, holds = 0;  // by place in epoch.norms
  };
  using Choice = std::vector<std::vector<circuit::Cell>>;  // by variable, the cells allowed
  Choice allowed(const Case& asked) const;
  template <class Visit>
  void each(const Choice& choice, const Visit& visit) const;  // visit(index, cells)
  RulingSet possible(const Choice& choice) const;
  bool depends(const Choice& choice, size_t variable) const;
  bool told(const Case& asked, size_t variable) const;
  std::vector<bool> may_be_asked(const std::vector<FactId>& askable) const;
  using Found = std::map<Choice, double>;
  double expected(const Choice& choice, const std::vector<bool>& askable, Found& found) const;
  double expected_after(const Choice& choice, const std::vector<bool>& askable, size_t first, Found& found) const;

  const Program& program_;
  const circuit::Epoch& epoch_;
  book::Instant at_;
  std::vector<circuit::Variable> variables_;
  Choice feasible_;
  std::vector<size_t> strides_;
  std::vector<Outcome> outcomes_;  // by cells, mixed radix over all cells
};

}  // namespace comity::ruling
