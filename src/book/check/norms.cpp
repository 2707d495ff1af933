// Norms: what each says, when it is in force, under which condition, and which duties follow. Who stands above whom is in relations.cpp.
#include <algorithm>

#include <fmt/format.h>

#include "book/check/cites.h"
#include "book/check/moments.h"
#include "book/check/passes.h"
#include "book/check/wording.h"
#include "book/life.h"

namespace comity::book {

namespace {

class Norms {
 public:
  Norms(Context& context, Conditions& conditions) : context_(context), model_(context.model), conditions_(conditions) {}

  void run() {
    for (const auto& item : context_.norms) {
      identify(item);
      speak(item);
      cite(item);
      set_time(item);
      model_.norms[item.id].when = conditions_.resolve({item.book, item.tree, false, RecordId()}, item.decl->when, item.decl->unless);
      for (const syntax::DutyClause& clause : item.decl->duties) duty(item, clause);
    }
    settle_norms(model_);
    for (const auto& item : context_.norms) warn_never_in_force(item);
    settle_boundaries(model_);
  }

 private:
  using NormItem = Item<syntax::NormDecl>;

  void identify(const NormItem& item) {
    Norm& norm = model_.norms[item.id];
    if (item.decl->title) norm.title = item.decl->title->text;
    norm.qualified = fmt::format("{}/{}", context_.book_name(item.book), item.decl->name.text);
    norm.notes = texts_of(item.decl->notes);
  }

  void speak(const NormItem& item) {
    const syntax::NormDecl& decl = *item.decl;
    Norm& norm = model_.norms[item.id];
    norm.modality = static_cast<Modality>(decl.modality);
    if (decl.modality == syntax::Modality::kNone) {
      if (decl.suspends.empty() && !context_.had_errors_in(item.span)) {
        context_.report("C0601", decl.name.span, fmt::format("norm `{}` says nothing", decl.name.text),
                        "a norm permits, forbids or requires an action, or suspends other norms");
      } else if (!decl.duties.empty()) {
        context_.report("C0615", decl.duties[0].span, "this duty never follows: the norm rules on no action",
                        "give the norm a `permits`, `forbids` or `requires`, or move the duty");
      }
      return;
    }
    if (decl.asking) {
      norm.asked = context_.find<FactId>(Space::kFact, item.book, decl.target);
    } else {
      norm.action = context_.find<ActionId>(Space::kAction, item.book, decl.target);
    }
  }

  void cite(const NormItem& item) {
    Norm& norm = model_.norms[item.id];
    norm.cites = cites_of(context_, item.book, item.decl->cites);
    bool carried = false, only_seen = false;
    for (const syntax::Citation& citation : item.decl->cites) (citation.supports_only ? only_seen : carried) = true;
    if (carried || context_.had_errors_in(item.span)) return;
    context_.report("C0602", item.decl->name.span, fmt::format("norm `{}` cites no source", item.decl->name.text),
                    only_seen ? "`see` only supports; name the source that carries the norm with `cites`"
                              : "name the source that carries it: `cites SOURCE at \"…\" \"…\"`");
  }

  void set_time(const NormItem& item) {
    Norm& norm = model_.norms[item.id];
    for (const syntax::Range& range : item.decl->in_force) norm.own_time.push_back(interval_of(context_, item.book, range));
  }

  void warn_never_in_force(const NormItem& item) {
    const Norm& norm = model_.norms[item.id];
    if (!norm.in_force.empty() || !norm.own_time.empty() || norm.cites.size() != item.decl->cites.size() || context_.diagnostics.has_errors()) return;
    const auto carrying = std::find_if(norm.cites.begin(), norm.cites.end(), [](const Cite& cite) { return !cite.supports_only; });
    if (carrying == norm.cites.end()) return;
    context_
        .report("C0609", norm.span, fmt::format("norm `{}` is never in force: none of the sources that it cites ever is", norm.name),
                "give the source or the norm its `in force from`")
        .notes.push_back({model_.sources[carrying->source.value].span, "this source is never in force"});
  }

  void duty(const NormItem& item, const syntax::DutyClause& clause) {
    Duty duty;
    duty.words = clause.words;
    duty.zone = model_.books[item.book.value].zone;
    if (clause.every_year_on) {
      duty.every_year = true;
      duty.month = clause.every_year_on->month;
      duty.day = clause.every_year_on->day;
    }
    if (clause.after) duty.after = instant_fact(item, *clause.after);
    if (clause.has_within) {
      duty.has_within = true;
      deadline(item, clause.within, duty);
    }
    model_.norms[item.id].duties.push_back(std::move(duty));
  }

  FactId instant_fact(const NormItem& item, const syntax::Name& name) {
    const FactId id = context_.find<FactId>(Space::kFact, item.book, name);
    if (!id.valid() || context_.broken_facts[id.value]) return FactId();
    const Fact& fact = model_.facts[id.value];
    if (fact.type.kind != TypeKind::kInstant) {
      context_
          .report("C0607", name.span, fmt::format("`{}` is {}; a deadline counts from an instant", name.text, described(model_, fact.type)),
                  "declare the fact as `instant`, or count from `case.at`")
          .notes.push_back({fact.span, "declared here"});
      return FactId();
    }
    if (fact.is_protected) {
      context_.report("C0404", name.span, fmt::format("`{}` is protected: no norm and no definition may read it", name.text), "count from another instant")
          .notes.push_back({fact.span, "declared protected here"});
    }
    return id;
  }

  void deadline(const NormItem& item, const syntax::Duration& within, Duty& duty) {
    const syntax::Counting& counting = within.counting;
    const bool counted = counting.skip_weekends || counting.skip_holidays || counting.calendar;
    if (!counted) {
      duty.by_shift = true;
      duty.shift = {within.amount, within.unit};
      return;
    }
    if (within.unit >= syntax::Unit::kMonths) {
      context_.report("C0411", within.span, "months and years are not counted by a calendar of days off",
                      "write minutes, hours, days or weeks, or take the calendar away");
      return;
    }
    duty.seconds = within.amount * time::seconds_in(within.unit);
    duty.calendar = conditions_.calendar_of(item.book, within);
  }

  Context& context_;
  Model& model_;
  Conditions& conditions_;
};

}  // namespace

void check_norms(Context& context, Conditions& conditions) { Norms(context, conditions).run(); }

}  // namespace comity::book
