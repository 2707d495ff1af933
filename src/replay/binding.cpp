#include "replay/binding.h"

#include <algorithm>

#include <fmt/format.h>

#include "ruling/read_value.h"

namespace comity::replay {

namespace {

using book::TypeKind;

std::string_view last_part(std::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == name.npos ? name : name.substr(slash + 1);
}

// Whether `name` ("encounter", "us/encounter") means the thing called `own` in a book.
bool means(const book::Model& model, std::string_view name, std::string_view own, book::BookId book) {
  if (name == own) return true;
  return name.size() > own.size() && last_part(name) == own && name.substr(0, name.size() - own.size() - 1) == model.books[book.value].name;
}

std::string_view words_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::kYesNo: return "yes or no";
    case TypeKind::kOneOf: return "one of some words";
    case TypeKind::kSomeOf: return "a set of words";
    case TypeKind::kNumber: return "a number";
    case TypeKind::kDate: return "a date";
    case TypeKind::kInstant: return "an instant";
    case TypeKind::kDuration: return "a duration";
    case TypeKind::kText: return "a text";
    case TypeKind::kListOf: return "a list of records";
  }
  return "";
}

// Whether values of this physical type can be read as the fact: by their own notation, or by the literals of a reading.
bool can_give(const ColumnType& column, TypeKind kind, bool by_literals) {
  const ColumnType& values = column.physical == Physical::kDictionary ? column.inner[0] : column;
  if (values.is_text()) return kind != TypeKind::kListOf;
  if (values.physical == Physical::kNull) return true;
  const bool is_list = values.physical == Physical::kList || values.physical == Physical::kLargeList;
  if (kind == TypeKind::kListOf) return is_list && values.inner[0].physical == Physical::kStruct;
  if (kind == TypeKind::kSomeOf && is_list) {
    const ColumnType& items = values.inner[0];
    return items.is_text() || (items.physical == Physical::kDictionary && items.inner[0].is_text()) || items.physical == Physical::kNull;
  }
  if (is_list || values.physical == Physical::kStruct) return false;
  const bool number = values.is_integer() || values.physical == Physical::kFloat32 || values.physical == Physical::kFloat64;
  if (by_literals && (number || values.physical == Physical::kBool)) return true;
  switch (kind) {
    case TypeKind::kYesNo: return values.physical == Physical::kBool;
    case TypeKind::kNumber: return number || values.physical == Physical::kDecimal;
    case TypeKind::kDate: return values.physical == Physical::kDate32 || values.physical == Physical::kDate64;
    case TypeKind::kInstant: return values.physical == Physical::kTime;
    case TypeKind::kDuration: return values.physical == Physical::kDuration;
    case TypeKind::kText: return values.is_integer();
    default: return false;
  }
}

class Binder {
 public:
  Binder(const Program& program, const ruling::Names& names, const Request& request, const std::vector<ColumnType>& columns, text::Diagnostics& diagnostics)
      : program_(program), names_(names), model_(*program.model), request_(request), columns_(columns), diagnostics_(diagnostics) {
    binding_.zone = &model_.zone();
    binding_.given = request.given;
  }

  std::optional<Binding> run() {
    const size_t before = diagnostics_.errors();
    if (!choose_reading()) return std::nullopt;
    if (binding_.reading != nullptr) {
      bind_reading();
    } else {
      bind_names();
    }
    bind_instants();
    check();
    if (diagnostics_.errors() > before) return std::nullopt;
    return std::move(binding_);
  }

 private:
  text::Diagnostic& report(std::string_view code, std::string message) { return diagnostics_.report(code, {}, std::move(message)); }

  std::optional<size_t> find_column(std::string_view name) const {
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].name == name) return i;
    }
    return std::nullopt;
  }

  std::string nearest_column(std::string_view name) const {
    std::vector<std::string_view> names;
    for (const ColumnType& column : columns_) names.push_back(column.name);
    const std::string near = text::nearest(name, names);
    return near.empty() ? "" : fmt::format("did you mean the column `{}`?", near);
  }

  bool fits(const book::Reading& reading) const {
    return !reading.columns.empty() &&
           std::ranges::all_of(reading.columns, [this](const book::Column& column) { return find_column(column.column).has_value(); });
  }

  // False: an error has been told.
  bool choose_reading() {
    if (request_.by_names) return true;
    std::vector<const book::Reading*> found;
    std::vector<std::string_view> names;
    for (const book::Reading& reading : model_.readings) {
      names.push_back(reading.name);
      const bool wanted = request_.reading.empty() ? fits(reading) : means(model_, request_.reading, reading.name, reading.book);
      if (wanted) found.push_back(&reading);
    }
    if (found.size() == 1) binding_.reading = found[0];
    if (found.size() > 1) {
      std::string all;
      for (const book::Reading* reading : found)
        all += fmt::format("{}`{}/{}`", all.empty() ? "" : " and ", model_.books[reading->book.value].name, reading->name);
      report("C1102", fmt::format("the readings {} fit this table", all)).help = "name one of them with --reading";
      return false;
    }
    if (found.empty() && !request_.reading.empty()) {
      auto& told = report("C1101", fmt::format("there is no reading `{}` in the book `{}`", request_.reading, model_.books[model_.root.value].name));
      const std::string near = text::nearest(last_part(request_.reading), names);
      told.help = near.empty() ? "readings of another book are brought in by --also" : fmt::format("did you mean `{}`?", near);
      return false;
    }
    return true;
  }

  void add(size_t column, book::FactId fact, const book::Column* how) {
    const book::Fact& declared = model_.facts[fact.value];
    for (const BoundColumn& other : binding_.facts) {
      if (other.fact != fact) continue;
      report("C1113", fmt::format("the columns `{}` and `{}` both give `{}`", columns_[other.column].name, columns_[column].name, declared.name));
      return;
    }
    if (!can_give(columns_[column], declared.type.kind, how != nullptr && !how->meanings.empty())) {
      auto& told = report("C1105", fmt::format("the column `{}` holds {}, and `{}` is {}", columns_[column].name, columns_[column].words(), declared.name,
                                               words_of(declared.type.kind)));
      told.help = declared.type.kind == TypeKind::kListOf
                      ? "lists of records come from Arrow tables, as a column of lists of structs (from Python: comity.replay)"
                      : "convert the column, or give its literals a meaning in a reading";
      return;
    }
    check_format(how, columns_[column].name);
    binding_.facts.push_back({column, fact, how});
  }

  void check_format(const book::Column* how, std::string_view column) {
    if (how == nullptr || !how->format) return;
    const std::string bad = bad_letters(*how->format);
    if (!bad.empty())
      report("C1106", fmt::format("the format of the column `{}` has {}, which means nothing", column, bad)).help =
          "known letters: %Y %y %m %d %e %j %H %I %M %S %f %p %b %B %z %Z %%";
  }

  void bind_reading() {
    const book::Reading& reading = *binding_.reading;
    binding_.zone = &model_.zones[model_.books[reading.book.value].zone.value];
    for (const book::Column& column : reading.columns) {
      const auto at = find_column(column.column);
      if (!at) {
        report("C1104", fmt::format("the reading `{}` names the column `{}`, which the table does not have", reading.name, column.column)).help =
            nearest_column(column.column);
        continue;
      }
      if (column.gives_case_at) {
        if (!request_.at && request_.at_column.empty()) take_instants(*at, &column);
      } else {
        add(*at, column.fact, &column);
      }
    }
    // What is given for all rows of this replay stands before what the reading gives for all rows of every table.
    for (const book::Told& told : reading.given) {
      if (std::ranges::any_of(binding_.given, [&](const auto& given) { return given.first == told.fact; })) continue;
      const auto value =
          ruling::read_written(program_, names_, model_.facts[told.fact.value].type, told.value, *binding_.zone, ruling::place_of(names_, told.fact));
      if (value && *value) binding_.given.emplace_back(told.fact, **value);
    }
  }

  void bind_names() {
    bool any = false;
    for (size_t i = 0; i < columns_.size(); ++i) {
      const auto fact = names_.fact(columns_[i].name);
      if (!fact) continue;
      any = true;
      add(i, *fact, nullptr);
    }
    if (!any) report("C1103", "no reading fits the table, and none of its columns is named like a fact").help = "name columns like facts, or write a reading";
  }

  void take_instants(size_t column, const book::Column* how) {
    if (!can_give(columns_[column], TypeKind::kInstant, false)) {
      report("C1105", fmt::format("the column `{}` holds {}, and case.at is an instant", columns_[column].name, columns_[column].words())).help =
          "give timestamps, or text in the notation of RFC 3339 or in a reading's format";
      return;
    }
    check_format(how, columns_[column].name);
    binding_.instants = BoundColumn{column, book::FactId(), how};
  }

  void bind_instants() {
    if (request_.at || binding_.instants) return;
    if (!request_.at_column.empty()) {
      const auto at = find_column(request_.at_column);
      if (!at) {
        const std::string near = nearest_column(request_.at_column);
        report("C1104", fmt::format("there is no column `{}` in the table", request_.at_column)).help =
            near.empty() ? "an instant for all rows is written 2025-08-14 or 2025-08-14T12:00" : near;
        return;
      }
      const book::Column* how = nullptr;
      if (binding_.reading != nullptr) {
        for (const book::Column& column : binding_.reading->columns) {
          if (column.gives_case_at && column.column == request_.at_column) how = &column;
        }
      }
      take_instants(*at, how);
      return;
    }
    if (const auto at = find_column("case.at")) {
      take_instants(*at, nullptr);
    } else if (diagnostics_.errors() == 0) {
      report("C1111", "no column gives the instant of a row").help = "say --at and an instant, a column, or in-force";
    }
  }

  // A fact that is given for all rows is not read from a column: the one who asks says so on purpose, as a what-if.
  void check() {
    std::erase_if(binding_.facts, [this](const BoundColumn& column) {
      return std::ranges::any_of(request_.given, [&](const auto& given) { return given.first == column.fact; });
    });
    for (size_t i = 0; i < binding_.given.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (binding_.given[i].first == binding_.given[j].first) {
          report("C1113", fmt::format("`{}` is given twice", model_.facts[binding_.given[i].first.value].name));
        }
      }
    }
    for (const BoundColumn& column : binding_.facts) {
      std::erase_if(binding_.given, [&](const auto& given) { return given.first == column.fact; });
    }
  }

  const Program& program_;
  const ruling::Names& names_;
  const book::Model& model_;
  const Request& request_;
  const std::vector<ColumnType>& columns_;
  text::Diagnostics& diagnostics_;
  Binding binding_;
};

}  // namespace

std::optional<Binding> bind(const Program& program, const ruling::Names& names, const Request& request, const std::vector<ColumnType>& columns,
                            text::Diagnostics& diagnostics) {
  return Binder(program, names, request, columns, diagnostics).run();
}

}  // namespace comity::replay
