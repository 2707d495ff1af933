// Messages for people: what is wrong, where, why, and what to do.
//
// Every code is declared once in codes.h with its severity, one-line title and long explanation (`comity explain C0123`).
// A test walks that table and fails on a code that has no golden case.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/text.h"

namespace comity::text {

enum class Severity : uint8_t { kError, kWarning };

// A second place that helps to understand the first ("declared here").
struct Note {
  Span span;
  std::string text;
};

struct Diagnostic {
  std::string_view code;  // "C0301", pointing into the table of codes
  Severity severity = Severity::kError;
  Span span;
  std::string message;
  std::vector<Note> notes;
  std::string help;  // what to do; may be empty
};

// Collects messages of one run. Past `kMaxErrors` further errors are counted but not kept.
class Diagnostics {
 public:
  static constexpr size_t kMaxErrors = 200;

  // Adds a message and returns it, so that notes and help can be attached. `code` must be in the table (asserted).
  Diagnostic& report(std::string_view code, Span span, std::string message);

  const std::vector<Diagnostic>& all() const { return all_; }
  size_t errors() const { return errors_; }
  size_t warnings() const { return warnings_; }
  bool has_errors() const { return errors_ > 0; }
  void sort_by_place();  // stable; files in load order

 private:
  std::vector<Diagnostic> all_;
  Diagnostic overflow_;
  size_t errors_ = 0;
  size_t warnings_ = 0;
};

// One message as a terminal shows it: header, place, the line with the span underlined, notes, help. `colour` adds ANSI codes.
std::string render(const Files& files, const Diagnostic& diagnostic, bool colour);

// The same as one JSON object: code, severity, message, file, line, column, end_line, end_column, help, notes[].
std::string render_json(const Files& files, const Diagnostic& diagnostic);

// The candidate nearest to `word` by edit distance (at most a third of its length, at least 1), or "" if none is near.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace comity::text
