// Codes C09xx differences and exports, C10xx findings of a deep check.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kProofCodes = {
    Code{"C0901", Severity::kError, "two books that share no action",
         R"(A difference is told action by action, and an action is the same in both where its book and name are the same. Two books that share
none cannot be compared.

Wrong:

    comity diff dc nyc        (if neither used `us`)

Right:

    book dc
    use us

Let both books use the book that declares the actions.)"},
    Code{"C0902", Severity::kError, "an action that the books do not share",
         R"(The action named is not one of those that both sides have.

Wrong:

    comity diff dc nyc arest

Right:

    comity diff dc nyc arrest

Write the action as the first book names it; without a name all shared actions are compared.)"},
    Code{"C0903", Severity::kError, "an action that cannot be exported",
         R"(An export is one expression over the columns of a table. Lists of records are not columns, and time that a calendar counts is
no arithmetic of SQL; an action whose rulings read either has no such expression.

Wrong:

    comity export sql san_francisco --action hold_past_release

Right:

    comity replay san_francisco hold_past_release --json < cases.jsonl

Answer such cases with `comity ask` or replay them; or export another action.)"},
    Code{"C0904", Severity::kError, "a source that the book does not have",
         R"(What is adopted is named by the book and the source that carries it, or several sources parted by commas.

Wrong:

    comity adopt dc.mpd/eo_25_500 --into chicago

Right:

    comity adopt dc.mpd/eo_25_005 --into chicago

`comity show BOOK` lists the sources of a book.)"},
    Code{"C0905", Severity::kError, "a law adopted where it is the law already",
         R"(A book's law is its own and that of all books that it uses. To take in a source of one of these changes nothing and asks nothing.

Wrong:

    comity adopt il/il_805_15 --into chicago        (chicago uses il)

Right:

    comity adopt il/il_805_15 --into dc

Adopt a source of a book that the adopting book does not use.)"},
    Code{"C0906", Severity::kError, "no one authority to adopt it",
         R"(What is adopted ranks as an act of the authority that adopts it. Without --as it is the lowest authority that the adopting book
declares, the one that most others stand above; where several are lowest, or the name is unknown, it must be said.

Wrong:

    comity adopt dc.mpd/eo_25_005 --into san_francisco        (the Board and the Sheriff: neither ranks below the other)

Right:

    comity adopt dc.mpd/eo_25_005 --into san_francisco --as sf_sheriff

Name an authority of the adopting book or of a book that it uses.)"},
    Code{"C0907", Severity::kError, "a source without norms to adopt",
         R"(Adopted are the norms that are in force by the sources at one instant: that after the @, else that of --at. There are none then.

Wrong:

    comity adopt chicago/chi_2012 --into dc --at 2026-01-15        (repealed in 2021)

Right:

    comity adopt chicago/chi_2012@2015-01-01 --into dc --at 2026-01-15

Say which text is meant, by an instant at which it was in force.)"},
    Code{"C1001", Severity::kWarning, "an action both allowed and forbidden",
         R"(In some case one active norm allows what another forbids, and nothing says which prevails: the ruling is conflicting.

Wrong:

    norm a permits arrest when grounds includes judicial_warrant
    norm b forbids arrest when not subject.in_custody

Right:

    norm a permits arrest when grounds includes judicial_warrant overrides b
    norm b forbids arrest when not subject.in_custody

Say which prevails with `overrides` or `yields to`, or narrow a condition.)"},
    Code{"C1002", Severity::kWarning, "a case that a source leaves out",
         R"(One source both permits and forbids an action, and some silent case lies between: by one number, date, time or one-of fact, all
else equal, it could be permitted and it could be forbidden. Where a source only forbids, or only permits, silence is its other side.

Wrong:

    norm a cites order permits arrest when hours is less than 24
    norm b cites order forbids arrest when hours is more than 24

Right:

    norm b cites order forbids arrest when hours is at least 24

Add what decides the case, or record with `silence on ACTION means …` what the silence is taken to mean.)"},
    Code{"C1003", Severity::kWarning, "a norm that is always defeated",
         R"(Whenever the condition of the norm holds, norms above it are active or suspend it. It never decides anything.

Wrong:

    norm a forbids arrest overrides b
    norm b permits arrest when grounds includes judicial_warrant

Right:

    norm a forbids arrest
    norm b permits arrest when grounds includes judicial_warrant overrides a

Narrow what stands above it, or take the norm out.)"},
    Code{"C1004", Severity::kWarning, "a condition that is never true",
         R"(No case meets the condition of the norm, so it never speaks.

Wrong:

    when hours is more than 48 and hours is less than 24

Right:

    when hours is more than 24 and hours is less than 48

Look for two tests that exclude each other.)"},
    Code{"C1005", Severity::kWarning, "a condition that is always true",
         R"(Every case meets the condition of the norm, which then only seems to ask for something.

Wrong:

    when hours is at least 24 or hours is at most 48

Right:

    when hours is at least 24 and hours is at most 48

Leave out `when`, or test what was meant.)"},
    Code{"C1006", Severity::kWarning, "a definition that nothing uses",
         R"(No condition of the books read names the definition.

Wrong:

    define minor means age is less than 18
    norm a forbids arrest when age is less than 18

Right:

    define minor means age is less than 18
    norm a forbids arrest when minor

Use it, or take it out.)"},
    Code{"C1007", Severity::kWarning, "a ruling that depends on a proxy",
         R"(A fact that the author marked as standing in for a protected one decides a ruling: two cases that differ only in it have different
rulings.

Wrong:

    fact surname_origin is text proxy for subject.race
    norm a permits arrest when surname_origin is "x"

Right:

    norm a permits arrest when grounds includes judicial_warrant

Decide by another fact, or take out `proxy for` if it is none.)"},
    Code{"C1008", Severity::kWarning, "a deadline that has always passed",
         R"(In every case in which the duty arises its deadline is already over, so no one can meet it.

Wrong:

    when released_at is more than 72 hours before case.at
    then must notify within 48 hours of released_at

Right:

    when released_at is more than 72 hours before case.at
    then must notify within 48 hours of case.at

Count the time from another fact, or from the question.)"},
    Code{"C1009", Severity::kWarning, "a question of law that changes nothing",
         R"(Whatever the answer to the question, every ruling stays the same.

Wrong:

    question rescission "May the order be rescinded?"
    (and no norm says `when rescission is yes`)

Right:

    norm rescinded suspends no_arrest_on_paper_alone when rescission is yes

Let a norm turn on it, or take it out.)"},
};

}  // namespace comity::text
