// The HTML page of `comity show --html`: each norm as its page has it, and beside it the words of the law that carry it.
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/html.h"
#include "cli/open_book.h"
#include "cli/show.h"
#include "ruling/notation.h"

namespace comity::cli {

namespace {

using book::Model;

constexpr std::string_view kStyle = R"(
body { font: 16px/1.5 Georgia, serif; color: #1b1b1b; background: #fff; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; }
h2 { border-bottom: 1px solid #71767a; margin-top: 3rem; }
.norm { display: grid; grid-template-columns: 3fr 2fr; gap: 1.5rem; margin: 1.5rem 0; break-inside: avoid; }
pre { background: #f0f0f0; padding: 0.75rem; margin: 0; overflow-x: auto; white-space: pre-wrap; font-size: 0.85rem; }
blockquote { margin: 0 0 0.75rem; padding-left: 0.75rem; border-left: 3px solid #005ea2; }
.sure, .life { color: #565c65; font-size: 0.85rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem 0.4rem 0; border-bottom: 1px solid #dfe1e2; }
@media (max-width: 50rem) { .norm { grid-template-columns: 1fr; } }
)";

std::string_view sureness(const book::Source& source) { return source.text_words.empty() ? "unseen" : std::string_view(source.text_words); }

std::string source_row(const Model& model, const book::Source& source) {
  std::string dates = source.signed_day ? "signed " + ruling::show_date(*source.signed_day) : "";
  if (source.read_day) dates += fmt::format("{}read on {}", dates.empty() ? "" : "; ", ruling::show_date(*source.read_day));
  std::string notes;
  for (const std::string& note : source.notes) notes += fmt::format("<br>{}", escaped(note));
  return fmt::format("<tr id=\"source-{}\"><td>{}</td><td>{}<br>{}{}</td><td>{}<br>{}</td><td>{}</td></tr>\n", escaped(source.name), escaped(source.name),
                     linked(source.url, source.title.empty() ? source.name : source.title), escaped(source.citation), notes, life_text(model, source.in_force),
                     dates, sureness(source));
}

std::string cite(const Model& model, const book::Cite& cite) {
  const book::Source& source = model.sources[cite.source.value];
  std::string out;
  if (!cite.words.empty()) out += fmt::format("<blockquote>{}</blockquote>\n", escaped(cite.words));
  return out + fmt::format("<p class=\"sure\">{}<a href=\"#source-{}\">{}</a>{}{} (text {})</p>\n", cite.supports_only ? "see " : "", escaped(source.name),
                           escaped(source.citation.empty() ? source.name : source.citation), cite.pinpoint.empty() ? "" : ", ", escaped(cite.pinpoint),
                           sureness(source));
}

std::string norm(const book::Loaded& loaded, const book::Norm& norm) {
  const Model& model = loaded.model;
  std::string out = fmt::format("<section class=\"norm\" id=\"{}\">\n<div>\n<h3>{}</h3>\n<pre>{}</pre>\n<p class=\"life\">{}</p>\n</div>\n<div>\n",
                                escaped(norm.qualified), escaped(norm.title.empty() ? norm.qualified : norm.title),
                                escaped(loaded.files.slice(declaration_at(loaded, norm.span))), life_text(model, norm.in_force));
  for (const book::Cite& one : norm.cites) out += cite(model, one);
  for (const std::string& note : norm.notes) out += fmt::format("<p>{}</p>\n", escaped(note));
  return out + "</div>\n</section>\n";
}

}  // namespace

std::string html_page(const book::Loaded& loaded) {
  const Model& model = loaded.model;
  const book::Book& root = model.books[model.root.value];
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{0}</title>\n"
      "<style>{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n<p>Book <code>{2}</code>; times of {3}; release <code>{4}</code>.</p>\n",
      escaped(root.title.empty() ? root.name : root.title), kStyle, escaped(root.name), escaped(model.zone().name()), escaped(model.release));
  for (size_t i = model.books.size(); i-- > 0;) {
    const book::BookId id(i);
    const book::Book& book = model.books[i];
    std::string norms, sources;
    for (const book::Norm& one : model.norms) {
      if (one.book == id) norms += norm(loaded, one);
    }
    for (const book::Source& one : model.sources) {
      if (one.book == id) sources += source_row(model, one);
    }
    if (norms.empty() && sources.empty()) continue;
    out += fmt::format("<h2>{}: {}</h2>\n", escaped(book.name), escaped(book.title));
    if (!sources.empty()) out += "<table>\n<tr><th>Source</th><th>Title</th><th>Life</th><th>Text</th></tr>\n" + sources + "</table>\n";
    out += norms;
  }
  return out + "</body>\n</html>\n";
}

}  // namespace comity::cli
