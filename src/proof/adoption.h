// Adoption: the norms that some sources of one book carry, taken into another book as if one of its own authorities had issued them.
//
// What stands in the other book is read as a text: each norm keeps its modality, its condition, its duties and what it says of the norms that
// come with it or that both books have. Whose it is changes: the adopting authority issues it, in one source for each that is adopted, signed
// and in force from the instant of adoption, and the precedence that the authority's book declares ranks it (decisions/0022).
// Example: D.C.'s order of 14 August 2025 in Chicago, as an order of the Superintendent of Police, below the council's ordinance.
// Cost: a copy of the adopting model and each condition once. Limits: of silence declared permitted or forbidden nothing is taken, since it
// changes no ruling.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "book/model.h"
#include "text/diagnostics.h"

namespace comity::proof {

struct Adopting {
  const book::Model* from = nullptr;
  std::vector<book::SourceId> sources;
  book::Instant text_at = 0;  // which norms the sources carry
  const book::Model* into = nullptr;
  book::AuthorityId as;
  book::Instant at = 0;  // of adoption, and of all that is asked then
};

// What a reader must know of what came along and what did not. Names, sorted.
struct Baggage {
  std::vector<std::string> facts, questions, lists, actions;  // that the adopting book lacks; they come along, questions open
  std::vector<std::string> dropped;                           // norms whose only effect is on norms that stay behind
  std::vector<std::string> unsaid;                            // "dc.mpd/a suspends dc.mpd/b": b stays behind
  std::vector<std::string> above;                             // the same where it is the norm above that stays behind
};

struct Adopted {
  std::unique_ptr<book::Model> model;  // the adopting law with what it adopted
  book::NormId first_norm;             // those from here on were adopted; their `qualified` names are those of the book they come from
  book::AuthorityId as;
  Baggage baggage;
};

// The authority whose act it is by default: of those that the book itself declares (else those of its parts, `dc.…` for `dc`) the lowest, the
// one that most others stand above. Several: the choice is whoever adopts's.
std::vector<book::AuthorityId> lowest_authorities(const book::Model& model);

// The norms that the sources carry at an instant: in force, and by one of them.
std::vector<book::NormId> carried_by(const book::Model& model, const std::vector<book::SourceId>& sources, book::Instant at);

// Errors: C0905 the law has it already, C0907 nothing is carried, C0604 a circle of precedence.
std::expected<Adopted, text::Diagnostics> adopt(const Adopting& adopting);

}  // namespace comity::proof
