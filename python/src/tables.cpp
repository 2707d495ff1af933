// Tables in, rulings out: any object with the Arrow PyCapsule interface, and a stream of rulings that is such an object again.
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "core.h"

namespace comity::python {

namespace {

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

// A stream of rulings, given out once; afterwards it tells what was not understood.
class Rulings {
 public:
  Rulings(CorePtr core, std::shared_ptr<replay::Replay> replay, replay::OwnedStream in)
      : core_(std::move(core)), replay_(std::move(replay)), in_(std::move(in)) {}

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
  CorePtr core_;
  std::shared_ptr<replay::Replay> replay_;
  replay::OwnedStream in_;
};

std::unique_ptr<Rulings> replay_table(const Book& book, nb::handle table, const replay::RequestWords& words, unsigned threads) {
  const CorePtr& core = book.core();
  replay::OwnedStream stream = stream_of(table);
  const auto columns = columns_of(stream);
  text::Diagnostics diagnostics;
  const replay::Request request = read_request(*core, words).request;
  std::shared_ptr<replay::Replay> made = replay::Replay::make(core->program, *core->names, *core->engine, request, columns, diagnostics, threads);
  if (made == nullptr) fail(diagnostics);
  return std::make_unique<Rulings>(core, std::move(made), std::move(stream));
}

}  // namespace

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

std::vector<replay::ColumnType> columns_of(replay::OwnedStream& stream) {
  replay::OwnedSchema schema;
  if (stream->get_schema(stream.get(), schema.get()) != 0) throw Failure{"C1110", "C1110: the table does not tell its schema"};
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

replay::Requested read_request(const Core& core, const replay::RequestWords& words) {
  auto requested = replay::read_request(core.program, *core.names, *core.engine, words);
  if (!requested) fail(requested.error());
  return std::move(*requested);
}

void bind_replay(nb::module_& m, nb::class_<Book>& book) {
  nb::class_<Rulings>(m, "Rulings", "Rulings of a table's rows: an Arrow stream, given out once.")
      .def("__arrow_c_schema__", &Rulings::schema)
      .def("__arrow_c_stream__", &Rulings::stream, nb::arg("requested_schema") = nb::none())
      .def_prop_ro("unrecognised", &Rulings::unrecognised, nb::sig("def unrecognised(self) -> dict[str, dict[str, int]]"),
                   "Cells without a meaning, by column and text, as far as rows were ruled.")
      .def_prop_ro("effort", &Rulings::effort, nb::sig("def effort(self) -> dict[str, int]"), "How the rows were ruled, for those who tune.");
  book.def(
      "replay",
      [](const Book& asked, nb::object table, const std::string& action, const std::vector<std::string>& given, const std::vector<std::string>& assume,
         std::optional<std::string> at, std::optional<std::string> at_column, const std::string& reading, bool by_names, bool possible, bool deciding,
         bool missing, bool epoch, unsigned threads) {
        const replay::Want want{.possible = possible, .deciding = deciding, .missing = missing, .epoch = epoch};
        return replay_table(asked, table,
                            {.action = action,
                             .given = given,
                             .assume = assume,
                             .at = std::move(at),
                             .at_column = std::move(at_column),
                             .reading = reading,
                             .by_names = by_names,
                             .want = want},
                            threads);
      },
      nb::arg("table"), nb::arg("action"), nb::kw_only(), nb::arg("given"), nb::arg("assume"), nb::arg("at").none(), nb::arg("at_column").none(),
      nb::arg("reading"), nb::arg("by_names"), nb::arg("possible"), nb::arg("deciding"), nb::arg("missing"), nb::arg("epoch"), nb::arg("threads"));
}

}  // namespace comity::python
