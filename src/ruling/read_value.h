// Told values, from text and from a page's own notation, with messages that name the fact.
//
// The result is in the notation of a Case (case.h). Errors: C0811 to C0816. The value of a sensitive fact is never quoted in a message,
// since messages end in logs.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "circuit/cells.h"
#include "circuit/program.h"
#include "ruling/names.h"
#include "ruling/notation.h"
#include "syntax/tree.h"

namespace comity::ruling {

inline constexpr size_t kMostRecords = 10'000;

// What a message speaks of: a fact, or a field of one ("subject.charges: filed_on").
struct Place {
  std::string_view name = {}, field = {};
  bool sensitive = false;
  std::string shown() const;
};
Place place_of(const Names& names, book::FactId fact);
Place place_of(const Place& list, const book::Field& field);

// "yes or no", "one of `a`, `b`", "a date such as 2025-08-14": what a value of the type looks like.
std::string expected_form(const book::Model& model, const book::Type& type);

// C0811: `found` is what was told instead.
Problem wrong_form(const book::Model& model, const book::Type& type, const Place& place, std::string_view found);
// C0812 to C0814.
Problem no_such_word(const book::Model& model, const book::Type& type, const Place& place, std::string_view word);
Problem unreadable(const book::Model& model, const book::Type& type, const Place& place, std::string_view text, Unreadable why);

// The value of any type but `some of` and `list of`. For `text` a text that the book never names is kOtherText.
std::expected<int64_t, Problem> read_scalar(const circuit::Program& program, const Names& names, const book::Type& type, std::string_view text,
                                            const Place& place);

// The bit of one word of a set.
std::expected<uint64_t, Problem> read_member(const Names& names, const book::Type& type, std::string_view word, const Place& place);

// A value as a scenario or a reading writes it; instants in `zone`. kUnknown gives nothing.
std::expected<std::optional<circuit::ToldValue>, Problem> read_written(const circuit::Program& program, const Names& names, const book::Type& type,
                                                                       const syntax::Value& value, const book::time::Zone& zone, const Place& place);

}  // namespace comity::ruling
