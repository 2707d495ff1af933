#include "cli/messages.h"

#include <fmt/format.h>

#include "cli/terminal.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

void tell_one(const text::Files& files, const text::Diagnostic& diagnostic, bool json, bool colour) {
  if (json) {
    out(text::render_json(files, diagnostic) + "\n");
  } else {
    err(text::render(files, diagnostic, colour) + "\n");
  }
}

}  // namespace

void tell(const text::Files& files, const text::Diagnostics& diagnostics, bool json) {
  const bool colour = colour_on_err();
  for (const text::Diagnostic& one : diagnostics.all()) tell_one(files, one, json, colour);
  const size_t untold = diagnostics.errors() + diagnostics.warnings() - diagnostics.all().size();
  if (untold > 0 && !json) err(fmt::format("and {} more\n", untold));
}

void tell(const text::Diagnostic& diagnostic, bool json) { tell_one(text::Files{}, diagnostic, json, colour_on_err()); }

void tell_unreadable(std::string_view path, std::string_view why, bool json, std::string_view help) {
  text::Diagnostics diagnostics;
  diagnostics.report("C0001", {}, fmt::format("{} cannot be read or written: {}", text::quote(path, 200), why)).help = help;
  tell(diagnostics.all()[0], json);
}

}  // namespace comity::cli
