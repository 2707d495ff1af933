#include "replay/value.h"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "ruling/notation.h"

namespace comity::replay {

namespace {

using book::time::kSecondsInDay;
using syntax::kMicro;

// The decimal with six places that a binary fraction stands for, where it plainly does.
std::optional<int64_t> micro_of(double number) {
  const double scaled = number * static_cast<double>(kMicro);
  if (!(std::fabs(scaled) < 1e15)) return std::nullopt;
  const int64_t micro = std::llround(scaled);
  return static_cast<double>(micro) / static_cast<double>(kMicro) == number ? std::optional(micro) : std::nullopt;
}

}  // namespace

std::optional<Instant> instant_of_stamp(const ColumnView& values, int64_t row, const book::time::Zone& zone) {
  const Instant seconds = book::time::floor_div(values.integer(row), values.type().ticks);
  if (values.type().with_zone) return seconds;
  const int64_t day = book::time::floor_div(seconds, kSecondsInDay);
  const auto instant = ruling::instant_of({day, static_cast<int32_t>(seconds - day * kSecondsInDay)}, zone);
  return instant ? std::optional(*instant) : std::nullopt;
}

Said said_of(const Notation& notation, const ColumnView& values, int64_t row, std::string* literal) {
  if (!values.valid(row)) return notation.absent();
  const ColumnType& type = values.type();
  const book::TypeKind kind = notation.type().kind;
  const auto shown = [&](Said said, auto&& show) {
    if (literal != nullptr && said.kind == Said::Kind::kUnrecognised) *literal = show();
    return said;
  };
  if (type.is_text()) return shown(notation.literal(values.text(row)), [&] { return std::string(values.text(row)); });
  switch (type.physical) {
    case Physical::kBool: return shown(notation.flag(values.integer(row) != 0), [&] { return std::string(values.integer(row) != 0 ? "true" : "false"); });
    case Physical::kFloat32:
    case Physical::kFloat64: {
      const double number = values.real(row);
      if (!notation.has_meanings()) {
        if (const auto micro = micro_of(number)) return Said::of(*micro);
      }
      return shown(notation.real(number), [&] { return fmt::format("{}", number); });
    }
    case Physical::kDecimal: {
      int64_t value = values.integer(row), scale = type.scale;
      for (; scale < 6; ++scale) {
        if (__builtin_mul_overflow(value, 10, &value)) return shown(Said(), [&] { return fmt::format("{}", values.integer(row)); });
      }
      for (; scale > 6; --scale) {
        if (value % 10 != 0) return shown(Said(), [&] { return fmt::format("{}e-{}", values.integer(row), type.scale); });
        value /= 10;
      }
      return Said::of(value);
    }
    case Physical::kDate32: return Said::of(values.integer(row));
    case Physical::kDate64: return Said::of(book::time::floor_div(values.integer(row), 1000 * kSecondsInDay));
    case Physical::kDuration: return Said::of(book::time::floor_div(values.integer(row), type.ticks));
    case Physical::kTime: {
      const auto instant = instant_of_stamp(values, row, notation.zone());
      return shown(instant ? Said::of(*instant) : Said(),
                   [&] { return fmt::format("{} (a local time that does not exist or exists twice)", values.integer(row)); });
    }
    case Physical::kList:
    case Physical::kLargeList: {
      if (kind != book::TypeKind::kSomeOf) return {};
      std::vector<std::string_view> words;
      const auto [first, last] = values.items(row);
      const ColumnView& items = values.inner();
      for (int64_t i = first; i < last; ++i) {
        if (!items.valid(i)) return Said::unknown();
        words.push_back(items.type().physical == Physical::kDictionary ? items.inner().text(items.integer(i)) : items.text(i));
      }
      return shown(notation.word_set(words), [&] {
        std::string all;
        for (std::string_view word : words) all += fmt::format("{}{}", all.empty() ? "" : ", ", word);
        return all;
      });
    }
    default: return type.is_integer() ? shown(notation.whole(values.integer(row)), [&] { return fmt::format("{}", values.integer(row)); }) : Said::unknown();
  }
}

}  // namespace comity::replay
