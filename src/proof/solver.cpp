#include "proof/solver.h"

#include "proof/solver_terms.h"

namespace comity::proof {

struct Solver::Context {
  z3::context z3;
};

std::shared_ptr<Solver::Context> Solver::context() { return std::make_shared<Context>(); }

struct Solver::Impl {
  Impl(std::shared_ptr<Context> shared, const Program& program, std::span<const Lit> lits, std::span<const FactId> apart)
      : context(std::move(shared)), z3(context->z3), terms(z3, program, lits, apart), solver(z3, z3::solver::simple()) {
    z3::params params(z3);
    params.set("timeout", kMilliseconds);
    params.set("ctrl_c", false);
    solver.set(params);
  }

  std::shared_ptr<Context> context;
  z3::context& z3;
  Terms terms;
  z3::solver solver;
  size_t rules_told = 0;

  z3::expr bad_of(const Search& search) {
    z3::expr bad = z3.bool_val(false);
    for (const Pair& pair : search.any) bad = bad || (terms.of(pair.of_case, false) && terms.of(pair.of_twin, true));
    return bad;
  }

  void tell_rules() {
    for (; rules_told < terms.rules().size(); ++rules_told) solver.add(terms.rules()[static_cast<int>(rules_told)]);
  }

  // Terms first, rules outside of any scope, then the search itself in one.
  z3::expr pose(const Search& search) {
    z3::expr bad = bad_of(search);
    z3::expr side = terms.within(search.range);
    if (search.more) side = side && terms.more(search.apart[0]);
    tell_rules();
    solver.push();
    solver.add(side);
    return bad;
  }

  bool is_apart(const Search& search, FactId fact) const { return std::find(search.apart.begin(), search.apart.end(), fact) != search.apart.end(); }

  Found found(const Search& search, const z3::model& model, const std::vector<bool>& kept) {
    Found result;
    result.at = model.eval(terms.instant(), true).get_numeral_int64();
    size_t i = 0;
    for (FactId fact : terms.facts()) {
      const bool apart = is_apart(search, fact);
      if (kept.empty() || kept[i] || apart) result.told.push_back({fact, terms.value(model, fact, false)});
      if (apart) result.twin.push_back({fact, terms.value(model, fact, true)});
      ++i;
    }
    for (QuestionId question : terms.questions()) {
      if (kept.empty() || kept[i]) result.assumed.emplace_back(question, terms.answer(model, question));
      ++i;
    }
    return result;
  }

  // Which facts and questions must be told so that no completion escapes: a core, then one by one.
  std::vector<bool> needed(const Search& search, const z3::expr& bad, const z3::model& model) {
    std::vector<z3::expr> marks;
    solver.push();
    solver.add(!bad);
    const auto mark = [&](const z3::expr& is) {
      marks.push_back(z3.bool_const(("told " + std::to_string(marks.size())).c_str()));
      solver.add(z3::implies(marks.back(), is));
    };
    for (FactId fact : terms.facts()) {
      mark(terms.is(fact, false, model));
      if (is_apart(search, fact)) solver.add(marks.back() && terms.is(fact, true, model));
    }
    for (QuestionId question : terms.questions()) mark(terms.question(question) == model.eval(terms.question(question), true));
    std::vector<bool> kept(marks.size(), true);
    const auto holds = [&] {
      z3::expr_vector told(z3);
      for (size_t i = 0; i < marks.size(); ++i) {
        if (kept[i]) told.push_back(marks[i]);
      }
      return solver.check(told) == z3::unsat;
    };
    if (holds()) {
      std::vector<bool> in_core(marks.size());
      for (const z3::expr& one : solver.unsat_core()) {
        for (size_t i = 0; i < marks.size(); ++i) {
          if (z3::eq(marks[i], one)) in_core[i] = true;
        }
      }
      kept = in_core;
      for (size_t i = 0; i < marks.size(); ++i) {
        if (!kept[i]) continue;
        kept[i] = false;
        if (!holds()) kept[i] = true;
      }
    }
    solver.pop();
    return kept;
  }
};

Solver::Solver(std::shared_ptr<Context> context, const Program& program, std::span<const Lit> lits, std::span<const FactId> apart)
    : impl_(std::make_unique<Impl>(std::move(context), program, lits, apart)) {}
Solver::~Solver() = default;

Outcome Solver::search(const Search& search, bool fewest) {
  Outcome outcome;
  try {
    z3::solver& solver = impl_->solver;
    const z3::expr bad = impl_->pose(search);
    solver.push();
    solver.add(bad);
    const z3::check_result result = solver.check();
    if (result == z3::unknown) {
      outcome.kind = Outcome::Kind::kUndecided;
      outcome.why = "the solver gave up: " + solver.reason_unknown();
    }
    if (result == z3::sat) {
      const z3::model model = solver.get_model();
      solver.pop();
      outcome.kind = Outcome::Kind::kFound;
      outcome.found = impl_->found(search, model, fewest ? impl_->needed(search, bad, model) : std::vector<bool>());
    } else {
      solver.pop();
    }
    solver.pop();
  } catch (const z3::exception& error) {
    outcome.kind = Outcome::Kind::kUndecided;
    outcome.why = std::string("the solver failed: ") + error.msg();
  }
  return outcome;
}

std::string Solver::smt2(const Search& search) {
  const z3::expr bad = impl_->pose(search);
  impl_->solver.add(bad);
  std::string text = impl_->solver.to_smt2();
  impl_->solver.pop();
  return text;
}

}  // namespace comity::proof
