// Writing conditions into the model's arena of tests.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "book/model.h"

namespace comity::book {

class Arena {
 public:
  explicit Arena(Model& model) : model_(model) {}

  CondId constant(bool value, Span span) { return add({value ? Cond::Kind::kTrue : Cond::Kind::kFalse, span, 0, {}}); }
  CondId test(Test test, Span span) {
    model_.tests.push_back(std::move(test));
    return add({Cond::Kind::kTest, span, static_cast<uint32_t>(model_.tests.size() - 1), {}});
  }
  CondId negation(CondId of, Span span) { return add({Cond::Kind::kNot, span, 0, {of}}); }
  CondId all(std::vector<CondId> children, Span span) { return add({Cond::Kind::kAnd, span, 0, std::move(children)}); }
  CondId any(std::vector<CondId> children, Span span) { return add({Cond::Kind::kOr, span, 0, std::move(children)}); }

  // How many conditions stand within one another, through definitions too.
  uint32_t depth(CondId id) const { return id.valid() ? depths_[id.value] : 0; }

 private:
  CondId add(Cond cond) {
    uint32_t below = 0;
    for (CondId child : cond.children) below = std::max(below, depth(child));
    depths_.push_back(below + 1);
    model_.conds.push_back(std::move(cond));
    return CondId(model_.conds.size() - 1);
  }

  Model& model_;
  std::vector<uint32_t> depths_;  // by CondId
};

}  // namespace comity::book
