// Codes C0530 to C0539: the words that norms cite, against the texts of their sources.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kPhraseCodes = {
    Code{"C0530", Severity::kError, "the cited words are not in the source's text",
         R"(`comity check --sources DIR` looks up the words that a norm cites in the text of their source. Blanks, line
ends, the shape of quotes and dashes and soft hyphens make no difference; everything else does.

Wrong:

    cites eo_25_005 "based only on federal immigration warrants"

Right:

    cites eo_25_005 "based solely on federal immigration warrants"

Copy the words from the text. Where the law was changed, cite the source whose text has them.)"},
    Code{"C0531", Severity::kError, "the text of a source is not there",
         R"(A source says `file "id"`, and no id.txt lies below the folder that `--sources` names.

Wrong:

    file "mpd-eo-25-05"

Right:

    file "mpd-eo-25-005"

Look at the spelling, add the text to the folder, or take the clause away: sources without a file are
counted, not checked.)"},
};

}  // namespace comity::text
