// Any bytes as a book's page: read, checked, compiled and asked. What has no errors must answer every action and every asking of a fact, with
// nothing told and with each fact told once, within a small budget; the answer's rulings are never none.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "book/load.h"
#include "circuit/program.h"
#include "ruling/desk.h"
#include "ruling/engine.h"
#include "ruling/names.h"

namespace {

using namespace comity;

constexpr size_t kMostSubjects = 6;
constexpr size_t kMostBytes = 1 << 14;  // longer pages only slow the search down

// The first word that names a book, as the page has it.
std::string book_named_in(const std::string& page) {
  const size_t at = page.find("book ");
  if (at == std::string::npos) return "b";
  const size_t end = page.find_first_of(" \n\t\r\"", at + 5);
  return page.substr(at + 5, end - at - 5);
}

void ask(const circuit::Program& program, const ruling::Engine& engine, const ruling::Names& names, book::Instant at) {
  ruling::Desk desk(engine, names);
  const book::Model& model = names.model();
  for (size_t i = 0; i < program.subjects.size() && i < kMostSubjects; ++i) {
    desk.told().clear();
    desk.told().set_at(at);
    desk.asked().clear();
    ruling::ask_about(program, program.subjects[i], desk.asked());
    std::string out;
    const ruling::Answer open = desk.answer();
    if (open.possible == 0) std::abort();
    desk.writer().write(out, desk.asked(), desk.told(), open);
    for (uint32_t fact = 0; fact < model.facts.size() && fact < kMostSubjects; ++fact) {
      if (model.facts[fact].type.kind == book::TypeKind::kListOf)
        desk.told().tell_list(book::FactId(fact), {});
      else
        desk.told().tell(book::FactId(fact), 0);
    }
    const ruling::Answer told = desk.answer();
    // More told can only leave fewer rulings.
    if (told.possible == 0 || (!open.exhausted && !told.exhausted && (told.possible & ~open.possible) != 0)) std::abort();
    desk.writer().write(out, desk.asked(), desk.told(), told);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kMostBytes) return 0;
  const std::string page(reinterpret_cast<const char*>(data), size);
  text::Diagnostics diagnostics;
  const auto loaded = book::load_texts(book_named_in(page), {{"fuzz.comity", page}}, diagnostics);
  for (const auto& one : diagnostics.all()) {
    if (text::render(loaded->files, one, false).empty()) std::abort();
  }
  if (diagnostics.has_errors()) return 0;
  const circuit::Program program = circuit::lower(loaded->model);
  const ruling::Names names(loaded->model);
  const ruling::Engine engine(program, {.diagram_nodes = 1U << 12, .completions = 1U << 12});
  ask(program, engine, names, 1'755'187'200);
  ask(program, engine, names, 0);
  return 0;
}
