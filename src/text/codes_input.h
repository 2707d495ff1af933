// Codes C08xx: the input of a case.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kInputCodes = {
    Code{"C0801", Severity::kError, "a case is not JSON",
         R"(A case is one JSON object. In a file of many cases each line is one.

Wrong:

    {"at": "2025-08-14", "action": "arrest", }

Right:

    {"at": "2025-08-14", "action": "arrest"}

Look near the byte that the message names.)"},
    Code{"C0802", Severity::kError, "a case is not UTF-8",
         R"(JSON is UTF-8 text.

Wrong:

    {"jurisdiction": "…"} saved as Latin-1

Right:

    the same saved as UTF-8

Write the file as UTF-8.)"},
    Code{"C0803", Severity::kError, "a case is too large",
         R"(One case has at most 4 MiB. Larger ones are not read at all.

Wrong:

    one line with all cases of a year in one array

Right:

    a line for each case

Put each case on a line of its own and ask with `--jsonl`.)"},
    Code{"C0804", Severity::kError, "a key stands twice",
         R"(JSON lets a key stand twice and leaves open which value counts. A case must not leave that open. The
same fact told once as `encounter` and once as `us/encounter` stands twice as well, and so does one told by two
words of a command line.

Wrong:

    {"subject.in_custody": true, "subject.in_custody": false}

Right:

    {"subject.in_custody": true}

Keep the one that is meant.)"},
    Code{"C0805", Severity::kError, "a case has no such key",
         R"(The keys of a case are `at`, `action`, `facts`, `assume` and `id`. Others are refused, since a key that
is not read could change the answer.

Wrong:

    {"at": "2025-08-14", "action": "arrest", "fact": {"grounds": []}}

Right:

    {"at": "2025-08-14", "action": "arrest", "facts": {"grounds": []}}

Look at the spelling; facts stand inside `facts`.)"},
    Code{"C0806", Severity::kError, "a case does not say at what instant, or about what action",
         R"(The law of one day is not that of the next: every case has an instant, and an action that it asks about.

Wrong:

    {"action": "arrest", "facts": {}}

Right:

    {"at": "2025-08-14T12:00:00-04:00", "action": "arrest", "facts": {}}

Write the key that is missing.)"},
    Code{"C0807", Severity::kError, "no such action",
         R"(The book that is asked, and those that it uses, declare no action of this name. `asking:FACT` asks
whether a fact may be asked.

Wrong:

    comity ask dc arest

Right:

    comity ask dc arrest

`comity show BOOK` lists the actions.)"},
    Code{"C0808", Severity::kError, "no such fact",
         R"(The book that is asked, and those that it uses, declare no fact of this name. A fact that is not known
is refused, not left out: it may be a known one misspelled.

Wrong:

    comity ask dc arrest subject.custody=yes

Right:

    comity ask dc arrest subject.in_custody=yes

`comity show BOOK` lists the facts.)"},
    Code{"C0809", Severity::kError, "no such question of law",
         R"(Only a `question` that the book declares can be assumed to be answered.

Wrong:

    comity ask dc arrest --assume rescision=yes

Right:

    comity ask dc arrest --assume rescission=yes

`comity show BOOK` lists the questions.)"},
    Code{"C0810", Severity::kError, "a name that stands in more than one book",
         R"(Two of the used books declare this name, and the asked book does not.

Wrong:

    {"encounter": "traffic_stop"}

Right:

    {"us/encounter": "traffic_stop"}

Write the book before the name, with a slash.)"},
    Code{"C0811", Severity::kError, "a value of another sort",
         R"(Each type of fact has its own notation; the message names it.

Wrong:

    {"subject.in_custody": "maybe"}

Right:

    {"subject.in_custody": null}

Where the value is not known, tell null or leave the fact out: unknown is neither no nor an error.)"},
    Code{"C0812", Severity::kError, "a word that the fact does not know",
         R"(The words of a `one of` or `some of` fact are fixed by the book.

Wrong:

    comity ask dc arrest encounter=trafic_stop

Right:

    comity ask dc arrest encounter=traffic_stop

Write one of the words that the message names.)"},
    Code{"C0813", Severity::kError, "no such day or time",
         R"(Days and times of day must exist. A local time that the clocks skip, or that comes twice when they are set
back, needs its offset.

Wrong:

    --at 2025-11-02T01:30

Right:

    --at 2025-11-02T01:30-04:00

Write a real day, or add the offset.)"},
    Code{"C0814", Severity::kError, "a number past the limits",
         R"(Numbers have at most six decimal places and a magnitude below 10^12. They are never rounded, since a
threshold of the law may lie between.

Wrong:

    {"hold.hours": 47.99999999}

Right:

    {"hold.hours": 47.999999}

Round it as the law would.)"},
    Code{"C0815", Severity::kError, "a record has no such field",
         R"(The records of a list have the fields that the book's `record` declares, each known or not.

Wrong:

    {"subject.charges": [{"ofense": "theft"}]}

Right:

    {"subject.charges": [{"offense": "theft"}]}

Look at the spelling.)"},
    Code{"C0816", Severity::kError, "more than 10,000 records in a list",
         R"(A told list has at most 10,000 records.

Wrong:

    a whole docket told as the charges of one person

Right:

    the charges of that person

Tell those that belong to the case.)"},
    Code{"C0817", Severity::kError, "a word that tells nothing",
         R"(On a command line a fact is told as FACT=VALUE, and a question of law is assumed as QUESTION=yes or no.

Wrong:

    comity ask dc arrest subject.in_custody

Right:

    comity ask dc arrest subject.in_custody=yes

Write `=` and the value. A set's words are parted by commas: grounds=civil_detainer,removal_order.)"},
};

}  // namespace comity::text
