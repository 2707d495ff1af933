// The nearest of some names, for "did you mean".
#include <algorithm>
#include <string>
#include <vector>

#include "text/diagnostics.h"

namespace comity::text {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Edits (insert, delete, replace, swap two neighbours) that turn a into b; anything above `bound` is given as bound + 1.
// Three rows of the usual table. O(|a| * |b|), and the caller bounds the lengths' difference.
size_t distance(std::string_view a, std::string_view b, size_t bound) {
  const size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > bound) return bound + 1;
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> last(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    size_t least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replace = last[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > bound) return bound + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], bound + 1);
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr size_t kLongestWord = 200;  // nobody misspells a longer one by a letter
  if (word.empty() || word.size() > kLongestWord) return "";
  const size_t bound = std::max<size_t>(1, word.size() / 3);
  std::string_view best;
  size_t best_distance = bound + 1;
  for (std::string_view candidate : candidates) {
    if (candidate.empty() || best_distance == 0) continue;
    const size_t d = distance(word, candidate, best_distance - 1);
    if (d < best_distance && d < std::max(word.size(), candidate.size())) {
      best = candidate;
      best_distance = d;
    }
  }
  return std::string(best);
}

}  // namespace comity::text
