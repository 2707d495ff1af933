// Codes C07xx: scenarios, claims and readings.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kCaseCodes = {
    Code{"C0701", Severity::kError, "a told value that does not fit",
         R"(`given F is VALUE` tells a value of the fact's type.
Wrong:
    scenario "x" at 2025-01-01
      given hours is yes
      expect arrest silent
Right:
    scenario "x" at 2025-01-01
      given hours is 12
      expect arrest silent
Write the value as the message says.)"},
    Code{"C0702", Severity::kError, "something told twice",
         R"(A fact, a field and the answer to a question are told once.
Wrong:
    scenario "x" at 2025-01-01
      given in_custody is yes
      given in_custody is no
      expect arrest silent
Right:
    scenario "x" at 2025-01-01
      given in_custody is yes
      expect arrest silent
Keep one. Several words of a set stand in parentheses.)"},
    Code{"C0703", Severity::kError, "a norm that cannot decide this",
         R"(After `by` stand the norms that decide. They rule on the action that is expected about, and in the expected way.
Wrong:
    norm n
      cites s
      forbids search
    scenario "x" at 2025-01-01
      expect arrest forbidden by n
Right:
    norm n
      cites s
      forbids search
    scenario "x" at 2025-01-01
      expect search forbidden by n
Name a norm on this action, or look at the ruling.)"},
    Code{"C0704", Severity::kError, "between one ruling",
         R"(A case is undetermined between two rulings or more.
Wrong:
    scenario "x" at 2025-01-01
      expect arrest undetermined between silent
Right:
    scenario "x" at 2025-01-01
      expect arrest undetermined between silent, forbidden
Name all rulings that remain possible, each once.)"},
    Code{"C0707", Severity::kError, "more of what has no more",
         R"(`more of FACT` goes over sets (a superset), yes-no (yes), numbers, dates, instants and durations (greater).
Wrong:
    claim c
      more of city never turns arrest from permitted into forbidden
Right:
    claim c
      more of hours never turns arrest from permitted into forbidden
Name a fact that has an order.)"},
    Code{"C0708", Severity::kError, "a book compared with itself",
         R"(That a book agrees with itself at one instant is always true and shows nothing.
Wrong:
    claim c
      arrest agrees with t
Right:
    claim c
      arrest agrees with itself at 2024-01-01
Name another book, or `itself at` another instant.)"},
    Code{"C0709", Severity::kError, "a meaning that does not fit",
         R"(`"literal" means VALUE` gives a value of the fact's type, or `unknown`.
Wrong:
    reading r
      column "Hours" gives hours
        "none" means no
Right:
    reading r
      column "Hours" gives hours
        "none" means 0
Write a value of the fact, or `unknown`.)"},
    Code{"C0710", Severity::kError, "a fact that is given twice",
         R"(Each fact comes from one column, or holds for every row by `given`.
Wrong:
    reading r
      column "A" gives city
      column "B" gives city
Right:
    reading r
      column "A" gives city
Keep one.)"},
    Code{"C0711", Severity::kError, "a literal with two meanings",
         R"(Each literal of a column means one value.
Wrong:
    reading r
      column "A" gives in_custody
        "Y" means yes
        "Y" means no
Right:
    reading r
      column "A" gives in_custody
        "Y" means yes
        "N" means no
Keep one of them.)"},
    Code{"C0712", Severity::kError, "a notation that does not go with the fact",
         R"(`format` says how dates and instants are written, `separated by` what stands between the words of a set.
Wrong:
    reading r
      column "A" gives city separated by ";"
Right:
    reading r
      column "A" gives grounds separated by ";"
Take the notation away, or name another fact.)"},
    Code{"C0714", Severity::kError, "a duty that no norm has",
         R"(`expect ACTION duty "words"` names a duty by the words of a `then must` on that action.
Wrong:
    norm n
      cites s
      permits arrest
      then must "report"
    scenario "x" at 2025-01-01
      expect arrest duty "reprot"
Right:
    norm n
      cites s
      permits arrest
      then must "report"
    scenario "x" at 2025-01-01
      expect arrest duty "report"
Write the words as the norm has them.)"},
    Code{"C0715", Severity::kError, "a ruling turned into itself",
         R"(The claim is about a change from one ruling into another.
Wrong:
    claim c
      more of hours never turns arrest from permitted into permitted
Right:
    claim c
      more of hours never turns arrest from permitted into forbidden
Name two different rulings.)"},
    Code{"C0716", Severity::kWarning, "two scenarios of one title",
         R"(Reports name a scenario by its title.
Wrong:
    scenario "x" at 2025-01-01
      expect arrest silent
    scenario "x" at 2025-02-01
      expect arrest silent
Right:
    scenario "x in January" at 2025-01-01
      expect arrest silent
    scenario "x in February" at 2025-02-01
      expect arrest silent
Give each its own title.)"},
    Code{"C0718", Severity::kError, "the next question is told already",
         R"(`expect next FACT` names a fact that the scenario does not tell.
Wrong:
    norm n
      cites s
      forbids arrest
      when in_custody
    scenario "x" at 2025-01-01
      given in_custody is yes
      expect next in_custody for arrest
Right:
    norm n
      cites s
      forbids arrest
      when in_custody
    scenario "x" at 2025-01-01
      expect next in_custody for arrest
Take it out of `given`, or expect another fact.)"},
    Code{"C0719", Severity::kWarning, "a scenario that expects nothing",
         R"(A scenario is a test: it says what the ruling is.
Wrong:
    scenario "x" at 2025-01-01
      given in_custody is yes
Right:
    scenario "x" at 2025-01-01
      given in_custody is yes
      expect arrest silent
Write `expect ACTION RULING`.)"},
    Code{"C0720", Severity::kWarning, "a claim about a time without law",
         R"(No norm of the book, or of those that it uses, is in force at any time of the claim's range. Such a claim is settled whatever
the law says.
Wrong:
    norm n
      cites s
      forbids arrest
    claim c from 1925-08-14 until 1925-08-15
      arrest is never permitted
Right:
    norm n
      cites s
      forbids arrest
    claim c from 2025-08-14 until 2025-08-15
      arrest is never permitted
Look at the years of the range.)"},
};

}  // namespace comity::text
