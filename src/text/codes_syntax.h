// Codes C0201 to C0213: the order of words in any declaration.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kSyntaxCodes = {
    Code{"C0201", Severity::kError, "something else was expected",
         R"(The parts of a clause come in a fixed order. The message tells what was expected and what was found.

The forms of a claim, for reference: `ACTION is never R [or R …] [when C]`, `ACTION is always R …`,
`every action is never R …`, `ACTION ignores F, …`, `every ruling ignores F, …`, `ACTION agrees with
BOOK [at INSTANT] [except when C]`, `ACTION agrees with itself at INSTANT`, `more of FACT never
turns ACTION from R into S`.

Wrong:

    source s
      issued chief

Right:

    source s
      issued by chief

Write the part that is missing.)"},
    Code{"C0202", Severity::kError, "a file does not begin with its book",
         R"(The first line of every file names its book.

Wrong:

    #! file
    use us

Right:

    book dc.mpd "Metropolitan Police Department"
    use us

Write a `book` line before everything else (comments may come before it).)"},
    Code{"C0203", Severity::kError, "a second book line",
         R"(One file belongs to one book.

Wrong:

    book dc "District of Columbia"
    book us "United States"

Right:

    book dc "District of Columbia"
    use us

Put the other book into a file of its own; to bring it in, write `use`.)"},
    Code{"C0204", Severity::kError, "no declaration begins with this word",
         R"(After a complete declaration the next one begins with its keyword: use, timezone, authority,
precedence, kind, extend, record, fact, action, calendar, source, define, norm, silence, question,
list, claim, scenario, reading.

Wrong:

    nrom no_arrest
      cites s
      forbids arrest

Right:

    norm no_arrest
      cites s
      forbids arrest

Look at the spelling.)"},
    Code{"C0205", Severity::kError, "no such clause in this declaration",
         R"(Each sort of declaration has its own clauses. The message lists them or names the one that is near.

Wrong:

    norm no_arrest
      cites s
      forbid arrest

Right:

    norm no_arrest
      cites s
      forbids arrest

Look at the spelling, and whether the clause belongs to another declaration.)"},
    Code{"C0206", Severity::kError, "a clause that may stand once stands twice",
         R"(`when`, `unless`, `asks`, `signed`, `issued by` and the like stand at most once in a declaration.

Wrong:

    norm n
      cites s
      forbids arrest
      when a is yes
      when b is yes

Right:

    norm n
      cites s
      forbids arrest
      when a is yes
       and b is yes

Join conditions with `and` or `or`; keep one of two other clauses.)"},
    Code{"C0207", Severity::kError, "a norm says two things",
         R"(A norm permits, forbids or requires one action, or the asking of one fact.

Wrong:

    norm n
      cites s
      forbids arrest
      permits search

Right:

    norm n_arrest
      cites s
      forbids arrest

    norm n_search
      cites s
      permits search

Write a norm for each.)"},
    Code{"C0208", Severity::kError, "and and or are mixed",
         R"(`a and b or c` can be read in two ways, and the law's readers would differ. Parentheses decide.

Wrong:

    define d means
      a and b or c

Right:

    define d means
      (a and b)
       or c

Write the parentheses that the law means; the message shows both.)"},
    Code{"C0209", Severity::kError, "a reserved word as a name",
         R"(The words and, or, not, is, includes, yes, no cannot be names of anything, nor can `asking` be an
action.

Wrong:

    fact includes is yes-no

Right:

    fact includes_minors is yes-no

Choose another name.)"},
    Code{"C0210", Severity::kError, "a hyphen in a name",
         R"(The words of a name are joined by `_` or by dots. (`yes-no` is the one word with a hyphen.)

Wrong:

    fact in-custody is yes-no

Right:

    fact in_custody is yes-no

Write `_`.)"},
    Code{"C0211", Severity::kError, "a parenthesis or brace is not closed, or closes nothing",
         R"(Parentheses hold parts of conditions, sets, and lists of records in braces. Each that opens must
close in the same clause.

Wrong:

    define d means
      a and (b or c

Right:

    define d means
      a
       and (b or c)

Close it, or take it away.)"},
    Code{"C0212", Severity::kError, "a condition is missing",
         R"(`when`, `unless`, `means`, `and`, `or`, `not`, `where` and `(` are followed by a condition.

Wrong:

    norm n
      cites s
      forbids arrest
      when

Right:

    norm n
      cites s
      forbids arrest
      when in_custody

Write the condition, or take the word away.)"},
    Code{"C0213", Severity::kError, "a comma that nothing follows",
         R"(Commas part the items of a list; none follows the last one.

Wrong:

    kind color is one of red, blue,
    use us

Right:

    kind color is one of red, blue
    use us

Add the item, or take the comma away.)"},
};

}  // namespace comity::text
