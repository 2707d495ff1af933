// Which columns of a table give which facts, and what is asked of every row.
//
// A Request says what is asked; `bind` lays it against the columns of a table by a reading, or by the facts' own names where there is
// none. What does not fit is a message with a code (C11xx), never a guess.
// Example: the column "stop_type" gives `encounter` by the reading mpd_stops; a column named "encounter" gives it by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "circuit/program.h"
#include "replay/column.h"
#include "replay/notation.h"
#include "text/diagnostics.h"

namespace comity::replay {

using circuit::Program;
using circuit::SubjectId;

// What the result tells of a row besides its ruling.
struct Want {
  bool possible = false;  // the set of rulings that completions can have
  bool deciding = false;  // the norms that decide in every completion
  bool missing = false;   // the unknowns on which an unsettled row hangs
  bool epoch = false;     // the index of the subject's epoch
  bool only_ruling() const { return !possible && !deciding && !missing; }
};

struct Request {
  SubjectId subject = 0;
  std::optional<Instant> at = {};  // the instant of every row; none: each row's own
  std::string at_column = {};      // the column that gives it; empty: what the reading says, or the column "case.at"
  std::string reading = {};        // a reading's name; empty: the one that fits, else the facts' own names
  bool by_names = false;           // look for no reading
  std::vector<std::pair<book::FactId, ToldValue>> given = {};
  std::vector<std::pair<book::QuestionId, bool>> assume = {};
  Want want = {};
};

struct BoundColumn {
  size_t column = 0;  // in the table
  book::FactId fact;
  const book::Column* how = nullptr;  // null: by the fact's own notation
};

struct Binding {
  const book::Reading* reading = nullptr;
  std::vector<BoundColumn> facts;
  std::optional<BoundColumn> instants;  // none: Request::at
  std::vector<std::pair<book::FactId, ToldValue>> given;
  const book::time::Zone* zone = nullptr;  // of local times
};

// `columns` are the table's. Messages go to `diagnostics`; nothing on an error.
std::optional<Binding> bind(const Program& program, const ruling::Names& names, const Request& request, const std::vector<ColumnType>& columns,
                            text::Diagnostics& diagnostics);

}  // namespace comity::replay
