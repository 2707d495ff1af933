// Codes C00xx: files and limits. A test parses what stands after Wrong: and Right: in the explanations of C01xx and C02xx.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kFileCodes = {
    Code{"C0001", Severity::kError, "a file cannot be read",
         R"(A file that was named, or that a book uses, does not exist, is a folder where a file is needed, or
may not be read. The message carries the system's own reason.

Wrong:

    $ comity check books/dc/mpd.comityy

Right:

    $ comity check books/dc/mpd.comity

Look at the path: a book is named without its ending (`dc.mpd`), a file with it
(`books/dc/mpd.comity`).)"},
    Code{"C0002", Severity::kError, "a file is larger than 4 MiB",
         R"(A file of a book has at most 4 MiB (4,194,304 bytes). Larger ones are not read at all.

Wrong:

    one file with all the law of fifty states

Right:

    one folder, and in it a file for each subject that begins with the same `book` line

Divide the file: files of one folder that name the same book are one book.)"},
    Code{"C0003", Severity::kError, "more than 256 files in one load",
         R"(A book and all that it uses come from at most 256 files.

Wrong:

    a folder with 300 files that all name one book

Right:

    the same book in a few files by subject

Join small files, or use fewer books.)"},
    Code{"C0004", Severity::kError, "a file is not UTF-8",
         R"(Books are UTF-8 text. Bytes that are not UTF-8 are refused, since nobody could say what they mean.

Wrong:

    a page saved as Latin-1 or as UTF-16

Right:

    the same page saved as UTF-8

Save the file as UTF-8. Bytes that stand close together are told once.)"},
    Code{"C0005", Severity::kError, "a byte 0 in a file",
         R"(A byte 0 does not occur in text. The file is probably of another sort, or was saved as UTF-16.

Wrong:

    a word processor's own format

Right:

    plain UTF-8 text

Name the right file, or remove the byte.)"},
    Code{"C0006", Severity::kError, "nesting deeper than 200",
         R"(Parentheses and `not` nest at most 200 levels deep in one condition.

Wrong:

    when ((( … more than 200 … )))

Right:

    define first_part means
      a is yes
       and (b is yes or c is yes)

    norm n
      cites s
      permits x
      when first_part

Give parts of the condition names with `define`.)"},
    Code{"C0007", Severity::kError, "more than 100,000 norms",
         R"(All books of one load together have at most 100,000 norms.

Wrong:

    a book with a norm for each person of a table

Right:

    one norm with a condition on a fact, and a `list` for the table

State the rule once and let facts and lists carry the cases.)"},
    Code{"C0008", Severity::kError, "more than 65,535 facts",
         R"(All books of one load together declare at most 65,535 facts.

Wrong:

    a fact for each row of a table

Right:

    a `record` and a fact that is a `list of` it

Use records, kinds and lists.)"},
    Code{"C0009", Severity::kError, "more than 4,096 words in a one-of",
         R"(A kind, or the words of a `one of` fact, has at most 4,096 words, with those that `extend` adds.

Wrong:

    kind person is one of … 5,000 names

Right:

    fact person is text

Use `text` and a `list` where the words are names and not categories.)"},
    Code{"C0010", Severity::kError, "more than 64 words in a some-of",
         R"(The words of a `some of` fact are at most 64, with those that `extend` adds.

Wrong:

    fact grounds is some of … 70 words

Right:

    two facts, each with the words of one subject

Divide the fact, or use `list of` a record.)"},
};

}  // namespace comity::text
