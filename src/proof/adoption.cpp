#include "proof/adoption.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "book/precedence.h"
#include "proof/bridge.h"

namespace comity::proof {

namespace {

using book::CondId;
using book::Model;
using book::Norm;
using book::NormId;
using book::SourceId;

bool among(const std::vector<SourceId>& sources, SourceId one) { return std::find(sources.begin(), sources.end(), one) != sources.end(); }

bool has_book(const Model& model, const std::string& name) {
  return std::any_of(model.books.begin(), model.books.end(), [&](const book::Book& one) { return one.name == name; });
}

class Adoption {
 public:
  explicit Adoption(const Adopting& adopting)
      : asked_(adopting), from_(*adopting.from), model_(std::make_unique<Model>(*adopting.into)), bridge_(from_, *model_), first_(model_->norms.size()) {}

  // The norms are given in the order of the book they come from.
  Adopted carry(const std::vector<NormId>& carried) {
    note_shared();
    issue_sources();
    for (NormId id : carried) here_[id] = NormId();
    for (NormId id : carried) {
      if (!only_reaches_what_stays(from_.norms[id.value])) here_[id] = NormId(first_ + taken_++);
    }
    for (NormId id : carried) {
      if (here_[id].valid()) model_->norms.push_back(taken(from_.norms[id.value]));
    }
    note_above(carried);
    note_new();
    model_->boundaries.insert(std::upper_bound(model_->boundaries.begin(), model_->boundaries.end(), asked_.at), asked_.at);
    return {std::move(model_), NormId(first_), asked_.as, std::move(baggage_)};
  }

 private:
  // --- sources and norms ---------------------------------------------------------------------------------------------------------

  void issue_sources() {
    const int64_t day = model_->zone().local_day(asked_.at);
    for (SourceId id : asked_.sources) {
      book::Source source = from_.sources[id.value];
      source.book = issuer().book;
      source.authority = asked_.as;
      source.signed_day = source.precedence_day = day;
      source.in_force = {{asked_.at, book::kForever}};
      source.marks.clear();
      sources_[id] = SourceId(model_->sources.size());
      model_->sources.push_back(std::move(source));
    }
  }

  Norm taken(const Norm& written) {
    Norm norm = written;
    norm.book = issuer().book;
    norm.own_time.clear();
    norm.in_force = {{asked_.at, book::kForever}};
    norm.cites.clear();
    for (book::Cite cite : written.cites) {
      if (cite.supports_only || !sources_.contains(cite.source)) continue;
      cite.source = sources_.at(cite.source);
      norm.cites.push_back(std::move(cite));
    }
    if (written.action.valid()) norm.action = action(written.action);
    if (written.asked.valid()) norm.asked = bridge_.fact(written.asked);
    norm.when = condition(written.when);
    norm.suspends = reached(written, written.suspends, "suspends");
    norm.overrides = reached(written, written.overrides, "overrides");
    norm.yields_to = reached(written, written.yields_to, "yields to");
    for (book::Duty& duty : norm.duties) {
      duty.calendar = bridge_.calendar(duty.calendar);
      if (duty.after.valid()) duty.after = bridge_.fact(duty.after);
      if (duty.zone.valid()) duty.zone = zone();
    }
    return norm;
  }

  // Of the norms that another names, those that are here too: adopted with it, or of a book that both sides use.
  std::vector<NormId> reached(const Norm& written, const std::vector<NormId>& named, std::string_view verb) {
    std::vector<NormId> found;
    for (NormId id : named) {
      if (const NormId there = counterpart(id); there.valid())
        found.push_back(there);
      else if (written.modality != book::Modality::kNone)
        baggage_.unsaid.push_back(fmt::format("{} {} {}", written.qualified, verb, from_.norms[id.value].qualified));
    }
    return found;
  }

  NormId counterpart(NormId id) const {
    if (const auto adopted = here_.find(id); adopted != here_.end()) return adopted->second;
    const auto shared = shared_norms_.find(from_.norms[id.value].qualified);
    return shared == shared_norms_.end() ? NormId() : shared->second;
  }

  bool only_reaches_what_stays(const Norm& norm) {
    if (norm.modality != book::Modality::kNone) return false;
    const bool reaches = std::any_of(norm.suspends.begin(), norm.suspends.end(),
                                     [this](NormId id) { return here_.contains(id) || shared_norms_.contains(from_.norms[id.value].qualified); });
    if (!reaches) baggage_.dropped.push_back(norm.qualified);
    return !reaches;
  }

  book::ActionId action(book::ActionId written) {
    const book::Action& wanted = from_.actions[written.value];
    const std::string name = identity(from_, wanted.book, wanted.name);
    for (uint32_t a = 0; a < model_->actions.size(); ++a) {
      const bool same = a < asked_.into->actions.size() ? identity(*model_, model_->actions[a].book, model_->actions[a].name) == name
                                                        : model_->actions[a].name == wanted.name;
      if (same) return book::ActionId(a);
    }
    baggage_.actions.push_back(told_name(asked_.into->actions, from_.actions, wanted.name));
    model_->actions.push_back(wanted);
    model_->actions.back().book = model_->root;
    return book::ActionId(model_->actions.size() - 1);
  }

  // --- conditions ----------------------------------------------------------------------------------------------------------------

  CondId condition(CondId written) {
    if (!written.valid()) return written;
    if (const auto found = conditions_.find(written); found != conditions_.end()) return found->second;
    book::Cond here = from_.conds[written.value];
    for (CondId& child : here.children) child = condition(child);
    if (here.kind == book::Cond::Kind::kTest) {
      book::Test test = this->test(from_.tests[here.test]);
      here.test = static_cast<uint32_t>(model_->tests.size());
      model_->tests.push_back(std::move(test));
    }
    model_->conds.push_back(std::move(here));
    return conditions_[written] = CondId(model_->conds.size() - 1);
  }

  book::Test test(const book::Test& written) {
    book::Test here = written;
    if (written.kind == book::Test::Kind::kQuestion) {
      here.question = bridge_.question(written.question);
      return here;
    }
    const std::vector<book::Field>* outer = fields_;
    const book::Type* type = nullptr;
    if (written.on_field) {
      type = &(*fields_)[written.fact.value].type;
    } else if (written.fact.valid()) {
      here.fact = bridge_.fact(written.fact);
      type = &from_.facts[written.fact.value].type;
    }
    if (type != nullptr && type->words.valid()) {
      for (uint16_t& word : here.words) word = bridge_.word(type->words, word);
      std::sort(here.words.begin(), here.words.end());
      here.mask = bridge_.mask(type->words, here.mask);
    }
    if (here.list.valid()) here.list = list(written.list);
    here.threshold.calendar = bridge_.calendar(here.threshold.calendar);
    if (here.threshold.zone.valid()) here.threshold.zone = zone();
    if (type != nullptr && type->kind == book::TypeKind::kListOf) fields_ = &from_.records[type->record.value].fields;
    here.where = condition(written.where);
    fields_ = outer;
    return here;
  }

  book::ListId list(book::ListId written) {
    const book::List& wanted = from_.lists[written.value];
    const std::string name = identity(from_, wanted.book, wanted.name);
    for (uint32_t l = 0; l < asked_.into->lists.size(); ++l) {
      if (identity(*model_, model_->lists[l].book, model_->lists[l].name) == name) return book::ListId(l);
    }
    const auto [place, added] = lists_.try_emplace(written, book::ListId(model_->lists.size()));
    if (!added) return place->second;
    book::List copy = wanted;
    copy.book = model_->root;
    copy.cites.clear();
    if (copy.of_kind.valid()) {
      for (book::ListElement& element : copy.elements) element.word = bridge_.word(wanted.of_kind, element.word);
      copy.of_kind = bridge_.kind(wanted.of_kind);
    }
    baggage_.lists.push_back(told_name(asked_.into->lists, from_.lists, wanted.name));
    model_->lists.push_back(std::move(copy));
    return place->second;
  }

  // --- what is said of it ----------------------------------------------------------------------------------------------------------

  void note_shared() {
    for (uint32_t n = 0; n < first_; ++n) shared_norms_[model_->norms[n].qualified] = NormId(n);
  }

  // What stands above an adopted norm by its own words where it comes from, and is not adopted with it.
  void note_above(const std::vector<NormId>& carried) {
    for (NormId id : carried) {
      if (!here_.at(id).valid()) continue;
      for (const book::Edge& edge : book::edges_above(from_, id, asked_.text_at)) {
        if (edge.why == book::Edge::Why::kRanks || counterpart(edge.above).valid()) continue;
        if (edge.why == book::Edge::Why::kYields) continue;  // told as what the norm itself says
        baggage_.above.push_back(fmt::format("{} {} {}", from_.norms[edge.above.value].qualified,
                                             edge.why == book::Edge::Why::kSuspends ? "suspends" : "overrides", from_.norms[id.value].qualified));
      }
    }
  }

  // With its book, where the adopting law has another of that name.
  template <typename Items>
  std::string told_name(const Items& there, const Items& own, const std::string& name) const {
    const auto of_name = [&](const auto& one) { return one.name == name; };
    const auto found = std::find_if(own.begin(), own.end(), of_name);
    if (found == own.end() || std::none_of(there.begin(), there.end(), of_name)) return name;
    return identity(from_, found->book, name);
  }

  void note_new() {
    for (size_t f = asked_.into->facts.size(); f < model_->facts.size(); ++f)
      baggage_.facts.push_back(told_name(asked_.into->facts, from_.facts, model_->facts[f].name));
    // An answer that a court gave of the law there is none of the law here.
    for (size_t q = asked_.into->questions.size(); q < model_->questions.size(); ++q) {
      model_->questions[q].answers.clear();
      baggage_.questions.push_back(told_name(asked_.into->questions, from_.questions, model_->questions[q].name));
    }
    for (auto* names : {&baggage_.facts, &baggage_.questions, &baggage_.lists, &baggage_.actions, &baggage_.dropped, &baggage_.unsaid, &baggage_.above})
      std::sort(names->begin(), names->end());
  }

  const book::Authority& issuer() const { return model_->authorities[asked_.as.value]; }
  book::ZoneId zone() const { return model_->books[model_->root.value].zone; }

  const Adopting& asked_;
  const Model& from_;
  std::unique_ptr<Model> model_;
  Bridge bridge_;
  size_t first_, taken_ = 0;
  Baggage baggage_;
  const std::vector<book::Field>* fields_ = nullptr;  // of the record whose `where` is read
  // By the id in the book that they come from.
  std::map<NormId, NormId> here_;
  std::map<SourceId, SourceId> sources_;
  std::map<CondId, CondId> conditions_;
  std::map<book::ListId, book::ListId> lists_;
  std::map<std::string, NormId> shared_norms_;  // by qualified name
};

std::string named(const Model& model, const std::vector<SourceId>& sources) {
  std::string names;
  for (SourceId id : sources)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", identity(model, model.sources[id.value].book, model.sources[id.value].name));
  return names;
}

}  // namespace

std::vector<book::AuthorityId> lowest_authorities(const Model& model) {
  const std::string& root = model.books[model.root.value].name;
  std::vector<book::AuthorityId> found;
  size_t most = 0;
  for (const bool parts : {false, true}) {
    for (uint32_t a = 0; a < model.authorities.size(); ++a) {
      const book::Authority& authority = model.authorities[a];
      const std::string& book = model.books[authority.book.value].name;
      if (parts ? !book.starts_with(root + ".") : book != root) continue;
      const auto above = static_cast<size_t>(std::count(authority.below.begin(), authority.below.end(), true));
      if (found.empty() || above > most) found.clear(), most = above;
      if (above == most) found.emplace_back(a);
    }
    if (!found.empty()) break;
  }
  return found;
}

std::vector<NormId> carried_by(const Model& model, const std::vector<SourceId>& sources, book::Instant at) {
  std::vector<NormId> found;
  for (uint32_t n = 0; n < model.norms.size(); ++n) {
    const Norm& norm = model.norms[n];
    if (!book::in_force(norm.in_force, at)) continue;
    const bool by_force = std::any_of(norm.cites.begin(), norm.cites.end(), [&](const book::Cite& cite) {
      return !cite.supports_only && among(sources, cite.source) && book::in_force(model.sources[cite.source.value].in_force, at);
    });
    if (by_force || among(sources, book::carrying_source(model, norm, at))) found.emplace_back(n);
  }
  return found;
}

std::expected<Adopted, text::Diagnostics> adopt(const Adopting& adopting) {
  const Model& from = *adopting.from;
  text::Diagnostics diagnostics;
  for (SourceId id : adopting.sources) {
    const std::string& book = from.books[from.sources[id.value].book.value].name;
    if (!has_book(*adopting.into, book)) continue;
    const std::string& into = adopting.into->books[adopting.into->root.value].name;
    diagnostics.report("C0905", text::Span(), fmt::format("{} is part of the law of {} already", named(from, {id}), into)).help =
        fmt::format("adopt a source of a book that {} does not use", into);
    return std::unexpected(std::move(diagnostics));
  }
  const auto carried = carried_by(from, adopting.sources, adopting.text_at);
  if (carried.empty()) {
    diagnostics.report("C0907", text::Span(), fmt::format("no norm is in force by {} at {}", named(from, adopting.sources), from.zone().show(adopting.text_at)))
        .help = "say with @INSTANT which text is adopted, such as BOOK/SOURCE@2025-08-14T12:00; `comity show` tells when a source is in force";
    return std::unexpected(std::move(diagnostics));
  }
  Adopted adopted = Adoption(adopting).carry(carried);
  text::Diagnostics circles;
  if (!book::check_cycles(*adopted.model, circles)) {
    // Its places are in the files of two books, which no one reader has.
    diagnostics.report("C0604", text::Span(), circles.all()[0].message).help = "adopt the sources as another authority";
    return std::unexpected(std::move(diagnostics));
  }
  return adopted;
}

}  // namespace comity::proof
