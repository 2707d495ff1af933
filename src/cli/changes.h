// What changes between two laws, as the terminal and HTML tell it (JSON: proof/write_changes.h). Shared by the commands that compare two laws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proof/diff.h"

namespace comity::cli {

std::string changes_text(const proof::Difference& difference, size_t most);  // of each list of conditions (conditions.h)

std::string changes_html(const proof::Difference& difference);                           // a section
std::string html_list(std::string_view heading, const std::vector<std::string>& items);  // of a <dl>; nothing if there are none
// The beginning of a page of its own, without scripts, for people who read no books of law in code.
std::string page_head(std::string_view title);

}  // namespace comity::cli
