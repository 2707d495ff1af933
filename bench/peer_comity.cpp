// comity in the line of the peers (bench/peers): the same cases from a file, the same figures on one JSON line.
//
// Everything but the decision is done before the clock starts: the book is loaded, each case read into a Case. The clock sees
// Engine::decide and the reading of its answer: the ruling and the number of deciding norms. All epochs of the book stay loaded.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "book/load.h"
#include "circuit/program.h"
#include "ruling/engine.h"
#include "ruling/names.h"
#include "ruling/read_case.h"

namespace comity {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  std::string cases, answers, norms;
  size_t rounds = 21;
};

struct Question {
  circuit::SubjectId subject;
  ruling::Case told;
};

double nanoseconds(Clock::time_point from, Clock::time_point to) { return static_cast<double>(std::chrono::nanoseconds(to - from).count()); }

std::vector<Question> read(const std::string& path, const circuit::Program& program, const ruling::Names& names) {
  std::vector<Question> questions;
  ruling::CaseReader reader(program, names);
  ruling::Asked asked;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    Question question{0, ruling::Case(program)};
    line.reserve(line.size() + ruling::kPadding);
    if (!reader.read(line, asked, question.told) || !asked.id) {
      std::cerr << "not a case: " << line << "\n";
      std::exit(1);
    }
    question.subject = *asked.id;
    questions.push_back(std::move(question));
  }
  return questions;
}

std::string_view ruling_of(const ruling::Decision& decision) {
  for (int r = 0; r < book::kRulings; ++r) {
    if (decision.possible == 1 << r) return book::name(static_cast<book::Ruling>(r));
  }
  return "undetermined";
}

std::string norms_of(const book::Model& model, const ruling::Decision& decision) {
  std::vector<std::string> names;
  for (book::NormId norm : decision.deciding) names.push_back(model.norms[norm.value].name);
  std::sort(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, " "));
}

int run(const Options& options) {
  text::Diagnostics diagnostics;
  const auto loaded = book::load("dc", {{"books"}}, diagnostics);
  if (diagnostics.has_errors()) return 1;
  const circuit::Program program = circuit::lower(loaded->model);
  const ruling::Engine engine(program);
  const ruling::Names names(loaded->model);
  const std::vector<Question> questions = read(options.cases, program, names);
  const auto scratch = engine.scratch();
  std::ofstream answers, norms;
  if (!options.answers.empty()) answers.open(options.answers);
  if (!options.norms.empty()) norms.open(options.norms);
  for (const Question& question : questions) {
    const ruling::Decision decision = engine.decide(question.subject, question.told, *scratch);
    if (answers.is_open()) answers << ruling_of(decision) << "\n";
    if (norms.is_open()) norms << norms_of(loaded->model, decision) << "\n";
  }
  std::vector<double> rounds, each;
  for (size_t round = 0; round < options.rounds; ++round) {
    const auto start = Clock::now();
    for (const Question& question : questions) {
      const ruling::Decision decision = engine.decide(question.subject, question.told, *scratch);
      benchmark::DoNotOptimize(decision.possible);
      benchmark::DoNotOptimize(decision.deciding.size());
    }
    rounds.push_back(nanoseconds(start, Clock::now()) / static_cast<double>(questions.size()));
  }
  for (const Question& question : questions) {
    const auto start = Clock::now();
    const ruling::Decision decision = engine.decide(question.subject, question.told, *scratch);
    benchmark::DoNotOptimize(decision.possible);
    benchmark::DoNotOptimize(decision.deciding.size());
    each.push_back(nanoseconds(start, Clock::now()));
  }
  std::sort(rounds.begin(), rounds.end());
  std::sort(each.begin(), each.end());
  fmt::print(R"({{"engine":"comity","ns_per_decision":{:.1f},"ns_best_round":{:.1f},"ns_worst_round":{:.1f},"p50_ns":{},"p99_ns":{},"cases":{},"rounds":{}}})"
             "\n",
             rounds[rounds.size() / 2], rounds.front(), rounds.back(), each[each.size() / 2], each[each.size() * 99 / 100], questions.size(), options.rounds);
  return 0;
}

}  // namespace
}  // namespace comity

int main(int argc, char** argv) {
  comity::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--answers" && i + 1 < argc) {
      options.answers = argv[++i];
    } else if (argument == "--norms" && i + 1 < argc) {
      options.norms = argv[++i];
    } else if (argument == "--rounds" && i + 1 < argc) {
      options.rounds = std::max<size_t>(1, std::stoul(argv[++i]));
    } else {
      options.cases = argument;
    }
  }
  return options.cases.empty() ? 2 : comity::run(options);
}
