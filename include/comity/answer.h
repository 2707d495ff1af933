// comity: what is answered. Part of the public interface; needs C++23.
//
// Views point into the book and are valid as long as a copy of it lives. Instants are seconds since 1970-01-01T00:00:00Z.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity {

enum class Ruling : uint8_t { permitted, forbidden, required, silent, conflicting };

std::string_view name(Ruling ruling) noexcept;  // "permitted"

// The rulings that are possible: exactly those over all completions of what is not known.
class Rulings {
 public:
  constexpr Rulings() noexcept = default;
  constexpr explicit Rulings(uint8_t bits) noexcept : bits_(bits) {}
  constexpr bool has(Ruling ruling) const noexcept { return (bits_ >> static_cast<unsigned>(ruling) & 1) != 0; }
  constexpr bool settled() const noexcept { return bits_ != 0 && (bits_ & (bits_ - 1)) == 0; }
  constexpr bool is(Ruling ruling) const noexcept { return settled() && has(ruling); }  // that one and no other
  constexpr uint8_t bits() const noexcept { return bits_; }
  friend constexpr bool operator==(Rulings, Rulings) noexcept = default;

 private:
  uint8_t bits_ = 0;
};

// The short answer. Where the case is not settled no norm is named.
struct Decision {
  Rulings possible;
  std::vector<std::string_view> decided_by;  // "dc.mpd/no_arrest_on_paper_alone"
};

struct Source {
  std::string_view id, title, citation, pinpoint, words;
  std::string_view text;       // how sure the wording is: "verified", "excerpt", "as quoted in press", "reported", "unseen"
  bool supports_only = false;  // named for support; it does not carry the norm
  bool in_force = false;       // at the instant asked about
};
struct Norm {
  std::string_view name, title;
  std::vector<Source> sources;
  std::vector<std::string_view> notes;  // what a reader must know about the encoding
};

struct Answer {
  Rulings possible;
  std::vector<Norm> decided_by;                                                         // deciding in every completion
  std::vector<Norm> may_decide;                                                         // in some only
  std::vector<std::string_view> defeated;                                               // norms whose condition holds and that another puts out of action
  std::vector<std::string_view> because;                                                // a smallest set of told facts that forces a settled ruling
  std::vector<std::string_view> missing_facts, missing_questions;                       // what is not known and matters
  std::optional<std::string_view> next_fact;                                            // the fact to ask next; none: nothing is left that may be asked
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> may_not_ask;  // a missing fact, and the norms that forbid asking it
  struct HangsOn {
    std::string_view question;
    Rulings if_yes, if_no;
  };
  std::vector<HangsOn> hangs_on;  // questions of law
  struct Duty {
    std::string_view norm, words;
    std::optional<int64_t> deadline;
  };
  std::vector<Duty> duties;  // what must follow if the action is done
  // The law stood still from `from` to before `until`.
  int64_t from = std::numeric_limits<int64_t>::min();
  int64_t until = std::numeric_limits<int64_t>::max();
  bool exact = true;  // false: the budget ran out; `possible` then names more than can be, never less
  std::string json;   // the whole answer as `comity ask --json` prints it
};

// A smallest change of the case that gives a ruling.
struct WhyNot {
  bool reachable = false;  // false: no facts give that ruling at this instant, or none were found
  struct Change {
    std::string_view fact;
    bool was_told = false;
    std::string to;  // as JSON
  };
  std::vector<Change> changes;
  bool exact = true;  // false: the budget ran out; there may be a change where none is told, or a smaller one
};

}  // namespace comity
