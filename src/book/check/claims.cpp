// Claims: what is to be proved. They alone may name protected facts, to show that rulings do not depend on them.
#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "book/check/moments.h"
#include "book/check/passes.h"
#include "book/check/rulings.h"
#include "book/check/wording.h"

namespace comity::book {

namespace {

using Form = syntax::ClaimDecl::Form;

void resolve_facts(Context& context, const Item<syntax::ClaimDecl>& item, Claim& claim) {
  std::unordered_map<uint32_t, Span> seen;
  for (const syntax::Name& name : item.decl->facts) {
    const FactId fact = context.find<FactId>(Space::kFact, item.book, name);
    if (!fact.valid()) continue;
    const auto [earlier, added] = seen.try_emplace(fact.value, name.span);
    if (!added) {
      context.report("C0612", name.span, fmt::format("`{}` is named twice", name.text), "take one of them away")
          .notes.push_back({earlier->second, "it stands here already"});
      continue;
    }
    claim.facts.push_back(fact);
  }
}

// "More" has a meaning for sets, yes-no and ordered types only.
void check_monotone(Context& context, const Item<syntax::ClaimDecl>& item, const Claim& claim) {
  const syntax::ClaimDecl& decl = *item.decl;
  if (!claim.facts.empty() && !context.broken_facts[claim.facts[0].value]) {
    const Fact& fact = context.model.facts[claim.facts[0].value];
    if (fact.type.kind == TypeKind::kOneOf || fact.type.kind == TypeKind::kText || fact.type.kind == TypeKind::kListOf) {
      context
          .report("C0707", decl.facts[0].span, fmt::format("`{}` is {}: there is no more or less of it", fact.name, described(context.model, fact.type)),
                  "`more of` takes a set, a yes-no, a number, a date, an instant or a duration")
          .notes.push_back({fact.span, "declared here"});
    }
  }
  if (decl.rulings.size() != 2 || decl.rulings[0].text != decl.rulings[1].text) return;
  context.report("C0715", decl.rulings[1].span, "the claim turns a ruling into itself", "name two different rulings")
      .notes.push_back({decl.rulings[0].span, "the first one"});
}

void check_compared_book(Context& context, const Item<syntax::ClaimDecl>& item, Claim& claim) {
  if (!item.decl->book) return;
  claim.other_book = item.decl->book->text;
  if (claim.other_book != context.book_name(item.book)) return;
  context.report("C0708", item.decl->book->span, "every book agrees with itself", "name another book, or write `agrees with itself at` another instant");
}

// Ranges are often mistyped by a century; then everything is proved.
void check_range(Context& context, const Item<syntax::ClaimDecl>& item, const Claim& claim) {
  const auto& norms = context.model.norms;
  const auto meets = [&](const Norm& norm) {
    return std::any_of(norm.in_force.begin(), norm.in_force.end(),
                       [&](const Interval& one) { return one.from < claim.range.until && claim.range.from < one.until; });
  };
  const bool all_time = claim.range.from == kBeginning && claim.range.until == kForever;
  if (all_time || claim.range.from >= claim.range.until || norms.empty() || std::any_of(norms.begin(), norms.end(), meets)) return;
  context.report("C0720", item.decl->name.span, fmt::format("no norm is in force in the range of the claim `{}`", claim.name),
                 "look at the years of the range");
}

}  // namespace

void check_claims(Context& context, Conditions& conditions) {
  for (const auto& item : context.claims) {
    const syntax::ClaimDecl& decl = *item.decl;
    Claim& claim = context.model.claims[item.id];
    if (decl.title) claim.title = decl.title->text;
    claim.range = interval_of(context, item.book, decl.range);
    check_range(context, item, claim);
    claim.form = decl.form;
    claim.every_action = decl.every_action;
    claim.with_itself = decl.with_itself;
    // A body that could not be read has no subject.
    if (!decl.every_action && !decl.subject.text.empty()) find_subject(context, item.book, decl.asking, decl.subject, claim.action, claim.asked);
    if (decl.form == Form::kNever || decl.form == Form::kAlways) claim.rulings = rulings_of(decl.rulings);
    if (decl.form == Form::kMonotone && decl.rulings.size() == 2) {
      claim.from_ruling = ruling_of(decl.rulings[0]);
      claim.into_ruling = ruling_of(decl.rulings[1]);
    }
    claim.when = conditions.resolve({item.book, item.tree, true, RecordId()}, decl.when);
    resolve_facts(context, item, claim);
    if (decl.form == Form::kMonotone) check_monotone(context, item, claim);
    if (decl.form == Form::kAgrees) check_compared_book(context, item, claim);
    if (decl.at) claim.at = instant_of(context, item.book, *decl.at);
  }
}

}  // namespace comity::book
