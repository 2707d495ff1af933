// What the commands that ask have in common: the book made ready, and the case as the command line tells it.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/open_book.h"
#include "ruling/desk.h"
#include "ruling/engine.h"
#include "ruling/names.h"

namespace comity::cli {

inline constexpr Option kAtOption{"--at", "INSTANT", "the instant asked about, such as 2025-08-14T12:00; without it, now"};
inline constexpr Option kFactsOption{"--facts", "FILE", "read facts from a JSON file: {\"FACT\": VALUE, …}, or a whole case; - is the standard input"};
inline constexpr Option kAssumeOption{"--assume", "QUESTION=yes|no", "assume an answer to a question of law; may be repeated"};
inline constexpr std::array kCaseOptions = {kAtOption, kFactsOption, kAssumeOption};

// A book made ready to be asked.
struct Asking {
  std::unique_ptr<Opened> opened;
  ruling::Names names;
  ruling::Engine engine;
  ruling::Desk desk;

  explicit Asking(std::unique_ptr<Opened> book) : opened(std::move(book)), names(opened->model()), engine(opened->program), desk(engine, names) {}
  const book::Model& model() const { return opened->model(); }
};

book::Instant now();

// Nothing if the book has errors, which are then told.
std::unique_ptr<Asking> open_asking(std::string_view book, const Arguments& arguments);

// Reads --facts, --at, --assume and the words FACT=VALUE into the desk's case; what the words say counts more than what the file says. The
// result is kDone, or what the command ends with after the problems were told.
Exit read_case(Asking& asking, const Arguments& arguments, std::string_view action, std::span<const std::string_view> words);

// Tells why an input is not understood: for people, or as {"error":…}.
void tell_problem(const ruling::Problem& problem, bool json);

}  // namespace comity::cli
