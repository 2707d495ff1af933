// What the rows of a replay come to: counts by ruling, by group, by month, what changed against another instant, what is missing.
//
// Only counts are kept, so that memory depends on the groups and not on the rows.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "replay/files/table.h"
#include "replay/replay.h"

namespace comity::replay {

// Rows by ruling code (outcomes.h).
struct Counts {
  std::array<uint64_t, kRulingCodes> by_ruling{};
  uint64_t rows() const {
    uint64_t sum = 0;
    for (int code = 0; code <= kUndetermined; ++code) sum += by_ruling[static_cast<size_t>(code)];
    return sum;
  }
  void add(const Counts& other) {
    for (size_t code = 0; code < by_ruling.size(); ++code) by_ruling[code] += other.by_ruling[code];
  }
};

// What an unsettled row hangs on: how many rows hang on the fact or question, and how many of them it would settle by itself.
struct Lack {
  bool is_question = false;
  uint64_t rows = 0, alone = 0;
};

struct Literals {
  std::string column;
  Unrecognised seen;
};

struct Summary {
  std::vector<std::string> dimensions;
  Counts all;
  std::map<std::vector<std::string>, Counts> groups;  // by the values of the dimensions
  std::map<std::string, Counts> months;               // "2023-01"; empty where no row has an instant of its own
  std::map<std::string, uint64_t> deciding;           // rows by the norms that decide
  std::map<std::string, Lack> lacks;                  // by fact or question
  bool compared = false;
  std::array<std::array<uint64_t, kRulingCodes>, kRulingCodes> changes{};  // rows by ruling, then by the ruling at the other instant
  std::map<std::vector<std::string>, uint64_t> changed;                    // rows whose ruling changes, by group; keys as in `groups`
  std::vector<Literals> unrecognised;
  std::vector<std::string> readings;  // how the tables' columns were read; none where by the facts' own names
  uint64_t rows_in = 0, rejected = 0;
  Effort effort;
};

std::string shown_readings(const Summary& summary);  // parted by commas; empty where there was none

// Adds the batches of one table to a summary.
class Summing {
 public:
  // `by` names columns, facts that the reading gives, or `month`, `year`, `epoch`. Errors: C1104.
  static std::optional<Summing> make(Summary& summary, const Replay& replay, const std::vector<std::string>& by, text::Diagnostics& diagnostics);

  // The columns that it reads besides those of the binding.
  std::vector<size_t> columns() const;
  // `against` may be null.
  void add(const ArrowArray& batch, const Ruled& ruled, const Ruled* against);

 private:
  struct Dimension {
    enum class Kind : uint8_t { kColumn, kMonth, kYear, kEpoch };
    Kind kind = Kind::kColumn;
    size_t column = 0;
  };
  Summing(Summary& summary, const Replay& replay) : summary_(&summary), replay_(&replay) {}
  std::string value_of(const Dimension& dimension, const ColumnView& table, int64_t row, const Ruled& ruled, const std::string& month) const;

  Summary* summary_;
  const Replay* replay_;
  std::vector<Dimension> by_;
  std::optional<BoundColumn> time_;
};

// Groups of fewer rows than `least` become one, so that no small cell is shown; what they come to together is small no more, since further
// groups, the smallest first, join until it has `least` rows.
void join_small_groups(Summary& summary, uint64_t least);

}  // namespace comity::replay
