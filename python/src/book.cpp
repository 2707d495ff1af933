// A book: loading it, asking one case, proving its claims, and comparing it with another.
#include <map>

#include <fmt/format.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "core.h"
#include "proof/diff.h"
#include "proof/verdicts.h"
#include "proof/write_changes.h"
#include "ruling/read_words.h"
#include "ruling/write_why_not.h"
#include "text/html.h"

namespace comity::python {

namespace {

std::string sentence(const text::Diagnostic& one) {
  std::string out = one.code.empty() ? std::string(one.message) : fmt::format("{}: {}", one.code, one.message);
  for (const text::Note& note : one.notes) out += "\n  " + note.text;
  if (!one.help.empty()) out += "\n  " + one.help;
  return out;
}

std::string rendered(const text::Files& files, const text::Diagnostics& diagnostics, bool errors_only) {
  std::string out;
  for (const text::Diagnostic& one : diagnostics.all()) {
    if (!errors_only || one.severity == text::Severity::kError) out += text::render(files, one, false);
  }
  return out;
}

template <class Items>
std::vector<std::string> names_of(const Items& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

// --- one case ---------------------------------------------------------------------------------------------------------------------------

// The desk with the case read; a case as JSON comes with the padding that reading in place needs.
void read_case(ruling::Desk& desk, const Core& core, std::string& json) {
  json.reserve(json.size() + ruling::kPadding);
  ruling::CaseReader reader(core.program, *core.names);
  if (auto fine = reader.read(json, desk.asked(), desk.told()); !fine) fail(fine.error());
}

std::string ask_json(const Book& book, std::string json, bool brief) {
  const Core& core = *book.core();
  ruling::Desk desk(*core.engine, *core.names);
  read_case(desk, core, json);
  std::string out;
  desk.answer(json, brief, out);
  return out;
}

std::string why_not_json(const Book& book, std::string json, const std::string& wanted) {
  const Core& core = *book.core();
  ruling::Desk desk(*core.engine, *core.names);
  read_case(desk, core, json);
  const auto ruling = ruling::ruling_named(wanted);
  if (!ruling) fail(fmt::format("there is no ruling `{}`: permitted, forbidden, required, silent or conflicting", wanted));
  const ruling::RulingSet now = ruling::decide(*core.engine, desk.asked(), desk.told(), desk.scratch()).possible;
  return ruling::why_not_json(core.program, *core.names, desk, *ruling, now, ruling::why_not(*core.engine, desk.asked(), desk.told(), *ruling, desk.scratch()));
}

// --- every case -------------------------------------------------------------------------------------------------------------------------

// Those named; else the asked book's own, or all.
std::vector<uint32_t> claims_called(const Core& core, const std::vector<std::string>& names, bool all) {
  const book::Model& model = core.loaded->model;
  std::vector<uint32_t> chosen;
  for (uint32_t c = 0; names.empty() && c < model.claims.size(); ++c) {
    if (all || model.claims[c].book == model.root) chosen.push_back(c);
  }
  for (const std::string& name : names) {
    const std::vector<uint32_t> found = proof::claims_named(model, name);
    if (found.empty()) fail(fmt::format("there is no claim `{}`", name));
    chosen.insert(chosen.end(), found.begin(), found.end());
  }
  return chosen;
}

// What makes the command of a refutation find the book where this one was found; `books` is found without a word.
std::string places(const Core& core) {
  std::string text;
  for (const std::string& root : core.roots) {
    if (root != "books") text += " --books " + proof::shell_quoted(root);
  }
  return text;
}

std::vector<std::string> prove_json(const Book& book, const std::vector<std::string>& names, bool all, bool by_diagram) {
  const Core& core = *book.core();
  std::map<std::string, std::unique_ptr<book::Loaded>> others;
  proof::Prover prover(core.loaded->model, [&](const std::string& name) -> const book::Loaded* {
    auto& place = others[name];
    text::Diagnostics told;
    if (!place) place = book::load(name, {.roots = core.roots}, told);
    return told.has_errors() ? nullptr : place.get();
  });
  const proof::Wording wording(prover.program());
  std::vector<std::string> verdicts;
  for (const uint32_t claim : claims_called(core, names, all)) {
    const proof::Verdict verdict = prover.prove(claim, by_diagram ? proof::By::kDiagram : proof::By::kSolver);
    verdicts.push_back(proof::verdict_json(core.loaded->model, wording, verdict, core.called, places(core)));
  }
  return verdicts;
}

book::Instant instant_of(const Core& core, const std::optional<std::string>& text) {
  const book::Model& model = core.loaded->model;
  if (!text) return proof::last_change(model);
  const auto at = ruling::read_moment(model, *text);
  if (!at) fail(at.error());
  return *at;
}

std::vector<std::string> diff_json(const Book& first, const std::optional<std::string>& first_at, const Book& second,
                                   const std::optional<std::string>& second_at, const std::vector<std::string>& actions) {
  const auto all = proof::differences({&first.core()->program, instant_of(*first.core(), first_at)},
                                      {&second.core()->program, instant_of(*second.core(), second_at)}, actions);
  if (all.shared == 0)
    throw Failure{actions.empty() ? "C0901" : "C0902", actions.empty() ? "C0901: the two books share no action" : "C0902: both books have no such action"};
  std::vector<std::string> changes;
  for (const proof::Difference& one : all.subjects) changes.push_back(proof::changes_json(one));
  return changes;
}

}  // namespace

void fail(std::string message) { throw Failure{"", std::move(message)}; }
void fail(const text::Diagnostic& one) { throw Failure{std::string(one.code), sentence(one)}; }
void fail(const text::Diagnostics& all) {
  Failure failure;
  for (const text::Diagnostic& one : all.all()) {
    if (one.severity != text::Severity::kError) continue;
    if (failure.code.empty()) failure.code = one.code;
    failure.message += (failure.message.empty() ? "" : "\n") + sentence(one);
  }
  throw failure;
}

Book::Book(const std::string& name, std::vector<std::string> roots, const std::vector<std::string>& also) : core_(std::make_shared<Core>()) {
  core_->called = name;
  core_->roots = std::move(roots);
  core_->loaded = book::load(name, {.roots = core_->roots, .beside = also}, core_->diagnostics);
  for (const text::Diagnostic& one : core_->diagnostics.all()) {
    if (one.severity == text::Severity::kError) throw Failure{std::string(one.code), rendered(core_->loaded->files, core_->diagnostics, true)};
  }
  core_->program = circuit::lower(core_->loaded->model);
  core_->names = std::make_unique<ruling::Names>(core_->loaded->model);
  core_->engine = std::make_unique<ruling::Engine>(core_->program);
}

void bind_book(nb::module_& m) {
  const auto model = [](const Book& book) -> const book::Model& { return book.core()->loaded->model; };
  auto book =
      nb::class_<Book>(m, "Book", "A checked book with all that it uses.")
          .def(nb::init<const std::string&, std::vector<std::string>, const std::vector<std::string>&>(), nb::arg("name"), nb::arg("roots"), nb::arg("also"))
          .def_prop_ro("name", [model](const Book& b) { return model(b).books[model(b).root.value].name; })
          .def_prop_ro("release", [model](const Book& b) { return model(b).release; })
          .def_prop_ro("warnings", [](const Book& b) { return rendered(b.core()->loaded->files, b.core()->diagnostics, false); })
          .def_prop_ro("title", [model](const Book& b) { return model(b).books[model(b).root.value].title; })
          .def_prop_ro("sources", [model](const Book& b) { return names_of(model(b).sources); })
          .def_prop_ro("actions", [model](const Book& b) { return names_of(model(b).actions); })
          .def_prop_ro("facts", [model](const Book& b) { return names_of(model(b).facts); })
          .def_prop_ro("readings", [model](const Book& b) { return names_of(model(b).readings); })
          .def_prop_ro("claims", [model](const Book& b) { return names_of(model(b).claims); })
          .def_prop_ro("norms",
                       [model](const Book& b) {
                         std::vector<std::string> names;
                         for (const book::Norm& norm : model(b).norms) names.push_back(norm.qualified);
                         return names;
                       })
          .def("ask_json", ask_json, nb::arg("case"), nb::arg("brief") = false)
          .def("why_not_json", why_not_json, nb::arg("case"), nb::arg("wanted"))
          .def("prove_json", prove_json, nb::arg("claims") = std::vector<std::string>(), nb::arg("all") = false, nb::arg("by_diagram") = false,
               nb::call_guard<nb::gil_scoped_release>())
          .def("diff_json", diff_json, nb::arg("at").none(), nb::arg("other"), nb::arg("other_at").none(), nb::arg("actions") = std::vector<std::string>(),
               nb::call_guard<nb::gil_scoped_release>());
  m.def(
      "html_escaped", [](const std::string& text) { return text::html_escaped(text); }, nb::arg("text"), "Text as part of an HTML page.");
  bind_replay(m, book);
  bind_report(m, book);
}

}  // namespace comity::python
