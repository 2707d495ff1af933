#include "replay/report/write.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "text/json.h"

namespace comity::replay {

std::vector<uint8_t> occurring(const Summary& summary) {
  std::vector<uint8_t> codes;
  for (uint8_t code = 0; code <= kUndetermined; ++code) {
    uint64_t rows = summary.all.by_ruling[code];
    for (const auto& row : summary.changes) rows += row[code];
    if (rows > 0) codes.push_back(code);
  }
  return codes;
}

Rate rate_of(const Counts& counts, uint8_t code) { return {counts.by_ruling[code], counts.rows()}; }

Counts others(const Summary& summary, const Counts& group) {
  Counts rest = summary.all;
  for (size_t code = 0; code < rest.by_ruling.size(); ++code) rest.by_ruling[code] -= group.by_ruling[code];
  return rest;
}

Counts counts_against(const Summary& summary) {
  Counts counts;
  for (const auto& row : summary.changes) {
    for (size_t code = 0; code < row.size(); ++code) counts.by_ruling[code] += row[code];
  }
  return counts;
}

Rate changed_in(const Summary& summary, const std::vector<std::string>& group) {
  const auto found = summary.changed.find(group);
  const auto of = summary.groups.find(group);
  return {found == summary.changed.end() ? 0 : found->second, of == summary.groups.end() ? 0 : of->second.rows()};
}

Rate changed_in_others(const Summary& summary, const std::vector<std::string>& group) {
  const Rate here = changed_in(summary, group);
  Rate all{0, summary.all.rows()};
  for (const auto& [key, rows] : summary.changed) all.count += rows;
  return {all.count - here.count, all.of - here.of};
}

std::string shown_group(const std::vector<std::string>& key) {
  std::string all;
  for (const std::string& part : key) all += fmt::format("{}{}", all.empty() ? "" : ", ", part.empty() ? "(empty)" : part);
  return all;
}

std::string with_thousands(uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (auto at = static_cast<ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<size_t>(at), ",");
  return digits;
}

const std::vector<std::string>& limits() {
  static const std::vector<std::string> kLimits = {
      "A replay says what the texts, as this book reads them, would have allowed in the cases that the rows describe. It does not say what was done, nor that "
      "it was lawful.",
      "It knows of a case only what the columns tell. Where that does not settle the ruling the row is undetermined; nothing is filled in.",
      "Values given for all rows are assumptions of whoever asked, not findings about anybody.",
      "The rows are those that were recorded. Who was stopped, and what was written down, may itself depend on what is compared; rates among recorded rows do "
      "not show why they differ.",
      "The intervals (Wilson for rates, Newcombe for differences) say how far chance alone could move such a rate if rows were independent; many comparisons "
      "at once will show some differences by chance.",
  };
  return kLimits;
}

namespace {

std::string percent(double share) { return fmt::format("{:.1f}%", 100 * share); }

void append_counts(std::string& out, const Counts& counts) {
  out += fmt::format("{{\"rows\":{}", counts.rows());
  for (uint8_t code = 0; code <= kUndetermined; ++code) {
    const Rate rate = rate_of(counts, code);
    const Interval interval = wilson(rate);
    out += fmt::format(",\"{}\":{{\"rows\":{},\"rate\":{:.6f},\"low\":{:.6f},\"high\":{:.6f}}}", ruling_name(code), rate.count, rate.value(), interval.low,
                       interval.high);
  }
  out += '}';
}

void append_strings(std::string& out, const std::vector<std::string>& items) {
  out += '[';
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    text::append_quoted(out, items[i]);
  }
  out += ']';
}

std::string csv_cell(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == cell.npos) return cell;
  std::string out = "\"";
  for (char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

void text_groups(std::string& out, const Summary& summary, const std::vector<uint8_t>& codes) {
  size_t width = 10;
  for (const auto& [key, counts] : summary.groups) width = std::max(width, std::min<size_t>(shown_group(key).size(), 40));
  out += fmt::format("\nby {}, with 95% intervals:\n", shown_group(summary.dimensions));
  for (const auto& [key, counts] : summary.groups) {
    out += fmt::format("  {:<{}} {:>11} rows", shown_group(key).substr(0, 40), width, with_thousands(counts.rows()));
    for (uint8_t code : codes) {
      const Rate rate = rate_of(counts, code);
      const Interval interval = wilson(rate);
      out += fmt::format("   {} {} ({} to {})", ruling_name(code), percent(rate.value()), percent(interval.low), percent(interval.high));
    }
    out += '\n';
  }
}

void text_changes(std::string& out, const Summary& summary, const About& about, const std::vector<uint8_t>& codes) {
  out += fmt::format("\nthe same rows at {}:\n", about.against);
  for (uint8_t from : codes) {
    for (uint8_t to : codes) {
      const uint64_t rows = summary.changes[from][to];
      if (rows > 0)
        out += fmt::format("  {:<13} {} {:<13} {:>13} rows\n", ruling_name(from), from == to ? "stays  " : "becomes", ruling_name(to), with_thousands(rows));
    }
  }
}

}  // namespace

std::string report_text(const Summary& summary, const About& about) {
  const std::vector<uint8_t> codes = occurring(summary);
  std::string out = fmt::format("{} under {}, {}\n", about.action, about.book, about.at);
  if (!summary.readings.empty()) out += fmt::format("columns as the reading {} has them\n", shown_readings(summary));
  for (const std::string& given : about.given) out += fmt::format("assumed for all rows: {}\n", given);
  out += fmt::format("{} rows read, {} ruled, {} rejected\n", with_thousands(summary.rows_in), with_thousands(summary.all.rows()),
                     with_thousands(summary.rejected));
  for (uint8_t code : codes) {
    const Rate rate = rate_of(summary.all, code);
    out += fmt::format("  {:<13} {:>13}  {:>6}\n", ruling_name(code), with_thousands(rate.count), percent(rate.value()));
  }
  if (!summary.deciding.empty()) {
    out += "\ndecided by:\n";
    for (const auto& [norms, rows] : summary.deciding) out += fmt::format("  {:>13} rows  {}\n", with_thousands(rows), norms);
  }
  if (summary.compared) text_changes(out, summary, about, codes);
  if (!summary.groups.empty()) text_groups(out, summary, codes);
  if (!summary.lacks.empty()) {
    out += "\nwhat undetermined rows hang on:\n";
    std::vector<std::pair<std::string, Lack>> lacks(summary.lacks.begin(), summary.lacks.end());
    std::ranges::stable_sort(lacks, [](const auto& a, const auto& b) { return a.second.rows > b.second.rows; });
    for (const auto& [name, lack] : lacks) {
      out += fmt::format("  {:<32} {:>13} rows; it alone would settle {}{}\n", name, with_thousands(lack.rows), with_thousands(lack.alone),
                         lack.is_question ? " (a question of law)" : "");
    }
  }
  return out;
}

std::string report_json(const Summary& summary, const About& about) {
  std::string out = "{\"book\":{\"name\":";
  text::append_quoted(out, about.book);
  out += ",\"release\":";
  text::append_quoted(out, about.release);
  out += "},\"action\":";
  text::append_quoted(out, about.action);
  out += ",\"at\":";
  text::append_quoted(out, about.at);
  out += ",\"reading\":";
  text::append_quoted(out, shown_readings(summary));
  out += ",\"files\":";
  append_strings(out, about.files);
  out += ",\"given\":";
  append_strings(out, about.given);
  out += fmt::format(",\"rows_in\":{},\"rejected\":{},\"all\":", summary.rows_in, summary.rejected);
  append_counts(out, summary.all);
  out += ",\"by\":";
  append_strings(out, summary.dimensions);
  out += ",\"groups\":[";
  bool first = true;
  for (const auto& [key, counts] : summary.groups) {
    out += first ? "{\"group\":" : ",{\"group\":";
    first = false;
    append_strings(out, key);
    out += ",\"counts\":";
    append_counts(out, counts);
    const Counts rest = others(summary, counts);
    out += ",\"less_others\":{";
    bool first_code = true;
    for (uint8_t code : occurring(summary)) {
      const Interval interval = newcombe(rate_of(counts, code), rate_of(rest, code));
      out += fmt::format("{}\"{}\":{{\"difference\":{:.6f},\"low\":{:.6f},\"high\":{:.6f}}}", first_code ? "" : ",", ruling_name(code),
                         rate_of(counts, code).value() - rate_of(rest, code).value(), interval.low, interval.high);
      first_code = false;
    }
    out += '}';
    if (summary.compared) {
      const Rate here = changed_in(summary, key), others_changed = changed_in_others(summary, key);
      const Interval of_rate = wilson(here), of_difference = newcombe(here, others_changed);
      out +=
          fmt::format(R"(,"changed":{{"rows":{},"rate":{:.6f},"low":{:.6f},"high":{:.6f},"less_others":{{"difference":{:.6f},"low":{:.6f},"high":{:.6f}}}}})",
                      here.count, here.value(), of_rate.low, of_rate.high, here.value() - others_changed.value(), of_difference.low, of_difference.high);
    }
    out += '}';
  }
  out += "],\"months\":{";
  first = true;
  for (const auto& [month, counts] : summary.months) {
    if (!first) out += ',';
    first = false;
    text::append_quoted(out, month);
    out += ':';
    append_counts(out, counts);
  }
  out += "},\"deciding\":{";
  first = true;
  for (const auto& [norms, rows] : summary.deciding) {
    if (!first) out += ',';
    first = false;
    text::append_quoted(out, norms);
    out += fmt::format(":{}", rows);
  }
  out += "},\"lacks\":{";
  first = true;
  for (const auto& [name, lack] : summary.lacks) {
    if (!first) out += ',';
    first = false;
    text::append_quoted(out, name);
    out += fmt::format(":{{\"rows\":{},\"alone\":{},\"question\":{}}}", lack.rows, lack.alone, lack.is_question);
  }
  out += "},\"changes\":[";
  first = true;
  for (uint8_t from = 0; summary.compared && from <= kUndetermined; ++from) {
    for (uint8_t to = 0; to <= kUndetermined; ++to) {
      if (summary.changes[from][to] == 0) continue;
      out += fmt::format("{}{{\"from\":\"{}\",\"to\":\"{}\",\"rows\":{}}}", first ? "" : ",", ruling_name(from), ruling_name(to), summary.changes[from][to]);
      first = false;
    }
  }
  out += "],\"against\":";
  text::append_quoted(out, about.against);
  out += ",\"unrecognised\":{";
  first = true;
  for (const Literals& literals : summary.unrecognised) {
    if (!first) out += ',';
    first = false;
    text::append_quoted(out, literals.column);
    out += fmt::format(":{{\"cells\":{},\"literals\":{{", literals.seen.rows);
    bool first_literal = true;
    for (const auto& [literal, times] : literals.seen.literals) {
      if (!first_literal) out += ',';
      first_literal = false;
      text::append_quoted(out, literal);
      out += fmt::format(":{}", times);
    }
    out += "}}";
  }
  out += "},\"limits\":";
  append_strings(out, limits());
  return out + "}\n";
}

std::string report_csv(const Summary& summary) {
  std::string out;
  for (const std::string& dimension : summary.dimensions) out += csv_cell(dimension) + ',';
  out += "rows";
  for (uint8_t code = 0; code <= kUndetermined; ++code) out += fmt::format(",{0},{0}_rate,{0}_low,{0}_high", ruling_name(code));
  out += "\r\n";
  const auto line = [&out](const std::vector<std::string>& key, const Counts& counts) {
    for (const std::string& part : key) out += csv_cell(part) + ',';
    out += fmt::format("{}", counts.rows());
    for (uint8_t code = 0; code <= kUndetermined; ++code) {
      const Rate rate = rate_of(counts, code);
      const Interval interval = wilson(rate);
      out += fmt::format(",{},{:.6f},{:.6f},{:.6f}", rate.count, rate.value(), interval.low, interval.high);
    }
    out += "\r\n";
  };
  if (summary.dimensions.empty()) line({}, summary.all);
  for (const auto& [key, counts] : summary.groups) line(key, counts);
  return out;
}

}  // namespace comity::replay
