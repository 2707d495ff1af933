// The in-process benchmarks (Google Benchmark). bench/run.py runs them and prints the table; the names are those of its lines.
//
// Books come from ./books and, generated, from the folder that COMITY_BENCH_OUT names (bench/suite writes them there).
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "book/load.h"
#include "circuit/program.h"
#include "random_cases.h"
#include "ruling/engine.h"

namespace comity {
namespace {

constexpr book::Instant kFrom = 1388534400, kUntil = 1767225600;  // 2014 to 2025

std::string out_folder() {
  const char* folder = std::getenv("COMITY_BENCH_OUT");
  return folder != nullptr ? folder : "build/bench";
}

// A book ready to be asked, and cases read from a file.
struct Court {
  explicit Court(const std::string& book, const std::string& root) : loaded(book::load(book, {{root}}, diagnostics)) {
    if (diagnostics.has_errors()) return;
    program = std::make_unique<circuit::Program>(circuit::lower(loaded->model));
    engine = std::make_unique<ruling::Engine>(*program);
    scratch = engine->scratch();
  }
  bool ready() const { return engine != nullptr; }

  // Complete random cases of all actions, over twelve years; another docket for each `seed`.
  void draw(size_t count, unsigned seed) {
    bench::RandomCases random(*program, seed);
    for (size_t i = 0; i < count; ++i) cases.emplace_back(random.action(), random.complete(kFrom, kUntil));
  }

  // Random cases of which half of the facts are told and whose ruling is settled, or is not.
  void draw_partial(size_t count, bool settled) {
    bench::RandomCases random(*program, 2);
    for (size_t tries = 0; cases.size() < count && tries < 1000 * count; ++tries) {
      const circuit::SubjectId action = random.action();
      ruling::Case told = random.complete(kFrom, kUntil);
      random.forget(told, 0.5);
      const book::RulingSet possible = engine->decide(action, told, *scratch).possible;
      const bool silent = possible == 1 << static_cast<int>(book::Ruling::kSilent);
      const bool is_settled = (possible & (possible - 1)) == 0;
      if (is_settled == settled && !silent) cases.emplace_back(action, std::move(told));
    }
  }

  text::Diagnostics diagnostics;
  std::unique_ptr<book::Loaded> loaded;
  std::unique_ptr<circuit::Program> program;
  std::unique_ptr<ruling::Engine> engine;
  ruling::Engine::ScratchPtr scratch;
  std::vector<std::pair<circuit::SubjectId, ruling::Case>> cases;
};

void compile(benchmark::State& state, const std::string& book, const std::string& root) {
  for (auto _ : state) {
    text::Diagnostics diagnostics;
    const auto loaded = book::load(book, {{root}}, diagnostics);
    if (diagnostics.has_errors()) return state.SkipWithError("the book has errors");
    const circuit::Program program = circuit::lower(loaded->model);
    benchmark::DoNotOptimize(program.circuit.size());
  }
}

// Of which one docket is asked over and over: the means of several tell what a law costs, since a few dear cases decide that of one.
void decide(benchmark::State& state, Court& court) {
  court.cases.clear();
  if (court.ready()) court.draw(512, static_cast<unsigned>(state.range(0)));
  if (court.cases.empty()) return state.SkipWithError("no book, or no cases");
  // What a case leaves open is dearer to decide than what it settles; so the share is told beside the figure.
  const auto open = std::ranges::count_if(court.cases, [&court](const auto& asked) {
    const book::RulingSet possible = court.engine->decide(asked.first, asked.second, *court.scratch).possible;
    return (possible & (possible - 1)) != 0;
  });
  state.counters["open"] = static_cast<double>(open) / static_cast<double>(court.cases.size());
  size_t i = 0;
  for (auto _ : state) {
    const auto& [subject, told] = court.cases[i];
    const ruling::Decision decision = court.engine->decide(subject, told, *court.scratch);
    benchmark::DoNotOptimize(decision.possible);
    benchmark::DoNotOptimize(decision.deciding.size());
    if (++i == court.cases.size()) i = 0;
  }
}

void ask(benchmark::State& state, bool settled) {
  Court court("dc", "books");
  if (court.ready()) court.draw_partial(2048, settled);
  if (court.cases.empty()) return state.SkipWithError("no book, or no cases");
  for (const auto& [subject, told] : court.cases) court.engine->ask(subject, told, *court.scratch);
  size_t i = 0;
  for (auto _ : state) {
    const auto& [subject, told] = court.cases[i];
    const ruling::Answer answer = court.engine->ask(subject, told, *court.scratch);
    benchmark::DoNotOptimize(answer.possible);
    if (++i == court.cases.size()) i = 0;
  }
}

void declare() {
  const std::string out = out_folder();
  benchmark::RegisterBenchmark("compile/dc", [](benchmark::State& state) { compile(state, "dc", "books"); })->Unit(benchmark::kMillisecond);
  for (const char* size : {"38", "10000"}) {
    const std::string folder = out + "/generated_" + size;
    benchmark::RegisterBenchmark((std::string("compile/generated/") + size).c_str(), [folder](benchmark::State& state) {
      compile(state, "code", folder);
    })->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((std::string("decide/generated/") + size).c_str(),
                                 [folder, court = std::shared_ptr<Court>()](benchmark::State& state) mutable {
                                   if (court == nullptr) court = std::make_shared<Court>("code", folder);
                                   decide(state, *court);
                                 })
        ->ArgName("docket")
        ->DenseRange(1, 8);
  }
  benchmark::RegisterBenchmark("ask/full", [](benchmark::State& state) { ask(state, true); });
  benchmark::RegisterBenchmark("ask/next", [](benchmark::State& state) { ask(state, false); });
}

}  // namespace
}  // namespace comity

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  comity::declare();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
