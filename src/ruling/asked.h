// What is asked about a case, and what a Case does not keep of what was told.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ruling/case.h"
#include "ruling/engine.h"

namespace comity::ruling {

struct Asked {
  circuit::Subject subject;
  std::optional<SubjectId> id;                          // none: the asking of a fact that no norm governs
  std::string echo;                                     // the JSON of the case's `id`, if it has one
  std::vector<std::pair<FactId, std::string>> as_told;  // as JSON: texts that the book never names, and lists

  void clear();
  void keep(FactId fact, std::string json);  // replaces what was kept
  std::string_view told(FactId fact) const;  // "" if nothing is kept
};

// The subject of an action or of asking a fact.
void ask_about(const Program& program, circuit::Subject subject, Asked& asked);

// The engine's answer; where no norm governs the asking, the answer that is silent at all times.
Answer answer(const Engine& engine, const Asked& asked, const Case& told, Engine::Scratch& scratch, std::span<const FactId> declined = {});
Decision decide(const Engine& engine, const Asked& asked, const Case& told, Engine::Scratch& scratch);
WhyNot why_not(const Engine& engine, const Asked& asked, const Case& told, Ruling wanted, Engine::Scratch& scratch);

inline constexpr RulingSet bit(Ruling ruling) { return static_cast<RulingSet>(1u << static_cast<unsigned>(ruling)); }

}  // namespace comity::ruling
