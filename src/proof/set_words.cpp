#include "proof/set_words.h"

#include <algorithm>
#include <bit>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace comity::proof {

namespace {

using circuit::Atom;
using circuit::Program;
using circuit::Variable;

using States = std::vector<uint64_t>;  // as bits

bool within(const States& a, const States& b) {
  for (size_t i = 0; i < a.size(); ++i) {
    if ((a[i] & ~b[i]) != 0) return false;
  }
  return true;
}
States joined(const States& a, const States& b, bool both) {
  States result = a;
  for (size_t i = 0; i < a.size(); ++i) result[i] = both ? a[i] & b[i] : a[i] | b[i];
  return result;
}
size_t count(const States& a) {
  size_t found = 0;
  for (uint64_t word : a) found += static_cast<size_t>(std::popcount(word));
  return found;
}

struct Phrase {
  std::string text;
  size_t cost = 0;  // in words
  States states;
};

size_t words_in(const std::string& text) { return static_cast<size_t>(std::count(text.begin(), text.end(), ' ')) + 1; }

class Search {
 public:
  Search(const Program& program, const Variable& variable, const std::string& name)
      : program_(program), kind_(program.model->kinds[program.model->facts[variable.index()].type.words.value]), variable_(variable), name_(name) {}

  std::optional<std::string> say(const std::vector<bool>& cells) {
    if (!make_states()) return std::nullopt;
    wanted_.assign((sets_.size() + 63) / 64, 0);
    for (size_t s = 0; s < sets_.size(); ++s) {
      if (cells[variable_.cell_of(program_, static_cast<int64_t>(sets_[s]), 0)]) wanted_[s / 64] |= uint64_t{1} << (s % 64);
    }
    make_phrases();
    const auto all_of = fewest(true), any_of = fewest(false);
    if (all_of && (!any_of || all_of->cost <= any_of->cost)) return all_of->text;
    if (any_of) return any_of->text;
    return alternatives();
  }

 private:
  // One set for each way to have none, some or all of each class.
  bool make_states() {
    std::map<std::vector<bool>, uint64_t> classes;
    for (size_t w = 0; w < kind_.words.size(); ++w) {
      std::vector<bool> tested;
      for (const circuit::AtomId atom : variable_.atoms()) tested.push_back((program_.atoms[atom].mask >> w & 1) != 0);
      classes[tested] |= uint64_t{1} << w;
    }
    sets_ = {0};
    for (const auto& [tested, words] : classes) {
      const uint64_t some = words & (~words + 1);
      const size_t before = sets_.size();
      if (before * (some == words ? 2 : 3) > kMostStates) return false;
      for (size_t s = 0; s < before; ++s) sets_.push_back(sets_[s] | some);
      for (size_t s = 0; s < before && some != words; ++s) sets_.push_back(sets_[s] | words);
    }
    return true;
  }

  template <class Holds>
  void add(std::string text, const Holds& holds) {
    States states(wanted_.size(), 0), others(wanted_.size(), 0);
    for (size_t s = 0; s < sets_.size(); ++s) (holds(sets_[s]) ? states : others)[s / 64] |= uint64_t{1} << (s % 64);
    if (count(states) == 0 || count(others) == 0) return;
    // A set is not empty; other phrases are denied with "not".
    std::string denied = text.ends_with(" is empty") ? name_ + " is not empty" : "not " + text;
    keep({text, words_in(text), std::move(states)});
    keep({denied, words_in(denied), std::move(others)});
  }

  // Of phrases that say the same the shorter.
  void keep(Phrase phrase) {
    for (Phrase& there : phrases_) {
      if (there.states != phrase.states) continue;
      if (phrase.cost < there.cost) there = std::move(phrase);
      return;
    }
    phrases_.push_back(std::move(phrase));
  }

  std::string listed(uint64_t mask) const {
    std::vector<std::string> words;
    for (size_t w = 0; w < kind_.words.size(); ++w) {
      if ((mask >> w & 1) != 0) words.push_back(kind_.words[w]);
    }
    return fmt::format("{}", fmt::join(words, ", "));
  }

  void make_phrases() {
    std::vector<uint64_t> masks;
    const auto offer = [&](uint64_t mask) {
      if (mask != 0 && masks.size() < kMostMasks && std::find(masks.begin(), masks.end(), mask) == masks.end()) masks.push_back(mask);
    };
    for (const circuit::AtomId atom : variable_.atoms()) offer(program_.atoms[atom].mask);
    const size_t tested = masks.size();
    for (size_t i = 0; i < tested; ++i) {
      for (size_t j = 0; j < tested; ++j) offer(masks[i] & ~masks[j]), offer(masks[i] & masks[j]);
    }
    add(name_ + " is empty", [](uint64_t set) { return set == 0; });
    for (const uint64_t mask : masks) {
      add(fmt::format("{} includes {}{}", name_, std::has_single_bit(mask) ? "" : "any of ", listed(mask)), [&](uint64_t set) { return (set & mask) != 0; });
      add(fmt::format("{} includes only {}", name_, listed(mask)), [&](uint64_t set) { return set != 0 && (set & ~mask) == 0; });
    }
    for (const circuit::AtomId atom : variable_.atoms()) {
      const Atom& test = program_.atoms[atom];
      if (test.kind == Atom::Kind::kContains && !std::has_single_bit(test.mask))
        add(fmt::format("{} includes all of {}", name_, listed(test.mask)), [&](uint64_t set) { return (set & test.mask) == test.mask; });
    }
    std::stable_sort(phrases_.begin(), phrases_.end(), [](const Phrase& a, const Phrase& b) { return a.cost < b.cost; });
  }

  // At most three phrases that together say what is wanted, joined by "and" (or by "or"), with the fewest words.
  std::optional<Phrase> fewest(bool both) const {
    std::vector<const Phrase*> parts;
    for (const Phrase& phrase : phrases_) {
      if (both ? within(wanted_, phrase.states) : within(phrase.states, wanted_)) parts.push_back(&phrase);
    }
    std::optional<Phrase> best;
    const auto offer = [&](std::vector<const Phrase*> chosen) {
      Phrase phrase;
      for (const Phrase* one : chosen) phrase.text += (phrase.text.empty() ? "" : both ? " and " : " or ") + one->text;
      phrase.cost = words_in(phrase.text);
      if (!both && chosen.size() > 1) phrase.text = "(" + phrase.text + ")";
      if (!best || phrase.cost < best->cost) best = std::move(phrase);
    };
    for (size_t i = 0; i < parts.size(); ++i) {
      if (parts[i]->states == wanted_) offer({parts[i]});
      for (size_t j = i + 1; j < parts.size(); ++j) {
        const States two = joined(parts[i]->states, parts[j]->states, both);
        if (two == wanted_) offer({parts[i], parts[j]});
        if (best) continue;  // a third phrase only where two never do
        for (size_t k = j + 1; k < parts.size(); ++k) {
          if (joined(two, parts[k]->states, both) == wanted_) offer({parts[i], parts[j], parts[k]});
        }
      }
    }
    return best;
  }

  // Alternatives of at most two phrases each, taken by how many new states they bring for a word.
  std::optional<std::string> alternatives() const {
    std::vector<Phrase> terms;
    for (size_t i = 0; i < phrases_.size(); ++i) {
      if (within(phrases_[i].states, wanted_)) terms.push_back(phrases_[i]);
      for (size_t j = i + 1; j < phrases_.size(); ++j) {
        States two = joined(phrases_[i].states, phrases_[j].states, true);
        if (count(two) > 0 && within(two, wanted_))
          terms.push_back({fmt::format("({} and {})", phrases_[i].text, phrases_[j].text), phrases_[i].cost + phrases_[j].cost + 1, std::move(two)});
      }
    }
    std::vector<const Phrase*> chosen;
    States said(wanted_.size(), 0);
    while (said != wanted_) {
      const Phrase* best = nullptr;
      double most = 0;
      for (const Phrase& term : terms) {
        const double worth = static_cast<double>(count(joined(said, term.states, false)) - count(said)) / static_cast<double>(term.cost);
        if (worth > most) best = &term, most = worth;
      }
      if (best == nullptr) return std::nullopt;
      chosen.push_back(best);
      said = joined(said, best->states, false);
    }
    for (size_t i = chosen.size(); i-- > 0;) {
      States others(wanted_.size(), 0);
      for (size_t j = 0; j < chosen.size(); ++j) {
        if (j != i) others = joined(others, chosen[j]->states, false);
      }
      if (others == wanted_) chosen.erase(chosen.begin() + static_cast<ptrdiff_t>(i));
    }
    std::string text;
    for (const Phrase* one : chosen) text += (text.empty() ? "" : " or ") + one->text;
    return "(" + text + ")";
  }

  static constexpr size_t kMostMasks = 40;

  const Program& program_;
  const book::Kind& kind_;
  const Variable& variable_;
  std::string name_;
  std::vector<uint64_t> sets_;  // by state
  States wanted_;
  std::vector<Phrase> phrases_;  // cheapest first
};

}  // namespace

std::optional<std::string> set_words(const Program& program, const Variable& variable, const std::vector<bool>& cells, const std::string& name) {
  return Search(program, variable, name).say(cells);
}

}  // namespace comity::proof
