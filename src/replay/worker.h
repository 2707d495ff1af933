// One thread's share of a replay: its coders, its tables, and the single-case engine's scratch.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "replay/instants.h"
#include "replay/key.h"
#include "replay/plan.h"
#include "replay/word_plan.h"
#include "ruling/case.h"

namespace comity::replay {

// Entries by key, one table an epoch; a table is made when the first row of its epoch comes along, and all again when keys change meaning.
template <class Entry>
struct Tables {
  std::vector<std::vector<Entry>> by_epoch;
  uint32_t layout = 0;
};

class Worker {
 public:
  explicit Worker(Plan& plan);

  void open(const ColumnView& table);
  // Rules rows [from, from + rows) of the batch into `out`; `from` is a multiple of 64 and rows at most kBlockRows.
  void block(int64_t from, size_t rows, Ruled& out);

  const std::vector<std::unique_ptr<Coder>>& coders() const { return coders_; }
  const Effort& effort() const { return effort_; }
  uint64_t take_unruled() { return std::exchange(unruled_rows_, 0); }  // rows without an instant since the last call
  const Unrecognised& bad_instants() const { return bad_instants_; }

 private:
  using HashedKey = unsigned __int128;

  void code_rows(int64_t from, size_t rows);
  void find_epochs(size_t rows);
  void mark_odd_instants(size_t rows);
  template <class Entry>
  void rule(int64_t from, size_t rows, Tables<Entry>& tables, Entry* out);
  template <class Entry>
  std::vector<Entry>& table_of(size_t epoch, Tables<Entry>& tables);
  template <class Entry>
  bool look_up_rows(size_t rows, Tables<Entry>& tables, Entry* out);
  template <class Entry>
  void fix(int64_t from, size_t rows, Tables<Entry>& tables, Entry* out);
  template <class Entry>
  void rule_hashed(int64_t from, size_t rows, bool some_by_words, Entry* out);
  template <class Entry>
  Entry ask(int64_t row, size_t in_block);
  const std::optional<WordProgram>& words_of_epoch(size_t epoch);
  void fill_by_words(size_t epoch, std::vector<uint8_t>& table);
  bool rule_by_words(size_t rows, uint8_t* out);
  bool all_by_words(size_t rows) const;
  void note_keys();
  uint8_t code_at(size_t field, size_t in_block) const;
  HashedKey hashed_key(size_t in_block) const;
  uint16_t epoch_of(size_t in_block) const { return one_epoch_ ? static_cast<uint16_t>(current_epoch_) : epochs_[in_block]; }
  bool is_odd(size_t in_block) const { return (odd_[in_block / 64] >> (in_block % 64) & 1) != 0; }
  bool is_unruled(size_t in_block) const { return (unruled_[in_block / 64] >> (in_block % 64) & 1) != 0; }
  bool usual(const Variable& variable, Instant at);
  void rulings_of_outcomes(size_t rows, const OutcomeId* outcomes, uint8_t* rulings);

  Plan& plan_;
  ruling::Engine::ScratchPtr scratch_;
  ruling::Case case_;
  std::vector<std::unique_ptr<Coder>> coders_;  // by field
  std::unique_ptr<Instants> instant_column_;
  std::vector<Codes> codes_;
  std::unique_ptr<Keys> keys_;
  Tables<uint8_t> small_;
  Tables<OutcomeId> large_;
  struct KeyHash {
    size_t operator()(const std::pair<HashedKey, uint32_t>& key) const {
      uint64_t x = (static_cast<uint64_t>(key.first) ^ static_cast<uint64_t>(key.first >> 64) * 0x9e3779b97f4a7c15ULL ^ key.second) * 0xbf58476d1ce4e5b9ULL;
      return x ^ (x >> 31);
    }
  };
  std::unordered_map<std::pair<HashedKey, uint32_t>, OutcomeId, KeyHash> hashed_;
  std::vector<uint8_t> ruling_of_outcome_;
  struct EpochWords {
    bool made = false;
    std::optional<WordProgram> program;
  };
  std::vector<EpochWords> words_;                  // by epoch
  std::vector<std::vector<uint8_t>> coded_;        // by lane: cell codes of a block, where words need them
  std::unordered_map<Instant, uint64_t> unusual_;  // by instant: a bit for each moving variable whose possible cells are not the usual
  std::vector<const Variable*> moving_;
  std::vector<std::optional<circuit::CellSet>> usual_;
  Effort effort_;
  Unrecognised bad_instants_;
  uint64_t unruled_rows_ = 0;

  size_t current_epoch_ = 0;  // of the block, if it is of one epoch
  bool one_epoch_ = true;
  Instant instants_[kBlockRows];
  uint16_t epochs_[kBlockRows];  // by row, where the block is of several
  uint64_t odd_[kBlockRows / 64];
  uint64_t unruled_[kBlockRows / 64];
  uint64_t by_words_[kBlockRows / 64];  // rows that the words have ruled
  bool any_odd_ = false;
};

}  // namespace comity::replay
