#include "replay/replay.h"

#include <algorithm>
#include <thread>

#include "replay/worker.h"

namespace comity::replay {

namespace {

constexpr size_t kPieceRows = 16 * kBlockRows;  // what a thread takes at a time

}  // namespace

Replay::Replay() = default;
Replay::~Replay() = default;

std::unique_ptr<Replay> Replay::make(const Program& program, const ruling::Names& names, const ruling::Engine& engine, Request request,
                                     std::vector<ColumnType> columns, text::Diagnostics& diagnostics, unsigned threads) {
  auto binding = replay::bind(program, names, request, columns, diagnostics);
  if (!binding) return nullptr;
  std::unique_ptr<Replay> made(new Replay());
  made->plan_ = std::make_unique<Plan>();
  Plan& plan = *made->plan_;
  plan.program = &program;
  plan.names = &names;
  plan.engine = &engine;
  plan.request = std::move(request);
  plan.binding = std::move(*binding);
  plan.columns = std::move(columns);
  plan.table.physical = Physical::kStruct;
  plan.table.inner = plan.columns;
  lay_out(plan);
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  for (unsigned t = 0; t < threads; ++t) made->workers_.push_back(std::make_unique<Worker>(plan));
  return made;
}

std::expected<void, std::string> Replay::run(const ArrowArray& batch, Ruled& out) {
  const auto table = ColumnView::make(plan_->table, batch, 0, batch.length);
  if (!table) return std::unexpected(table.error());
  const auto rows = static_cast<size_t>(batch.length);
  const Want& want = plan_->request.want;
  out.rows = rows;
  out.rulings.resize(rows);
  out.outcomes.resize(want.only_ruling() ? 0 : rows);
  out.epochs.resize(want.epoch ? rows : 0);

  std::atomic<size_t> next{0};
  const auto work = [&](Worker& worker) {
    worker.open(*table);
    for (size_t from = next.fetch_add(kPieceRows); from < rows; from = next.fetch_add(kPieceRows)) {
      const size_t until = std::min(rows, from + kPieceRows);
      for (size_t at = from; at < until; at += kBlockRows) worker.block(static_cast<int64_t>(at), std::min(kBlockRows, until - at), out);
    }
  };
  const size_t useful = std::min(workers_.size(), rows / kPieceRows + 1);
  std::vector<std::jthread> threads;
  for (size_t t = 1; t < useful; ++t) threads.emplace_back([&work, this, t] { work(*workers_[t]); });
  work(*workers_[0]);
  threads.clear();

  out.unruled = 0;
  for (const auto& worker : workers_) out.unruled += worker->take_unruled();
  if (plan_->outcomes.full()) return std::unexpected("the rows come to more than 65,000 different outcomes");
  return {};
}

const Request& Replay::request() const { return plan_->request; }
const Binding& Replay::binding() const { return plan_->binding; }
const Outcomes& Replay::outcomes() const { return plan_->outcomes; }
const Program& Replay::program() const { return *plan_->program; }
const ruling::Names& Replay::names() const { return *plan_->names; }
const std::vector<ColumnType>& Replay::columns() const { return plan_->columns; }

std::vector<std::pair<size_t, Unrecognised>> Replay::unrecognised() const {
  std::vector<std::pair<size_t, Unrecognised>> found;
  for (size_t f = 0; f < plan_->fields.size(); ++f) {
    Unrecognised sum;
    for (const auto& worker : workers_) sum.add(worker->coders()[f]->unrecognised());
    if (sum.rows > 0) found.emplace_back(plan_->fields[f].bound.column, std::move(sum));
  }
  return found;
}

Effort Replay::effort() const {
  Effort sum = workers_[0]->effort();
  for (size_t w = 1; w < workers_.size(); ++w) {
    sum.filled += workers_[w]->effort().filled;
    sum.odd_rows += workers_[w]->effort().odd_rows;
    sum.by_words += workers_[w]->effort().by_words;
    sum.key_bits = std::max(sum.key_bits, workers_[w]->effort().key_bits);
  }
  return sum;
}

}  // namespace comity::replay
