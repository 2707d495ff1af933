// Codes C0214 to C0299: the forms of single clauses, conditions and values.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kFormCodes = {
    Code{"C0214", Severity::kError, "no such ruling",
         R"(The rulings are permitted, forbidden, required, silent and conflicting. A scenario may also expect
`undetermined`, alone.

Wrong:

    scenario "s" at 2025-01-01
      expect arrest allowed

Right:

    scenario "s" at 2025-01-01
      expect arrest permitted

Write one of these words.)"},
    Code{"C0215", Severity::kError, "the words of a duty need quotes",
         R"(Without quotes a duty is a run of words that ends where `within`, `every year` or the next clause
begins. A keyword in the middle of a line, or a mark, leaves it open whether the duty goes on.

Wrong:

    norm n
      cites s
      permits arrest
      then must record the source of the report

Right:

    norm n
      cites s
      permits arrest
      then must "record the source of the report"

Write the duty as a string.)"},
    Code{"C0216", Severity::kError, "a whole number is needed",
         R"(Durations and numbers of records are whole and not negative.

Wrong:

    define d means
      filed is within 1.5 days before case.at

Right:

    define d means
      filed is within 36 hours before case.at

Use a smaller unit.)"},
    Code{"C0217", Severity::kError, "a test that is not written like that",
         R"(A test compares one fact with constants: `is V`, `is one of V, W`, `includes V`, `is at least N`,
`is before T`, `is within DUR before T`, `is empty`, `is on list L`. Two facts are never compared.

Wrong:

    define d means
      released is before arrested

Right:

    fact released_before_arrest is yes-no

    define d means
      released_before_arrest

Use the form that the message names, or declare a fact for the relation.)"},
    Code{"C0218", Severity::kError, "no such unit of time",
         R"(Durations are counted in minutes, hours, days, weeks, months or years; days off are left out by a
calendar.

Wrong:

    define d means
      filed is within 2 business days before case.at

Right:

    define d means
      filed is within 2 days, not counting weekends and holidays before case.at

Use a unit of time and say what is not counted.)"},
    Code{"C0219", Severity::kError, "a dot in a plain word",
         R"(Words of a kind, fields of a record and units are single words.

Wrong:

    kind place is one of court.room, street

Right:

    kind place is one of court_room, street

Write `_`.)"},
    Code{"C0220", Severity::kError, "something is left over",
         R"(A clause is complete, and what follows begins neither a clause nor a declaration. Often a comma, an
`and`, an `is` or a pair of quotes is missing.

Wrong:

    define d means
      encounter is traffic stop

Right:

    define d means
      encounter is traffic_stop

Complete the clause as the message proposes.)"},
    Code{"C0221", Severity::kError, "a day is needed, not an instant",
         R"(`signed`, `read on` and `through` take a day.

Wrong:

    source s
      signed 2025-08-14 09:00

Right:

    source s
      signed 2025-08-14

Take the time of day away.)"},
    Code{"C0222", Severity::kError, "a month and day are needed",
         R"(A day that returns every year is written with the month's English name.

Wrong:

    calendar c skips 16 April

Right:

    calendar c skips April 16

Write the month, then the day.)"},
    Code{"C0223", Severity::kError, "a quantifier inside where",
         R"(Quantifiers do not nest: a `where` tests the fields of one record.

Wrong:

    define d means
      some charge in charges where some item in items

Right:

    define d means
      some charge in charges
       and some item in items

Test the other list outside `where`.)"},
    Code{"C0224", Severity::kError, "a quantifier without where",
         R"(`every` and the counting quantifiers need `where`; after `some` and `no` it may be left out.

Wrong:

    define d means
      at least 2 charge in charges

Right:

    define d means
      at least 2 charge in charges where class is felony

Say what the records must satisfy.)"},
    Code{"C0225", Severity::kError, "asking cannot be required",
         R"(A norm may permit or forbid the asking of a fact. A duty to ask is a duty about an action.

Wrong:

    norm n
      cites s
      requires asking subject.name

Right:

    action ask_name "ask a person for the name"

    norm n
      cites s
      requires ask_name

Declare an action.)"},
    Code{"C0226", Severity::kError, "a meaning that belongs to no column",
         R"(In a reading, `"literal" means VALUE` explains the column above it.

Wrong:

    reading r
      "Ticket" means traffic_stop

Right:

    reading r
      column "stop_type" gives encounter
        "Ticket" means traffic_stop

Write the `column` clause first.)"},
};

}  // namespace comity::text
