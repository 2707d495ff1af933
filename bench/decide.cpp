// How long one question takes: deciding, explaining, asking on.
//
//   build/release/comity_bench [--benchmark_filter=decide/dc]
//
// Cases are random, drawn before the clock starts, and differ from one question to the next, so that no branch can be learnt by heart.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "book/load.h"
#include "circuit/program.h"
#include "random_cases.h"
#include "ruling/engine.h"

namespace {

using namespace comity;
using Random = std::mt19937;

struct Law {
  std::unique_ptr<book::Loaded> loaded;
  circuit::Program program;
  std::unique_ptr<ruling::Engine> engine;

  explicit Law(std::unique_ptr<book::Loaded> its)
      : loaded(std::move(its)), program(circuit::lower(loaded->model)), engine(std::make_unique<ruling::Engine>(program)) {}

  circuit::SubjectId action(std::string_view name) const {
    for (size_t i = 0; i < loaded->model.actions.size(); ++i) {
      if (loaded->model.actions[i].name == name) return *program.subject_of_action(book::ActionId(i));
    }
    std::abort();
  }
};

std::unique_ptr<book::Loaded> checked(std::unique_ptr<book::Loaded> loaded, const text::Diagnostics& diagnostics) {
  if (!diagnostics.has_errors()) return loaded;
  for (const auto& one : diagnostics.all()) fmt::print(stderr, "{}\n", one.message);
  std::abort();
}

const Law& dc() {
  static const Law law = [] {
    text::Diagnostics diagnostics;
    auto loaded = book::load("dc", {.roots = {COMITY_ROOT "/books"}}, diagnostics);
    return Law(checked(std::move(loaded), diagnostics));
  }();
  return law;
}

// `norms` norms on one action, so many for each offense, each under a few further facts.
const Law& large(size_t norms, size_t an_offense) {
  static std::map<std::pair<size_t, size_t>, Law> made;
  if (const auto found = made.find({norms, an_offense}); found != made.end()) return found->second;
  const size_t offenses = norms / an_offense;
  std::string page = "book large \"Large\"\nsource s \"S\"\n  in force from 2020-01-01\naction act \"act\"\nfact hours is number of hours\n";
  for (int i = 0; i < 12; ++i) page += fmt::format("fact f{} is yes-no\n", i);
  page += "fact offense is one of o0";
  for (size_t i = 1; i < offenses; ++i) page += fmt::format(", o{}", i);
  Random random(7);
  for (size_t i = 0; i < norms; ++i) {
    page += fmt::format("\nnorm n{} \"a norm\"\n  cites s at \"{}\" \"words\"\n  {} act\n  when offense is o{} and {}f{} and {}f{} and hours is more than {}",
                        i, i, i % 3 == 0 ? "forbids" : "permits", i % offenses, i % 2 == 0 ? "" : "not ", random() % 12, i % 5 == 0 ? "not " : "",
                        random() % 12, 24 * (random() % 4));
  }
  text::Diagnostics diagnostics;
  auto loaded = book::load_texts("large", {{"large.comity", page}}, diagnostics);
  return made.try_emplace({norms, an_offense}, checked(std::move(loaded), diagnostics)).first->second;
}

struct Question {
  circuit::SubjectId subject;
  ruling::Case told;
};

// Facts are told with the chance of `told` in a hundred; lists, where told, are empty.
std::vector<Question> questions(const Law& law, const std::vector<std::string>& actions, const std::vector<book::Instant>& instants, unsigned told) {
  Random random(11);
  std::vector<Question> drawn;
  const book::Model& model = law.loaded->model;
  for (int i = 0; i < 4096; ++i) {
    Question question{law.action(actions[random() % actions.size()]), ruling::Case(law.program)};
    question.told.set_at(instants[random() % instants.size()]);
    for (size_t fact = 0; fact < model.facts.size(); ++fact) {
      if (random() % 100 >= told) continue;
      const book::Type& type = model.facts[fact].type;
      if (type.kind == book::TypeKind::kListOf) {
        question.told.tell_list(book::FactId(fact), {});
      } else {
        question.told.tell(book::FactId(fact), bench::random_value(model, type, random, question.told.at()));
      }
    }
    drawn.push_back(std::move(question));
  }
  return drawn;
}

const std::vector<std::string> kActions{"share_information", "arrest",           "transport",       "hold_past_release",
                                        "notify_of_release", "transfer_custody", "allow_interview", "query_database"};
// Noon on the day before MPD's order, and on the day of it.
const std::vector<book::Instant> kInstants{1'755'100'800, 1'755'187'200};

template <class Ask>
void run(benchmark::State& state, const Law& law, const std::vector<Question>& asked, const Ask& ask) {
  const auto scratch = law.engine->scratch();
  for (const Question& question : asked) ask(*law.engine, question, *scratch);
  size_t next = 0;
  for (auto _ : state) {
    ask(*law.engine, asked[next], *scratch);
    next = (next + 1) % asked.size();
  }
}

const auto decide = [](const ruling::Engine& engine, const Question& question, ruling::Engine::Scratch& scratch) {
  const ruling::Decision decision = engine.decide(question.subject, question.told, scratch);
  benchmark::DoNotOptimize(decision.possible);
  benchmark::DoNotOptimize(decision.deciding.size());
};
const auto ask = [](const ruling::Engine& engine, const Question& question, ruling::Engine::Scratch& scratch) {
  benchmark::DoNotOptimize(engine.ask(question.subject, question.told, scratch).possible);
};

void decide_dc(benchmark::State& state) { run(state, dc(), questions(dc(), kActions, kInstants, static_cast<unsigned>(state.range(0))), decide); }
void ask_dc(benchmark::State& state) { run(state, dc(), questions(dc(), kActions, kInstants, static_cast<unsigned>(state.range(0))), ask); }
void why_not_dc(benchmark::State& state) {
  run(state, dc(), questions(dc(), kActions, kInstants, 100), [](const ruling::Engine& engine, const Question& question, ruling::Engine::Scratch& scratch) {
    benchmark::DoNotOptimize(engine.why_not(question.subject, question.told, book::Ruling::kPermitted, scratch).possible);
  });
}
// One action with most facts missing: the interview.
void next_question_dc(benchmark::State& state, const char* action, book::Instant at) { run(state, dc(), questions(dc(), {action}, {at}, 0), ask); }
void decide_large(benchmark::State& state) {
  const Law& law = large(static_cast<size_t>(state.range(0)), static_cast<size_t>(state.range(1)));
  run(state, law, questions(law, {"act"}, kInstants, 100), decide);
}
void draw_large(benchmark::State& state) {
  const Law& law = large(static_cast<size_t>(state.range(0)), static_cast<size_t>(state.range(1)));
  const auto asked = questions(law, {"act"}, kInstants, 100);
  for (auto _ : state) {
    const ruling::Engine fresh(law.program);
    decide(fresh, asked[0], *fresh.scratch());
  }
}

BENCHMARK(decide_dc)->Name("decide/dc")->ArgName("told")->Arg(100)->Arg(50)->Arg(0);
BENCHMARK(ask_dc)->Name("ask/dc")->ArgName("told")->Arg(100)->Arg(50)->Arg(0);
BENCHMARK(why_not_dc)->Name("ask/dc_why_not");
BENCHMARK_CAPTURE(next_question_dc, hold_2015, "hold_past_release", 1'439'568'000)->Name("ask/dc_next_question/hold_2015");
BENCHMARK_CAPTURE(next_question_dc, take_custody_2025, "take_custody", 1'755'187'200)->Name("ask/dc_next_question/take_custody_2025");
// The longest interviews of all actions in all their epochs.
BENCHMARK_CAPTURE(next_question_dc, issue_detainer_2025, "issue_detainer", 1'755'187'200)->Name("ask/dc_next_question/issue_detainer_2025");
BENCHMARK_CAPTURE(next_question_dc, release_2025, "release_from_immigration_custody", 1'755'187'200)->Name("ask/dc_next_question/release_2025");
// Three norms an offense, as law is; and ten or a hundred, so that several of them decide at once.
void sizes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"norms", "an_offense"});
  for (const auto& [norms, an_offense] : {std::pair{100, 3}, {1000, 3}, {10'000, 3}, {1000, 10}, {10'000, 100}}) bench->Args({norms, an_offense});
}
BENCHMARK(decide_large)->Name("decide/large")->Apply(sizes);
BENCHMARK(draw_large)->Name("compile/first_question")->Apply(sizes)->Unit(benchmark::kMillisecond);

}  // namespace
