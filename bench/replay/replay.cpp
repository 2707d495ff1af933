// Replay side by side with what one would write by hand, on generated tables of eight columns: equal answers first, then time.
//
// Two sets of rules: the D.C. book as it stands (four of the columns matter on the day asked), and an order of twelve norms that reads all
// eight. Each is ruled by the columnar engine and by hand, once as branches row by row, once as plain loops over columns.
// Figures are the best of several rounds, in which the contenders take turns, so that a busy machine slows all of them. Time is the
// processor's, shared among the threads, which leaves out waiting for a turn; --wall 1 takes the clock's.
// Output: one JSON object a line (bench, value, unit, peer, peer_value, ratio, equal, note).
//
//   comity_bench_replay [--rows N] [--threads N] [--rounds N] [--wall 1] [--books DIR]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <thread>

#include <fmt/format.h>

#include "book/load.h"
#include "workload.h"

namespace {

using namespace comity;
using bench::Bytes;
using bench::Table;
using bench::Workload;

struct Options {
  size_t rows, rounds;
  unsigned threads;
  bool wall;
  std::string books;
};

// Reads the columns and nothing else.
uint64_t read_all(const Workload& workload, bench::Columns columns, size_t from, size_t until) {
  uint64_t sum = 0;
  for (size_t c : workload.read) {
    const auto* words = reinterpret_cast<const uint64_t*>(columns[c] + from);
    const size_t count = (until - from) / 8;
    uint64_t parts[8] = {};
    for (size_t i = 0; i + 8 <= count; i += 8) {
      for (size_t k = 0; k < 8; ++k) parts[k] ^= words[i + k];
    }
    for (uint64_t part : parts) sum ^= part;
  }
  return sum;
}

// --- measuring --------------------------------------------------------------------------------------------------------------------

double seconds(const Options& options, const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t begin = std::clock();
  work();
  if (!options.wall) return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / options.threads;
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void in_threads(const Options& options, const std::function<void(size_t, size_t)>& work) {
  std::vector<std::jthread> running;
  const size_t share = (options.rows / options.threads + 4095) / 4096 * 4096;
  for (unsigned t = 0; t < options.threads; ++t) {
    running.emplace_back([&work, &options, t, share] { work(std::min(options.rows, t * share), std::min(options.rows, (t + 1) * share)); });
  }
}

struct Asked {
  std::unique_ptr<book::Loaded> loaded;
  circuit::Program program;
  std::unique_ptr<ruling::Names> names;
  std::unique_ptr<ruling::Engine> engine;
};

std::unique_ptr<Asked> asked_of(std::unique_ptr<book::Loaded> loaded, const text::Diagnostics& diagnostics) {
  if (diagnostics.has_errors()) {
    for (const auto& one : diagnostics.all()) fmt::print(stderr, "{}", text::render(loaded->files, one, false));
    std::exit(1);
  }
  auto made = std::make_unique<Asked>();
  made->loaded = std::move(loaded);
  made->program = circuit::lower(made->loaded->model);
  made->names = std::make_unique<ruling::Names>(made->loaded->model);
  made->engine = std::make_unique<ruling::Engine>(made->program);
  return made;
}

std::unique_ptr<Asked> order(int epochs) {
  text::Diagnostics diagnostics;
  auto loaded = book::load_texts("bench", {{"bench.comity", bench::text_of_order(epochs)}}, diagnostics);
  return asked_of(std::move(loaded), diagnostics);
}

std::unique_ptr<replay::Replay> replay_of(const Asked& asked, const char* action, const Table& table, unsigned threads, replay::Want want, book::Instant at) {
  replay::Request request;
  request.subject = *asked.program.subject_of_action(*asked.names->action(action));
  request.by_names = true;
  request.at = at;
  request.want = want;
  text::Diagnostics diagnostics;
  auto made = replay::Replay::make(asked.program, *asked.names, *asked.engine, request, table.types, diagnostics, threads);
  if (made == nullptr) {
    for (const auto& one : diagnostics.all()) fmt::print(stderr, "{}\n", one.message);
    std::exit(1);
  }
  return made;
}

void run(replay::Replay& replay, const Table& table, replay::Ruled& out) {
  if (auto fine = replay.run(table.array, out); !fine) {
    fmt::print(stderr, "{}\n", fine.error());
    std::exit(1);
  }
}

struct Line {
  std::string bench;
  double value;
  const char* unit;
  std::string peer;
  double peer_value, ratio;
  bool equal;
  std::string note;
};

void tell(const Line& line) {
  fmt::print(
      "{{\"bench\": \"replay/{}\", \"value\": {:.1f}, \"unit\": \"{}\", \"peer\": \"{}\", \"peer_value\": {:.1f}, \"ratio\": {:.3f}, \"equal\": {}, \"note\": "
      "\"{}\"}}\n",
      line.bench, line.value, line.unit, line.peer, line.peer_value, line.ratio, line.equal, line.note);
  std::fflush(stdout);
}

// --- the contenders ---------------------------------------------------------------------------------------------------------------

constexpr book::Instant kNoon = 1'755'187'200;  // 2025-08-14 12:00 in Washington

enum Contender : size_t { kRead, kRulings, kBranches, kLoops, kDeciding, kEpochs, kContenders };

bool compare(const Options& options, const Workload& workload, const Asked& asked, const char* action, const Asked* of_epochs) {
  const Table table(workload.columns, options.rows);
  const uint8_t* columns[bench::kColumns];
  for (size_t c = 0; c < bench::kColumns; ++c) columns[c] = table.column(c);
  const auto plain = replay_of(asked, action, table, options.threads, {}, kNoon);
  const auto detailed = replay_of(asked, action, table, options.threads, {.possible = true, .deciding = true}, kNoon);
  const auto epochs = of_epochs == nullptr ? nullptr : replay_of(*of_epochs, action, table, options.threads, {}, kNoon + 150 * 86'400);

  replay::Ruled ruled, with_norms, in_epochs;
  const Bytes branches = bench::room(options.rows + 64), loops = bench::room(options.rows + 64);
  uint64_t sink = 0;
  double best[kContenders];
  std::fill(std::begin(best), std::end(best), 1e9);
  for (size_t round = 0; round <= options.rounds; ++round) {
    const double warm = round == 0 ? 1e9 : 0;  // the first round fills tables and pages
    const auto time = [&](Contender which, const std::function<void()>& work) { best[which] = std::min(best[which], warm + seconds(options, work)); };
    time(kRead, [&] { in_threads(options, [&](size_t a, size_t b) { sink ^= read_all(workload, columns, a, b); }); });
    time(kRulings, [&] { run(*plain, table, ruled); });
    time(kBranches, [&] { in_threads(options, [&](size_t a, size_t b) { workload.by_branches(columns, a, b, branches.get()); }); });
    time(kLoops, [&] { in_threads(options, [&](size_t a, size_t b) { workload.by_columns(columns, a, b, loops.get()); }); });
    time(kDeciding, [&] { run(*detailed, table, with_norms); });
    if (epochs != nullptr) time(kEpochs, [&] { run(*epochs, table, in_epochs); });
  }
  const auto speed = [&](Contender which) { return static_cast<double>(options.rows) / best[which] / 1e6; };
  const auto bandwidth = [&](Contender which) { return speed(which) * static_cast<double>(workload.read.size()) / 1e3; };
  const bool equal = std::memcmp(ruled.rulings.data(), branches.get(), options.rows) == 0 && std::memcmp(ruled.rulings.data(), loops.get(), options.rows) == 0;
  const bool equal_detailed = ruled.rulings == with_norms.rulings;
  const std::string of = workload.name;
  const std::string note =
      fmt::format("{} rows of 8 columns, {}, {} threads, {} time", options.rows, workload.rules, options.threads, options.wall ? "the clock's" : "processor");
  tell({of + "/branches", speed(kRulings), "million rows/s", "C++ by branches, row by row", speed(kBranches), best[kBranches] / best[kRulings], equal, note});
  tell({of + "/loops", speed(kRulings), "million rows/s", "C++ by plain loops over columns", speed(kLoops), best[kLoops] / best[kRulings], equal, note});
  tell({of + "/bandwidth", bandwidth(kRulings), "GB/s", "reading the columns that matter", bandwidth(kRead), best[kRead] / best[kRulings], equal,
        fmt::format("the ratio is the share of the read bandwidth; {} columns matter; checksum {:x}", workload.read.size(), sink & 0xffff)});
  tell({of + "/deciding", speed(kDeciding), "million rows/s", "rulings alone", speed(kRulings), best[kRulings] / best[kDeciding], equal_detailed,
        "with the possible rulings and the deciding norms of each row"});
  if (epochs != nullptr)
    tell({of + "/epochs", speed(kEpochs), "million rows/s", "a book of one epoch", speed(kRulings), best[kRulings] / best[kEpochs], true,
          "one of 1,000 epochs; a ratio of 0.91 is 1.1 times the cost"});
  return equal && equal_detailed;
}

std::string option(int argc, char** argv, const char* name, const char* otherwise) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], name) == 0) return argv[i + 1];
  }
  return otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.rows = std::stoull(option(argc, argv, "--rows", "67108864")) / 4096 * 4096;
  options.rounds = std::stoull(option(argc, argv, "--rounds", "7"));
  options.threads = static_cast<unsigned>(std::stoul(option(argc, argv, "--threads", "2")));
  options.wall = option(argc, argv, "--wall", "0") != "0";
  options.books = option(argc, argv, "--books", "books");
  text::Diagnostics diagnostics;
  auto loaded = book::load("dc", {.roots = {options.books}}, diagnostics);
  const auto dc = asked_of(std::move(loaded), diagnostics);
  const auto twelve = order(1), many = order(1000);
  const bool equal_dc = compare(options, bench::district_of_columbia(), *dc, "share_information", nullptr);
  const bool equal_order = compare(options, bench::order_of_twelve(), *twelve, "share", many.get());
  return equal_dc && equal_order ? 0 : 1;
}
