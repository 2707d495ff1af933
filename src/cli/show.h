// What the terminal page and the HTML page of `comity show` share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "book/load.h"
#include "circuit/show.h"

namespace comity::cli {

using circuit::verb;

// "in force from 2025-08-14 09:00 until 2025-08-15 12:00, and from …", in the zone of the asked book.
std::string life_text(const book::Model& model, const std::vector<book::Interval>& in_force);

// One self-contained page: no script, nothing loaded from elsewhere.
std::string html_page(const book::Loaded& loaded);

}  // namespace comity::cli
