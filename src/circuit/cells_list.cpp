// Cells of lists: by the closure of saturating counts.
//
// A list is told apart only by how many of its records satisfy each `where`, up to the largest number asked of it, and a record only by the
// set of wheres that it satisfies: its signature. The signature of every choice of cells for the tested fields is computed once, 64 choices
// at a time, into a table; a told record is then one load. Which counts some list has is found by adding records of every signature to the
// empty list until nothing new comes of it: that is exact for lists of any length, since every list is so made.
// Example: `some charge where it is theft` and `at least 2 charges`: from 0/0 over 0/1, 1/1 to 0/2, 1/2; four cells of five states.
// Cost: states times signatures, once a variable, and once an instant where fields compare with case.at.
// Limits: 64 wheres, 64 bits of counts, 2^18 choices of cells of a record's fields, 2^16 states: past one there is no variable.
#include <algorithm>
#include <bit>
#include <unordered_map>
#include <utility>

#include "circuit/cells.h"
#include "circuit/evaluate.h"

namespace comity::circuit {

using book::BitRow;
using book::Instant;
using book::set_bit;

namespace {

constexpr uint64_t kMostChoices = uint64_t{1} << 18;
constexpr size_t kMostStates = size_t{1} << 16;
// Counts of so many bits find their cell in a table, of 2 KiB.
constexpr uint32_t kTableBits = 10;

}  // namespace

// States in the order in which they were found, so the shortest lists first.
struct Variable::Reached {
  struct Step {
    uint64_t state = 0;
    uint32_t from = 0;       // the state before, by its place here
    uint64_t signature = 0;  // of the record that was added to it
    uint32_t length = 0;
  };
  std::vector<Step> steps;
};

// Gives each distinct where its counter; `is empty` counts all records.
bool Variable::make_counts(const Program& program) {
  for (AtomId id : atoms_) {
    const Atom& atom = program.atoms[id];
    const bool counts = atom.kind == Atom::Kind::kCountAtLeast;
    const Lit where = counts ? atom.where : kTrue;
    auto place = std::find_if(lists_.counts.begin(), lists_.counts.end(), [where](const Count& count) { return count.where == where; });
    lists_.count_of_atom.push_back(static_cast<uint32_t>(place - lists_.counts.begin()));
    if (place == lists_.counts.end()) place = lists_.counts.insert(place, Count{where, 1, 0, 0});
    if (counts) place->most = std::max(place->most, atom.count);
    lists_.least.push_back(counts ? atom.count : 0);
  }
  uint32_t bits = 0;
  for (Count& count : lists_.counts) {
    const auto width = static_cast<uint32_t>(std::bit_width(count.most));
    if (bits + width > 64) return false;
    count.shift = bits;
    count.mask = (uint64_t{1} << width) - 1;
    bits += width;
  }
  if (bits <= kTableBits) lists_.cell_of_state.resize(size_t{1} << bits);
  return true;
}

bool Variable::make_list(const Program& program, book::RecordId record) {
  path_ = Path::kList;
  lists_.record_size = program.model->records[record.value].fields.size();
  if (!make_counts(program) || !make_signatures(program, record)) return false;
  std::vector<uint64_t> kinds = lists_.signatures;
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  const auto reached = reach(kinds);
  if (!reached) return false;
  for (const Reached::Step& step : reached->steps) {
    BitRow row = truths_.empty_row();
    write_state(step.state, row);
    if (!add_cell(row)) return false;
    if (!lists_.cell_of_state.empty()) lists_.cell_of_state[step.state] = cell_of_row(row);
  }
  weigh_equally();
  return true;
}

// The signature of every choice of cells for the fields that the wheres test.
bool Variable::make_signatures(const Program& program, book::RecordId record) {
  std::vector<Lit> wheres;
  for (const Count& count : lists_.counts) wheres.push_back(count.where);
  const Evaluator evaluator(program.circuit, wheres);
  std::vector<std::pair<size_t, size_t>> from;  // by atom of the evaluator: the field's place in lists_.variables, and the atom's in it
  std::vector<std::vector<AtomId>> atoms_of_field;
  for (AtomId id : evaluator.atoms()) {
    const uint32_t field = program.atoms[id].index;
    const auto place = static_cast<size_t>(std::find(lists_.fields.begin(), lists_.fields.end(), field) - lists_.fields.begin());
    if (place == lists_.fields.size()) {
      lists_.fields.push_back(field);
      atoms_of_field.emplace_back();
    }
    from.emplace_back(place, atoms_of_field[place].size());
    atoms_of_field[place].push_back(id);
  }
  uint64_t total = 1;
  for (size_t f = 0; f < lists_.fields.size(); ++f) {
    Variable start;
    start.index_ = lists_.fields[f];
    start.atoms_ = std::move(atoms_of_field[f]);
    auto variable = make_typed(program, program.model->records[record.value].fields[lists_.fields[f]].type, std::move(start));
    if (!variable) return false;
    lists_.strides.push_back(static_cast<uint32_t>(total));
    total *= variable->cells();
    if (total > kMostChoices) return false;
    moves_ = moves_ || variable->moves();
    lists_.variables.push_back(std::move(*variable));
  }
  lists_.signatures.assign(total, 0);
  std::vector<uint64_t> truths(from.size()), satisfied(wheres.size()), scratch;
  for (uint64_t start = 0; start < total; start += 64) {
    const uint64_t some = std::min<uint64_t>(64, total - start);
    std::fill(truths.begin(), truths.end(), 0);
    for (size_t a = 0; a < from.size(); ++a) {
      const Variable& field = lists_.variables[from[a].first];
      const uint32_t stride = lists_.strides[from[a].first];
      for (uint64_t bit = 0; bit < some; ++bit) {
        const auto cell = static_cast<Cell>((start + bit) / stride % field.cells());
        truths[a] |= static_cast<uint64_t>(field.holds(cell, from[a].second)) << bit;
      }
    }
    evaluator.run(truths, scratch, satisfied);
    for (size_t w = 0; w < wheres.size(); ++w) {
      for (uint64_t bit = 0; bit < some; ++bit) lists_.signatures[start + bit] |= (satisfied[w] >> bit & 1) << w;
    }
  }
  return true;
}

uint64_t Variable::add_record(uint64_t state, uint64_t signature) const {
  for (; signature != 0; signature &= signature - 1) {
    const Count& count = lists_.counts[static_cast<size_t>(std::countr_zero(signature))];
    if ((state >> count.shift & count.mask) < count.most) state += uint64_t{1} << count.shift;
  }
  return state;
}

void Variable::write_state(uint64_t state, std::span<uint64_t> row) const {
  for (size_t i = 0; i < atoms_.size(); ++i) {
    const Count& count = lists_.counts[lists_.count_of_atom[i]];
    const uint64_t counted = state >> count.shift & count.mask;
    set_bit(row, i, lists_.least[i] == 0 ? counted == 0 : counted >= lists_.least[i]);
  }
}

Cell Variable::cell_of_state(uint64_t state) const {
  if (!lists_.cell_of_state.empty()) return lists_.cell_of_state[state];
  return cell_written([this, state](std::span<uint64_t> row) { write_state(state, row); });
}

std::optional<Variable::Reached> Variable::reach(const std::vector<uint64_t>& signatures) const {
  Reached reached;
  std::unordered_map<uint64_t, uint32_t> places{{0, 0}};
  reached.steps.push_back({});
  for (uint32_t at = 0; at < reached.steps.size(); ++at) {
    for (uint64_t signature : signatures) {
      const uint64_t state = add_record(reached.steps[at].state, signature);
      if (!places.try_emplace(state, static_cast<uint32_t>(reached.steps.size())).second) continue;
      reached.steps.push_back({state, at, signature, reached.steps[at].length + 1});
    }
    if (reached.steps.size() > kMostStates) return std::nullopt;
  }
  return reached;
}

// The cells that each tested field of a record may have.
std::vector<CellSet> Variable::choices_of(const Program& program, const RecordValue& record, Instant case_at) const {
  std::vector<CellSet> choices;
  for (size_t f = 0; f < lists_.fields.size(); ++f) {
    const Variable& field = lists_.variables[f];
    const uint32_t place = lists_.fields[f];
    if (place >= record.size() || !record[place].known) {
      choices.push_back(field.feasible(program, case_at));
      continue;
    }
    choices.emplace_back(field.cells());
    choices.back().add(field.cell_of(program, record[place].number, case_at));
  }
  return choices;
}

// Visits the place in `signatures` of every choice of one of the given cells for each tested field.
template <class Visit>
void Variable::each_combination(const std::vector<CellSet>& choices, const Visit& visit) const {
  std::vector<uint32_t> places{0};
  for (size_t f = 0; f < choices.size(); ++f) {
    std::vector<uint32_t> longer;
    for (uint32_t place : places) {
      for (uint32_t cell = 0; cell < lists_.variables[f].cells(); ++cell) {
        if (choices[f].has(static_cast<Cell>(cell))) longer.push_back(place + cell * lists_.strides[f]);
      }
    }
    places = std::move(longer);
  }
  for (uint32_t place : places) visit(place);
}

std::vector<uint64_t> Variable::signatures_of(const Program& program, const RecordValue& record, Instant case_at) const {
  std::vector<uint64_t> found;
  each_combination(choices_of(program, record, case_at), [&](uint32_t place) { found.push_back(lists_.signatures[place]); });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// The signature of a record whose tested fields are all known.
std::optional<uint64_t> Variable::signature_of_known(const Program& program, const RecordValue& record, Instant case_at) const {
  uint32_t place = 0;
  for (size_t f = 0; f < lists_.fields.size(); ++f) {
    const uint32_t field = lists_.fields[f];
    if (field >= record.size() || !record[field].known) return std::nullopt;
    place += lists_.strides[f] * lists_.variables[f].cell_of(program, record[field].number, case_at);
  }
  return lists_.signatures[place];
}

std::optional<Cell> Variable::cell_of_list(const Program& program, const std::vector<RecordValue>& records, Instant case_at) const {
  uint64_t state = 0;
  for (const RecordValue& record : records) {
    const auto signature = signature_of_known(program, record, case_at);
    if (!signature) return std::nullopt;
    state = add_record(state, *signature);
  }
  return cell_of_state(state);
}

CellSet Variable::cells_of_list(const Program& program, const std::vector<RecordValue>& records, Instant case_at) const {
  std::vector<uint64_t> states{0};
  for (const RecordValue& record : records) {
    const auto known = signature_of_known(program, record, case_at);
    std::vector<uint64_t> next;
    for (uint64_t signature : known ? std::vector<uint64_t>{*known} : signatures_of(program, record, case_at)) {
      for (uint64_t state : states) next.push_back(add_record(state, signature));
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    states = std::move(next);
  }
  CellSet found(cells());
  for (uint64_t state : states) found.add(cell_of_state(state));
  return found;
}

CellSet Variable::feasible_lists(const Program& program, Instant case_at) const {
  CellSet found(cells());
  const auto reached = reach(signatures_of(program, {}, case_at));
  for (const Reached::Step& step : reached->steps) found.add(cell_of_state(step.state));
  return found;
}

ToldValue Variable::shortest_list(const Program& program, Cell cell, Instant case_at) const {
  const std::vector<CellSet> choices = choices_of(program, {}, case_at);
  const auto reached = reach(signatures_of(program, {}, case_at));
  const auto& steps = reached->steps;
  const auto end = std::find_if(steps.begin(), steps.end(), [&](const Reached::Step& step) { return cell_of_state(step.state) == cell; });
  ToldValue value;
  if (end == steps.end()) return value;
  for (auto at = static_cast<uint32_t>(end - steps.begin()); at != 0; at = steps[at].from) {
    value.records.push_back(record_with(program, steps[at].signature, choices, case_at));
  }
  std::reverse(value.records.begin(), value.records.end());
  return value;
}

// A record that satisfies exactly these wheres; fields that no where tests are left unknown.
RecordValue Variable::record_with(const Program& program, uint64_t signature, const std::vector<CellSet>& choices, Instant case_at) const {
  std::optional<uint32_t> chosen;
  each_combination(choices, [&](uint32_t place) {
    if (!chosen && lists_.signatures[place] == signature) chosen = place;
  });
  RecordValue record(lists_.record_size);
  for (size_t f = 0; f < lists_.fields.size() && chosen; ++f) {
    const Variable& field = lists_.variables[f];
    const auto cell = static_cast<Cell>(*chosen / lists_.strides[f] % field.cells());
    record[lists_.fields[f]] = {true, field.representative(program, cell, case_at).number};
  }
  return record;
}

}  // namespace comity::circuit
