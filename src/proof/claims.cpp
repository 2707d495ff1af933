#include "proof/claims.h"

#include <algorithm>
#include <chrono>

#include "circuit/conditions.h"
#include "proof/joint.h"

namespace comity::proof {

using book::Claim;
using book::Ruling;
using circuit::Epoch;
using circuit::kFalse;
using circuit::kTrue;
using circuit::SubjectId;
using Form = syntax::ClaimDecl::Form;

namespace {

// One subject in one stretch of time in which the law that the claim reads stands still.
struct Piece {
  SubjectId subject = 0;
  Interval range;
};

}  // namespace

struct Prover::Impl {
  Impl(const book::Model& m, Other o) : model(m), other(std::move(o)), program(circuit::lower(m)), decider(program) {}

  const book::Model& model;
  Other other;
  Program program;
  Decider decider;

  std::vector<SubjectId> subjects_of(const Claim& claim) const {
    std::vector<SubjectId> subjects;
    if (claim.every_action) {
      // "every ruling" is also that on asking; "every action" is not.
      const size_t count = claim.form == Form::kIgnores ? program.subjects.size() : model.actions.size();
      for (SubjectId s = 0; s < count; ++s) subjects.push_back(s);
      return subjects;
    }
    const auto subject = claim.action.valid() ? program.subject_of_action(claim.action) : program.subject_of_asking(claim.asked);
    if (subject) subjects.push_back(*subject);
    return subjects;
  }

  // Where the subject's epochs and the claim's own condition cut the claim's range.
  std::vector<Piece> pieces_of(const Claim& claim, SubjectId subject, const std::vector<Instant>& more_cuts) {
    std::vector<Instant> cuts = more_cuts;
    for (const Epoch& epoch : program.epochs[subject]) cuts.push_back(epoch.from);
    const auto moments = circuit::Conditions(program).moments_of(claim.when);
    cuts.insert(cuts.end(), moments.begin(), moments.end());
    for (const auto& question : model.questions) {
      for (const auto& answer : question.answers) cuts.push_back(answer.from);
    }
    cuts.push_back(claim.range.from);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    std::vector<Piece> pieces;
    for (size_t i = 0; i < cuts.size(); ++i) {
      const Interval stretch{std::max(cuts[i], claim.range.from), std::min(i + 1 < cuts.size() ? cuts[i + 1] : book::kForever, claim.range.until)};
      if (stretch.from < stretch.until && cuts[i] >= claim.range.from) pieces.push_back({subject, stretch});
    }
    return pieces;
  }

  Lit condition_at(book::CondId when, Instant t) { return when.valid() ? with_answers_at(program, circuit::Conditions(program).at(when, t), t) : kTrue; }

  // --- the searches of a piece --------------------------------------------------------------------------------------------------

  std::vector<Search> searches(const Claim& claim, const Piece& piece) {
    const Instant t = std::max(piece.range.from, kFirstInstant);
    const auto is = rulings_at(program, piece.subject, t);
    switch (claim.form) {
      case Form::kNever:
      case Form::kAlways: return {never_or_always(claim, piece, is, t)};
      case Form::kIgnores: return ignores(claim, piece, is);
      case Form::kMonotone:
        return {{piece.range, {{is[static_cast<size_t>(claim.from_ruling)], is[static_cast<size_t>(claim.into_ruling)]}}, {claim.facts[0]}, true}};
      case Form::kAgrees: break;  // decided apart
    }
    return {};
  }

  Search never_or_always(const Claim& claim, const Piece& piece, const std::array<Lit, book::kRulings>& is, Instant t) {
    Lit named = kFalse;
    for (size_t r = 0; r < is.size(); ++r) {
      if ((claim.rulings >> r & 1) != 0) named = program.circuit.either(named, is[r]);
    }
    const Lit bad = claim.form == Form::kNever ? named : !named;
    return {piece.range, {{program.circuit.both(bad, condition_at(claim.when, t)), kTrue}}, {}, false};
  }

  // A ruling that changes when several facts change together changes already at one of them, on the way from the one case to the other.
  std::vector<Search> ignores(const Claim& claim, const Piece& piece, const std::array<Lit, book::kRulings>& is) {
    std::vector<Search> searches;
    for (FactId fact : claim.facts) {
      Search search{piece.range, {}, {fact}, false};
      for (Lit ruling : is) search.any.push_back({ruling, !ruling});
      searches.push_back(std::move(search));
    }
    return searches;
  }

  // --- verdicts -------------------------------------------------------------------------------------------------------------------

  // Keeps the smallest refutation, and tells whether it is this one; an undecided piece spoils a proof but not a refutation.
  bool note(Verdict& verdict, SubjectId subject, const Outcome& outcome) {
    if (outcome.kind == Outcome::Kind::kNone) return false;
    if (outcome.kind == Outcome::Kind::kUndecided) {
      if (verdict.kind == Outcome::Kind::kNone) verdict.kind = outcome.kind, verdict.why = outcome.why;
      return false;
    }
    const auto size = [](const Found& f) { return f.told.size() + f.assumed.size(); };
    if (verdict.kind == Outcome::Kind::kFound && size(verdict.refutation.found) <= size(outcome.found)) return false;
    verdict.kind = Outcome::Kind::kFound;
    verdict.refutation = {};
    verdict.refutation.subject = subject;
    verdict.refutation.found = outcome.found;
    return true;
  }

  void prove_agreement(const Claim& claim, Verdict& verdict, By by);
  void speak_our_language(const Program& joint, Found& found);
  void part_assumptions(const Claim& claim, const book::Model& joint, Refutation& refutation) const;
  void compare(const Claim& claim, SubjectId subject, Joint& joint, const Program& theirs, SubjectId their_subject, Verdict& verdict, By by);
};

Prover::Prover(const book::Model& model, Other other) : impl_(std::make_unique<Impl>(model, std::move(other))) {
  impl_->decider.stop = [this] { return stop && stop(); };
}
Prover::~Prover() = default;
Program& Prover::program() { return impl_->program; }
Decider& Prover::decider() { return impl_->decider; }

Verdict Prover::prove(uint32_t index, By by) {
  const auto begun = std::chrono::steady_clock::now();
  const Claim& claim = impl_->model.claims[index];
  Verdict verdict;
  verdict.claim = index;
  if (claim.form == Form::kAgrees) {
    impl_->prove_agreement(claim, verdict, by);
  } else {
    for (SubjectId subject : impl_->subjects_of(claim)) {
      for (const Piece& piece : impl_->pieces_of(claim, subject, {})) {
        for (const Search& search : impl_->searches(claim, piece)) impl_->note(verdict, subject, impl_->decider.decide(search, by));
      }
    }
  }
  if (verdict.kind == Outcome::Kind::kFound) {
    Refutation& refutation = verdict.refutation;
    refutation.rulings = possible_rulings(impl_->program, refutation.subject, refutation.found);
    if (!refutation.found.twin.empty()) refutation.other_found = twin_of(refutation.found);
    if (refutation.other_found) refutation.other = possible_rulings(impl_->program, refutation.subject, *refutation.other_found);
  }
  verdict.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
  return verdict;
}

// --- agreement -------------------------------------------------------------------------------------------------------------------

// With itself at an instant, the other side's clock stands still there; with another book both clocks run together.
void Prover::Impl::prove_agreement(const Claim& claim, Verdict& verdict, By by) {
  std::unique_ptr<Program> theirs;
  if (!claim.with_itself) {
    const book::Loaded* loaded = other ? other(claim.other_book) : nullptr;
    if (loaded == nullptr) {
      verdict.kind = Outcome::Kind::kUndecided;
      verdict.why = "the book " + claim.other_book + " cannot be loaded";
      return;
    }
    theirs = std::make_unique<Program>(circuit::lower(loaded->model));
  }
  const Program& second = theirs ? *theirs : program;
  // The exception is lowered before the books are joined, so that the joint program has it.
  for (SubjectId subject : subjects_of(claim)) {
    for (const Piece& piece : pieces_of(claim, subject, {})) condition_at(claim.when, std::max(piece.range.from, kFirstInstant));
  }
  for (SubjectId subject : subjects_of(claim)) {
    Joint joint(program, second);
    const auto same = theirs ? joint.same_subject(subject) : std::optional(subject);
    if (!same) {
      verdict.kind = Outcome::Kind::kUndecided;
      verdict.why = "the book " + claim.other_book + " does not know the action";
      return;
    }
    compare(claim, subject, joint, second, *same, verdict, by);
  }
}

void Prover::Impl::compare(const Claim& claim, SubjectId subject, Joint& joint, const Program& theirs, SubjectId their_subject, Verdict& verdict, By by) {
  std::vector<Instant> cuts;
  if (!claim.at) {
    for (const Epoch& epoch : theirs.epochs[their_subject]) cuts.push_back(epoch.from);
  }
  Decider both(joint.program());
  both.stop = decider.stop;
  for (const Piece& piece : pieces_of(claim, subject, cuts)) {
    const Instant t = std::max(piece.range.from, kFirstInstant);
    const Instant their_t = claim.at.value_or(t);
    const Epoch& epoch = theirs.epoch_at(their_subject, their_t);
    const auto brought = [&](Lit lit) {
      Lit here = joint.bring(lit);
      here = with_answers(joint.program(), here, [&](QuestionId q) -> std::optional<bool> {
        const auto of_theirs = joint.of_second(q);
        return of_theirs ? theirs.answer(*of_theirs, their_t) : std::nullopt;
      });
      return claim.at ? at_instant(joint.program(), here, *claim.at) : here;
    };
    const auto our = rulings_at(program, subject, t);
    const Lit except = condition_at(claim.when, t);
    // What was just lowered is new to the joint program: it is brought by the same road.
    Joint& space = joint;
    const auto their = circuit::rulings_of(space.program().circuit, brought(epoch.permits), brought(epoch.forbids), brought(epoch.requires_));
    Rewriter ours(program, space.program(), [&](const circuit::Atom& atom, Lit) { return Atoms(space.program()).intern(atom); });
    Search search{piece.range, {}, {}, false};
    const Lit counts = claim.when.valid() ? !ours(except) : kTrue;
    for (size_t r = 0; r < our.size(); ++r) {
      search.any.push_back({space.program().circuit.both(counts, space.program().circuit.both(ours(our[r]), !their[r])), kTrue});
    }
    if (!note(verdict, subject, both.decide(search, by))) continue;
    part_assumptions(claim, joint.model(), verdict.refutation);
    speak_our_language(space.program(), verdict.refutation.found);
    if (verdict.refutation.other_found) speak_our_language(space.program(), *verdict.refutation.other_found);
  }
}

// A question that is open on one side alone is assumed there alone: assumed in the case of the other side too it would override the answer
// that a source has given.
void Prover::Impl::part_assumptions(const Claim& claim, const book::Model& joint, Refutation& refutation) const {
  const auto answered_at = [this](Instant t) {
    return [this, t](const auto& assumed) { return assumed.first.value < model.questions.size() && program.answer(assumed.first, t).has_value(); };
  };
  Found& here = refutation.found;
  if (claim.with_itself) {
    Found there = here;
    there.at = *claim.at;
    std::erase_if(there.assumed, answered_at(there.at));
    refutation.other_found = std::move(there);
  } else {
    const auto answered = answered_at(here.at);
    for (const auto& assumed : here.assumed) {
      if (assumed.first.value < model.questions.size() && !answered(assumed)) continue;
      refutation.assumed_there.push_back(joint.questions[assumed.first.value].name + (assumed.second ? " is yes" : " is no"));
    }
  }
  std::erase_if(here.assumed, answered_at(here.at));
}

// A case of the joint space in the terms of this book alone: texts that only the other book names are made known here; facts and words that
// only the other has cannot be told here and are left out.
void Prover::Impl::speak_our_language(const Program& joint, Found& found) {
  for (size_t t = program.texts.size(); t < joint.texts.size(); ++t) {
    program.text_ids.try_emplace(joint.texts[t], static_cast<circuit::TextId>(t));
    program.texts.push_back(joint.texts[t]);
  }
  std::erase_if(found.told, [this](const Told& told) {
    if (told.fact.value >= model.facts.size()) return true;
    const book::Type& type = model.facts[told.fact.value].type;
    return type.kind == book::TypeKind::kOneOf && static_cast<size_t>(told.value.number) >= model.kinds[type.words.value].words.size();
  });
  std::erase_if(found.assumed, [this](const auto& assumed) { return assumed.first.value >= model.questions.size(); });
}

std::vector<uint32_t> claims_named(const book::Model& model, std::string_view name) {
  std::vector<uint32_t> found;
  for (uint32_t c = 0; c < model.claims.size(); ++c) {
    const book::Claim& claim = model.claims[c];
    if (name == claim.name || name == model.books[claim.book.value].name + "/" + claim.name) found.push_back(c);
  }
  return found;
}

}  // namespace comity::proof
