#include "text/utf8.h"

namespace comity::text {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

CodePoint decode(std::string_view text, size_t offset) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(offset);
  if (first < 0x80) return {first, 1, true};
  uint32_t length = 0;
  char32_t value = 0;
  char32_t least = 0;
  if ((first & 0xE0) == 0xC0) {
    length = 2, value = first & 0x1F, least = 0x80;
  } else if ((first & 0xF0) == 0xE0) {
    length = 3, value = first & 0x0F, least = 0x800;
  } else if ((first & 0xF8) == 0xF0) {
    length = 4, value = first & 0x07, least = 0x10000;
  } else {
    return {0xFFFD, 1, false};
  }
  if (text.size() - offset < length) return {0xFFFD, 1, false};
  for (uint32_t i = 1; i < length; ++i) {
    if (!is_continuation(byte(offset + i))) return {0xFFFD, 1, false};
    value = (value << 6) | (byte(offset + i) & 0x3F);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least || value > 0x10FFFF || surrogate) return {0xFFFD, 1, false};
  return {value, length, true};
}

uint32_t count_code_points(std::string_view text) {
  uint32_t count = 0;
  for (size_t i = 0; i < text.size(); i += decode(text, i).bytes) ++count;
  return count;
}

bool is_hidden(char32_t value) {
  return value == 0x85 || value == 0xA0 || value == 0xAD || value == 0x61C || value == 0x180E || (value >= 0x200B && value <= 0x200F) ||
         (value >= 0x2028 && value <= 0x202F) || (value >= 0x2060 && value <= 0x206F) || value == 0xFEFF || (value >= 0xFFF9 && value <= 0xFFFB) ||
         (value >= 0xE0000 && value <= 0xE007F);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    const bool control = (point.value < 0x20 && point.value != '\t') || (point.value >= 0x7F && point.value < 0xA0);
    if (!point.valid || control || (is_hidden(point.value) && point.value != 0xA0)) {
      out += kReplacement;
    } else {
      out += text.substr(i, point.bytes);
    }
    i += point.bytes;
  }
  return out;
}

std::string quote(std::string_view text, uint32_t limit) {
  std::string flat;
  uint32_t count = 0;
  bool cut = false;
  for (size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    const bool blank = point.value == ' ' || point.value == '\t' || point.value == '\n' || point.value == '\r';
    if (blank && (flat.empty() || flat.back() == ' ')) {
      i += point.bytes;
      continue;
    }
    if (count == limit) {
      cut = true;
      break;
    }
    if (blank) {
      flat += ' ';
    } else {
      flat += printable(text.substr(i, point.bytes));
    }
    ++count;
    i += point.bytes;
  }
  while (!flat.empty() && flat.back() == ' ') flat.pop_back();
  return "`" + flat + (cut ? "…`" : "`");
}

}  // namespace comity::text
