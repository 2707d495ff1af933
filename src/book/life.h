// What is in force when: from what was written of a source's life to the intervals in which it stands (language.md section 3).
//
// A source is switched on and off by its events, silenced by stays, and pushed aside while a source that replaces it is in force. The last
// is the only part that looks at other sources, so sources are settled after all that replace them.
//
// Example: an act in force from January; an emergency act from February for 90 days that `replaces` it `while in force`. The act is in
// force in January and again from May on, and nobody had to write "from May on".
//
// The checker calls, in this order: settle_lives, settle_norms, settle_boundaries.
// Cost: O(n log n) in the number of events, citations and changes.
#pragma once

#include <optional>
#include <vector>

#include "book/model.h"

namespace comity::book {

// One clause of a source's life with its times as instants. `through DATE` is already the first moment of the next day.
struct ResolvedEvent {
  enum class Kind : uint8_t { kInForce, kExpires, kExpiresAfter, kRescinded, kRevived, kStayed, kAmended };
  Kind kind = Kind::kInForce;
  Instant at = 0;                // all but kExpiresAfter
  std::optional<Instant> until;  // kInForce, kStayed
  time::Shift after;             // kExpiresAfter: from the latest kInForce that is written before it, which must exist
  SourceId by;                   // kRescinded, kRevived, kStayed, kAmended
};

struct ResolvedLife {
  std::vector<ResolvedEvent> events;  // in the order of the page
  std::vector<SourceId> replaces;     // while this one is in force
};

// `lives` by SourceId, one for each source. Needs: Model::books with their zones, zones, and of each source name, book and signed_day.
// Fills Source::in_force, marks and precedence_day. A cycle of `replaces` is an error that the checker has told before; here it only
// leaves some source of the cycle unreplaced.
void settle_lives(Model& model, const std::vector<ResolvedLife>& lives);

// Needs: settled sources, Norm::cites and own_time (in any order, may overlap, stays as written). Fills Norm::in_force.
void settle_norms(Model& model);

// Needs: settled sources and norms, Question::answers, List::elements. Fills Model::boundaries.
void settle_boundaries(Model& model);

}  // namespace comity::book
