// Types, units and days put into words for messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "book/model.h"
#include "syntax/tree.h"

namespace comity::book {

inline constexpr int64_t kMaxRecords = 10'000;  // of a list

std::string described(const Model& model, const Type& type);    // "a set of detainer, warrant", "a number of hours"
std::string tests_of(const Type& type, std::string_view name);  // how a fact of the type is tested
std::string notation(const Model& model, const Type& type);     // how a value of the type is written

// The declared unit of a number, in the singular or the plural.
bool same_unit(std::string_view written, std::string_view declared);
// The number in another unit of time: 90 minutes as "1.5 hours". "" if one of them is no unit of time, or six decimals do not do.
std::string converted(const syntax::Number& number, std::string_view unit);

std::string day_after(const syntax::Moment& moment);  // "2025-08-15"

// "`a`, `b` or `c`"; of many only the first ones.
std::string quoted_list(const std::vector<std::string>& words, std::string_view last = "or");

// "did you mean `…`?", or "" if nothing is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace comity::book
