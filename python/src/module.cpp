// The Python module: the rooms' own doors, with Arrow PyCapsules at the border.
//
// No meaning lives here. Books are loaded once and shared; work that takes time releases the interpreter's lock. Capsules are named and owned
// as the Arrow PyCapsule interface says: who takes a struct out clears its release, and a capsule that nobody took from releases what it holds.
#include <nanobind/stl/string.h>

#include "core.h"

namespace comity::python {

namespace {

// Failures are raised as comity.Error, which is Python's own class, so that it can be caught, printed and pickled as any other.
void translate(const std::exception_ptr& thrown, void*) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Failure& failure) {
    const nb::object type = nb::module_::import_("comity._errors").attr("Error");
    const nb::object error = type(failure.message, failure.code.empty() ? nb::none() : nb::object(nb::str(failure.code.c_str())));
    PyErr_SetObject(type.ptr(), error.ptr());
  }
}

}  // namespace

}  // namespace comity::python

NB_MODULE(_core, m) {
  using namespace comity::python;
  m.doc() = "The rooms of comity, as the package `comity` uses them.";
  nb::register_exception_translator(translate);
  bind_book(m);
  bind_command(m);
}
