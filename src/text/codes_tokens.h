// Codes C01xx: tokens.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kTokenCodes = {
    Code{"C0101", Severity::kError, "a control character",
         R"(Only tabs, spaces and line ends may stand between words; strings and comments hold printable text.

Wrong:

    a page with a form feed (U+000C) between two norms

Right:

    a page with an empty line between them

Remove the character. A lone carriage return is one, too: lines end with LF or CR LF.)"},
    Code{"C0102", Severity::kError, "a character that has no meaning here",
         R"(Outside strings and comments a book holds words (letters a to z, digits, `_`), numbers, dates and
the marks `( ) { } , : ;`.

Wrong:

    fact café is yes-no

Right:

    fact cafe is yes-no

Put text into double quotes; give names plain letters.)"},
    Code{"C0103", Severity::kError, "a string is not closed on its line",
         R"(A string begins and ends with `"` on one line.

Wrong:

    action arrest "arrest a person

Right:

    action arrest "arrest a person"

Close the string. A long one stays on one line.)"},
    Code{"C0104", Severity::kError, "an unknown escape in a string",
         R"(In a string `\"` stands for a quote and `\\` for a backslash. There are no other escapes.

Wrong:

    action file "C:\new"

Right:

    action file "C:\\new"

Double the backslash, or take it away.)"},
    Code{"C0105", Severity::kError, "single quotes around a string",
         R"(Strings stand in double quotes. Single quotes have no meaning outside a string.

Wrong:

    action arrest 'arrest a person'

Right:

    action arrest "arrest a person"

Write double quotes.)"},
    Code{"C0106", Severity::kError, "curly quotes around a string",
         R"(Word processors turn straight quotes into curly ones. Only the straight ones enclose a string;
inside a string curly quotes are text.

Wrong:

    action arrest “arrest a person”

Right:

    action arrest "arrest a person"

Write straight double quotes.)"},
    Code{"C0107", Severity::kError, "an operator of another language",
         R"(Conditions are written in words: `is`, `is not`, `and`, `or`, `not`, `is at least`. There is no
arithmetic.

Wrong:

    define late means
      hours >= 48 && custody == yes

Right:

    define late means
      hours is at least 48
       and custody is yes

Write the words that the message names.)"},
    Code{"C0108", Severity::kError, "a malformed number",
         R"(A number is digits, and decimals after a dot with digits on both sides. A unit stands after a space.
A name begins with a letter.

Wrong:

    define late means
      hours is at least 48h

Right:

    define late means
      hours is at least 48 hours

Separate number and unit; write `0.5`, not `.5`.)"},
    Code{"C0109", Severity::kError, "more than six decimals",
         R"(Numbers are exact to six decimals; what has more could not be kept as written.

Wrong:

    define heavy means
      weight is more than 0.1234567

Right:

    define heavy means
      weight is more than 0.123456

Use a smaller unit.)"},
    Code{"C0110", Severity::kError, "a number is too large",
         R"(Numbers lie between -10^12 and 10^12, both excluded.

Wrong:

    define rich means
      wealth is more than 1000000000000

Right:

    define rich means
      wealth is more than 999999999999

Use a larger unit.)"},
    Code{"C0111", Severity::kError, "there is no such day",
         R"(A date must be a real day of the Gregorian calendar, in the years 1 to 9999.

Wrong:

    source s
      signed 2025-02-30

Right:

    source s
      signed 2025-02-28

Mind the lengths of months, and leap years.)"},
    Code{"C0112", Severity::kError, "a date or time in another notation",
         R"(A day is `2025-08-14`, a time of day `09:00` or `09:00:30` on a clock of 24 hours. An instant is
both with a space between, in the book's time zone.

Wrong:

    source s
      signed 8/14/2025

Right:

    source s
      signed 2025-08-14

Write four digits for the year, two for all else.)"},
    Code{"C0113", Severity::kError, "there is no such time of day",
         R"(Hours go from 00 to 23, minutes and seconds from 00 to 59. Midnight at a day's end is `00:00` of the
next day.

Wrong:

    source s
      in force from 2025-08-14 24:00

Right:

    source s
      in force from 2025-08-15 00:00

Write the time on a clock of 24 hours.)"},
    Code{"C0114", Severity::kError, "a comment that does not start with #",
         R"(A comment starts with `#` and runs to the end of its line.

Wrong:

    // the order of August
    use us

Right:

    # the order of August
    use us

Write `#`.)"},
    Code{"C0115", Severity::kError, "a character that cannot be seen",
         R"(Characters without width, those that turn the direction of writing, and blanks other than space and
tab make a page read differently for people and for the machine. They are refused everywhere, in
comments and strings too.

Wrong:

    a no-break space (U+00A0) copied from a web page

Right:

    an ordinary space

Remove the character or write an ordinary space.)"},
    Code{"C0116", Severity::kError, "marks between the digits of a number",
         R"(Thousands are not marked. The decimal mark is a dot.

Wrong:

    define large means
      amount is more than 1,000

Right:

    define large means
      amount is more than 1000

Write the digits without a break.)"},
    Code{"C0117", Severity::kError, "a malformed name",
         R"(A name is one or more words joined by dots. A word begins with a letter and goes on with letters,
digits and `_`. What another book declares may be named as `book/name`.

Wrong:

    fact _custody is yes-no

Right:

    fact in_custody is yes-no

Let each part begin with a letter; leave no dot at the end.)"},
};

}  // namespace comity::text
