// The columnar engine: a batch of rows in, a ruling for each out.
//
// Idea. A ruling depends on a row only through the cells in which its facts lie (circuit/cells.h) and on the epoch of its instant. Cells are
// few, so a row becomes a short key, a digit for each fact (key.h), and a table indexed by that key holds the outcome. Where rulings alone are
// wanted, the entries of keys that leave nothing unknown are filled at once by the circuit on words (words.h). Every other entry is filled
// when the first row of its key comes along, by the single-case engine, with that row's own values: so rows with unknown facts are as
// exact and as fast as any other.
//
// Example. Eight facts of 4 4 4 3 3 2 2 2 cells have 4,608 keys; a row is eight byte loads, eight shuffles and one look-up in the first cache.
//
// Where there are more than kFewKeys keys and all facts that the ruling reads are told, the circuit itself is evaluated on sixty-four rows a
// word (words.h); where there are more than kMostTableKeys, the table is a hash table, at some ten nanoseconds a row.
// What no key can say (odd rows: coder.h; rows whose instant makes cells impossible that are possible elsewhere) goes to the
// single-case engine one by one. All of these agree with it by test.
//
// Cost: see docs/scale.md. Memory: a block's scratch and the tables for each thread, and the results of one batch.
// Threads: one Replay serves one caller at a time; it uses `threads` threads within a batch.
// Sources: keys of bit fields, after the dictionary-coded scans of BitWeaving (Li and Patel, SIGMOD 2013); block-wise execution, after
// Sompolski, Zukowski and Boncz, "Vectorization vs. compilation in query execution", DaMoN 2011.
#pragma once

#include <atomic>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "replay/binding.h"
#include "replay/coder.h"
#include "replay/outcomes.h"
#include "replay/pages.h"
#include "ruling/engine.h"

namespace comity::replay {

inline constexpr size_t kFewKeys = size_t{1} << 16;  // the second cache holds such a table, and it is soon filled
inline constexpr size_t kMostTableKeys = size_t{1} << 22;
inline constexpr size_t kMostTableBytes = size_t{64} << 20;  // all tables of one thread

// The results of a batch, one entry a row; kept by the caller and used again.
struct Ruled {
  size_t rows = 0;
  Results<uint8_t> rulings;     // ruling codes (outcomes.h)
  Results<OutcomeId> outcomes;  // filled unless Want::only_ruling()
  Results<uint16_t> epochs;     // if Want::epoch: index into Program::epochs of the subject
  uint64_t unruled = 0;         // rows without an instant
};

// How the work was done, for those who tune.
struct Effort {
  uint64_t filled = 0;    // entries filled by the single-case engine
  uint64_t odd_rows = 0;  // rows ruled one by one
  uint64_t by_words = 0;  // rows ruled by the circuit on words
  uint32_t key_bits = 0;  // of a table's key
  bool dense = false;     // a table, not a hash table
};

class Worker;
struct Plan;

class Replay {
 public:
  // Nothing on an error, which is told. `program`, `names` and `engine` must outlive the replay.
  static std::unique_ptr<Replay> make(const Program& program, const ruling::Names& names, const ruling::Engine& engine, Request request,
                                      std::vector<ColumnType> columns, text::Diagnostics& diagnostics, unsigned threads = 0);
  ~Replay();

  // `batch` is a struct array whose children are the columns. The error says what of the batch contradicts the columns' types.
  std::expected<void, std::string> run(const ArrowArray& batch, Ruled& out);

  const Request& request() const;
  const Binding& binding() const;
  const Outcomes& outcomes() const;
  const Program& program() const;
  const ruling::Names& names() const;
  const std::vector<ColumnType>& columns() const;
  // The literals that had no meaning, by the column's place in the table.
  std::vector<std::pair<size_t, Unrecognised>> unrecognised() const;
  Effort effort() const;

 private:
  Replay();
  std::unique_ptr<Plan> plan_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace comity::replay
