// Codes C03xx: names.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kNameCodes = {
    Code{"C0301", Severity::kError, "a cycle of use",
         R"(A book may use others, and these others, but never itself along the way: what it uses is read before it.

Wrong:

    book us
    use dc

    book dc
    use us

Right:

    book us

    book dc
    use us

Take out one of the `use` lines that the message shows. What both books need belongs into a third that
both use.)"},
    Code{"C0302", Severity::kError, "a book that cannot be found",
         R"(No file names this book. A book called `dc.mpd` is looked for below the folder `dc` of the library, then
anywhere in the library; each of its files begins with `book dc.mpd`. The same holds for a book that a claim compares with (`agrees with BOOK`).

Wrong:

    use dc.mdp

Right:

    use dc.mpd

Look at the name, and whether the library's folder was given.)"},
    Code{"C0303", Severity::kError, "declared twice",
         R"(Within one namespace (facts, norms, sources, …) a book declares each name once, in whichever of its files
it stands.
Wrong:
    norm no_arrest
      cites s
      forbids arrest
    norm no_arrest
      cites s
      forbids search
Right:
    norm no_arrest
      cites s
      forbids arrest
    norm no_search
      cites s
      forbids search
Rename one of the two, or join them.)"},
    Code{"C0304", Severity::kError, "a fact or action of a used book is declared again",
         R"(Facts and actions are shared by all books of a load, so that books can be compared and asked together. A
book that uses another one takes its facts and actions as they are.
Wrong:
    fact in_custody is yes-no
Right:
    fact in_custody_elsewhere is yes-no
Take the declaration away, or choose another name if something else is meant.)"},
    Code{"C0305", Severity::kError, "an unknown fact",
         R"(No fact of this name is declared in this book or in a book that it uses.
Wrong:
    norm n
      cites s
      forbids asking in_custdy
Right:
    norm n
      cites s
      forbids asking in_custody
Look at the spelling, declare the fact, or `use` the book that does.)"},
    Code{"C0306", Severity::kError, "an unknown action",
         R"(No action of this name is declared in this book or in a book that it uses.
Wrong:
    norm n
      cites s
      forbids arest
Right:
    norm n
      cites s
      forbids arrest
Look at the spelling, declare the action, or `use` the book that does.)"},
    Code{"C0307", Severity::kError, "an unknown type or kind",
         R"(After `is` stands a type (`yes-no`, `one of …`, `some of …`, `number`, `date`, `instant`, `duration`, `text`,
`list of RECORD`) or the name of a kind.
Wrong:
    fact armed is boolean
Right:
    fact armed is yes-no
Write one of the types, or declare the kind.)"},
    Code{"C0308", Severity::kError, "an unknown record",
         R"(`list of` names a record, which is declared with its fields.
Wrong:
    fact convictions is list of conviction
Right:
    record conviction
      on is date
    fact convictions is list of conviction
Declare the record, or look at the spelling.)"},
    Code{"C0309", Severity::kError, "an unknown authority",
         R"(`issued by` and `below` name authorities of this book or of a book that it uses.
Wrong:
    source order
      issued by cheif
      in force from 2025-01-01
Right:
    authority chief
    source order
      issued by chief
      in force from 2025-01-01
Declare the authority, or look at the spelling.)"},
    Code{"C0310", Severity::kError, "an unknown source",
         R"(`cites`, `see`, `rescinded by`, `answered … by` and the like name sources of this book or of a book that it
uses.
Wrong:
    norm n
      cites ordr
      forbids arrest
Right:
    source ordr
      in force from 2025-01-01
    norm n
      cites ordr
      forbids arrest
Declare the source, or look at the spelling.)"},
    Code{"C0311", Severity::kError, "an unknown norm",
         R"(`suspends`, `overrides`, `yields to` and `expect … by` name norms of this book or of a book that it uses.
Wrong:
    norm n
      cites s
      suspends no_arrest
Right:
    norm no_arrest
      cites s
      forbids arrest
    norm n
      cites s
      suspends no_arrest
Declare the norm, or look at the spelling.)"},
    Code{"C0312", Severity::kError, "an unknown name in a condition",
         R"(A bare name in a condition is a yes-no fact, a definition or a question of law.
Wrong:
    define d means
      in_custdy
Right:
    define d means
      in_custody
Look at the spelling, or declare what is meant.)"},
    Code{"C0313", Severity::kError, "an unknown question of law",
         R"(`assume` names a question of this book or of a book that it uses.
Wrong:
    scenario "x" at 2025-01-01
      assume vald is yes
      expect arrest silent
Right:
    scenario "x" at 2025-01-01
      assume valid is yes
      expect arrest silent
Declare the question, or look at the spelling.)"},
    Code{"C0314", Severity::kError, "an unknown list",
         R"(`is on list` names a list of this book or of a book that it uses.
Wrong:
    define d means
      city is on list sanctuary
Right:
    define d means
      city is on list listed
Declare the list, or look at the spelling.)"},
    Code{"C0315", Severity::kError, "an unknown calendar",
         R"(`counted by` names a calendar of this book or of a book that it uses.
Wrong:
    define d means
      released is within 48 hours, counted by courts before case.at
Right:
    calendar courts "days on which courts are closed" skips weekends, federal holidays
    define d means
      released is within 48 hours, counted by courts before case.at
Declare the calendar, or write `not counting weekends and holidays`.)"},
    Code{"C0316", Severity::kError, "an unknown field of a record",
         R"(Inside `where`, and inside the braces of a told record, only the fields of that record can be named.
Wrong:
    define d means
      some charge in charges where in_custody
Right:
    define d means
      some charge in charges where guilty
       and in_custody
Look at the spelling; test other facts outside `where`.)"},
    Code{"C0317", Severity::kError, "a name that several used books declare",
         R"(A name is looked up in the book itself, then in all books that it uses. Where two of these declare it, the
book must say which one it means.
Wrong:
    use other
    authority chief below council
Right:
    use other
    authority chief below base/council
Write the book's name and `/` before the name.)"},
    Code{"C0318", Severity::kError, "a name of a book that is not used",
         R"(Before `/` stands the name of a book that this book uses, directly or not.
Wrong:
    authority chief below bse/council
Right:
    authority chief below base/council
Add the `use` line, or look at the spelling.)"},
    Code{"C0319", Severity::kWarning, "a name that a condition never means",
         R"(Facts, definitions and questions have namespaces of their own, but a condition names all three. A bare name
means a yes-no fact first, then a definition, then a question.
Wrong:
    define in_custody means
      released is before 2025-01-01
Right:
    define released_early means
      released is before 2025-01-01
Rename one of the two.)"},
};

}  // namespace comity::text
