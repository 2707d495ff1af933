// One answer as JSON: what `comity ask --json` prints and what the library hands out.
//
//   { "action", "at", "ruling", "possible", "decided_by", "may_decide", "defeated", "may_be_defeated", "because", "missing",
//     "next_question", "may_not_ask", "hangs_on", "duties", "silence", "exact", "book", "epoch" }
//
// Every key is always there. `decided_by` and `may_decide` are norms with their sources and words:
//   {"norm", "title", "sources": [{"id", "title", "citation", "pinpoint", "words", "text", "in_force"}], "notes"}
// `text` says how sure the wording is (language.md section 3); `in_force` whether that source is in force at the instant, which tells which of
// several acts carried the norm that day. `epoch` has null at an end of time. `exact` is false where the budget did not allow an exact
// answer; `possible` then names more than can be. An `id` that the case had comes first; answers to questions of law that were assumed come last,
// as "assumed": {question: yes or no}.
//
// A writer belongs to one thread; it keeps what it has once escaped. About a microsecond for an answer with one norm.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ruling/asked.h"
#include "ruling/names.h"

namespace comity::ruling {

class AnswerWriter {
 public:
  AnswerWriter(const Program& program, const Names& names);

  // Append one object, on one line, without a newline.
  void write(std::string& out, const Asked& asked, const Case& told, const Answer& answer);
  // `action`, `at`, `ruling`, `possible` and `decided_by` with the norms' names alone.
  void write_brief(std::string& out, const Asked& asked, const Case& told, const Decision& decision);

  // {"norm", "title", "sources", "notes"}
  void write_norm(std::string& out, NormId norm, Instant at);
  // The sources of citations: [{"id", …}].
  void write_sources(std::string& out, const std::vector<book::Cite>& cites, Instant at) const;

 private:
  void write_head(std::string& out, const Asked& asked, const Case& told, RulingSet possible);
  void write_instant(std::string& out, Instant at);  // null for the beginning and the end of time
  void write_assumed(std::string& out, const Case& told);
  void write_knowing(std::string& out, const Answer& answer);
  void write_because(std::string& out, const Asked& asked, const Case& told, const Answer& answer);
  void write_duties(std::string& out, const Answer& answer);
  void write_silence(std::string& out, const Answer& answer);

  const Program& program_;
  const Names& names_;
  const book::Model& model_;
  // What stands before and after the sources of a norm, by NormId; empty until it is first needed.
  struct Escaped {
    std::string before, after;
    std::vector<std::string> cites;  // up to and with `"in_force":`
  };
  std::vector<Escaped> norms_;
  std::vector<std::string> norm_names_, fact_names_;
  std::string book_;
  // Instants as JSON: the bounds of epochs are few, and the lines of one file often share theirs. Emptied when it grows past kMostInstants.
  std::unordered_map<Instant, std::string> instants_;
};

// "permitted", or "undetermined" for several.
std::string_view ruling_of(RulingSet possible);
// ["permitted","silent"], in the order permitted, forbidden, required, silent, conflicting.
void append_rulings(std::string& out, RulingSet rulings);

// {"error":{"code","message","help"}}
void write_error(std::string& out, const Problem& problem);

}  // namespace comity::ruling
