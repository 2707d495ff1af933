// The HTML page of `comity compare --html`: a row an action, a column a book, and below the table the norms that its cells name.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/compare.h"
#include "cli/conditions.h"
#include "cli/html.h"

namespace comity::cli {

namespace {

constexpr std::string_view kStyle = R"(
body { font: 16px/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 2rem; }
p { max-width: 46rem; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem; border: 1px solid #a9aeb1; min-width: 13rem; font-size: 0.9rem; }
thead th { background: #f0f0f0; }
ul { margin: 0.2rem 0 0.4rem; padding-left: 1.1rem; }
.by { color: #565c65; font-size: 0.8rem; overflow-wrap: anywhere; }
)";
constexpr size_t kOpenConditions = 6;  // of each list; the others unfold

std::string held_html(const Compared& asked, const proof::Position& position, const proof::Held& held) {
  const book::Model& model = asked.opened->model();
  std::string out;
  if (position.held.size() == 1) {
    out = fmt::format("<strong>{}</strong>, whatever the facts", book::name(held.ruling));
  } else if (is_rest(position, held)) {
    out = "<strong>silent</strong> otherwise";
  } else {
    out = fmt::format("<strong>{}</strong> when {}", book::name(held.ruling), conditions_html(held.factored, kOpenConditions));
    if (!held.whole) out += "and cases beyond these";
  }
  std::string norms;
  for (const book::NormId norm : held.norms) {
    const std::string name = escaped(model.norms[norm.value].qualified);
    norms += fmt::format("{}<a href=\"#{}\">{}</a>", norms.empty() ? "by " : ", ", name, name);
  }
  return fmt::format("<div>{}{}</div>", out, norms.empty() ? "" : fmt::format("<div class=\"by\">{}</div>", norms));
}

std::string cell_html(const Compared& asked, const ComparedCell& cell) {
  if (!cell.known) return "<td>has no such action</td>";
  if (!cell.position.compared) return "<td>not compared: its conditions have too many parts</td>";
  std::string out = "<td>";
  for (const proof::Held& held : cell.position.held) out += held_html(asked, cell.position, held);
  return out + "</td>";
}

// Each norm once, though many books use it.
std::string norms_html(const Table& table) {
  std::set<std::pair<std::string, std::string>> lines;
  for (const auto& row : table.cells) {
    for (size_t b = 0; b < row.size(); ++b) {
      const Compared& asked = table.books[b];
      const book::Model& model = asked.opened->model();
      for (const proof::Held& held : row[b].position.held) {
        for (const book::NormId id : held.norms) {
          const book::Norm& norm = model.norms[id.value];
          const book::SourceId source = book::carrying_source(model, norm, asked.at);
          const std::string cited = linked(source.valid() ? model.sources[source.value].url : "", citation(model, id, asked.at));
          lines.emplace(norm.qualified, fmt::format("{}{}{}", escaped(norm.title), norm.title.empty() ? "" : "<br>", cited));
        }
      }
    }
  }
  std::string out, last;
  for (const auto& [name, says] : lines) {
    if (name != last) out += fmt::format("<tr id=\"{0}\"><td>{0}</td><td>{1}</td></tr>\n", escaped(name), says);
    last = name;
  }
  return out;
}

}  // namespace

std::string compare_page(const Table& table) {
  std::string page = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>Laws side by side, {0}</title>\n<style>{1}</style>\n</head>\n<body>\n<h1>Laws side by side, {0}</h1>\n"
      "<p>For each action, what each law says at that time. A ruling stands alone where it holds whatever the facts; else each ruling has the cases in "
      "which it holds. Silent means that no norm in the book speaks. A law's own norms and those of the laws above it count together.</p>\n"
      "<table>\n<thead><tr><th>Action</th>",
      escaped(table.at), kStyle);
  for (const Compared& one : table.books) {
    const book::Model& model = one.opened->model();
    page += fmt::format("<th>{}<br><code>{}</code></th>", escaped(model.books[model.root.value].title), escaped(one.name));
  }
  page += "</tr></thead>\n<tbody>\n";
  for (size_t a = 0; a < table.actions.size(); ++a) {
    page += fmt::format("<tr><th>{}<br><code>{}</code></th>", escaped(table.titles[a]), escaped(table.actions[a]));
    for (size_t b = 0; b < table.books.size(); ++b) page += cell_html(table.books[b], table.cells[a][b]);
    page += "</tr>\n";
  }
  page += "</tbody>\n</table>\n<h2>The norms named</h2>\n<table>\n<tr><th>Norm</th><th>What carries it</th></tr>\n";
  return page + norms_html(table) + "</table>\n</body>\n</html>\n";
}

}  // namespace comity::cli
