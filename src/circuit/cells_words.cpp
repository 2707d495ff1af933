// Cells of yes-no facts, questions, one-of facts, sets and texts.
//
// A one-of fact has few values: each is tried. So has a text: the constants that atoms name, and one that no atom names.
// A set of n words has 2^n values, which are not tried. Words that lie in the same masks form a class; of a class matters only whether the
// set has none of it, some but not all, or all. Going from class to class, the truths that are reachable so far are kept, each once: they
// only ever fall or rise, so what is kept stays few where the result is few.
// Example: 64 words and the atoms `includes any of a, b` and `includes all of b, c`: classes {a}, {b}, {c}, {the rest}; 4 cells.
#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "circuit/cells.h"

namespace comity::circuit {

using book::BitRow;
using book::BitRows;
using book::set_bit;

namespace {

// How many reachable truths a set may have on the way: somewhat more than it may have in the end.
constexpr uint32_t kMostPartial = 16 * kMaxCells;

bool word_holds(const Atom& atom, size_t word) {
  if (atom.kind == Atom::Kind::kInWords) return std::binary_search(atom.words.begin(), atom.words.end(), static_cast<uint16_t>(word));
  return word == 1;  // yes
}

}  // namespace

bool Variable::make_words(const Program& program, size_t words) {
  BitRow row = truths_.empty_row();
  for (size_t word = 0; word < words; ++word) {
    for (size_t i = 0; i < atoms_.size(); ++i) set_bit(row, i, word_holds(program.atoms[atoms_[i]], word));
    const uint32_t cell = truths_.add(row);
    if (cell >= kMaxCells) return false;
    if (cell == weight_.size()) {
      weight_.push_back(0);
      examples_.push_back(static_cast<int64_t>(word));
    }
    weight_[cell] += 1.0 / static_cast<double>(words);
    direct_.push_back(static_cast<Cell>(cell));
  }
  return true;
}

bool Variable::make_text(const Program& program) {
  // What no atom names comes first, so that it stands at kOtherText.
  std::vector<TextId> named{kOtherText};
  for (AtomId id : atoms_) named.insert(named.end(), program.atoms[id].texts.begin(), program.atoms[id].texts.end());
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  BitRow row = truths_.empty_row();
  for (TextId text : named) {
    for (size_t i = 0; i < atoms_.size(); ++i) {
      const auto& texts = program.atoms[atoms_[i]].texts;
      set_bit(row, i, std::binary_search(texts.begin(), texts.end(), text));
    }
    const uint32_t cell = truths_.add(row);
    if (cell >= kMaxCells) return false;
    if (cell == examples_.size()) examples_.push_back(text);
    direct_.resize(text, 0);
    direct_.push_back(static_cast<Cell>(cell));
  }
  weigh_equally();
  return true;
}

Cell Variable::cell_of_set(uint64_t set) const {
  return cell_written([this, set](std::span<uint64_t> row) {
    for (size_t i = 0; i < set_tests_.size(); ++i) {
      const SetTest& test = set_tests_[i];
      row[i / 64] |= static_cast<uint64_t>((((set ^ test.flip) & test.mask) == 0) != test.complement) << (i % 64);
    }
  });
}

namespace {

// Words that no mask tells apart, and whether some atom asks for all of them.
struct WordClass {
  uint64_t words = 0;
  bool all_matters = false;
};

std::vector<WordClass> classes_of(const Program& program, const std::vector<AtomId>& atoms, size_t words) {
  std::map<std::vector<bool>, WordClass> classes;
  for (size_t word = 0; word < words; ++word) {
    std::vector<bool> in;
    bool in_all = false;
    for (AtomId id : atoms) {
      const Atom& atom = program.atoms[id];
      in.push_back((atom.mask >> word & 1) != 0);
      in_all = in_all || (atom.kind == Atom::Kind::kContains && in.back());
    }
    WordClass& its = classes[in];
    its.words |= uint64_t{1} << word;
    its.all_matters = in_all;
  }
  std::vector<WordClass> found;
  for (const auto& [in, its] : classes) found.push_back(its);
  return found;
}

// How atoms of the set change when `added` of a class's words are in it.
struct Choice {
  uint64_t added = 0;
  BitRow keep, raise;
};

Choice choose(const Program& program, const std::vector<AtomId>& atoms, uint64_t words, uint64_t added, const BitRow& none) {
  Choice choice{added, none, none};
  for (size_t i = 0; i < atoms.size(); ++i) {
    const Atom& atom = program.atoms[atoms[i]];
    bool falls = false, rises = false;
    switch (atom.kind) {
      case Atom::Kind::kMeets: rises = (added & atom.mask) != 0; break;
      case Atom::Kind::kContains: falls = (words & ~added & atom.mask) != 0; break;
      case Atom::Kind::kWithin: falls = (added & ~atom.mask) != 0; break;
      default: falls = added != 0; break;
    }
    set_bit(choice.keep, i, !falls);
    set_bit(choice.raise, i, rises);
  }
  return choice;
}

}  // namespace

bool Variable::make_set(const Program& program, size_t words) {
  for (AtomId id : atoms_) {
    const Atom& atom = program.atoms[id];
    switch (atom.kind) {
      case Atom::Kind::kMeets: set_tests_.push_back({0, atom.mask, true}); break;
      case Atom::Kind::kContains: set_tests_.push_back({~uint64_t{0}, atom.mask, false}); break;
      case Atom::Kind::kWithin: set_tests_.push_back({0, ~atom.mask, false}); break;
      default: set_tests_.push_back({0, ~uint64_t{0}, false}); break;
    }
  }
  // From the empty set, as if all words were still to come: `all of` may still hold, and falls when a word is left out.
  BitRows reached(atoms_.size());
  std::vector<uint64_t> sets{0};
  BitRow start = reached.empty_row();
  for (size_t i = 0; i < atoms_.size(); ++i) set_bit(start, i, program.atoms[atoms_[i]].kind != Atom::Kind::kMeets);
  reached.add(start);
  for (const WordClass& its : classes_of(program, atoms_, words)) {
    const uint64_t first = its.words & (0 - its.words);
    std::vector<Choice> choices{choose(program, atoms_, its.words, 0, start), choose(program, atoms_, its.words, first, start)};
    if (its.all_matters && first != its.words) choices.push_back(choose(program, atoms_, its.words, its.words, start));
    BitRows next(atoms_.size());
    std::vector<uint64_t> next_sets;
    BitRow row = start;
    for (uint32_t from = 0; from < reached.size(); ++from) {
      for (const Choice& choice : choices) {
        for (size_t w = 0; w < row.size(); ++w) row[w] = (reached.row(from)[w] & choice.keep[w]) | choice.raise[w];
        const uint32_t to = next.add(row);
        const uint64_t set = sets[from] | choice.added;
        if (to == next_sets.size()) next_sets.push_back(set);
        if (std::popcount(set) < std::popcount(next_sets[to])) next_sets[to] = set;
      }
      if (next.size() > kMostPartial) return false;
    }
    reached = std::move(next);
    sets = std::move(next_sets);
  }
  if (reached.size() > kMaxCells) return false;
  truths_ = std::move(reached);
  examples_.assign(sets.begin(), sets.end());
  weigh_equally();
  path_ = Path::kSet;
  if (words <= 12) {
    for (uint64_t set = 0; set < uint64_t{1} << words; ++set) direct_.push_back(cell_of_set(set));
    path_ = Path::kDirect;
  }
  return true;
}

}  // namespace comity::circuit
