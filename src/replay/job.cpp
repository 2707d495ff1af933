#include "replay/job.h"

#include "text/utf8.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace comity::replay {

namespace {

class Running {
 public:
  Running(const Program& program, const ruling::Names& names, const ruling::Engine& engine, const Job& job, text::Diagnostics& diagnostics)
      : program_(program), names_(names), engine_(engine), job_(job), diagnostics_(diagnostics) {}

  std::optional<Done> run() {
    auto rejects = Rejects::open(job_.rejects);
    if (!rejects) {
      diagnostics_.report("C1107", {}, fmt::format("`{}` cannot be written: {}", job_.rejects, rejects.error()));
      return std::nullopt;
    }
    rejects_ = std::move(*rejects);
    done_.summary.compared = job_.against.has_value();
    for (file_ = 0; file_ < job_.files.size(); ++file_) {
      if (!replay_file(job_.files[file_])) return std::nullopt;
    }
    Summary& summary = done_.summary;
    summary.rejected = rejects_->count();
    done_.first_rejects = rejects_->first();
    if (!rejects_->finish()) {
      diagnostics_.report("C1107", {}, fmt::format("`{}` could not be written to its end", job_.rejects));
      return std::nullopt;
    }
    // Never lost: a broken invariant stops the program with its reason.
    if (summary.rows_in != summary.all.rows() + summary.rejected) {
      fmt::print(stderr, "comity: {} rows were read, {} ruled and {} rejected: rows were lost\n", summary.rows_in, summary.all.rows(), summary.rejected);
      std::abort();
    }
    join_small_groups(summary, job_.least);
    warn();
    return std::move(done_);
  }

 private:
  bool replay_file(const std::string& path) {
    const auto fail = [&](const std::string& why) {
      diagnostics_.report("C1107", {}, fmt::format("`{}` cannot be read as a table: {}", path, why));
      return false;
    };
    auto table = job_.open ? job_.open(path) : open_table(path, job_.options);
    if (!table) return fail(table.error());
    Request request = job_.request;
    request.want.epoch |= std::ranges::find(job_.by, "epoch") != job_.by.end();
    auto replay = Replay::make(program_, names_, engine_, request, (*table)->columns(), diagnostics_, job_.threads);
    if (!replay) return false;
    std::unique_ptr<Replay> other;
    if (job_.against) {
      Request then = request;
      then.at = job_.against;
      then.want = Want{};
      other = Replay::make(program_, names_, engine_, then, (*table)->columns(), diagnostics_, job_.threads);
      if (!other) return false;
    }
    auto summing = Summing::make(done_.summary, *replay, job_.by, diagnostics_);
    if (!summing) return false;
    (*table)->want(wanted(*replay, *summing));
    if (auto fine = replay_batches(path, **table, *replay, other.get(), *summing); !fine) return fail(fine.error());
    keep_literals(*replay);
    return true;
  }

  static std::vector<bool> wanted(const Replay& replay, const Summing& summing) {
    std::vector<bool> columns(replay.columns().size());
    for (const BoundColumn& bound : replay.binding().facts) columns[bound.column] = true;
    if (replay.binding().instants) columns[replay.binding().instants->column] = true;
    for (size_t column : summing.columns()) columns[column] = true;
    return columns;
  }

  std::expected<void, std::string> replay_batches(const std::string& path, Table& table, Replay& replay, Replay* other, Summing& summing) {
    Batch batch;
    Ruled ruled, against;
    while (true) {
      auto more = table.next(batch, *rejects_);
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
      if (auto fine = replay.run(*batch.array, ruled); !fine) return fine;
      if (other != nullptr) {
        if (auto fine = other->run(*batch.array, against); !fine) return fine;
      }
      summing.add(*batch.array, ruled, other == nullptr ? nullptr : &against);
      if (job_.rows) job_.rows(replay, batch, ruled);
      done_.summary.rows_in += batch.rows_in;
      reject_unruled(path, batch, ruled);
      if (job_.progress) {
        const double done = table.done();
        job_.progress({done_.summary.rows_in, done < 0 ? -1 : (static_cast<double>(file_) + done) / static_cast<double>(job_.files.size())});
      }
    }
    return {};
  }

  // Rows whose own instant cannot be read: the law that they are asked under is not known.
  void reject_unruled(const std::string& path, const Batch& batch, const Ruled& ruled) {
    if (ruled.unruled == 0) return;
    for (size_t i = 0; i < ruled.rows; ++i) {
      if (ruled.rulings[i] != kUnruled) continue;
      rejects_->add(path, i < batch.lines.size() ? batch.lines[i] : i + 1, "its instant is missing or cannot be read",
                    batch.raw ? batch.raw(i) : std::string_view());
    }
  }

  void keep_literals(const Replay& replay) {
    for (auto& [column, seen] : replay.unrecognised()) {
      const std::string& name = replay.columns()[column].name;
      auto& all = done_.summary.unrecognised;
      auto found = std::ranges::find(all, name, &Literals::column);
      if (found == all.end()) found = all.insert(all.end(), {name, {}});
      found->seen.add(seen);
    }
    const Effort effort = replay.effort();
    Effort& sum = done_.summary.effort;
    sum.filled += effort.filled;
    sum.odd_rows += effort.odd_rows;
    sum.by_words += effort.by_words;
    sum.key_bits = effort.key_bits;
    sum.dense = effort.dense;
  }

  void warn() {
    const Summary& summary = done_.summary;
    if (summary.rejected > 0) {
      auto& told = diagnostics_.report("C1108", {}, fmt::format("{} of {} rows cannot be read and are not ruled", summary.rejected, summary.rows_in));
      for (const Reject& reject : done_.first_rejects)
        told.notes.push_back({{}, fmt::format("{}:{}: {}: {}", reject.file, reject.line, reject.reason, reject.row)});
      if (job_.rejects.empty()) told.help = "--rejects FILE keeps all of them";
    }
    for (const Literals& literals : summary.unrecognised) {
      auto& told = diagnostics_.report(
          "C1109", {}, fmt::format("{} cells of the column `{}` hold text without a meaning and are read as unknown", literals.seen.rows, literals.column));
      size_t shown = 0;
      for (const auto& [literal, times] : literals.seen.literals) {
        if (++shown > 5) break;
        told.notes.push_back({{}, fmt::format("{} {} times", text::quote(literal), times)});
      }
      told.help = "give the text a meaning in a reading, or say that it means unknown";
    }
  }

  const Program& program_;
  const ruling::Names& names_;
  const ruling::Engine& engine_;
  const Job& job_;
  text::Diagnostics& diagnostics_;
  std::unique_ptr<Rejects> rejects_;
  size_t file_ = 0;
  Done done_;
};

}  // namespace

std::optional<Done> run_job(const Program& program, const ruling::Names& names, const ruling::Engine& engine, const Job& job, text::Diagnostics& diagnostics) {
  return Running(program, names, engine, job, diagnostics).run();
}

}  // namespace comity::replay
