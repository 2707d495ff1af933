// `comity prove BOOK [CLAIM …]`: every claim for every case, proved or refuted with a smallest case.
#include <array>
#include <map>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/open_book.h"
#include "cli/patience.h"
#include "cli/terminal.h"
#include "proof/claims.h"
#include "proof/verdicts.h"
#include "proof/wording.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

using proof::Outcome;

class Proving {
 public:
  Proving(const Arguments& arguments, const book::Loaded& loaded)
      : arguments_(arguments), model_(loaded.model), prover_(model_, [this](const std::string& name) { return other(name); }), wording_(prover_.program()) {
    prover_.stop = Patience::stopped;
  }

  // False if a name is no claim's.
  bool choose() {
    const auto& operands = arguments_.operands();
    for (uint32_t c = 0; c < model_.claims.size(); ++c) {
      const bool own = operands.size() == 1 && model_.claims[c].book == model_.root;
      const bool all = operands.size() == 1 && arguments_.has("--all");
      if (own || all) chosen_.push_back(c);
    }
    for (size_t i = 1; i < operands.size(); ++i) {
      if (!choose(operands[i])) return false;
    }
    return true;
  }

  int run() {
    Patience patience(!arguments_.has("--json"));
    std::array<uint32_t, 3> count{};
    size_t done = 0;
    for (uint32_t claim : chosen_) {
      if (Patience::stopped()) break;
      patience.tell(done, chosen_.size(), "claims");
      const proof::Verdict verdict = prover_.prove(claim, arguments_.has("--diagram") ? proof::By::kDiagram : proof::By::kSolver);
      patience.clear();
      if (Patience::stopped() && verdict.kind == Outcome::Kind::kUndecided) break;
      ++count[static_cast<size_t>(verdict.kind)];
      ++done;
      arguments_.has("--json") ? out(proof::verdict_json(model_, wording_, verdict, arguments_.operands()[0], places()) + "\n") : tell(verdict);
      if (patience.slow()) flush();
    }
    if (chosen_.empty() && !arguments_.has("--json"))
      out(fmt::format("{} has no claim of its own; --all proves those of the books it uses\n", model_.books[model_.root.value].name));
    if (!arguments_.has("--json")) out(fmt::format("{} proved, {} refuted, {} undecided\n", count[0], count[1], count[2]));
    if (done < chosen_.size()) err(fmt::format("comity prove: stopped after {} of {} claims; what stands above is a part\n", done, chosen_.size()));
    return count[0] == chosen_.size() ? kDone : kFailed;
  }

 private:
  bool choose(std::string_view name) {
    const std::vector<uint32_t> found = proof::claims_named(model_, name);
    chosen_.insert(chosen_.end(), found.begin(), found.end());
    if (!found.empty()) return true;
    std::vector<std::string_view> names;
    for (const book::Claim& claim : model_.claims) names.push_back(claim.name);
    const std::string near = text::nearest(name, names);
    err(fmt::format("comity prove: there is no claim {}\nhelp: {}\n", text::quote(name),
                    near.empty() ? "without a name all claims of the book are proved" : fmt::format("did you mean `{}`?", near)));
    return false;
  }

  const book::Loaded* other(const std::string& name) {
    auto& place = others_[name];
    if (!place) place = load_book(name, arguments_);
    return place.get();
  }

  // It finds the book where this one was found.
  std::string places() const {
    std::string text;
    for (const std::string_view folder : arguments_.all("--books")) text += " --books " + proof::shell_quoted(std::string(folder));
    return text;
  }

  std::string command(const proof::Refutation& r, const proof::Found& found) const {
    return wording_.command(std::string(arguments_.operands()[0]), r.subject, found) + places();
  }

  void tell(const proof::Verdict& verdict) {
    const book::Claim& claim = model_.claims[verdict.claim];
    out(fmt::format("{} {}{}\n", strong(fmt::format("{:9}", proof::result_of(verdict)), colour_on_out()), claim.name,
                    claim.title.empty() ? "" : ": " + claim.title));
    if (verdict.kind == Outcome::Kind::kUndecided) out(fmt::format("  {}\n", verdict.why));
    if (verdict.kind != Outcome::Kind::kFound) return;
    const proof::Refutation& r = verdict.refutation;
    out(wrapped_lines(proof::scenarios_against(claim, wording_, r)));
    out("  " + command(r, r.found) + "\n");
    if (r.other_found) out("  " + command(r, *r.other_found) + "\n");
    if (!r.assumed_there.empty()) out(fmt::format("  where in {} {}\n", claim.other_book, fmt::join(r.assumed_there, " and ")));
  }

  static std::string wrapped_lines(const std::string& text) {
    std::string indented = "  ";
    for (size_t i = 0; i < text.size(); ++i) {
      indented += text[i];
      if (text[i] == '\n' && i + 1 < text.size()) indented += "  ";
    }
    return indented;
  }

  const Arguments& arguments_;
  const book::Model& model_;
  std::map<std::string, std::unique_ptr<book::Loaded>> others_;
  proof::Prover prover_;
  proof::Wording wording_;
  std::vector<uint32_t> chosen_;
};

int run(const Arguments& arguments) {
  const auto loaded = load_book(arguments.operands()[0], arguments);
  if (!loaded) return kFailed;
  Proving proving(arguments, *loaded);
  return proving.choose() ? proving.run() : kUsage;
}

constexpr std::array kOptions = {
    Option{"--all", "", "also the claims of the books it uses"},
    Option{"--diagram", "", "decide by diagrams instead of Z3; what has none is undecided"},
};
constexpr std::array kExamples = {
    Example{"comity prove dc", "every claim of the book, over all cases and all instants of its range"},
    Example{"comity prove dc never_on_paper_alone", "one of them"},
};

}  // namespace

extern const Command kProve = {
    .name = "prove",
    .operands = "BOOK [CLAIM ...]",
    .summary = "prove the claims of a book for every case, or refute them with a smallest case",
    .description =
        "A claim says what a book never does, always does, or is blind to. It is decided over all cases, known and unknown, and all instants of its range. "
        "What is "
        "refuted comes with a smallest case, as a scenario for the book and as a command that gives the same answer. An open question of law may be answered "
        "either way: a claim is proved whatever the answer, and a refutation names the answer that it assumes. The exit code is 0 only if every claim is "
        "proved.",
    .least = 1,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
