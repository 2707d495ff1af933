// Codes C03xx names, C04xx types and conditions, C05xx time and sources, C06xx norms and precedence.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kBookCodes = {
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
anywhere in the library; each of its files begins with `book dc.mpd`.

Wrong:

    use dc.mdp

Right:

    use dc.mpd

Look at the name, and whether the library's folder was given.)"},
    Code{"C0501", Severity::kError, "an unknown time zone",
         R"(Time zones have the names of the IANA database, which the system keeps: a region and a city, `UTC`, or
`Etc/GMT+5` and its like. Capitals matter.

Wrong:

    timezone America/Washington

Right:

    timezone America/New_York

Name the zone by the city that the database has for it. Abbreviations such as EDT say an offset and not
a zone: they do not know when summer time ends.)"},
    Code{"C0520", Severity::kError, "two time zones for one book",
         R"(All files of a book are read by one clock, so they may name only one time zone.

Wrong:

    timezone America/New_York
    timezone America/Chicago

Right:

    timezone America/New_York

Keep one line. Law of two zones belongs into two books, of which one may use the other.)"},
};

}  // namespace comity::text
