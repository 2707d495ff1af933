// Codes C05xx: time and sources.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kTimeCodes = {
    Code{"C0501", Severity::kError, "an unknown time zone",
         R"(Time zones have the names of the IANA database, which the system keeps: a region and a city, `UTC`, or
`Etc/GMT+5` and its like. Capitals matter.

Wrong:

    timezone America/Washington

Right:

    timezone America/New_York

Name the zone by the city that the database has for it. Abbreviations such as EDT say an offset and not
a zone: they do not know when summer time ends.)"},
    Code{"C0502", Severity::kError, "a local time that does not exist",
         R"(When the clocks are set forward, an hour is left out. A law cannot take effect in it.
Wrong:
    source order
      in force from 2025-03-09 02:30
Right:
    source order
      in force from 2025-03-09 03:30
Write a time that the clocks showed.)"},
    Code{"C0503", Severity::kError, "a local time that comes twice",
         R"(When the clocks are set back, an hour comes twice, and nobody could say which is meant.
Wrong:
    source order
      in force from 2025-11-02 01:30
Right:
    source order
      in force from 2025-11-02 00:30
Write a time before or after that hour.)"},
    Code{"C0504", Severity::kError, "a time that ends before it begins",
         R"(`until` must lie after `from`; `through` includes its day.
Wrong:
    source order
      in force from 2025-03-01 until 2025-01-01
Right:
    source order
      in force from 2025-01-01 until 2025-03-01
Look at the order and the years of the two dates.)"},
    Code{"C0505", Severity::kError, "expires after nothing",
         R"(`expires after` counts from the latest `in force from` that stands before it in the source.
Wrong:
    source act
      expires after 90 days
Right:
    source act
      in force from 2025-01-01
      expires after 90 days
Write `in force from` above it, or `expires on` and the day.)"},
    Code{"C0506", Severity::kWarning, "an event that changes nothing",
         R"(What rescinds, revives, stays or ends a source means nothing while the source was never in force.
Wrong:
    source act
      rescinded by s on 2025-01-01
Right:
    source act
      in force from 2024-01-01
      rescinded by s on 2025-01-01
Write since when the source was in force, or look at the dates.)"},
    Code{"C0507", Severity::kError, "authorities in a circle",
         R"(Rank is a partial order: no authority stands below itself.
Wrong:
    authority council below mayor
    authority mayor below council
Right:
    authority council
    authority mayor below council
Take one `below` away.)"},
    Code{"C0508", Severity::kError, "sources that replace each other in a circle",
         R"(A source that replaces another puts it out of force while it stands. In a circle none could stand.
Wrong:
    source a
      in force from 2025-01-01
      replaces b while in force
    source b
      in force from 2025-02-01
      replaces a while in force
Right:
    source a
      in force from 2025-01-01
    source b
      in force from 2025-02-01
      replaces a while in force
Take one `replaces` away, or write when each is in force.)"},
    Code{"C0510", Severity::kError, "two answers at one instant",
         R"(A later answer replaces an earlier one. Of two at the same instant nobody could say which stands.
Wrong:
    question q
      answered yes by s on 2025-01-01
      answered no by s on 2025-01-01
Right:
    question q
      answered yes by s on 2025-01-01 10:00
      answered no by s on 2025-01-01 16:00
Write the hours, or keep one.)"},
    Code{"C0511", Severity::kWarning, "a question answered before it is raised",
         R"(`raised` marks when the question came up; an answer before it is probably a wrong date.
Wrong:
    question q
      raised by s on 2025-06-01
      answered no by s on 2025-01-01
Right:
    question q
      raised by s on 2025-01-01
      answered no by s on 2025-06-01
Look at the two dates.)"},
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
