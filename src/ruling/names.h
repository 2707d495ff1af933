// Names as a case uses them: those of facts, actions, questions and words, looked up as the asked book would (language.md
// section 1): the book itself, then all it uses; a name that stands in two used books is qualified, `us/encounter`.
//
// Made once for a model, constant afterwards, shared by threads. A look-up is one probe of a hash table; the views point into the model.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/model.h"
#include "text/diagnostics.h"

namespace comity::ruling {

// Why an input is not understood. It has a code of C08xx and no place in a file.
using Problem = text::Diagnostic;

Problem problem(std::string_view code, std::string message, std::string help = "");

class Names {
 public:
  explicit Names(const book::Model& model);

  // Errors: C0807 to C0810, with the nearest name.
  std::expected<book::FactId, Problem> fact(std::string_view name) const;
  std::expected<book::ActionId, Problem> action(std::string_view name) const;
  std::expected<book::QuestionId, Problem> question(std::string_view name) const;

  // The index of a word of a kind, or -1.
  int word(book::KindId kind, std::string_view word) const;

  // The shortest name under which the asked book finds it: plain, or qualified where it must be.
  std::string_view shown(book::FactId fact) const { return fact_names_[fact.value]; }
  std::string_view shown(book::ActionId action) const { return action_names_[action.value]; }
  std::string_view shown(book::QuestionId question) const { return question_names_[question.value]; }

  const book::Model& model() const { return model_; }

 private:
  static constexpr uint32_t kNone = 0xffffffff;
  // All that bear one name, and which of them the asked book means by it.
  struct Bearers {
    std::vector<uint32_t> all;
    uint32_t meant = kNone;
  };
  using Space = std::unordered_map<std::string_view, Bearers>;

  template <class Item>
  Space space_of(const std::vector<Item>& items) const;
  template <class Item>
  std::vector<std::string> names_of(const std::vector<Item>& items, const Space& space) const;
  template <class Item>
  std::expected<uint32_t, Problem> find(const std::vector<Item>& items, const Space& space, std::string_view name, std::string_view code,
                                        std::string_view what) const;

  const book::Model& model_;
  Space facts_, actions_, questions_;
  std::vector<std::string> fact_names_, action_names_, question_names_;
  std::vector<std::unordered_map<std::string_view, uint16_t>> words_;  // by KindId
};

}  // namespace comity::ruling
