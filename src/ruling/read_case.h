// Cases as they come in: one JSON object.
//
//   {"at": "2025-08-14T12:00:00-04:00", "action": "arrest", "facts": {"grounds": ["civil_detainer"]}, "assume": {"rescission": true}}
//
// `action` may be `asking:FACT`: whether that fact may be asked. `facts` and `assume` may be left out; a fact told null is unknown. An `id`
// (a string or a number) is handed back with the answer. Any other key, a key that stands twice, and everything that is not exactly of
// the notations of language.md section 4 is an error: a case that is half understood would be answered wrongly.
//
// Reading is one pass over the bytes by simdjson's on-demand parser, straight into a Case; where nothing is wrong nothing is allocated
// once the memory has grown. Nesting costs nothing: what is deeper than a case can be is refused where it begins.
// Cost: about half a microsecond for a case of ten facts.
#pragma once

#include <expected>
#include <memory>
#include <string_view>

#include "ruling/asked.h"
#include "ruling/case.h"
#include "ruling/names.h"

namespace comity::ruling {

inline constexpr size_t kMostCaseBytes = size_t{4} << 20;
// So many readable bytes must follow a text that is read in place.
inline constexpr size_t kPadding = 64;

// Parts of a case that were given. `at` and `action` may be given apart, on a command line.
struct Given {
  bool at = false, action = false;
};

// Reads cases for one thread.
class CaseReader {
 public:
  CaseReader(const Program& program, const Names& names);
  ~CaseReader();
  CaseReader(const CaseReader&) = delete;
  CaseReader& operator=(const CaseReader&) = delete;

  // A whole case; `asked` and `into` are cleared first. kPadding bytes after `json` must be readable (their contents do not matter).
  std::expected<void, Problem> read(std::string_view json, Asked& asked, Case& into);

  // The same, but `at` and `action` may be missing; what is there is told in the result. Nothing is cleared. Where no key of the object is
  // one of a case, the object is taken as the facts themselves.
  std::expected<Given, Problem> read_part(std::string_view json, Asked& asked, Case& into);

  // The value of a set or a list alone, as a JSON array; needs no padding.
  std::expected<void, Problem> read_array(FactId fact, std::string_view json, Asked& asked, Case& into);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::ruling
