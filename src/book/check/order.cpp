#include "book/check/order.h"

#include <cstddef>

#include <fmt/format.h>

namespace comity::book {

Order in_order(const std::vector<std::vector<uint32_t>>& depends_on) {
  enum : uint8_t { kNew, kOpen, kDone };
  std::vector<uint8_t> state(depends_on.size(), kNew);
  struct Frame {
    uint32_t node;
    size_t next;
  };
  Order out;
  for (uint32_t start = 0; start < depends_on.size(); ++start) {
    if (state[start] != kNew) continue;
    std::vector<Frame> stack{{start, 0}};
    state[start] = kOpen;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.next == depends_on[frame.node].size()) {
        state[frame.node] = kDone;
        out.nodes.push_back(frame.node);
        stack.pop_back();
        continue;
      }
      const uint32_t to = depends_on[frame.node][frame.next++];
      if (state[to] == kNew) {
        state[to] = kOpen;
        stack.push_back({to, 0});
      } else if (state[to] == kOpen) {
        size_t first = stack.size() - 1;
        while (stack[first].node != to) --first;
        std::vector<uint32_t>& circle = out.circles.emplace_back();
        for (; first < stack.size(); ++first) circle.push_back(stack[first].node);
      }
    }
  }
  return out;
}

namespace {

constexpr size_t kShown = 8;

}  // namespace

std::string shown_circle(const std::vector<syntax::Name>& names, std::string_view between) {
  std::string out;
  for (size_t i = 0; i < names.size() && i < kShown; ++i) out += fmt::format("`{}`{}", names[i].text, between);
  if (names.size() > kShown) out += fmt::format("…{}", between);
  return fmt::format("{}`{}`", out, names[0].text);
}

void note_circle(text::Diagnostic& message, const std::vector<syntax::Name>& names) {
  for (size_t i = 1; i < names.size() && i < kShown; ++i) message.notes.push_back({names[i].span, "this is part of the circle"});
}

}  // namespace comity::book
