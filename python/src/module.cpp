// The Python module: the rooms' own doors, with Arrow PyCapsules at the border.
//
// No meaning lives here. Books are loaded once and shared; asking releases nothing and is quick; replaying releases the interpreter's lock
// while it works. Capsules are named and owned as the Arrow PyCapsule interface says: who takes a struct out clears its release, and a capsule
// that nobody took from releases what it holds.
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "book/load.h"
#include "replay/output.h"
#include "replay/replay.h"
#include "ruling/desk.h"
#include "ruling/notation.h"
#include "ruling/read_words.h"

namespace nb = nanobind;

namespace {

using namespace comity;

[[noreturn]] void fail(const std::string& message) { throw std::invalid_argument(message); }

std::string plain(const text::Files& files, const text::Diagnostics& diagnostics, bool errors_only) {
  std::string out;
  for (const text::Diagnostic& one : diagnostics.all()) {
    if (!errors_only || one.severity == text::Severity::kError) out += text::render(files, one, false);
  }
  return out;
}

std::string sentence(const text::Diagnostic& one) {
  std::string out = fmt::format("{}: {}", one.code, one.message);
  for (const text::Note& note : one.notes) out += "\n  " + note.text;
  if (!one.help.empty()) out += "\n  " + one.help;
  return out;
}

// A checked book with its engine; what a replay refers to, so it outlives every replay (shared).
struct Core {
  std::unique_ptr<book::Loaded> loaded;
  text::Diagnostics diagnostics;
  circuit::Program program;
  std::unique_ptr<ruling::Names> names;
  std::unique_ptr<ruling::Engine> engine;
};

class Book {
 public:
  Book(const std::string& name, const std::vector<std::string>& roots) : core_(std::make_shared<Core>()) {
    core_->loaded = book::load(name, {.roots = roots}, core_->diagnostics);
    if (core_->diagnostics.has_errors()) fail(plain(core_->loaded->files, core_->diagnostics, true));
    core_->program = circuit::lower(core_->loaded->model);
    core_->names = std::make_unique<ruling::Names>(core_->loaded->model);
    core_->engine = std::make_unique<ruling::Engine>(core_->program);
  }

  const std::shared_ptr<Core>& core() const { return core_; }
  const book::Model& model() const { return core_->loaded->model; }
  std::string name() const { return model().books[model().root.value].name; }
  std::string release() const { return model().release; }
  std::string warnings() const { return plain(core_->loaded->files, core_->diagnostics, false); }

  template <class Items>
  std::vector<std::string> names_of(const Items& items) const {
    std::vector<std::string> names;
    for (const auto& item : items) names.push_back(item.name);
    return names;
  }
  std::vector<std::string> actions() const { return names_of(model().actions); }
  std::vector<std::string> facts() const { return names_of(model().facts); }
  std::vector<std::string> readings() const { return names_of(model().readings); }
  std::vector<std::string> norms() const {
    std::vector<std::string> names;
    for (const book::Norm& norm : model().norms) names.push_back(norm.qualified);
    return names;
  }

  // A case as JSON in, the answer as JSON out.
  std::string ask_json(std::string json, bool brief) const {
    json.reserve(json.size() + ruling::kPadding);
    ruling::Desk desk(*core_->engine, *core_->names);
    std::string out;
    if (!desk.answer(json, brief, out)) fail(out);
    return out;
  }

 private:
  std::shared_ptr<Core> core_;
};

// --- capsules -----------------------------------------------------------------------------------------------------------------------

template <class Struct>
void release_capsule(PyObject* capsule) {
  auto* held = static_cast<Struct*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
  if (held == nullptr) return;
  if (held->release != nullptr) held->release(held);
  delete held;
}

template <class Struct>
nb::object capsule_of(Struct* made, const char* name) {
  return nb::steal(PyCapsule_New(made, name, release_capsule<Struct>));
}

template <class Struct>
Struct* taken(nb::handle capsule, const char* name) {
  auto* found = static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (found == nullptr) throw nb::python_error();
  return found;
}

// --- a table that is one struct array, as a stream of one batch ----------------------------------------------------------------------

struct OneBatch {
  replay::OwnedSchema schema;
  replay::OwnedArray array;
};

int one_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  static_cast<OneBatch*>(stream->private_data)->schema.move_to(out);
  return 0;
}
int one_next(ArrowArrayStream* stream, ArrowArray* out) {
  std::memset(out, 0, sizeof *out);
  static_cast<OneBatch*>(stream->private_data)->array.move_to(out);
  return 0;
}
const char* one_error(ArrowArrayStream*) { return nullptr; }
void one_release(ArrowArrayStream* stream) {
  delete static_cast<OneBatch*>(stream->private_data);
  stream->release = nullptr;
}

// The stream behind any object with the Arrow PyCapsule interface.
replay::OwnedStream stream_of(nb::handle table) {
  if (nb::hasattr(table, "__arrow_c_stream__")) {
    const nb::object capsule = table.attr("__arrow_c_stream__")();
    return replay::OwnedStream(taken<ArrowArrayStream>(capsule, "arrow_array_stream"));
  }
  if (!nb::hasattr(table, "__arrow_c_array__")) fail("the table has no Arrow PyCapsule interface (__arrow_c_stream__ or __arrow_c_array__)");
  const nb::tuple pair = nb::cast<nb::tuple>(table.attr("__arrow_c_array__")());
  auto* one = new OneBatch{replay::OwnedSchema(taken<ArrowSchema>(pair[0], "arrow_schema")), replay::OwnedArray(taken<ArrowArray>(pair[1], "arrow_array"))};
  ArrowArrayStream stream{one_schema, one_next, one_error, one_release, one};
  return replay::OwnedStream(&stream);
}

// --- rulings ------------------------------------------------------------------------------------------------------------------------

// A stream of rulings, given out once; afterwards it tells what was not understood.
class Rulings {
 public:
  Rulings(std::shared_ptr<Core> core, std::shared_ptr<replay::Replay> replay, replay::OwnedStream in) : core_(std::move(core)), replay_(std::move(replay)), in_(std::move(in)) {}

  nb::object schema() const {
    auto* made = new ArrowSchema;
    replay::export_schema(replay_->request().want, made);
    return capsule_of(made, "arrow_schema");
  }

  nb::object stream(nb::handle) {
    if (!in_) fail("the rulings were already taken: replay the table again");
    auto* made = new ArrowArrayStream;
    // The stream keeps book and replay alive; its work needs no lock, but what it reads from may be Python's own and takes the lock itself.
    ArrowArrayStream in;
    in_.move_to(&in);
    const auto kept = std::shared_ptr<replay::Replay>(replay_.get(), [core = core_, replay = replay_](replay::Replay*) {});
    replay::export_stream(kept, &in, made);
    return capsule_of(made, "arrow_array_stream");
  }

  nb::dict unrecognised() const {
    nb::dict out;
    for (const auto& [column, seen] : replay_->unrecognised()) {
      nb::dict literals;
      for (const auto& [literal, times] : seen.literals) literals[nb::str(literal.c_str(), literal.size())] = times;
      out[replay_->columns()[column].name.c_str()] = literals;
    }
    return out;
  }

  nb::dict effort() const {
    const replay::Effort effort = replay_->effort();
    nb::dict out;
    out["filled"] = effort.filled;
    out["odd_rows"] = effort.odd_rows;
    out["key_bits"] = effort.key_bits;
    out["dense"] = effort.dense;
    return out;
  }

 private:
  std::shared_ptr<Core> core_;
  std::shared_ptr<replay::Replay> replay_;
  replay::OwnedStream in_;
};

std::vector<replay::ColumnType> columns_of(replay::OwnedStream& stream) {
  replay::OwnedSchema schema;
  if (stream->get_schema(stream.get(), schema.get()) != 0) fail("C1110: the table does not tell its schema");
  std::vector<replay::ColumnType> columns;
  for (int64_t i = 0; i < schema->n_children; ++i) {
    auto type = replay::type_of(*schema->children[i]);
    if (!type) {  // a column that is not read may be there, as long as nothing needs it
      type = replay::ColumnType{};
      type->name = schema->children[i]->name;
      type->physical = replay::Physical::kUnknown;
    }
    columns.push_back(std::move(*type));
  }
  return columns;
}

struct Options {
  std::string action;
  std::vector<std::string> given, assume;
  std::optional<std::string> at, at_column;
  std::string reading;
  bool by_names = false, possible = false, deciding = false, missing = false, epoch = false;
  unsigned threads = 0;
};

replay::Request request_of(const Core& core, const Options& options) {
  const auto check = [](auto&& fine) {
    if (!fine) fail(sentence(fine.error()));
  };
  replay::Request request;
  ruling::Desk desk(*core.engine, *core.names);
  check(ruling::read_action(core.program, *core.names, options.action, desk.asked()));
  if (!desk.asked().id) fail("no norm of the book governs the asking of that fact");
  request.subject = *desk.asked().id;
  for (const std::string& word : options.given) check(ruling::read_fact(core.program, *core.names, desk.reader(), word, desk.asked(), desk.told()));
  for (const book::FactId fact : desk.told().told()) {
    const bool list = core.loaded->model.facts[fact.value].type.kind == book::TypeKind::kListOf;
    request.given.emplace_back(fact, list ? circuit::ToldValue{0, desk.told().records(fact)} : circuit::ToldValue{desk.told().value(fact), {}});
  }
  for (const std::string& word : options.assume) check(ruling::read_assumption(core.program, *core.names, word, desk.told()));
  request.assume = desk.told().assumed();
  if (options.at) {
    check(ruling::read_at(*core.names, *options.at, desk.told()));
    request.at = desk.told().at();
  }
  request.at_column = options.at_column.value_or("");
  request.reading = options.reading;
  request.by_names = options.by_names;
  request.want = {.possible = options.possible, .deciding = options.deciding, .missing = options.missing, .epoch = options.epoch};
  return request;
}

std::unique_ptr<Rulings> replay_table(const Book& book, nb::handle table, const Options& options) {
  const std::shared_ptr<Core>& core = book.core();
  replay::OwnedStream stream = stream_of(table);
  const auto columns = columns_of(stream);
  text::Diagnostics diagnostics;
  const replay::Request request = request_of(*core, options);
  std::shared_ptr<replay::Replay> made = replay::Replay::make(core->program, *core->names, *core->engine, request, columns, diagnostics, options.threads);
  if (made == nullptr) {
    std::string all;
    for (const text::Diagnostic& one : diagnostics.all()) all += (all.empty() ? "" : "\n") + sentence(one);
    fail(all);
  }
  return std::make_unique<Rulings>(core, std::move(made), std::move(stream));
}

}  // namespace

NB_MODULE(_core, m) {
  m.doc() = "The rooms of comity, as the package `comity` uses them.";

  nb::class_<Rulings>(m, "Rulings", "Rulings of a table's rows: an Arrow stream, given out once.")
      .def("__arrow_c_schema__", &Rulings::schema)
      .def("__arrow_c_stream__", &Rulings::stream, nb::arg("requested_schema") = nb::none())
      .def_prop_ro("unrecognised", &Rulings::unrecognised, "Cells without a meaning, by column and text, as far as rows were ruled.")
      .def_prop_ro("effort", &Rulings::effort, "How the rows were ruled, for those who tune.");

  nb::class_<Book>(m, "Book", "A checked book with all that it uses.")
      .def(nb::init<const std::string&, const std::vector<std::string>&>(), nb::arg("name"), nb::arg("roots"))
      .def_prop_ro("name", &Book::name)
      .def_prop_ro("release", &Book::release)
      .def_prop_ro("warnings", &Book::warnings)
      .def_prop_ro("actions", &Book::actions)
      .def_prop_ro("facts", &Book::facts)
      .def_prop_ro("readings", &Book::readings)
      .def_prop_ro("norms", &Book::norms)
      .def("ask_json", &Book::ask_json, nb::arg("case"), nb::arg("brief") = false)
      .def(
          "replay",
          [](const Book& book, nb::object table, const std::string& action, const std::vector<std::string>& given, const std::vector<std::string>& assume,
             std::optional<std::string> at, std::optional<std::string> at_column, const std::string& reading, bool by_names, bool possible, bool deciding, bool missing,
             bool epoch, unsigned threads) {
            return replay_table(book, table, {action, given, assume, at, at_column, reading, by_names, possible, deciding, missing, epoch, threads});
          },
          nb::arg("table"), nb::arg("action"), nb::kw_only(), nb::arg("given") = std::vector<std::string>(), nb::arg("assume") = std::vector<std::string>(),
          nb::arg("at") = nb::none(), nb::arg("at_column") = nb::none(), nb::arg("reading") = "", nb::arg("by_names") = false, nb::arg("possible") = false,
          nb::arg("deciding") = false, nb::arg("missing") = false, nb::arg("epoch") = false, nb::arg("threads") = 0);
}
