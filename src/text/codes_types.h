// Codes C04xx: types and conditions.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kTypeCodes = {
    Code{"C0401", Severity::kError, "a set or a list in a record",
         R"(Records hold scalar fields only: yes-no, one-of, number, date, instant, duration and text.
Wrong:
    record stop
      reasons is some of speed, light
Right:
    record stop
      for_speed is yes-no
      for_light is yes-no
Write a yes-no field for each word, or a fact of its own.)"},
    Code{"C0402", Severity::kError, "a word that stands twice",
         R"(Each word of a kind stands once.
Wrong:
    kind color is one of red, blue, red
Right:
    kind color is one of red, blue
Take one of them away.)"},
    Code{"C0403", Severity::kWarning, "a kind's name as a single word",
         R"(`one of class` is a fact whose only value is the word `class`. If the words of the kind `class` are meant, its
name is the type. (`some of class` means the words of the kind, but not if its name is misspelt.)
Wrong:
    fact worst is one of class
Right:
    fact worst is class
Write the name of the kind alone.)"},
    Code{"C0404", Severity::kError, "a norm or definition reads a protected fact",
         R"(Protected facts exist so that rulings can be shown not to depend on them. Claims may name them, norms and
definitions may not.
Wrong:
    norm n
      cites s
      permits search
      when race is "x"
Right:
    claim blind
      search ignores race
Take the fact out of the condition.)"},
    Code{"C0405", Severity::kError, "a test that does not go with the type",
         R"(Each type has its tests: words are compared with `is`, sets with `includes`, numbers and durations with `is at
least` and the like, dates and instants with `is before`, `is within … before`, lists with `some … in`.
Wrong:
    define d means
      grounds is detainer
Right:
    define d means
      grounds includes detainer
Use a test that the message names.)"},
    Code{"C0406", Severity::kError, "a word that the fact cannot have",
         R"(A one-of and a some-of fact are compared with their own words only.
Wrong:
    define d means
      encounter is trafic_stop
Right:
    define d means
      encounter is traffic_stop
Look at the spelling, or add the word to the kind with `extend`.)"},
    Code{"C0407", Severity::kError, "a unit that does not fit",
         R"(A number may be followed by the unit with which its fact is declared, and by no other; a duration needs a unit
of time.
Wrong:
    define d means
      hours is more than 90 minutes
Right:
    define d means
      hours is more than 1.5 hours
Convert the amount, or declare the fact as `duration`.)"},
    Code{"C0408", Severity::kError, "a fact that is no condition by itself",
         R"(Only yes-no facts, definitions and questions stand alone in a condition. Other facts are compared.
Wrong:
    define d means
      encounter
Right:
    define d means
      encounter is traffic_stop
Write the comparison.)"},
    Code{"C0409", Severity::kError, "quotes that are missing or too much",
         R"(Words of kinds stand without quotes, texts in quotes.
Wrong:
    define d means
      city is dc
Right:
    define d means
      city is "dc"
Add the quotes, or take them away.)"},
    Code{"C0410", Severity::kError, "a unit of time that does not fit",
         R"(Dates take days, weeks, months and years. Durations take minutes, hours, days and weeks, since months and
years are not all of one length.
Wrong:
    define d means
      birth is within 48 hours before case.at
Right:
    define d means
      birth is within 2 days before case.at
Use a unit that fits, or declare the fact as `instant`.)"},
    Code{"C0411", Severity::kError, "a calendar where none can count",
         R"(Days off are left out when minutes, hours, days or weeks are counted for an instant.
Wrong:
    define d means
      released is within 2 months, not counting holidays before case.at
Right:
    define d means
      released is within 60 days, not counting holidays before case.at
Use a smaller unit, or count all days.)"},
    Code{"C0412", Severity::kError, "an instant on a day",
         R"(An instant is a second of time; it is never equal to a whole day.
Wrong:
    define d means
      released is on 2025-08-14
Right:
    define d means
      released is on or after 2025-08-14
       and released is before 2025-08-15
Write the day's two ends.)"},
    Code{"C0413", Severity::kError, "a time of day for a date",
         R"(A date fact is a day and has no time of day.
Wrong:
    define d means
      birth is before 2007-08-14 12:00
Right:
    define d means
      birth is before 2007-08-14
Write the day alone, or declare the fact as `instant`.)"},
    Code{"C0414", Severity::kError, "definitions in a circle",
         R"(A definition is replaced by its condition wherever it is named, so it cannot name itself, directly or through
others.
Wrong:
    define a means
      b
    define b means
      not a
Right:
    define a means
      in_custody
    define b means
      not a
Say in one of them what is meant without naming the others.)"},
    Code{"C0415", Severity::kError, "definitions nested too deeply",
         R"(A condition with all the definitions that it names is nested at most 1,000 deep.
Wrong:
    a chain of definitions of which each negates the one before, 1,000 long
Right:
    the same said in a few definitions
Name fewer definitions one through another.)"},
    Code{"C0416", Severity::kError, "a quantifier over what is no list",
         R"(`some`, `no`, `every` and the counting quantifiers go over facts that are `list of` a record.
Wrong:
    define d means
      some charge in grounds
Right:
    define d means
      some charge in charges
Name a list, or use the test of the fact's own type.)"},
    Code{"C0417", Severity::kError, "a quantifier over another record",
         R"(The word after the quantifier says what the records are. It may be any word, but not the name of another
record than the list's.
Wrong:
    record conviction
      on is date
    define d means
      some conviction in charges
Right:
    define d means
      some charge in charges
Name the record of the list.)"},
    Code{"C0418", Severity::kError, "a count beyond every list",
         R"(A list is told with at most 10,000 records, so a higher count means nothing.
Wrong:
    define d means
      at least 20000 charge in charges where guilty
Right:
    define d means
      at least 2 charge in charges where guilty
Count fewer records.)"},
    Code{"C0419", Severity::kError, "a list that holds something else",
         R"(A text is looked up in a list `of text`; a one-of fact in a list of its own kind.
Wrong:
    define d means
      encounter is on list listed
Right:
    define d means
      city is on list listed
Declare the list `of` the fact's kind, or look up another fact.)"},
    Code{"C0420", Severity::kWarning, "a comparison that cannot go both ways",
         R"(Durations are never negative, so some comparisons hold always or never.
Wrong:
    define d means
      held is less than 0 hours
Right:
    define d means
      held is less than 1 hour
Look at the comparison and its amount.)"},
    Code{"C0421", Severity::kWarning, "an instant before or after a whole day",
         R"(For an instant a day without time stands for its first moment: `is after 2025-08-14` holds from one second
after midnight, `is on or before 2025-08-14` no longer than midnight. A reader may expect the whole day.
Wrong:
    define d means
      released is after 2025-08-14
Right:
    define d means
      released is on or after 2025-08-15
Use `on or after` and `before` with the day at which the time begins or ends, or write the time of day.)"},
    Code{"C0422", Severity::kWarning, "a proxy for a fact that is not protected",
         R"(`proxy for` names the protected fact that this one may stand in for.
Wrong:
    fact surname_origin is text
      proxy for city
Right:
    fact surname_origin is text
      proxy for race
Mark the other fact `protected`, or take the clause away.)"},
    Code{"C0423", Severity::kError, "a definition or question compared with a value",
         R"(Definitions and questions hold or do not hold; there is nothing else to compare.
Wrong:
    define d means
      valid is certain
Right:
    define d means
      valid is yes
Write the name alone, `is yes`, or `not` before it.)"},
};

}  // namespace comity::text
