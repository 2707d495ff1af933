// Verdicts told: the same words and the same JSON for the command `comity prove` and for programs that prove through a library.
#pragma once

#include <string>
#include <string_view>

#include "proof/claims.h"
#include "proof/wording.h"

namespace comity::proof {

std::string_view result_of(const Verdict& verdict);  // "proved", "refuted", "undecided"

// The refuting case as a scenario that a book can keep; two of them where the claim is about two cases.
std::string scenarios_against(const book::Claim& claim, const Wording& wording, const Refutation& refutation);

// An object. `book` is the name by which the command that gives the same answer opens the book, `places` the options by which it finds it.
std::string verdict_json(const book::Model& model, const Wording& wording, const Verdict& verdict, std::string_view book, std::string_view places = {});

}  // namespace comity::proof
