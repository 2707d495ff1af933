#include "text/diagnostics.h"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

#include "text/codes.h"

namespace comity::text {

Diagnostic& Diagnostics::report(std::string_view code, Span span, std::string message) {
  const Code* entry = find_code(code);
  assert(entry != nullptr && "a diagnostic code that is not in the table");
  const Severity severity = entry != nullptr ? entry->severity : Severity::kError;
  const bool is_error = severity == Severity::kError;
  ++(is_error ? errors_ : warnings_);
  Diagnostic made{entry != nullptr ? entry->id : code, severity, span, std::move(message), {}, {}};
  // Warnings beyond the limit are dropped as well: a reader who has two hundred messages needs no more.
  if ((is_error ? errors_ : warnings_) > kMaxErrors) {
    overflow_ = std::move(made);
    return overflow_;
  }
  return all_.emplace_back(std::move(made));
}

void Diagnostics::sort_by_place() {
  std::stable_sort(all_.begin(), all_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return std::tie(a.span.file, a.span.begin) < std::tie(b.span.file, b.span.begin); });
}

}  // namespace comity::text
