// Small models made by hand, and the plain meaning of atoms: what the tests of the circuit compare with.
#pragma once

#include <algorithm>
#include <bit>
#include <random>
#include <string>
#include <vector>

#include "book/model.h"
#include "circuit/cells.h"
#include "circuit/evaluate.h"
#include "circuit/program.h"

namespace comity::circuit {

using book::Model;
using book::Threshold;
using book::TypeKind;
using Kind = Atom::Kind;
using Random = std::mt19937;

inline constexpr book::Instant kNoon = 1'755'187'200;  // 2025-08-14T16:00:00Z

inline size_t below(Random& random, size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random); }

// A model with one zone and one calendar, to which kinds, records and facts are added.
struct Builder {
  Model model;

  Builder() {
    static const book::time::Zone new_york = book::time::Zone::find("America/New_York").value();
    model.zones = {book::time::Zone::utc(), new_york};
    book::Book book;
    book.name = "test";
    book.zone = book::ZoneId(0);
    model.books.push_back(book);
    model.root = book::BookId(0);
    book::Calendar calendar;
    calendar.name = "working";
    calendar.skips.weekends = true;
    model.calendars.push_back(calendar);
  }

  book::KindId kind(size_t words) {
    book::Kind kind;
    for (size_t i = 0; i < words; ++i) kind.words.push_back("w" + std::to_string(i));
    model.kinds.push_back(kind);
    return book::KindId(model.kinds.size() - 1);
  }

  book::Type type(TypeKind kind, size_t words = 0) {
    book::Type type;
    type.kind = kind;
    if (words > 0) type.words = this->kind(words);
    return type;
  }

  book::FactId fact(const book::Type& type) {
    book::Fact fact;
    fact.name = "f" + std::to_string(model.facts.size());
    fact.type = type;
    fact.book = book::BookId(0);
    model.facts.push_back(fact);
    return book::FactId(model.facts.size() - 1);
  }

  book::RecordId record(const std::vector<book::Type>& types) {
    book::Record record;
    for (size_t i = 0; i < types.size(); ++i) record.fields.push_back({"field" + std::to_string(i), types[i], {}});
    model.records.push_back(record);
    return book::RecordId(model.records.size() - 1);
  }
};

// A program over a model with atoms added one by one, without norms.
struct Atoms {
  Program program;

  explicit Atoms(const Model& model) { program.model = &model; }

  AtomId add(Atom atom) {
    const auto place = std::find(program.atoms.begin(), program.atoms.end(), atom);
    if (place != program.atoms.end()) return static_cast<AtomId>(place - program.atoms.begin());
    program.atoms.push_back(std::move(atom));
    return static_cast<AtomId>(program.atoms.size() - 1);
  }
};

// --- the plain meaning ------------------------------------------------------------------------------------------------------

bool holds_plainly(const Program& program, const Atom& atom, const ToldValue& value, book::Instant at);

inline bool lit_holds(const Program& program, Lit lit, const RecordValue& record, book::Instant at) {
  const uint32_t node = lit.node();
  bool result = false;
  if (node != 0 && program.circuit.is_atom(node)) {
    const Atom& atom = program.atoms[program.circuit.atom_of(node)];
    result = holds_plainly(program, atom, {record[atom.index].number, {}}, at);
  } else if (node != 0) {
    result = lit_holds(program, program.circuit.node(node).left, record, at) && lit_holds(program, program.circuit.node(node).right, record, at);
  }
  return result != lit.complemented();
}

// All fields of a told list's records are known here.
inline bool holds_plainly(const Program& program, const Atom& atom, const ToldValue& value, book::Instant at) {
  const auto set = static_cast<uint64_t>(value.number);
  switch (atom.kind) {
    case Kind::kIsYes:
    case Kind::kQuestion: return value.number == 1;
    case Kind::kInWords: return std::count(atom.words.begin(), atom.words.end(), static_cast<uint16_t>(value.number)) > 0;
    case Kind::kInTexts: return std::count(atom.texts.begin(), atom.texts.end(), static_cast<uint32_t>(value.number)) > 0;
    case Kind::kMeets: return (set & atom.mask) != 0;
    case Kind::kContains: return (set & atom.mask) == atom.mask;
    case Kind::kWithin: return (set | atom.mask) == atom.mask;
    case Kind::kEmpty: return program.model->facts[atom.index].type.kind == TypeKind::kListOf ? value.records.empty() : set == 0;
    case Kind::kAtLeast: return value.number >= (atom.threshold.relative() ? book::threshold_at(*program.model, atom.threshold, at) : atom.threshold.constant);
    case Kind::kCountAtLeast: {
      uint32_t count = 0;
      for (const RecordValue& record : value.records) count += lit_holds(program, atom.where, record, at) ? 1 : 0;
      return count >= atom.count;
    }
  }
  return false;
}

// A random atom over a scalar or set type.
inline Threshold random_threshold(Random& random, TypeKind kind) {
  Threshold t;
  t.on_dates = kind == TypeKind::kDate;
  const int64_t units[] = {-3, -2, -1, 0, 1, 2, 3, 24, 48};
  const int64_t some = units[below(random, std::size(units))];
  const bool moves = (kind == TypeKind::kDate || kind == TypeKind::kInstant) && below(random, 3) > 0;
  if (!moves) {
    const Domain domain = domain_of(kind);
    const int64_t near[] = {some,       some * 3600,    some * 1'000'000, kNoon + some * 3600, kNoon / 86400 + some,
                            domain.low, domain.low + 1, domain.high,      domain.high + 1,     47'500'000};
    t.constant = near[below(random, std::size(near))];
    return t;
  }
  using Rule = Threshold::Rule;
  using Unit = book::time::Unit;
  t.zone = book::ZoneId(below(random, 2));
  t.plus = static_cast<int64_t>(below(random, 2));
  const size_t rule = below(random, t.on_dates ? 3 : 7);
  t.rule = rule == 0 ? Rule::kCaseAt : rule < 3 ? Rule::kShift : static_cast<Rule>(rule);
  if (t.rule == Rule::kShift) {
    const Unit days[] = {Unit::kDays, Unit::kWeeks, Unit::kMonths, Unit::kYears, Unit::kHours, Unit::kMinutes};
    t.shift = {some, days[below(random, t.on_dates ? 4 : 6)]};
  } else if (t.rule != Rule::kCaseAt) {
    t.seconds = std::abs(some) * 3600;
    t.calendar = book::CalendarId(0);
  }
  return t;
}

inline Atom random_atom(Random& random, const book::Type& type, size_t words) {
  Atom atom;
  switch (type.kind) {
    case TypeKind::kYesNo: atom.kind = Kind::kIsYes; break;
    case TypeKind::kOneOf:
      atom.kind = Kind::kInWords;
      for (uint16_t word = 0; word < words; ++word) {
        if (below(random, 3) == 0) atom.words.push_back(word);
      }
      break;
    case TypeKind::kSomeOf: {
      const Kind kinds[] = {Kind::kMeets, Kind::kContains, Kind::kWithin, Kind::kEmpty};
      atom.kind = kinds[below(random, 4)];
      const uint64_t full = words == 64 ? ~uint64_t{0} : (uint64_t{1} << words) - 1;
      if (atom.kind == Kind::kWithin && below(random, 2) == 0)
        atom.mask = full & random() & (static_cast<uint64_t>(random()) << 32 | random());
      else if (atom.kind != Kind::kEmpty) {
        for (size_t i = 0; i < 1 + below(random, 3); ++i) atom.mask |= uint64_t{1} << below(random, words);
      }
      break;
    }
    case TypeKind::kText:
      atom.kind = Kind::kInTexts;
      for (uint32_t text = 1; text <= 6; ++text) {
        if (below(random, 4) == 0) atom.texts.push_back(text);
      }
      if (atom.texts.empty()) atom.texts.push_back(static_cast<uint32_t>(1 + below(random, 6)));
      break;
    default:
      atom.kind = Kind::kAtLeast;
      atom.threshold = random_threshold(random, type.kind);
      break;
  }
  return atom;
}

}  // namespace comity::circuit
