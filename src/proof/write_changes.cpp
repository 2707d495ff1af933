#include "proof/write_changes.h"

#include <fmt/format.h>

#include "text/json.h"

namespace comity::proof {

std::string changes_json(const Difference& difference) {
  std::string line = fmt::format(R"({{"action":{},"compared":{},"changes":[)", text::json_string(difference.name), difference.compared);
  for (const Change& change : difference.changes) {
    if (!line.ends_with('[')) line += ',';
    line +=
        fmt::format(R"({{"from":"{}","to":"{}","share":{},"conditions":{},"whole":{},"example":{},"before":{},"after":{},"sources":{}}})",
                    book::name(change.from), book::name(change.to), change.share, text::json_strings(change.conditions), change.whole,
                    text::json_strings(change.given), text::json_strings(change.before), text::json_strings(change.after), text::json_strings(change.sources));
  }
  return line + "]}";
}

}  // namespace comity::proof
