#include "replay/report/summary.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "replay/instants.h"
#include "replay/output.h"
#include "ruling/notation.h"

namespace comity::replay {

namespace {

constexpr const char* kNoValue = "(not told)";

std::string text_of(const ColumnView& values, int64_t row) {
  if (!values.valid(row)) return kNoValue;
  const ColumnType& type = values.type();
  if (type.is_text()) return std::string(values.text(row));
  if (type.physical == Physical::kDictionary) {
    const int64_t index = values.integer(row);
    return index < 0 || index >= values.inner().length() ? kNoValue : text_of(values.inner(), index);
  }
  if (type.physical == Physical::kBool) return values.integer(row) != 0 ? "yes" : "no";
  if (type.physical == Physical::kFloat32 || type.physical == Physical::kFloat64) return fmt::format("{}", values.real(row));
  if (type.physical == Physical::kDate32) return ruling::show_date(values.integer(row));
  return type.is_integer() ? fmt::format("{}", values.integer(row)) : "(not shown)";
}

}  // namespace

std::optional<Summing> Summing::make(Summary& summary, const Replay& replay, const std::vector<std::string>& by, text::Diagnostics& diagnostics) {
  Summing made(summary, replay);
  const auto& columns = replay.columns();
  const auto column_called = [&](std::string_view name) -> std::optional<size_t> {
    for (size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name == name) return i;
    }
    return std::nullopt;
  };
  made.time_ = replay.binding().instants;
  if (const book::Reading* reading = replay.binding().reading; !made.time_ && reading != nullptr) {
    for (const book::Column& column : reading->columns) {
      if (column.gives_case_at) made.time_ = BoundColumn{*column_called(column.column), book::FactId(), &column};
    }
  }
  if (const auto column = column_called("case.at"); !made.time_ && column) made.time_ = BoundColumn{*column, book::FactId(), nullptr};
  bool fine = true;
  for (const std::string& name : by) {
    Dimension dimension;
    auto column = column_called(name);
    if (!column) {
      for (const BoundColumn& bound : replay.binding().facts) {
        if (replay.names().shown(bound.fact) == name) column = bound.column;
      }
    }
    if (column) {
      dimension.column = *column;
    } else if (name == "epoch") {
      dimension.kind = Dimension::Kind::kEpoch;
    } else if ((name == "month" || name == "year") && made.time_) {
      dimension.kind = name == "month" ? Dimension::Kind::kMonth : Dimension::Kind::kYear;
    } else {
      fine = false;
      diagnostics.report("C1104", {}, fmt::format("there is no column `{}` to group by, and the reading gives no fact of that name", name)).help =
          "name a column of the table, a fact that the reading gives, or month, year (where rows have an instant) or epoch";
      continue;
    }
    made.by_.push_back(dimension);
  }
  if (!fine) return std::nullopt;
  summary.dimensions = by;
  const book::Reading* reading = replay.binding().reading;
  if (reading != nullptr && std::ranges::find(summary.readings, reading->name) == summary.readings.end()) summary.readings.push_back(reading->name);
  return made;
}

std::string shown_readings(const Summary& summary) {
  std::string all;
  for (const std::string& name : summary.readings) all += fmt::format("{}{}", all.empty() ? "" : ", ", name);
  return all;
}

std::vector<size_t> Summing::columns() const {
  std::vector<size_t> found;
  for (const Dimension& dimension : by_) {
    if (dimension.kind == Dimension::Kind::kColumn) found.push_back(dimension.column);
  }
  if (time_) found.push_back(time_->column);
  return found;
}

std::string Summing::value_of(const Dimension& dimension, const ColumnView& table, int64_t row, const Ruled& ruled, const std::string& month) const {
  switch (dimension.kind) {
    case Dimension::Kind::kColumn: return text_of(table.inner(dimension.column), row);
    case Dimension::Kind::kMonth: return month;
    case Dimension::Kind::kYear: return month.starts_with('(') ? month : month.substr(0, 4);
    case Dimension::Kind::kEpoch: {
      const auto& epochs = replay_->program().epochs[replay_->request().subject];
      const circuit::Epoch& epoch = epochs[ruled.epochs[static_cast<size_t>(row)]];
      return epoch.from == book::kBeginning ? "(the beginning)" : "from " + replay_->program().model->zone().show(epoch.from);
    }
  }
  return kNoValue;
}

void Summing::add(const ArrowArray& batch, const Ruled& ruled, const Ruled* against) {
  ColumnType type;
  type.physical = Physical::kStruct;
  type.inner = replay_->columns();
  const auto table = ColumnView::make(type, batch, 0, batch.length);
  if (!table) return;  // the replay has read the same batch: it cannot be
  std::optional<Instants> instants;
  if (time_) {
    instants.emplace(replay_->program(), replay_->names(), *time_, *replay_->binding().zone);
    instants->open(table->inner(time_->column));
  }
  std::vector<uint64_t> by_outcome(replay_->outcomes().size());
  std::vector<std::string> key(by_.size());
  const bool grouped = !by_.empty();
  int64_t last_day = INT64_MIN;
  std::string month = kNoValue;
  for (size_t i = 0; i < ruled.rows; ++i) {
    const auto row = static_cast<int64_t>(i);
    const uint8_t code = ruled.rulings[i];
    ++summary_->all.by_ruling[code];
    if (code == kUnruled) continue;
    if (!ruled.outcomes.empty()) ++by_outcome[ruled.outcomes[i]];
    if (against != nullptr) ++summary_->changes[code][against->rulings[i]];
    if (instants) {
      const auto at = instants->at(row);
      const int64_t day = at ? replay_->binding().zone->local_day(*at) : INT64_MIN + 1;
      if (day != last_day) {
        last_day = day;
        month = at ? ruling::show_date(day).substr(0, 7) : kNoValue;
      }
      ++summary_->months[month].by_ruling[code];
    }
    if (!grouped) continue;
    for (size_t d = 0; d < by_.size(); ++d) key[d] = value_of(by_[d], *table, row, ruled, month);
    ++summary_->groups[key].by_ruling[code];
    if (against != nullptr && code != against->rulings[i]) ++summary_->changed[key];
  }
  for (size_t id = 0; id < by_outcome.size(); ++id) {
    if (by_outcome[id] == 0) continue;
    const Outcome& outcome = replay_->outcomes().at(static_cast<OutcomeId>(id));
    if (!outcome.deciding.empty()) summary_->deciding[show_norms(*replay_->program().model, outcome.deciding)] += by_outcome[id];
    for (const ruling::Unknown& unknown : outcome.missing) {
      Lack& lack = summary_->lacks[show_missing(replay_->names(), {unknown})];
      lack.is_question = unknown.is_question;
      lack.rows += by_outcome[id];
      if (outcome.missing.size() == 1) lack.alone += by_outcome[id];
    }
  }
}

void join_small_groups(Summary& summary, uint64_t least) {
  using Group = std::pair<const std::vector<std::string>, Counts>;
  std::vector<const Group*> ascending;
  for (const Group& group : summary.groups) ascending.push_back(&group);
  std::ranges::stable_sort(ascending, {}, [](const Group* group) { return group->second.rows(); });
  Counts joined;
  uint64_t changed = 0;
  std::vector<std::vector<std::string>> gone;
  for (const Group* group : ascending) {
    const bool small = group->second.rows() < least;
    const bool still_small = joined.rows() > 0 && joined.rows() < least;
    if (!small && !still_small) break;
    joined.add(group->second);
    gone.push_back(group->first);
  }
  if (gone.empty()) return;
  for (const auto& key : gone) {
    summary.groups.erase(key);
    if (const auto found = summary.changed.find(key); found != summary.changed.end()) {
      changed += found->second;
      summary.changed.erase(found);
    }
  }
  const std::vector<std::string> key(summary.dimensions.size(), fmt::format("(groups of fewer than {}, joined)", least));
  summary.groups[key].add(joined);
  if (changed > 0) summary.changed[key] += changed;
}

}  // namespace comity::replay
