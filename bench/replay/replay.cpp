// Replay side by side with what one would write by hand, on one generated table: equal answers first, then time.
//
// The table has eight columns of one byte, as dictionaries of words are. The rules are one order of twelve norms with exceptions; the two
// hand-written peers are the same order in C++, once as branches row by row, once as plain loops over tiles of columns that the compiler
// vectorises. Figures are the best of several rounds, in which the contenders take turns, so that a busy machine slows all of them.
// On a machine that others use, --cpu 1 measures one thread by the processor's time that it took, which leaves out waiting for a turn.
// Output: one JSON object a line (bench, value, unit, peer, peer_value, ratio, equal, note).
//
//   comity_bench_replay [--rows N] [--threads N] [--rounds N] [--cpu 1]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "book/load.h"
#include "replay/replay.h"

namespace {

using namespace comity;

constexpr size_t kColumns = 8;

const char* const kFacts = R"(
book bench "An order for measuring"
action share "share"
fact encounter is one of traffic_stop, pedestrian_stop, booking, court, none
fact custody is one of free, held
fact requester is one of federal_immigration, federal_other, state_or_local, court, nobody
fact purpose is one of civil, criminal, benefits, safety, other
fact agreement is one of absent, present
fact age is one of adult, minor
fact ground is one of nothing, detainer, administrative_warrant, judicial_warrant, criminal_warrant
fact information is one of status, release_date, home_address, photograph, contact
source order "The order"
)";

const char* const kNorms = R"(
norm n1
  cites order
  permits share
  when encounter is one of traffic_stop, pedestrian_stop and custody is free
norm n2
  cites order
  forbids share
  when custody is held and information is one of release_date, home_address, photograph
  overrides n1
norm n3
  cites order
  requires share
  when ground is judicial_warrant
  overrides n2, n6
norm n4
  cites order
  forbids share
  when purpose is civil and requester is federal_immigration
  yields to n3
norm n5
  cites order
  permits share
  when agreement is present and requester is federal_immigration
  overrides n4
norm n6
  cites order
  forbids share
  when age is minor and ground is not criminal_warrant
norm n7
  cites order
  permits share
  when information is status
norm n8
  cites order
  forbids share
  when encounter is court
  overrides n5, n7
norm n9
  cites order
  forbids share
  when purpose is benefits
norm n10
  cites order
  permits share
  when requester is court
  overrides n9
norm n11
  cites order
  requires share
  when purpose is criminal and ground is criminal_warrant and requester is one of federal_other, state_or_local
norm n12
  cites order
  forbids share
  when encounter is none and agreement is absent
  overrides n10
)";

// --- the table ------------------------------------------------------------------------------------------------------------------

struct FreeAligned {
  void operator()(uint8_t* p) const { std::free(p); }
};
using Bytes = std::unique_ptr<uint8_t, FreeAligned>;

Bytes room(size_t bytes) {
  constexpr size_t kPage = size_t{2} << 20;
  return Bytes(static_cast<uint8_t*>(std::aligned_alloc(kPage, (bytes + kPage - 1) / kPage * kPage)));
}

const std::vector<std::vector<std::string>> kWords = {
    {"traffic_stop", "pedestrian_stop", "booking", "court", "none"},
    {"free", "held"},
    {"federal_immigration", "federal_other", "state_or_local", "court", "nobody"},
    {"civil", "criminal", "benefits", "safety", "other"},
    {"absent", "present"},
    {"adult", "minor"},
    {"nothing", "detainer", "administrative_warrant", "judicial_warrant", "criminal_warrant"},
    {"status", "release_date", "home_address", "photograph", "contact"},
};
const char* const kNames[kColumns] = {"encounter", "custody", "requester", "purpose", "agreement", "age", "ground", "information"};

struct Table {
  size_t rows = 0;
  std::vector<Bytes> columns;
  std::vector<replay::ColumnType> types;
  // The same as Arrow arrays.
  struct Dictionary {
    std::vector<int32_t> offsets{0};
    std::string letters;
    const void* buffers[3];
    ArrowArray array;
  };
  std::vector<std::unique_ptr<Dictionary>> dictionaries;
  std::vector<std::vector<const void*>> buffers;
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> children;
  const void* none[1] = {nullptr};
  ArrowArray array{};

  explicit Table(size_t n) : rows(n), buffers(kColumns), arrays(kColumns) {
    std::mt19937 random(20250814);
    for (size_t c = 0; c < kColumns; ++c) {
      columns.push_back(room(n + 64));
      const auto words = static_cast<uint32_t>(kWords[c].size());
      for (size_t i = 0; i < n; ++i) columns[c].get()[i] = static_cast<uint8_t>((static_cast<uint64_t>(random()) * words) >> 32);
      describe(c);
    }
    for (ArrowArray& one : arrays) children.push_back(&one);
    array = {static_cast<int64_t>(n), 0, 0, 1, kColumns, none, children.data(), nullptr, nullptr, nullptr};
  }

  void describe(size_t c) {
    replay::ColumnType text, type;
    text.physical = replay::Physical::kText;
    type.physical = replay::Physical::kDictionary;
    type.index = replay::Physical::kUint8;
    type.name = kNames[c];
    type.inner.push_back(text);
    types.push_back(type);
    auto made = std::make_unique<Dictionary>();
    for (const std::string& word : kWords[c]) {
      made->letters += word;
      made->offsets.push_back(static_cast<int32_t>(made->letters.size()));
    }
    made->buffers[0] = nullptr;
    made->buffers[1] = made->offsets.data();
    made->buffers[2] = made->letters.data();
    made->array = {static_cast<int64_t>(kWords[c].size()), 0, 0, 3, 0, made->buffers, nullptr, nullptr, nullptr, nullptr};
    buffers[c] = {nullptr, columns[c].get()};
    arrays[c] = {static_cast<int64_t>(rows), 0, 0, 2, 0, buffers[c].data(), nullptr, &made->array, nullptr, nullptr};
    dictionaries.push_back(std::move(made));
  }
  const uint8_t* column(size_t c) const { return columns[c].get(); }
};

// --- the order by hand ------------------------------------------------------------------------------------------------------------

enum : uint8_t { kPermitted, kForbidden, kRequired, kSilent, kConflicting };

// As branches: what a programmer writes first.
void by_branches(const Table& t, size_t from, size_t until, uint8_t* out) {
  for (size_t i = from; i < until; ++i) {
    const uint8_t encounter = t.column(0)[i], custody = t.column(1)[i], requester = t.column(2)[i], purpose = t.column(3)[i];
    const uint8_t agreement = t.column(4)[i], age = t.column(5)[i], ground = t.column(6)[i], information = t.column(7)[i];
    bool permits = false, forbids = false, requires_ = false;
    const bool warrant = ground == 3;
    bool listed = false;
    if (warrant) requires_ = true;
    if (custody == 1 && (information == 1 || information == 2 || information == 3) && !warrant) {
      listed = true;
      forbids = true;
    }
    if ((encounter == 0 || encounter == 1) && custody == 0 && !listed) permits = true;
    bool agreed = false;
    if (agreement == 1 && requester == 0 && encounter != 3) {
      agreed = true;
      permits = true;
    }
    if (purpose == 0 && requester == 0 && !warrant && !agreed) forbids = true;
    if (age == 1 && ground != 4 && !warrant) forbids = true;
    if (information == 0 && encounter != 3) permits = true;
    if (encounter == 3) forbids = true;
    bool court = false;
    const bool nowhere = encounter == 4 && agreement == 0;
    if (nowhere) forbids = true;
    if (requester == 3 && !nowhere) {
      court = true;
      permits = true;
    }
    if (purpose == 2 && !court) forbids = true;
    if (purpose == 1 && ground == 4 && (requester == 1 || requester == 2)) requires_ = true;
    if (forbids && (permits || requires_)) {
      out[i] = kConflicting;
    } else if (requires_) {
      out[i] = kRequired;
    } else if (permits) {
      out[i] = kPermitted;
    } else if (forbids) {
      out[i] = kForbidden;
    } else {
      out[i] = kSilent;
    }
  }
}

// As plain loops over tiles: what a careful programmer writes next. Masks are bytes of 0 and 1.
__attribute__((target_clones("avx2", "default"))) void by_columns(const Table& t, size_t from, size_t until, uint8_t* out) {
  constexpr size_t kTile = 4096;
  static thread_local uint8_t permits[kTile], forbids[kTile], requires_[kTile];
  for (size_t start = from; start < until; start += kTile) {
    const size_t n = std::min(kTile, until - start);
    const uint8_t *e = t.column(0) + start, *c = t.column(1) + start, *r = t.column(2) + start, *p = t.column(3) + start;
    const uint8_t *a = t.column(4) + start, *g = t.column(6) + start, *age = t.column(5) + start, *f = t.column(7) + start;
    for (size_t i = 0; i < n; ++i) {
      const uint8_t warrant = g[i] == 3, listed = static_cast<uint8_t>((c[i] == 1) & (f[i] >= 1) & (f[i] <= 3) & !warrant);
      forbids[i] = listed;
      requires_[i] = static_cast<uint8_t>(warrant | ((p[i] == 1) & (g[i] == 4) & ((r[i] == 1) | (r[i] == 2))));
      permits[i] = static_cast<uint8_t>((e[i] <= 1) & (c[i] == 0) & !listed);
    }
    for (size_t i = 0; i < n; ++i) {
      const uint8_t agreed = static_cast<uint8_t>((a[i] == 1) & (r[i] == 0) & (e[i] != 3));
      permits[i] |= agreed;
      forbids[i] |= static_cast<uint8_t>((p[i] == 0) & (r[i] == 0) & (g[i] != 3) & !agreed);
    }
    for (size_t i = 0; i < n; ++i) {
      forbids[i] |= static_cast<uint8_t>((age[i] == 1) & (g[i] != 4) & (g[i] != 3)) | static_cast<uint8_t>(e[i] == 3);
      permits[i] |= static_cast<uint8_t>((f[i] == 0) & (e[i] != 3));
    }
    for (size_t i = 0; i < n; ++i) {
      const uint8_t nowhere = static_cast<uint8_t>((e[i] == 4) & (a[i] == 0)), court = static_cast<uint8_t>((r[i] == 3) & !nowhere);
      forbids[i] |= static_cast<uint8_t>(nowhere | ((p[i] == 2) & !court));
      permits[i] |= court;
    }
    for (size_t i = 0; i < n; ++i) {
      const uint8_t allows = permits[i] | requires_[i];
      const uint8_t conflicting = forbids[i] & allows;
      out[start + i] = static_cast<uint8_t>(conflicting ? kConflicting : requires_[i] ? kRequired : permits[i] ? kPermitted : forbids[i] ? kForbidden : kSilent);
    }
  }
}

// Reads all columns and nothing else.
uint64_t read_all(const Table& t, size_t from, size_t until) {
  uint64_t sum = 0;
  for (size_t c = 0; c < kColumns; ++c) {
    const auto* words = reinterpret_cast<const uint64_t*>(t.column(c) + from);
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

bool by_cpu = false;

double seconds(const std::function<void()>& work) {
  if (by_cpu) {
    const std::clock_t begin = std::clock();
    work();
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  }
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void in_threads(unsigned threads, size_t rows, const std::function<void(size_t, size_t)>& work) {
  std::vector<std::jthread> running;
  const size_t share = (rows / threads + 4095) / 4096 * 4096;
  for (unsigned t = 0; t < threads; ++t) {
    running.emplace_back([&work, t, share, rows] { work(std::min(rows, t * share), std::min(rows, (t + 1) * share)); });
  }
}

struct Asked {
  std::unique_ptr<book::Loaded> loaded;
  circuit::Program program;
  std::unique_ptr<ruling::Names> names;
  std::unique_ptr<ruling::Engine> engine;
};

// The order in force from 2025 on; with `epochs` further norms that each hold for an hour of 2026, one after another.
std::unique_ptr<Asked> order(int epochs) {
  std::string text = kFacts;
  text += "  in force from 2025-01-01\n";
  text += kNorms;
  for (int e = 1; e < epochs; ++e) {
    const int day = e / 24, hour = e % 24;
    text += fmt::format("norm e{}\n  cites order\n  forbids share\n  when information is contact and age is minor\n  in force from 2026-{:02}-{:02} {:02}:00 until 2026-{:02}-{:02} {:02}:30\n", e,
                        1 + day / 28, 1 + day % 28, hour, 1 + day / 28, 1 + day % 28, hour);
  }
  text::Diagnostics diagnostics;
  auto made = std::make_unique<Asked>();
  made->loaded = book::load_texts("bench", {{"bench.comity", text}}, diagnostics);
  if (diagnostics.has_errors()) {
    for (const auto& one : diagnostics.all()) fmt::print(stderr, "{}", text::render(made->loaded->files, one, false));
    std::exit(1);
  }
  made->program = circuit::lower(made->loaded->model);
  made->names = std::make_unique<ruling::Names>(made->loaded->model);
  made->engine = std::make_unique<ruling::Engine>(made->program);
  return made;
}

std::unique_ptr<replay::Replay> replay_of(const Asked& asked, const Table& table, unsigned threads, replay::Want want, book::Instant at) {
  replay::Request request;
  request.subject = 0;
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

void tell(const std::string& bench, double value, const char* unit, const std::string& peer, double peer_value, double ratio, bool equal, const std::string& note) {
  fmt::print("{{\"bench\": \"replay/{}\", \"value\": {:.1f}, \"unit\": \"{}\", \"peer\": \"{}\", \"peer_value\": {:.1f}, \"ratio\": {:.3f}, \"equal\": {}, \"note\": \"{}\"}}\n", bench, value, unit,
             peer, peer_value, ratio, equal, note);
}

size_t option(int argc, char** argv, const char* name, size_t otherwise) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], name) == 0) return std::strtoull(argv[i + 1], nullptr, 10);
  }
  return otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const size_t rows = option(argc, argv, "--rows", size_t{16} << 20) / 4096 * 4096;
  by_cpu = option(argc, argv, "--cpu", 0) != 0;
  const auto threads = by_cpu ? 1U : static_cast<unsigned>(option(argc, argv, "--threads", 2));
  const size_t rounds = option(argc, argv, "--rounds", 7);
  const Table table(rows);
  constexpr book::Instant kAt = 1'755'172'800;  // 2025-08-14 12:00 UTC
  const auto asked = order(1);
  const auto many = order(1000);
  const auto plain = replay_of(*asked, table, threads, {}, kAt);
  const auto detailed = replay_of(*asked, table, threads, {.possible = true, .deciding = true}, kAt);
  const auto epochs = replay_of(*many, table, threads, {}, kAt + 150 * 86'400);  // within the epochs of 2026

  replay::Ruled ruled, with_norms, in_epochs;
  const Bytes branches = room(rows + 64), columns = room(rows + 64);
  uint64_t sink = 0;
  double best[6];
  std::fill(std::begin(best), std::end(best), 1e9);
  const auto keep = [&best](int which, double time) { best[which] = std::min(best[which], time); };
  for (size_t round = 0; round <= rounds; ++round) {
    const double warm = round == 0 ? 1e9 : 0;  // the first round fills tables and pages
    keep(0, warm + seconds([&] { in_threads(threads, rows, [&](size_t a, size_t b) { sink ^= read_all(table, a, b); }); }));
    keep(1, warm + seconds([&] { if (auto fine = plain->run(table.array, ruled); !fine) std::abort(); }));
    keep(2, warm + seconds([&] { in_threads(threads, rows, [&](size_t a, size_t b) { by_branches(table, a, b, branches.get()); }); }));
    keep(3, warm + seconds([&] { in_threads(threads, rows, [&](size_t a, size_t b) { by_columns(table, a, b, columns.get()); }); }));
    keep(4, warm + seconds([&] { if (auto fine = detailed->run(table.array, with_norms); !fine) std::abort(); }));
    keep(5, warm + seconds([&] { if (auto fine = epochs->run(table.array, in_epochs); !fine) std::abort(); }));
  }
  const auto speed = [rows](double time) { return static_cast<double>(rows) / time / 1e6; };
  const auto bandwidth = [rows](double time) { return static_cast<double>(rows) * kColumns / time / 1e9; };
  const bool equal = std::memcmp(ruled.rulings.data(), branches.get(), rows) == 0 && std::memcmp(ruled.rulings.data(), columns.get(), rows) == 0;
  const bool equal_detailed = ruled.rulings == with_norms.rulings;
  const std::string note = fmt::format("{} rows of 8 bytes, 12 norms, {} threads{}; checksum {:x}", rows, threads, by_cpu ? ", processor time" : "", sink & 0xffff);
  tell("columns", speed(best[1]), "million rows/s", "C++ by branches, row by row", speed(best[2]), best[2] / best[1], equal, note);
  tell("columns", speed(best[1]), "million rows/s", "C++ by plain loops over columns", speed(best[3]), best[3] / best[1], equal, note);
  tell("bandwidth", bandwidth(best[1]), "GB/s", "reading the same columns", bandwidth(best[0]), best[0] / best[1], equal, "the ratio is the share of the read bandwidth");
  tell("deciding", speed(best[4]), "million rows/s", "rulings alone", speed(best[1]), best[1] / best[4], equal_detailed, "with the possible rulings and the deciding norms of each row");
  tell("epochs", speed(best[5]), "million rows/s", "a book of one epoch", speed(best[1]), best[1] / best[5], true, "one of 1,000 epochs; a ratio of 0.91 is 1.1 times the cost");
  return equal && equal_detailed ? 0 : 1;
}
