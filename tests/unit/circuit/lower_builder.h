// Random books of norms.
#pragma once

#include <optional>
#include <set>

#include "book/precedence.h"
#include "builder.h"
#include "plain.h"

namespace comity::circuit {

// Adds conditions, sources and norms to a model by short calls.
struct LawBuilder : Builder {
  CondId cond(book::Cond cond) {
    model.conds.push_back(std::move(cond));
    return CondId(model.conds.size() - 1);
  }
  CondId test(book::Test test) {
    model.tests.push_back(std::move(test));
    book::Cond one;
    one.kind = book::Cond::Kind::kTest;
    one.test = static_cast<uint32_t>(model.tests.size() - 1);
    return cond(one);
  }
  CondId yes(FactId fact) {
    book::Test test;
    test.kind = book::Test::Kind::kIsYes;
    test.fact = fact;
    return this->test(test);
  }
  CondId asked(QuestionId question) {
    book::Test test;
    test.kind = book::Test::Kind::kQuestion;
    test.question = question;
    return this->test(test);
  }
  CondId on_list(FactId fact, book::ListId list) {
    book::Test test;
    test.kind = book::Test::Kind::kInWords;
    test.fact = fact;
    test.list = list;
    return this->test(test);
  }
  CondId join(book::Cond::Kind kind, std::vector<CondId> children) {
    book::Cond joined;
    joined.kind = kind;
    joined.children = std::move(children);
    return cond(joined);
  }
  SourceId source(std::vector<book::Interval> in_force) {
    book::Source source;
    source.name = "s" + std::to_string(model.sources.size());
    source.book = book::BookId(0);
    source.in_force = std::move(in_force);
    model.sources.push_back(source);
    return SourceId(model.sources.size() - 1);
  }
  void action() {
    book::Action action;
    action.name = "a" + std::to_string(model.actions.size());
    model.actions.push_back(action);
  }
  NormId norm(Modality modality, uint32_t action, CondId when, std::vector<SourceId> cites) {
    Norm norm;
    norm.name = norm.qualified = "n" + std::to_string(model.norms.size());
    norm.book = book::BookId(0);
    norm.modality = modality;
    if (modality != Modality::kNone) norm.action = book::ActionId(action);
    norm.when = when;
    for (SourceId source : cites) norm.cites.push_back({source, false, "", "", {}});
    model.norms.push_back(norm);
    return NormId(model.norms.size() - 1);
  }
  // In force while any of its sources is, as the checker does it.
  void settle_force() {
    for (Norm& norm : model.norms) {
      std::vector<Instant> cuts{book::kBeginning};
      for (const auto& cite : norm.cites) {
        if (cite.supports_only) continue;
        for (const auto& interval : model.sources[cite.source.value].in_force) cuts.insert(cuts.end(), {interval.from, interval.until});
      }
      std::sort(cuts.begin(), cuts.end());
      norm.in_force.clear();
      for (size_t i = 0; i < cuts.size(); ++i) {
        const bool in_force = std::any_of(norm.cites.begin(), norm.cites.end(), [&](const book::Cite& cite) {
          return !cite.supports_only && book::in_force(model.sources[cite.source.value].in_force, cuts[i]);
        });
        const Instant until = i + 1 < cuts.size() ? cuts[i + 1] : book::kForever;
        if (!in_force || cuts[i] == until) continue;
        if (!norm.in_force.empty() && norm.in_force.back().until == cuts[i])
          norm.in_force.back().until = until;
        else
          norm.in_force.push_back({cuts[i], until});
      }
    }
  }
};

// A random law: few facts, questions, lists; two books of which each may declare a precedence; sources that come and go.
struct RandomLaw : LawBuilder {
  static constexpr Instant kEnd = 100;

  explicit RandomLaw(Random& random) {
    model.books.push_back(model.books[0]);
    for (book::Book& book : model.books) {
      book.by_rank = below(random, 2) == 0;
      book.by_date = below(random, 2) == 0;
    }
    for (int i = 0; i < 4; ++i) fact(type(TypeKind::kYesNo));
    fact(type(TypeKind::kOneOf, 3));
    add_authorities(random);
    for (int i = 0; i < 6; ++i) add_source(random);
    for (int i = 0; i < 2; ++i) add_question(random);
    add_list(random);
    for (int i = 0; i < 2; ++i) action();
    const size_t norms = 2 + below(random, 9);
    for (size_t i = 0; i < norms; ++i) add_norm(random);
    for (size_t i = 0; i < norms; ++i) relate(random, NormId(i), norms);
    settle_force();
  }

  void add_authorities(Random& random) {
    for (size_t i = 0; i < 3; ++i) {
      book::Authority authority;
      authority.below.assign(3, false);
      for (size_t j = 0; j < i; ++j) authority.below[j] = below(random, 2) == 0;
      // Closed: what stands above one above.
      for (size_t j = 0; j < i; ++j) {
        for (size_t k = 0; authority.below[j] && k < j; ++k) authority.below[k] = authority.below[k] || model.authorities[j].below[k];
      }
      model.authorities.push_back(authority);
    }
  }
  book::Interval interval(Random& random) {
    const auto from = static_cast<Instant>(below(random, kEnd));
    return {below(random, 4) == 0 ? book::kBeginning : from, below(random, 2) == 0 ? book::kForever : from + 1 + static_cast<Instant>(below(random, 30))};
  }
  void add_source(Random& random) {
    std::vector<book::Interval> in_force;
    if (below(random, 8) > 0) in_force.push_back(interval(random));
    if (!in_force.empty() && in_force[0].until != book::kForever && below(random, 2) == 0) in_force.push_back({in_force[0].until + 5, book::kForever});
    book::Source& source = model.sources[this->source(in_force).value];
    if (below(random, 4) > 0) source.authority = book::AuthorityId(below(random, 3));
    if (below(random, 4) > 0) source.precedence_day = static_cast<int64_t>(below(random, 4));
  }
  void add_question(Random& random) {
    book::Question question;
    for (Instant at = 10; at < kEnd; at += 40) {
      if (below(random, 2) == 0) continue;
      const size_t said = below(random, 3);
      question.answers.push_back({at + static_cast<Instant>(below(random, 30)), said == 2 ? std::nullopt : std::optional<bool>(said == 1), SourceId(), {}});
    }
    model.questions.push_back(question);
  }
  void add_list(Random& random) {
    book::List list;
    list.of_kind = book::KindId(0);
    for (size_t i = 0; i < 4; ++i) list.elements.push_back({"", static_cast<uint16_t>(below(random, 3)), interval(random)});
    model.lists.push_back(list);
  }
  CondId condition(Random& random, int depth) {
    switch (below(random, depth == 0 ? 4 : 7)) {
      case 0: return yes(FactId(below(random, 4)));
      case 1: return asked(QuestionId(below(random, 2)));
      case 2: return on_list(FactId(4), book::ListId(0));
      case 3: return yes(FactId(below(random, 4)));
      case 4: return join(book::Cond::Kind::kNot, {condition(random, depth - 1)});
      case 5: return join(book::Cond::Kind::kAnd, {condition(random, depth - 1), condition(random, depth - 1)});
      default: return join(book::Cond::Kind::kOr, {condition(random, depth - 1), condition(random, depth - 1)});
    }
  }
  void add_norm(Random& random) {
    std::vector<SourceId> cites;
    for (size_t i = 1 + below(random, 2); i > 0; --i) cites.push_back(SourceId(below(random, model.sources.size())));
    const CondId when = below(random, 6) == 0 ? CondId() : condition(random, 2);
    const NormId id = norm(static_cast<Modality>(below(random, 4)), static_cast<uint32_t>(below(random, 2)), when, cites);
    Norm& added = model.norms[id.value];
    added.book = book::BookId(below(random, 2));
    if (added.modality != Modality::kNone && added.modality != Modality::kRequires && below(random, 3) == 0) {
      added.action = book::ActionId();
      added.asked = FactId(below(random, 2));
    }
    if (below(random, 3) == 0) added.cites.push_back({SourceId(below(random, model.sources.size())), true, "", "", {}});
  }
  void relate(Random& random, NormId id, size_t norms) {
    Norm& norm = model.norms[id.value];
    const auto some = [&](size_t chance, std::vector<NormId>& list) {
      const NormId other(below(random, norms));
      if (below(random, chance) == 0 && other != id) list.push_back(other);
    };
    some(norm.modality == Modality::kNone ? 1 : 4, norm.suspends);
    some(4, norm.overrides);
    some(4, norm.yields_to);
  }

  std::vector<Instant> moments() const {
    std::vector<Instant> found{book::kBeginning};
    const auto add = [&found](const book::Interval& interval) { found.insert(found.end(), {interval.from, interval.until}); };
    for (const auto& source : model.sources) std::for_each(source.in_force.begin(), source.in_force.end(), add);
    for (const auto& element : model.lists[0].elements) add(element.valid);
    for (const auto& question : model.questions) {
      for (const auto& answer : question.answers) found.push_back(answer.from);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (found.back() == book::kForever) found.pop_back();
    return found;
  }

  // Pair by pair: whether some norm stands above itself at `t`.
  bool has_cycle(Instant t) const {
    std::vector<std::set<uint32_t>> above(model.norms.size());
    for (size_t i = 0; i < model.norms.size(); ++i) {
      for (const book::Edge& edge : book::edges_above(model, NormId(i), t)) above[i].insert(edge.above.value);
    }
    for (size_t round = 0; round < above.size(); ++round) {
      for (auto& its : above) {
        const std::set<uint32_t> now = its;
        for (uint32_t m : now) its.insert(above[m].begin(), above[m].end());
      }
    }
    for (uint32_t i = 0; i < above.size(); ++i) {
      if (above[i].contains(i)) return true;
    }
    return false;
  }
};

}  // namespace comity::circuit
