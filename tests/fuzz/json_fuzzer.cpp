// Any bytes as a case, asked of one book that has every type of fact. A case that is understood must be answered, and its answer must be a
// case's answer again when it is asked again; a case that is not understood must be told by a code. Never does reading depend on the
// bytes behind the case.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "book/load.h"
#include "ruling/desk.h"

namespace {

using namespace comity;

struct Town {
  std::unique_ptr<book::Loaded> loaded;
  circuit::Program program;
  std::unique_ptr<ruling::Names> names;
  std::unique_ptr<ruling::Engine> engine;
  std::unique_ptr<ruling::Desk> desk;

  Town() {
    text::Diagnostics diagnostics;
    std::ifstream page(COMITY_ROOT "/tests/golden/cli/books/town/town.comity", std::ios::binary);
    loaded = book::load_texts("town", {{"town.comity", std::string(std::istreambuf_iterator<char>(page), {})}}, diagnostics);
    if (diagnostics.has_errors()) std::abort();
    program = circuit::lower(loaded->model);
    names = std::make_unique<ruling::Names>(loaded->model);
    engine = std::make_unique<ruling::Engine>(program);
    desk = std::make_unique<ruling::Desk>(*engine, *names);
  }
};

std::string answered(Town& town, const std::string& request, char behind, bool& understood) {
  const std::string padded = request + std::string(ruling::kPadding, behind);
  std::string out;
  understood = town.desk->answer(std::string_view(padded).substr(0, request.size()), false, out);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Town town;
  const std::string request(reinterpret_cast<const char*>(data), size);
  bool understood = false, again = false;
  const std::string first = answered(town, request, ' ', understood);
  const std::string second = answered(town, request, '}', again);
  if (understood != again || (understood && first != second)) std::abort();
  if (first.starts_with("{\"error\":{\"code\":\"C0") == understood) std::abort();
  if (first.find('\n') != std::string::npos) std::abort();
  return 0;
}
