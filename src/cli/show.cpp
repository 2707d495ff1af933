// `comity show`: a book as a page for the terminal or a browser, or one thing in it.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/answer_text.h"
#include "cli/commands.h"
#include "cli/open_book.h"
#include "cli/show.h"
#include "cli/terminal.h"
#include "ruling/names.h"
#include "ruling/notation.h"
#include "ruling/read_value.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

using book::Model;
using text::printable;

// Everything of one name, in whatever namespace.
std::vector<text::Span> places_of(const Model& model, std::string_view name) {
  std::vector<text::Span> places;
  const auto look = [&](const auto& items) {
    for (const auto& item : items) {
      if (item.name == name || fmt::format("{}/{}", model.books[item.book.value].name, item.name) == name) places.push_back(item.span);
    }
  };
  look(model.norms), look(model.facts), look(model.actions), look(model.sources), look(model.questions), look(model.definitions), look(model.kinds);
  look(model.records), look(model.lists), look(model.authorities), look(model.calendars), look(model.claims), look(model.readings);
  return places;
}

std::vector<std::string_view> all_names(const Model& model) {
  std::vector<std::string_view> names;
  for (const auto& one : model.norms) names.push_back(one.name);
  for (const auto& one : model.facts) names.push_back(one.name);
  for (const auto& one : model.actions) names.push_back(one.name);
  for (const auto& one : model.sources) names.push_back(one.name);
  for (const auto& one : model.questions) names.push_back(one.name);
  return names;
}

std::string heading(std::string_view text, bool colour) { return fmt::format("\n{}\n", strong(text, colour)); }

std::string norms_of(const Model& model, book::ActionId action, book::FactId asked) {
  std::string out;
  for (const book::Norm& norm : model.norms) {
    const bool concerns = action.valid() ? norm.action == action : asked.valid() && norm.asked == asked;
    if (!concerns) continue;
    out += wrapped(fmt::format("{} by {}{}", verb(norm.modality), norm.qualified, norm.title.empty() ? "" : ": " + printable(norm.title)), "      ");
  }
  return out;
}

std::string titled(std::string_view name, std::string_view title) { return title.empty() ? std::string(name) : fmt::format("{}: {}", name, printable(title)); }

std::string proxy_text(const ruling::Names& names, const book::Fact& fact) {
  std::string out;
  for (const book::FactId other : fact.proxy_for) out += fmt::format("{}{}", out.empty() ? "; proxy for " : ", ", names.shown(other));
  return out;
}

std::string page(const book::Loaded& loaded, bool colour) {
  const Model& model = loaded.model;
  const ruling::Names names(model);
  const book::Book& root = model.books[model.root.value];
  std::string out = fmt::format("{}  {}\n", strong(root.name, colour), printable(root.title));
  std::string uses;
  for (const book::BookId used : root.uses) uses += fmt::format("{}{}", uses.empty() ? "uses " : ", ", model.books[used.value].name);
  out += wrapped(uses, "  ") + fmt::format("  times of {}\n  release {}\n", model.zone().name(), model.release);
  out += heading("Sources", colour);
  for (const book::Source& source : model.sources) {
    out += wrapped(
        fmt::format("{}: {}{}", source.name, printable(source.title), source.citation.empty() ? "" : fmt::format(" ({})", printable(source.citation))), "  ");
    out += wrapped(fmt::format("{}; text {}", life_text(model, source.in_force), source.text_words.empty() ? "unseen" : source.text_words), "      ");
  }
  out += heading("Actions", colour);
  for (uint32_t i = 0; i < model.actions.size(); ++i) {
    out += wrapped(titled(names.shown(book::ActionId(i)), model.actions[i].title), "  ") + norms_of(model, book::ActionId(i), {});
  }
  out += heading("Facts", colour);
  for (uint32_t i = 0; i < model.facts.size(); ++i) {
    const book::Fact& fact = model.facts[i];
    out += wrapped(titled(names.shown(book::FactId(i)), fact.asks), "  ");
    out += wrapped(fmt::format("{}{}{}{}", ruling::expected_form(model, fact.type), fact.is_protected ? "; protected" : "",
                               fact.is_sensitive ? "; sensitive" : "", proxy_text(names, fact)),
                   "      ");
    out += norms_of(model, {}, book::FactId(i));
  }
  if (!model.questions.empty()) out += heading("Questions of law", colour);
  for (uint32_t i = 0; i < model.questions.size(); ++i) { out += wrapped(titled(names.shown(book::QuestionId(i)), model.questions[i].asks), "  "); }
  return out;
}

std::string as_json(const book::Loaded& loaded) {
  const Model& model = loaded.model;
  const ruling::Names names(model);
  const auto list = [](std::string& out, std::string_view key, size_t count, auto each) {
    out += fmt::format(R"(,"{}":[)", key);
    for (uint32_t i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + each(i);
    out += ']';
  };
  std::string out =
      fmt::format(R"({{"book":{},"title":{},"timezone":{},"release":{})", text::json_string(model.books[model.root.value].name),
                  text::json_string(model.books[model.root.value].title), text::json_string(model.zone().name()), text::json_string(model.release));
  list(out, "actions", model.actions.size(), [&](uint32_t i) {
    return fmt::format(R"({{"name":{},"title":{}}})", text::json_string(names.shown(book::ActionId(i))), text::json_string(model.actions[i].title));
  });
  list(out, "facts", model.facts.size(), [&](uint32_t i) {
    const book::Fact& fact = model.facts[i];
    return fmt::format(R"({{"name":{},"form":{},"asks":{},"protected":{},"sensitive":{}}})", text::json_string(names.shown(book::FactId(i))),
                       text::json_string(ruling::expected_form(model, fact.type)), text::json_string(fact.asks), fact.is_protected, fact.is_sensitive);
  });
  list(out, "questions", model.questions.size(), [&](uint32_t i) {
    return fmt::format(R"({{"name":{},"asks":{}}})", text::json_string(names.shown(book::QuestionId(i))), text::json_string(model.questions[i].asks));
  });
  list(out, "sources", model.sources.size(), [&](uint32_t i) {
    const book::Source& source = model.sources[i];
    return fmt::format(R"({{"name":{},"title":{},"citation":{},"text":{},"url":{}}})", text::json_string(source.name), text::json_string(source.title),
                       text::json_string(source.citation), text::json_string(source.text_words), text::json_string(source.url));
  });
  list(out, "norms", model.norms.size(), [&](uint32_t i) {
    const book::Norm& norm = model.norms[i];
    return fmt::format(R"({{"norm":{},"title":{},"page":{}}})", text::json_string(norm.qualified), text::json_string(norm.title),
                       text::json_string(loaded.files.slice(declaration_at(loaded, norm.span))));
  });
  return out + "}\n";
}

int show_one(const book::Loaded& loaded, std::string_view name) {
  const std::vector<text::Span> places = places_of(loaded.model, name);
  if (places.empty()) {
    const std::string near = text::nearest(name, all_names(loaded.model));
    err(fmt::format("comity show: the book has nothing of the name {}\nhelp: {}\n", text::quote(name),
                    near.empty() ? "`comity show BOOK` lists what it has" : fmt::format("did you mean `{}`?", near)));
    return kUsage;
  }
  for (const text::Span name_place : places) {
    const text::Span place = declaration_at(loaded, name_place);
    out(fmt::format("# {}:{}\n", printable(loaded.files.path(place.file)), loaded.files.position(place.file, place.begin).line));
    std::string_view text = loaded.files.slice(place);
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      out(printable(text.substr(0, end)) + "\n");
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  return kDone;
}

int run(const Arguments& arguments) {
  const auto loaded = load_book(arguments.operands()[0], arguments);
  if (loaded == nullptr) return kFailed;
  if (arguments.operands().size() > 1) return show_one(*loaded, arguments.operands()[1]);
  if (arguments.has("--html"))
    out(html_page(*loaded));
  else
    out(arguments.has("--json") ? as_json(*loaded) : page(*loaded, colour_on_out()));
  return kDone;
}

constexpr std::array kOptions = {
    Option{"--html", "", "write one self-contained page of HTML, with the law's words beside each norm"},
};
constexpr std::array kExamples = {
    Example{"comity show dc", "sources, actions with their norms, facts, questions of law"},
    Example{"comity show dc grounds", "one declaration, as its page has it"},
    Example{"comity show dc --html >dc.html", "the book for a browser, fit to be printed or sent"},
};

}  // namespace

std::string life_text(const Model& model, const std::vector<book::Interval>& in_force) {
  if (in_force.empty()) return "never in force by itself";
  std::string out;
  for (const book::Interval& one : in_force) {
    out += out.empty() ? "in force " : ", and ";
    if (one.from == book::kBeginning && one.until == book::kForever)
      out += "always";
    else if (one.until == book::kForever)
      out += fmt::format("from {}", instant_text(model, one.from));
    else
      out += fmt::format("from {} until {}", instant_text(model, one.from), instant_text(model, one.until));
  }
  return out;
}

extern const Command kShow = {
    .name = "show",
    .operands = "BOOK [NAME]",
    .summary = "show a book as a page, or one thing in it",
    .description =
        "Shows what a book and those that it uses hold: sources with their life, actions with the norms about them, facts with their notation, and questions "
        "of law; or, with a name, that "
        "declaration as its page has it.",
    .least = 1,
    .most = 2,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
