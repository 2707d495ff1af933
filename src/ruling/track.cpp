#include "ruling/track.h"

#include <algorithm>
#include <memory>
#include <new>
#include <numeric>

namespace comity::ruling {

namespace {

// Facts of more values are tested by cell, so that a node stays within few lines; and numbers that are compared with more constants.
constexpr size_t kMostValues = 64;
constexpr size_t kMostConstants = 16;
// A divided law of more values leads on by cell.
constexpr size_t kMostParts = Case::kWide - 1;
// Lines in a block of memory: 64 KiB.
constexpr size_t kLines = 1024;

}  // namespace

// Writes the words of one walk, in the order in which it meets them.
class Laying {
 public:
  Laying(const Program& program, const Chart& chart) : program_(program), chart_(chart), laid_(chart.words(), kNotYet) {}

  Track::Stand lay(Ref ref) {
    if (ref.is_terminal()) return Track::Stand{Chart::is_list(ref) ? list(ref) : end(ref)};
    if (laid_[ref.code] != kNotYet) return Track::Stand{laid_[ref.code]};
    const auto at = static_cast<uint32_t>(words_.size());
    laid_[ref.code] = at;
    const uint32_t level = chart_.level(ref);
    const Variable& variable = chart_.variables()[level];
    if (const std::vector<Cell> table = table_of(program_, variable); !table.empty() && table.size() <= kMostValues) {
      begin(Track::By::kMark, variable.index());
      words_.insert(words_.end(), {static_cast<uint32_t>(table.size()) + 1, Track::kOpen});
      lay_children(ref, table);
    } else if (const auto ranks = variable.ranks(); ranks && ranks->size() <= kMostConstants) {
      begin(Track::By::kRank, variable.index());
      words_.push_back(static_cast<uint32_t>(ranks->size()));
      words_.resize(words_.size() + 2 * ranks->size());
      std::memcpy(words_.data() + words_.size() - 2 * ranks->size(), ranks->data(), ranks->size_bytes());
      lay_children(ref, all_cells(variable));
    } else {
      begin(Track::By::kCell, level);
      lay_children(ref, all_cells(variable));
    }
    return Track::Stand{at};
  }
  const std::vector<uint32_t>& words() const { return words_; }

 private:
  static constexpr uint32_t kNotYet = UINT32_MAX;

  static std::vector<Cell> all_cells(const Variable& variable) {
    std::vector<Cell> cells(variable.cells());
    std::iota(cells.begin(), cells.end(), Cell{0});
    return cells;
  }

  void begin(Track::By by, uint32_t tested) { words_.push_back(static_cast<uint32_t>(by) << Track::kByShift | tested); }

  void lay_children(Ref ref, const std::vector<Cell>& cells) {
    const size_t first = words_.size();
    words_.resize(first + cells.size());
    for (size_t i = 0; i < cells.size(); ++i) words_[first + i] = lay(chart_.child(ref, cells[i])).code;
  }

  uint32_t list(Ref terminal) {
    const auto [place, added] = ends_.try_emplace(terminal.code, static_cast<uint32_t>(words_.size()));
    if (added) {
      const std::vector<Ref>& groups = chart_.list(terminal);
      const size_t first = words_.size() + 1;
      words_.push_back(static_cast<uint32_t>(groups.size()));
      words_.resize(first + groups.size());
      for (size_t i = 0; i < groups.size(); ++i) words_[first + i] = lay(groups[i]).code;
    }
    return ends_.at(terminal.code) | Track::kList;
  }

  uint32_t end(Ref terminal) {
    const auto [place, added] = ends_.try_emplace(terminal.code, static_cast<uint32_t>(words_.size()));
    if (added) {
      const Chart::Leaf& leaf = chart_.leaf(terminal);
      words_.insert(words_.end(), {leaf.first, leaf.count << 8 | uint32_t{leaf.modalities} << 5 | set_of(leaf.ruling)});
    }
    return place->second | Track::kEnd;
  }

  const Program& program_;
  const Chart& chart_;
  std::vector<uint32_t> laid_;  // by node
  std::unordered_map<uint32_t, uint32_t> ends_;
  std::vector<uint32_t> words_;
};

Tracks::Tracks(const Program& program, const Divisions& divisions, uint32_t most_nodes) : program_(program), divisions_(divisions), most_nodes_(most_nodes) {}

void* Tracks::room(size_t bytes) const {
  const size_t lines = (bytes + sizeof(Line) - 1) / sizeof(Line);
  if (blocks_.empty() || used_ + lines > blocks_.back().size()) {
    blocks_.emplace_back(std::max(lines, kLines));
    used_ = 0;
  }
  used_ += lines;
  return &blocks_.back()[used_ - lines];
}

const Track& Tracks::of(const Part& part) const {
  Track head;
  head.part_ = &part;
  std::vector<uint32_t> words;
  size_t bytes = sizeof(Track);
  if (part.divided()) {
    const size_t values = part.values();
    head.kind_ = Track::Kind::kDivided;
    head.start_ = part.fact().index();
    head.parts_by_mark_ = values <= kMostParts;
    head.parts_ = static_cast<uint16_t>(head.parts_by_mark_ ? values + 1 : part.fact().cells());
    bytes += head.parts_ * sizeof(Track::Next);
  } else if (const Chart& chart = part.chart(program_, most_nodes_); chart.can_walk()) {
    Laying laying(program_, chart);
    head.kind_ = Track::Kind::kWalked;
    head.norms_ = chart.all_norms().data();
    head.start_ = laying.lay(chart.decides()).code;
    words = laying.words();
    bytes += words.size() * sizeof(uint32_t);
  }
  const std::scoped_lock lock(laying_);
  const Track*& laid = laid_[&part];
  if (laid != nullptr) return *laid;
  auto* made = new (room(bytes)) Track(head);
  if (part.divided()) {
    std::uninitialized_value_construct_n(made->parts(), head.parts_);
  } else {
    std::ranges::copy(words, made->words());
  }
  return *(laid = made);
}

const Track& Tracks::find_next(const Track& divided, int64_t value, uint8_t mark) const {
  const Part& part = divided.part();
  const Cell cell = part.cell_of(program_, value);
  if (divided.parts_by_mark_ && mark >= divided.parts_) return of(divisions_.part(part, cell));
  Track::Next& known = divided.parts()[divided.parts_by_mark_ ? mark : cell];
  const Track* next = known.load(std::memory_order_acquire);
  if (next == nullptr) {
    next = &of(divisions_.part(part, cell));
    known.store(next, std::memory_order_release);
  }
  return *next;
}

}  // namespace comity::ruling
