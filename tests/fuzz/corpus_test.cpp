// The inputs that the fuzzers keep, given to the fuzzers' own functions in whatever way this build is compiled: each as it is, then cut off, with
// bytes changed, and joined with another, by a fixed seed. What a fuzzer found once cannot come back unseen, and a check added to a fuzzer is
// tried on every kept input. Example: corpus/parse/012 goes to parse_fuzzer.cpp, then 012 without its last third.
//
// Cost: some thousand inputs in some seconds. Limits: nothing here looks for new paths; that takes coverage, by `./dev test fuzz`.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

// tests/fuzz/NAME_fuzzer.cpp, whose entry this build calls NAME_input.
extern "C" {
int parse_input(const uint8_t* data, size_t size);
int check_input(const uint8_t* data, size_t size);
int json_input(const uint8_t* data, size_t size);
int table_input(const uint8_t* data, size_t size);
}

namespace {

namespace fs = std::filesystem;
using Random = std::minstd_rand;

constexpr size_t kDamaged = 6;  // times that each input is damaged

struct Entry {
  const char* name;
  int (*run)(const uint8_t*, size_t);
};

// A crash ends the program: the handler says on which input.
char now[256];
void tell_input(int signal) {
  // NOLINTNEXTLINE(bugprone-unused-return-value): nothing could be done about it
  if (::write(STDERR_FILENO, now, std::strlen(now)) < 0) {}
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::vector<fs::path> kept(const std::string& name) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(COMITY_ROOT) / "tests/fuzz/corpus" / name)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string damaged(std::string input, const std::string& other, Random& random) {
  switch (random() % 3) {
    case 0: input.resize(input.empty() ? 0 : random() % input.size()); break;
    case 1:
      for (size_t changes = 1 + random() % 4; changes > 0 && !input.empty(); --changes) input[random() % input.size()] = static_cast<char>(random() % 256);
      break;
    default: input.insert(input.empty() ? 0 : random() % input.size(), other, 0, other.empty() ? 0 : random() % other.size());
  }
  return input;
}

void give(const Entry& entry, const std::string& input, const std::string& what) {
  std::snprintf(now, sizeof now, "on %s\n", what.c_str());
  entry.run(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

class Corpus : public testing::TestWithParam<Entry> {};

TEST_P(Corpus, EachInputIsTakenToItsEnd) {
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE}) std::signal(signal, tell_input);
  const auto paths = kept(GetParam().name);
  ASSERT_FALSE(paths.empty());
  Random random(1);
  std::string before;
  for (const auto& path : paths) {
    const std::string input = bytes_of(path);
    give(GetParam(), input, path.string());
    for (size_t time = 0; time < kDamaged; ++time) give(GetParam(), damaged(input, before, random), path.string() + ", damaged " + std::to_string(time));
    before = input;
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE}) std::signal(signal, SIG_DFL);
}

INSTANTIATE_TEST_SUITE_P(Fuzzers, Corpus,
                         testing::Values(Entry{"parse", parse_input}, Entry{"check", check_input}, Entry{"json", json_input}, Entry{"table", table_input}),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
