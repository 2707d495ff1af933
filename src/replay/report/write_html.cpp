// The report as one HTML page: no script, no network, tables first and the same numbers as plots.
//
// A plot is inline SVG, marked as an image that its table describes, so that a screen reader reads the table and a printer prints both.
// Colours differ in lightness and every bar carries its words. What cannot be shown is said above the numbers, not below.
#include <algorithm>
#include <cmath>
#include <ranges>

#include <fmt/format.h>

#include "replay/report/write.h"
#include "text/html.h"
#include "text/utf8.h"

namespace comity::replay {

namespace {

// By ruling code; told apart in grey too.
constexpr const char* kColours[] = {"#1b7837", "#b2182b", "#2166ac", "#bdbdbd", "#762a83", "#fdae61"};

std::string escaped(std::string_view text) { return text::html_escaped(text); }

std::string percent_in_html(double share) { return fmt::format("{:.1f}&nbsp;%", 100 * share); }

// In points of a hundred, with its sign; never -0.0.
std::string points(double difference) {
  const double rounded = std::round(1000 * difference) / 10;
  return rounded == 0 ? "0.0" : fmt::format("{:+.1f}", rounded);
}

// At most so many letters as a plot has room for, never a part of one.
std::string shortened(const std::string& name) {
  constexpr size_t kRoom = 34;
  size_t at = 0, letters = 0;
  while (at < name.size() && letters < kRoom) {
    at += text::decode(name, at).bytes;
    ++letters;
  }
  return at == name.size() ? name : name.substr(0, at) + "…";
}

constexpr size_t kShownLiterals = 10;  // shown of a column; the JSON has the rest

class Page {
 public:
  Page(const Summary& summary, const About& about) : summary_(summary), about_(about), codes_(occurring(summary)) {}

  std::string run() {
    head();
    totals();
    if (summary_.compared) changes();
    if (!summary_.groups.empty()) groups();
    if (summary_.months.size() > 1) months();
    if (!summary_.lacks.empty()) lacks();
    if (!summary_.deciding.empty()) deciding();
    if (!summary_.unrecognised.empty()) literals();
    out_ += "</main></body></html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const std::string title = fmt::format("{} under {}: a replay of {} rows", escaped(about_.action), escaped(about_.book), with_thousands(summary_.rows_in));
    out_ += fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>\n"
        "body{{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0}}main{{max-width:60rem;margin:0 auto;padding:1.5rem}}\n"
        "h1{{font-size:1.6rem;line-height:1.25}}h2{{font-size:1.2rem;margin-top:2.5rem}}table{{border-collapse:collapse;width:100%;font-variant-numeric:"
        "tabular-nums}}\n"
        "th,td{{text-align:right;padding:.25rem .5rem;border-bottom:1px solid "
        "#ddd}}th:first-child,td:first-child{{text-align:left}}caption{{text-align:left;color:#444;padding:.25rem 0}}\n"
        ".scroll{{overflow-x:auto}}.limits{{background:#f4f4f4;padding:.5rem 1.25rem;border-left:4px solid #555}}svg{{width:100%;height:auto;margin:.5rem 0}}\n"
        "small{{color:#444}}dl{{display:grid;grid-template-columns:fit-content(40%) minmax(0,1fr);gap:.1rem 1rem}}dd{{margin:0;overflow-wrap:anywhere}}\n"
        "</style></head><body><main>\n<h1>{}</h1>\n<dl>",
        title, title);
    const auto fact = [this](const char* name, const std::string& value) {
      if (!value.empty()) out_ += fmt::format("<dt>{}</dt><dd>{}</dd>", name, escaped(value));
    };
    fact("Asked", about_.at);
    fact("Compared with", about_.against.empty() ? "" : "at " + about_.against);
    fact("Reading", shown_readings(summary_));
    for (const std::string& given : about_.given) fact("Assumed for all rows", given);
    for (const std::string& file : about_.files) fact("Table", file);
    fact("Release of the book", about_.release);
    fact("Rows", fmt::format("{} read, {} ruled, {} rejected", with_thousands(summary_.rows_in), with_thousands(summary_.all.rows()),
                             with_thousands(summary_.rejected)));
    out_ += "</dl>\n<div class=\"limits\"><p><strong>What this can and cannot show</strong></p><ul>";
    for (const std::string& limit : limits()) out_ += fmt::format("<li>{}</li>", escaped(limit));
    out_ += "</ul></div>\n";
  }

  void begin(const std::string& heading, const std::string& caption, const std::vector<std::string>& columns) {
    out_ += fmt::format("<h2>{0}</h2>\n<div class=\"scroll\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\"><table><caption>{1}</caption><thead><tr>",
                        escaped(heading), escaped(caption));
    for (const std::string& column : columns) out_ += fmt::format("<th scope=\"col\">{}</th>", escaped(column));
    out_ += "</tr></thead><tbody>\n";
  }
  void row(const std::vector<std::string>& cells) {  // cells are HTML; the first is the row's name
    out_ += fmt::format("<tr><th scope=\"row\">{}</th>", cells[0]);
    for (size_t i = 1; i < cells.size(); ++i) out_ += fmt::format("<td>{}</td>", cells[i]);
    out_ += "</tr>\n";
  }
  void end() { out_ += "</tbody></table></div>\n"; }

  std::string with_interval(Rate rate) const {
    const Interval interval = wilson(rate);
    return fmt::format("{} <small>{} to {}</small>", percent_in_html(rate.value()), percent_in_html(interval.low), percent_in_html(interval.high));
  }

  // One bar of all rulings for each named set of counts.
  void bars(const std::vector<std::pair<std::string, Counts>>& items, const std::string& what) {
    const size_t shown = std::min<size_t>(items.size(), 60);
    const double height = 22;
    out_ += fmt::format("<svg viewBox=\"0 0 900 {}\" role=\"img\" aria-label=\"{}; the table above holds the same numbers\">\n",
                        (static_cast<double>(shown) + 1.5) * height, escaped(what));
    double x = 260;
    for (uint8_t code : codes_) {
      out_ += fmt::format("<rect x=\"{}\" y=\"4\" width=\"12\" height=\"12\" fill=\"{}\" stroke=\"#333\"/><text x=\"{}\" y=\"15\" font-size=\"13\">{}</text>\n",
                          x, kColours[code], x + 16, ruling_name(code));
      x += 110;
    }
    for (size_t i = 0; i < shown; ++i) {
      const auto& [name, counts] = items[i];
      const double y = (static_cast<double>(i) + 1.2) * height;
      out_ += fmt::format("<text x=\"250\" y=\"{}\" font-size=\"13\" text-anchor=\"end\">{}</text>\n", y + 14, escaped(shortened(name)));
      double left = 260;
      for (uint8_t code : codes_) {
        const double width = 630 * rate_of(counts, code).value();
        if (width > 0) {
          out_ += fmt::format("<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" fill=\"{}\" stroke=\"#333\"><title>{}: {} {}</title></rect>\n", left,
                              y, width, height - 4, kColours[code], escaped(name), ruling_name(code), percent_in_html(rate_of(counts, code).value()));
        }
        left += width;
      }
    }
    out_ += "</svg>\n";
  }

  void totals() {
    const Counts then = counts_against(summary_);
    std::vector<std::string> columns{"Ruling", "Rows " + about_.at, "Rate"};
    if (summary_.compared) columns.insert(columns.end(), {"Rows at " + about_.against, "Rate"});
    begin("All rows", "Rows by ruling, with 95% intervals by Wilson's score method (1927)", columns);
    for (uint8_t code : codes_) {
      std::vector<std::string> cells{std::string(ruling_name(code)), with_thousands(summary_.all.by_ruling[code]), with_interval(rate_of(summary_.all, code))};
      if (summary_.compared) cells.insert(cells.end(), {with_thousands(then.by_ruling[code]), with_interval(rate_of(then, code))});
      row(cells);
    }
    end();
    std::vector<std::pair<std::string, Counts>> items{{about_.at, summary_.all}};
    if (summary_.compared) items.emplace_back("at " + about_.against, then);
    bars(items, "Rows by ruling");
  }

  void changes() {
    std::vector<std::string> columns{"Ruling " + about_.at};
    for (uint8_t code : codes_) columns.emplace_back(ruling_name(code));
    begin("What changes", "The same rows " + about_.at + " (lines) and at " + about_.against + " (columns)", columns);
    for (uint8_t from : codes_) {
      std::vector<std::string> cells{std::string(ruling_name(from))};
      for (uint8_t to : codes_) cells.push_back(with_thousands(summary_.changes[from][to]));
      row(cells);
    }
    end();
    if (!summary_.groups.empty()) changes_by_group();
  }

  void changes_by_group() {
    begin("Whose ruling changes, by " + shown_group(summary_.dimensions),
          "Rows whose ruling is another one at " + about_.against +
              ", with 95% intervals by Wilson; less all other rows, in points, by Newcombe's method 10 (1998)",
          {shown_group(summary_.dimensions), "Rows", "Changed", "Rate", "Less all others"});
    for (const auto& [key, counts] : summary_.groups) {
      const Rate here = changed_in(summary_, key), rest = changed_in_others(summary_, key);
      row({escaped(shown_group(key)), with_thousands(counts.rows()), with_thousands(here.count), with_interval(here), difference(here, rest)});
    }
    end();
  }

  static std::string difference(Rate first, Rate second) {
    const Interval interval = newcombe(first, second);
    return fmt::format("{} <small>{} to {}</small>", points(first.value() - second.value()), points(interval.low), points(interval.high));
  }

  void groups() {
    std::vector<std::string> columns{shown_group(summary_.dimensions), "Rows"};
    for (uint8_t code : codes_) columns.emplace_back(ruling_name(code));
    begin("By " + shown_group(summary_.dimensions), "Rates with 95% intervals by Wilson's score method (1927)", columns);
    std::vector<std::pair<std::string, Counts>> items;
    for (const auto& [key, counts] : summary_.groups) {
      items.emplace_back(shown_group(key), counts);
      std::vector<std::string> cells{escaped(shown_group(key)), with_thousands(counts.rows())};
      for (uint8_t code : codes_) cells.push_back(with_interval(rate_of(counts, code)));
      row(cells);
    }
    end();
    bars(items, "Rates by " + shown_group(summary_.dimensions));
    columns.erase(columns.begin() + 1);
    begin("Each group less all other rows",
          "Differences of rates in points, with 95% intervals by Newcombe's hybrid score method (method 10, 1998); an interval that holds 0 shows no "
          "difference beyond chance",
          columns);
    for (const auto& [key, counts] : summary_.groups) {
      const Counts rest = others(summary_, counts);
      std::vector<std::string> cells{escaped(shown_group(key))};
      for (uint8_t code : codes_) cells.push_back(difference(rate_of(counts, code), rate_of(rest, code)));
      row(cells);
    }
    end();
  }

  void months() {
    std::vector<std::string> columns{"Month", "Rows"};
    for (uint8_t code : codes_) columns.emplace_back(ruling_name(code));
    begin("Over time", "Rows by the month of their instant", columns);
    std::vector<std::pair<std::string, Counts>> items(summary_.months.begin(), summary_.months.end());
    for (const auto& [month, counts] : items) {
      std::vector<std::string> cells{escaped(month), with_thousands(counts.rows())};
      for (uint8_t code : codes_) cells.push_back(percent_in_html(rate_of(counts, code).value()));
      row(cells);
    }
    end();
    bars(items, "Rates by month");
  }

  void lacks() {
    const uint64_t open = summary_.all.by_ruling[kUndetermined];
    begin("What the table lacks",
          fmt::format("Facts and questions of law on which the {} undetermined rows hang. Alone: rows that this one would settle whatever it were found to be, "
                      "if nothing else were known",
                      with_thousands(open)),
          {"Fact or question", "Rows that hang on it", "Of all undetermined", "Alone", "Of all undetermined"});
    std::vector<std::pair<std::string, Lack>> items(summary_.lacks.begin(), summary_.lacks.end());
    std::ranges::stable_sort(items, [](const auto& a, const auto& b) { return a.second.rows > b.second.rows; });
    for (const auto& [name, lack] : items) {
      row({escaped(name) + (lack.is_question ? " <small>question of law</small>" : ""), with_thousands(lack.rows),
           percent_in_html(Rate{lack.rows, open}.value()), with_thousands(lack.alone), percent_in_html(Rate{lack.alone, open}.value())});
    }
    end();
  }

  void deciding() {
    begin("What decides", "Norms that decide, and rows", {"Norms", "Rows"});
    for (const auto& [norms, rows] : summary_.deciding) row({escaped(norms), with_thousands(rows)});
    end();
  }

  void literals() {
    begin("What was not understood", "Text without a meaning in the reading, read as unknown: the commonest of each column", {"Column", "Text", "Cells"});
    for (const Literals& literals : summary_.unrecognised) {
      std::vector<std::pair<std::string, uint64_t>> commonest(literals.seen.literals.begin(), literals.seen.literals.end());
      std::ranges::stable_sort(commonest, std::ranges::greater(), [](const auto& one) { return one.second; });
      uint64_t rest = literals.seen.rows;
      for (const auto& [literal, times] : commonest | std::views::take(kShownLiterals)) {
        row({escaped(literals.column), escaped(literal), with_thousands(times)});
        rest -= times;
      }
      if (rest > 0) row({escaped(literals.column), "(other texts)", with_thousands(rest)});
    }
    end();
  }

  const Summary& summary_;
  const About& about_;
  std::vector<uint8_t> codes_;
  std::string out_;
};

}  // namespace

std::string report_html(const Summary& summary, const About& about) { return Page(summary, about).run(); }

}  // namespace comity::replay
