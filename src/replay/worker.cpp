#include "replay/worker.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace comity::replay {

namespace {

bool any_bit(const uint64_t* bits, size_t rows) {
  uint64_t any = 0;
  for (size_t word = 0; word * 64 < rows; ++word) any |= bits[word];
  return any != 0;
}

// The table that leaves a code as it is.
struct SameCode {
  alignas(64) uint8_t bytes[256];
};
constexpr SameCode kSameCode = [] {
  SameCode made{};
  for (int code = 0; code < 256; ++code) made.bytes[code] = static_cast<uint8_t>(code);
  return made;
}();

}  // namespace

Worker::Worker(Plan& plan) : plan_(plan), scratch_(plan.engine->scratch()), case_(*plan.program) {
  for (const Field& field : plan.fields) {
    const Notation notation(*plan.program, *plan.names, field.bound.fact, field.bound.how, *plan.binding.zone);
    coders_.push_back(std::make_unique<Coder>(*plan.program, field.bound, notation, *field.variable, plan.request.at));
    if (field.variable->moves() && plan.row_instants()) moving_.push_back(field.variable);
  }
  moving_.insert(moving_.end(), plan.absent_moving.begin(), plan.absent_moving.end());
  usual_.resize(moving_.size());
  if (plan.row_instants()) instant_column_ = std::make_unique<Instants>(*plan.program, *plan.names, *plan.binding.instants, *plan.binding.zone);
  codes_.resize(coders_.size());
  std::vector<uint32_t> cells;
  for (const Field& field : plan.fields) cells.push_back(field.variable->cells() <= kMostCodes ? field.variable->cells() : 0);
  keys_ = std::make_unique<Keys>(std::move(cells), plan.most_keys);
  small_.by_epoch.resize(plan.epochs().size());
  large_.by_epoch.resize(plan.epochs().size());
  words_.resize(plan.epochs().size());
  note_keys();
}

void Worker::open(const ColumnView& table) {
  for (auto& coder : coders_) coder->open(table.inner(plan_.fields[static_cast<size_t>(&coder - coders_.data())].bound.column));
  if (instant_column_) instant_column_->open(table.inner(plan_.binding.instants->column));
  keys_->forget_codes();
}

// --- codes and epochs -----------------------------------------------------------------------------------------------------------

void Worker::note_keys() {
  effort_.dense = keys_->exist() && !plan_.too_wide;
  if (keys_->exist()) effort_.key_bits = static_cast<uint32_t>(std::bit_width(keys_->shape().keys() - 1));
}

void Worker::code_rows(int64_t from, size_t rows) {
  for (size_t f = 0; f < coders_.size(); ++f) codes_[f] = coders_[f]->block(from, rows, plan_.row_instants() ? instants_ : nullptr, odd_);
}

void Worker::find_epochs(size_t rows) {
  const auto& epochs = plan_.epochs();
  const auto find = [&epochs](Instant at) {
    const auto after = std::upper_bound(epochs.begin(), epochs.end(), at, [](Instant t, const circuit::Epoch& epoch) { return t < epoch.from; });
    return static_cast<size_t>(after == epochs.begin() ? 0 : after - epochs.begin() - 1);
  };
  one_epoch_ = true;
  if (!plan_.row_instants()) {
    current_epoch_ = find(*plan_.request.at);
    return;
  }
  // Most tables are in the order of time, or nearly: a block of one epoch needs no epoch by row.
  current_epoch_ = find(instants_[0]);
  const Instant from = epochs[current_epoch_].from, until = epochs[current_epoch_].until;
  bool outside = false;
  for (size_t i = 0; i < rows; ++i) outside |= instants_[i] < from || instants_[i] >= until;
  one_epoch_ = !outside;
  if (one_epoch_) return;
  size_t epoch = current_epoch_;
  for (size_t i = 0; i < rows; ++i) {
    if (instants_[i] < epochs[epoch].from || instants_[i] >= epochs[epoch].until) epoch = find(instants_[i]);
    epochs_[i] = static_cast<uint16_t>(epoch);
  }
}

// Whether the cells that the variable can have at this instant are those that it can have as a rule.
bool Worker::usual(const Variable& variable, Instant at) {
  const size_t at_place = static_cast<size_t>(std::ranges::find(moving_, &variable) - moving_.begin());
  auto [found, added] = unusual_.try_emplace(at, 0);
  if (added) {
    for (size_t m = 0; m < moving_.size(); ++m) {
      const circuit::CellSet now = moving_[m]->feasible(*plan_.program, at);
      if (!usual_[m]) usual_[m] = circuit::CellSet(moving_[m]->cells(), true);
      for (uint32_t cell = 0; cell < now.universe(); ++cell) {
        if (now.has(static_cast<circuit::Cell>(cell)) != usual_[m]->has(static_cast<circuit::Cell>(cell))) found->second |= uint64_t{1} << (m % 64);
      }
    }
  }
  return (found->second >> (at_place % 64) & 1) == 0;
}

// An unknown fact with moving thresholds: what its completions are depends on the instant, which no key holds.
void Worker::mark_odd_instants(size_t rows) {
  if (moving_.empty()) return;
  if (unusual_.size() > (size_t{1} << 16)) unusual_.clear();
  for (size_t i = 0; i < rows; ++i) {
    bool odd = false;
    for (size_t f = 0; f < coders_.size() && !odd; ++f) {
      const Variable& variable = coders_[f]->variable();
      if (!variable.moves()) continue;
      odd = code_at(f, i) == 0 && !usual(variable, instants_[i]);
    }
    for (const Variable* variable : plan_.absent_moving) odd = odd || !usual(*variable, instants_[i]);
    if (odd) odd_[i / 64] |= uint64_t{1} << (i % 64);
  }
}

// The code of a row's cell; 0: unknown.
uint8_t Worker::code_at(size_t field, size_t i) const {
  const Codes& codes = codes_[field];
  if (codes.known != nullptr && (codes.known[i / 64] >> (i % 64) & 1) == 0) return 0;
  const uint8_t byte = codes.bytes[i];
  return codes.cells != nullptr ? codes.cells[byte] : byte;
}

Worker::HashedKey Worker::hashed_key(size_t i) const {
  HashedKey key = 0;
  for (size_t f = 0; f < coders_.size(); ++f) key |= static_cast<HashedKey>(code_at(f, i)) << plan_.fields[f].shift;
  return key;
}

// --- the exact engine -------------------------------------------------------------------------------------------------------------

template <class Entry>
Entry Worker::ask(int64_t row, size_t i) {
  case_.clear();
  case_.set_at(plan_.request.at ? *plan_.request.at : instants_[i]);
  const auto tell = [this](book::FactId fact, ToldValue value) {
    if (plan_.program->model->facts[fact.value].type.kind == book::TypeKind::kListOf) {
      case_.tell_list(fact, std::move(value.records));
    } else {
      case_.tell(fact, value.number);
    }
  };
  for (const auto& [fact, value] : plan_.binding.given) tell(fact, value);
  for (const auto& [question, answer] : plan_.request.assume) case_.assume(question, answer);
  for (const auto& coder : coders_) {
    if (auto value = coder->told(row)) tell(coder->fact(), std::move(*value));
  }
  Outcome outcome;
  if (plan_.request.want.missing) {
    const ruling::Answer answer = plan_.engine->ask(plan_.request.subject, case_, *scratch_);
    outcome.possible = answer.possible;
    outcome.missing = answer.missing;
    outcome.exhausted = answer.exhausted;
    if (answer.settled()) outcome.deciding = answer.decided_by;
    if (answer.settled()) outcome.missing.clear();
  } else {
    const ruling::Decision decision = plan_.engine->decide(plan_.request.subject, case_, *scratch_);
    outcome.possible = decision.possible;
    if (ruling_code(outcome.possible) != kUndetermined) outcome.deciding.assign(decision.deciding.begin(), decision.deciding.end());
  }
  if constexpr (sizeof(Entry) == 1) {
    return ruling_code(outcome.possible);
  } else {
    if (!plan_.request.want.deciding) outcome.deciding.clear();
    std::ranges::sort(outcome.deciding);
    return plan_.outcomes.intern(outcome);
  }
}

// Fills what is unfilled, rules odd rows, and marks those that have no instant.
template <class Entry>
void Worker::fix(int64_t from, size_t rows, Tables<Entry>& tables, Entry* out) {
  constexpr Entry kUnfilled = static_cast<Entry>(~Entry{0});
  for (size_t i = 0; i < rows; ++i) {
    if (is_unruled(i)) {
      out[i] = sizeof(Entry) == 1 ? static_cast<Entry>(kUnruled) : static_cast<Entry>(kNoOutcome);
    } else if (is_odd(i)) {
      out[i] = ask<Entry>(from + static_cast<int64_t>(i), i);
      ++effort_.odd_rows;
    } else if (out[i] == kUnfilled) {
      Entry& entry = tables.by_epoch[epoch_of(i)][keys_->at(i)];
      if (entry == kUnfilled) {
        entry = ask<Entry>(from + static_cast<int64_t>(i), i);
        ++effort_.filled;
      }
      out[i] = entry;
    }
  }
}

const std::optional<WordProgram>& Worker::words_of_epoch(size_t epoch) {
  EpochWords& words = words_[epoch];
  if (!words.made) words = {true, words_of(plan_, epoch)};
  return words.program;
}

// The rulings of all keys that leave nothing unknown, sixty-four keys a word; the others wait for a row and the single-case engine.
void Worker::fill_by_words(size_t epoch, std::vector<uint8_t>& table) {
  const size_t keys = keys_->shape().keys();
  if (coders_.empty() || keys > kFewKeys || !words_of_epoch(epoch)) return;
  std::vector<std::vector<uint8_t>> codes(coders_.size(), std::vector<uint8_t>(kBlockRows));
  std::vector<const uint8_t*> starts;
  for (const auto& column : codes) starts.push_back(column.data());
  uint64_t ruled[kBlockRows / 64];
  for (size_t from = 0; from < keys; from += kBlockRows) {
    const size_t count = std::min(kBlockRows, keys - from);
    for (size_t column = 0; column < codes.size(); ++column) {
      for (size_t i = 0; i < count; ++i) codes[column][i] = keys_->code_of(from + i, column);
    }
    run_words(*words_of_epoch(epoch), starts, count, table.data() + from, ruled);
  }
}

template <class Entry>
std::vector<Entry>& Worker::table_of(size_t epoch, Tables<Entry>& tables) {
  constexpr Entry kUnfilled = static_cast<Entry>(~Entry{0});
  if (tables.layout != keys_->layouts()) {
    for (auto& table : tables.by_epoch) table = {};
    tables.layout = keys_->layouts();
    note_keys();
  }
  auto& table = tables.by_epoch[epoch];
  if (table.empty()) {
    table.assign(std::max(keys_->shape().keys(), kTablePadding), kUnfilled);
    if constexpr (sizeof(Entry) == 1) fill_by_words(epoch, table);
  }
  return table;
}

// Whether some entry is still to be filled.
template <class Entry>
bool Worker::look_up_rows(size_t rows, Tables<Entry>& tables, Entry* out) {
  constexpr Entry kUnfilled = static_cast<Entry>(~Entry{0});
  if (one_epoch_) return look_up(keys_->shape(), table_of(current_epoch_, tables).data(), rows, keys_->planes(), out);
  bool unfilled = false;
  for (size_t i = 0; i < rows; ++i) {
    out[i] = table_of(epochs_[i], tables)[keys_->at(i)];
    unfilled |= out[i] == kUnfilled;
  }
  return unfilled;
}

// Rules what rows it can by the circuit on words; false where it can none.
bool Worker::rule_by_words(size_t rows, uint8_t* out) {
  if (!one_epoch_ || coders_.empty()) return false;
  const auto& program = words_of_epoch(current_epoch_);
  if (!program) return false;
  coded_.resize(coders_.size());
  std::vector<const uint8_t*> codes;
  for (size_t f = 0; f < coders_.size(); ++f) {
    codes.push_back(codes_[f].bytes);
    if (codes_[f].cells == nullptr && codes_[f].known == nullptr) continue;
    coded_[f].resize(kBlockRows + 64);
    auto* const aligned = reinterpret_cast<uint8_t*>((reinterpret_cast<uintptr_t>(coded_[f].data()) + 63) / 64 * 64);
    const Lane lane{
        codes_[f].bytes, codes_[f].known, std::max<uint32_t>(codes_[f].distinct, 1), false, 0, codes_[f].cells != nullptr ? codes_[f].cells : kSameCode.bytes};
    uint8_t* const out_planes[kKeyPlanes] = {aligned, nullptr, nullptr};
    make_keys({&lane, 1}, rows, 1, out_planes);
    codes[f] = aligned;
  }
  run_words(*program, codes, rows, out, by_words_);
  for (size_t w = 0; w * 64 < rows; ++w) {
    by_words_[w] &= ~odd_[w] & ~unruled_[w];
    effort_.by_words += static_cast<uint64_t>(std::popcount(by_words_[w]));
  }
  return true;
}

bool Worker::all_by_words(size_t rows) const {
  uint64_t ruled = 0;
  for (size_t w = 0; w * 64 < rows; ++w) ruled += static_cast<uint64_t>(std::popcount(by_words_[w]));
  return ruled == rows;
}

template <class Entry>
void Worker::rule_hashed(int64_t from, size_t rows, bool some_by_words, Entry* out) {
  for (size_t i = 0; i < rows; ++i) {
    if (some_by_words && (by_words_[i / 64] >> (i % 64) & 1) != 0) continue;
    if (is_unruled(i)) {
      out[i] = sizeof(Entry) == 1 ? static_cast<Entry>(kUnruled) : static_cast<Entry>(kNoOutcome);
    } else if (plan_.too_wide || is_odd(i)) {
      out[i] = ask<Entry>(from + static_cast<int64_t>(i), i);
      ++effort_.odd_rows;
    } else {
      const auto [found, added] = hashed_.try_emplace({hashed_key(i), epoch_of(i)}, OutcomeId{0});
      if (added) {
        found->second = ask<Entry>(from + static_cast<int64_t>(i), i);
        ++effort_.filled;
      }
      out[i] = static_cast<Entry>(found->second);
    }
  }
}

template <class Entry>
void Worker::rule(int64_t from, size_t rows, Tables<Entry>& tables, Entry* out) {
  const bool keyed = !plan_.too_wide && keys_->make(codes_, rows);
  bool some_by_words = false;
  if constexpr (sizeof(Entry) == 1) {
    some_by_words = !plan_.too_wide && (!keyed || keys_->shape().keys() > kFewKeys) && rule_by_words(rows, out);
    if (some_by_words && all_by_words(rows)) return;
  }
  if (!keyed) {
    rule_hashed(from, rows, some_by_words, out);
  } else if (look_up_rows(rows, tables, out) || any_odd_) {
    fix(from, rows, tables, out);
  }
}

void Worker::rulings_of_outcomes(size_t rows, const OutcomeId* outcomes, uint8_t* rulings) {
  const size_t known = ruling_of_outcome_.size();
  for (size_t i = 0; i < rows; ++i) {
    const OutcomeId id = outcomes[i];
    if (id < known) [[likely]] {
      rulings[i] = ruling_of_outcome_[id];
    } else if (id == kNoOutcome) {
      rulings[i] = kUnruled;
    } else {
      rulings[i] = ruling_code(plan_.outcomes.at(id).possible);
    }
  }
  for (size_t id = known; id < plan_.outcomes.size(); ++id) ruling_of_outcome_.push_back(ruling_code(plan_.outcomes.at(static_cast<OutcomeId>(id)).possible));
}

void Worker::block(int64_t from, size_t rows, Ruled& out) {
  const size_t words = (rows + 63) / 64;
  std::memset(odd_, 0, words * sizeof *odd_);
  std::memset(unruled_, 0, words * sizeof *unruled_);
  if (instant_column_) {
    instant_column_->block(from, rows, instants_, unruled_);
    for (size_t i = 0; i < rows; ++i) {
      if (!is_unruled(i)) continue;
      std::string literal;
      instant_column_->at(from + static_cast<int64_t>(i), &literal);
      bad_instants_.add(literal);
      ++unruled_rows_;
    }
  }
  for (const auto& coder : coders_) coder->prefetch(from + static_cast<int64_t>(rows));
  find_epochs(rows);
  code_rows(from, rows);
  if (plan_.row_instants()) mark_odd_instants(rows);
  any_odd_ = any_bit(odd_, rows) || any_bit(unruled_, rows);
  uint8_t* rulings = out.rulings.data() + from;
  if (plan_.request.want.only_ruling()) {
    rule(from, rows, small_, rulings);
  } else {
    OutcomeId* outcomes = out.outcomes.data() + from;
    rule(from, rows, large_, outcomes);
    rulings_of_outcomes(rows, outcomes, rulings);
  }
  if (plan_.request.want.epoch) {
    for (size_t i = 0; i < rows; ++i) out.epochs[static_cast<size_t>(from) + i] = epoch_of(i);
  }
}

}  // namespace comity::replay
