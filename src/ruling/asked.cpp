#include "ruling/asked.h"

namespace comity::ruling {

void Asked::clear() {
  subject = {};
  id.reset();
  echo.clear();
  as_told.clear();
}

void Asked::keep(FactId fact, std::string json) {
  std::erase_if(as_told, [&](const auto& one) { return one.first == fact; });
  as_told.emplace_back(fact, std::move(json));
}

std::string_view Asked::told(FactId fact) const {
  for (const auto& [kept, json] : as_told) {
    if (kept == fact) return json;
  }
  return "";
}

void ask_about(const Program& program, circuit::Subject subject, Asked& asked) {
  asked.subject = subject;
  asked.id = subject.asking ? program.subject_of_asking(FactId(subject.index)) : program.subject_of_action(book::ActionId(subject.index));
}

Answer answer(const Engine& engine, const Asked& asked, const Case& told, Engine::Scratch& scratch, std::span<const FactId> declined) {
  if (asked.id) return engine.ask(*asked.id, told, scratch, declined);
  Answer silent;
  silent.at = told.at();
  silent.possible = bit(Ruling::kSilent);
  silent.epoch_from = book::kBeginning;
  silent.epoch_until = book::kForever;
  return silent;
}

Decision decide(const Engine& engine, const Asked& asked, const Case& told, Engine::Scratch& scratch) {
  if (asked.id) return engine.decide(*asked.id, told, scratch);
  return {bit(Ruling::kSilent), {}};
}

WhyNot why_not(const Engine& engine, const Asked& asked, const Case& told, Ruling wanted, Engine::Scratch& scratch) {
  if (asked.id) return engine.why_not(*asked.id, told, wanted, scratch);
  WhyNot silent;
  silent.possible = wanted == Ruling::kSilent;
  return silent;
}

}  // namespace comity::ruling
