#include "book/phrases.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "text/utf8.h"

namespace comity::book {

namespace {

namespace fs = std::filesystem;

// What stands for a character after typesetting is taken out; nothing if the character itself does.
std::optional<std::string_view> plain(char32_t c) {
  switch (c) {
    case U'\u2018':
    case U'\u2019':
    case U'\u201A':
    case U'\u201B':
    case U'\u2032': return "'";
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
    case U'\u2033': return "\"";
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2015':
    case U'\u2212': return "-";
    case U'\u00AD':
    case U'\u200B':
    case U'\u200C':
    case U'\u200D':
    case U'\u2060':
    case U'\uFEFF': return "";
    case U'\u00A0':
    case U'\u2002':
    case U'\u2003':
    case U'\u2007':
    case U'\u2008':
    case U'\u2009':
    case U'\u200A':
    case U'\u202F':
    case U'\u3000': return " ";
    case U'\u2026': return "...";
    case U'\uFB00': return "ff";
    case U'\uFB01': return "fi";
    case U'\uFB02': return "fl";
    case U'\uFB03': return "ffi";
    case U'\uFB04': return "ffl";
    default: return std::nullopt;
  }
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A hyphen that ends a line between two letters, and the line end with the blanks around it, taken out.
std::string without_cuts(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '-' && !out.empty() && !is_blank(out.back())) {
      const size_t next = std::min(text.find_first_not_of(" \t\r\n", i + 1), text.size());
      if (text.substr(i + 1, next - i - 1).find('\n') != std::string_view::npos) {
        i = next - 1;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace

std::string normalised(std::string_view text, bool joined) {
  std::string characters;
  characters.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const text::CodePoint point = text::decode(text, i);
    const auto stands = point.valid ? plain(point.value) : std::nullopt;
    characters += stands ? *stands : text.substr(i, point.bytes);
    i += point.bytes;
  }
  if (joined) characters = without_cuts(characters);
  std::string out;
  out.reserve(characters.size());
  for (const char c : characters) {
    if (!is_blank(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

SourceTexts::SourceTexts(const std::string& folder) {
  std::error_code error;
  std::set<std::string> found;
  for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".txt") found.insert(it->path().string());
  }
  for (const std::string& path : found) paths_.emplace(fs::path(path).stem().string(), path);
}

bool SourceTexts::holds(const std::string& id, std::string_view phrase) {
  const auto path = paths_.find(id);
  if (path == paths_.end()) return false;
  auto text = texts_.find(id);
  if (text == texts_.end()) {
    const std::string all = contents(path->second);
    text = texts_.emplace(id, Text{normalised(all), normalised(all, true)}).first;
  }
  const std::string wanted = normalised(phrase);
  return text->second.plain.find(wanted) != std::string::npos || text->second.joined.find(wanted) != std::string::npos;
}

std::vector<std::string_view> SourceTexts::ids() const {
  std::vector<std::string_view> ids;
  for (const auto& [id, path] : paths_) ids.push_back(id);
  std::ranges::sort(ids);
  return ids;
}

PhraseReport check_phrases(const Model& model, SourceTexts& texts, text::Diagnostics& diagnostics) {
  PhraseReport report;
  std::set<SourceId> without, absent;
  const auto look_up = [&](const std::vector<Cite>& cites) {
    for (const Cite& cite : cites) {
      const Source& source = model.sources[cite.source.value];
      if (cite.words.empty()) continue;
      if (source.file.empty()) {
        ++report.without_file;
        without.insert(cite.source);
      } else if (!texts.has(source.file)) {
        ++report.wrong;
        if (!absent.insert(cite.source).second) continue;
        const std::string near = text::nearest(source.file, texts.ids());
        diagnostics.report("C0531", source.span, fmt::format("there is no {}.txt for the source `{}`", source.file, source.name)).help =
            near.empty() ? "add the text, or take `file` away" : fmt::format("did you mean `{}`?", near);
      } else if (texts.holds(source.file, cite.words)) {
        ++report.found;
      } else {
        ++report.wrong;
        diagnostics.report("C0530", cite.span, fmt::format("{}.txt does not have the words {}", source.file, text::quote(cite.words, 120))).help =
            "copy the words from the text";
      }
    }
  };
  for (const Norm& norm : model.norms) look_up(norm.cites);
  for (const List& list : model.lists) look_up(list.cites);
  for (const Silence& silence : model.silences) look_up(silence.cites);
  report.sources_without = without.size();
  return report;
}

}  // namespace comity::book
