// Codes C06xx: norms and precedence.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kNormCodes = {
    Code{"C0601", Severity::kError, "a norm that says nothing",
         R"(A norm permits, forbids or requires an action, permits or forbids asking a fact, or suspends other norms.
Wrong:
    norm n
      cites s
      when in_custody
Right:
    norm n
      cites s
      forbids search
      when in_custody
Write what follows from it.)"},
    Code{"C0602", Severity::kError, "a norm that cites no source",
         R"(Every norm is carried by a source: it is in force while one of the sources that it `cites` is. `see` only
supports.
Wrong:
    norm n
      forbids search
Right:
    norm n
      cites s at "section 2" "no search"
      forbids search
Name the source, its place and a few of its words.)"},
    Code{"C0603", Severity::kError, "precedence declared in two ways",
         R"(A book has one precedence, in whichever of its files it stands.
Wrong:
    precedence by rank
    precedence by date
Right:
    precedence by rank, then by date
Keep the one that the law means.)"},
    Code{"C0604", Severity::kError, "norms that stand above each other in a circle",
         R"(If each of some norms suspends, overrides or outranks the next and the last one the first, nobody could say
which prevails.
Wrong:
    norm a
      cites s
      forbids search
      overrides b
    norm b
      cites s
      permits search
      overrides a
Right:
    norm a
      cites s
      forbids search
    norm b
      cites s
      permits search
      overrides a
Remove one of the relations, or write the exception into a condition with `unless`.)"},
    Code{"C0605", Severity::kError, "a norm that names itself",
         R"(A norm cannot suspend, override or yield to itself.
Wrong:
    norm n
      cites s
      suspends n
Right:
    norm other
      cites s
      forbids search
    norm n
      cites s
      suspends other
Name the other norm that is meant.)"},
    Code{"C0606", Severity::kWarning, "a relation without effect",
         R"(`overrides` and `yields to` decide between norms that oppose each other: on one action, one of them forbids
and the other permits or requires.
Wrong:
    norm a
      cites s
      forbids search
    norm b
      cites s
      permits arrest
      overrides a
Right:
    norm a
      cites s
      forbids search
    norm b
      cites s
      permits search
      overrides a
Name a norm that opposes, or write `suspends`.)"},
    Code{"C0607", Severity::kError, "a deadline that counts from no instant",
         R"(`within … after FACT` counts from an instant. Other facts have no time of day, or no time at all.
Wrong:
    norm n
      cites s
      permits arrest
      then must "report" within 24 hours after birth
Right:
    norm n
      cites s
      permits arrest
      then must "report" within 24 hours after released
Declare the fact as `instant`, or count from `case.at`.)"},
    Code{"C0609", Severity::kWarning, "a norm that is never in force",
         R"(A norm without its own time is in force while a source that it cites is. None of these ever is.
Wrong:
    source opinion
    norm n
      cites opinion
      forbids search
Right:
    source opinion
    norm n
      cites opinion
      forbids search
      in force from 2025-01-01
Give the source or the norm its `in force from`.)"},
    Code{"C0610", Severity::kWarning, "one place cited twice",
         R"(The same source with the same place and words stands twice in one norm.
Wrong:
    norm n
      cites s
      cites s
      forbids search
Right:
    norm n
      cites s at "section 1"
      cites s at "section 2"
      forbids search
Take one away, or say with `at` which places are meant.)"},
    Code{"C0612", Severity::kWarning, "a name that stands twice in one clause",
         R"(Naming a norm or fact twice changes nothing.
Wrong:
    norm a
      cites s
      forbids search
    norm b
      cites s
      suspends a, a
Right:
    norm a
      cites s
      forbids search
    norm b
      cites s
      suspends a
Take one away, or write the one that was meant.)"},
    Code{"C0614", Severity::kError, "silence told twice",
         R"(What silence on an action means is told once in a book.
Wrong:
    silence on search means permitted
      cites s
    silence on search means forbidden
      cites s
Right:
    silence on search means permitted
      cites s
Keep one of them; it may cite several sources.)"},
    Code{"C0615", Severity::kWarning, "a duty that never follows",
         R"(A duty follows when an action is done that its norm rules on. A norm that only suspends rules on none.
Wrong:
    norm a
      cites s
      forbids search
    norm b
      cites s
      suspends a
      then must "report"
Right:
    norm b
      cites s
      permits search
      then must "report"
Give the norm its action, or move the duty.)"},
    Code{"C0616", Severity::kWarning, "a remark on silence without a source",
         R"(What silence means is a reading of the law, and somebody took it: a court, an agency, an opinion.
Wrong:
    silence on search means permitted
Right:
    silence on search means permitted
      cites s at "page 4"
Name the source with `cites`.)"},
};

}  // namespace comity::text
