#include "syntax/keywords.h"

#include <algorithm>
#include <array>

#include "text/diagnostics.h"

namespace comity::syntax {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, kSorts> kKeywords = {"book",    "use",      "timezone", "authority", "precedence", "kind",   "extend",
                                                            "record",  "fact",     "action",   "calendar",  "source",     "define", "norm",
                                                            "silence", "question", "list",     "claim",     "scenario",   "reading"};

constexpr std::array<std::string_view, 4> kFactClauses = {"asks", "protected", "sensitive", "proxy"};
constexpr std::array<std::string_view, 15> kSourceClauses = {"issued", "citation", "signed",    "in",      "url",    "read",    "text",    "file",
                                                             "note",   "expires",  "rescinded", "revived", "stayed", "amended", "replaces"};
constexpr std::array<std::string_view, 13> kNormClauses = {"cites",    "see",       "permits", "forbids", "requires", "when", "unless",
                                                           "suspends", "overrides", "yields",  "in",      "then",     "note"};
constexpr std::array<std::string_view, 3> kCitingClauses = {"cites", "see", "note"};
constexpr std::array<std::string_view, 2> kListClauses = {"cites", "see"};
constexpr std::array<std::string_view, 4> kQuestionClauses = {"raised", "answered", "reopened", "note"};
constexpr std::array<std::string_view, 4> kScenarioClauses = {"given", "assume", "expect", "note"};
constexpr std::array<std::string_view, 3> kReadingClauses = {"column", "given", "note"};

constexpr std::array<std::string_view, 7> kReserved = {"and", "or", "not", "is", "includes", "yes", "no"};
constexpr std::array<std::string_view, 24> kStructural = {"and",   "or",    "not",     "is",    "includes", "at",     "by",      "on",
                                                          "from",  "until", "through", "when",  "unless",   "except", "below",   "with",
                                                          "means", "of",    "for",     "gives", "skips",    "agrees", "ignores", "where"};
constexpr std::array<std::string_view, 5> kRulings = {"permitted", "forbidden", "required", "silent", "conflicting"};

// Usual words for a thing that has another word here.
struct Alias {
  std::string_view word;
  std::string_view meant;
};
constexpr std::array kAliases = {
    Alias{"allows", "permits"},    Alias{"allow", "permits"},
    Alias{"may", "permits"},       Alias{"prohibits", "forbids"},
    Alias{"prohibit", "forbids"},  Alias{"bans", "forbids"},
    Alias{"bars", "forbids"},      Alias{"must", "requires"},
    Alias{"mandates", "requires"}, Alias{"if", "when"},
    Alias{"where", "when"},        Alias{"provided", "when"},
    Alias{"except", "unless"},     Alias{"notwithstanding", "overrides"},
    Alias{"subject", "yields"},    Alias{"cf", "see"},
    Alias{"effective", "in"},      Alias{"repealed", "rescinded"},
    Alias{"comment", "note"},      Alias{"law", "source"},
    Alias{"rule", "norm"},         Alias{"definition", "define"},
    Alias{"import", "use"},        Alias{"include", "use"},
    Alias{"enum", "kind"},         Alias{"type", "kind"},
    Alias{"test", "scenario"},     Alias{"expects", "expect"},
    Alias{"then", "expect"},       Alias{"title", "book"},
    Alias{"enjoined", "stayed"},   Alias{"published", "url"},
    Alias{"issuer", "issued"},     Alias{"field", "column"},
    Alias{"assuming", "assume"},   Alias{"zone", "timezone"},
};
constexpr std::array kRulingAliases = {
    Alias{"allowed", "permitted"},    Alias{"permits", "permitted"},   Alias{"permit", "permitted"},     Alias{"prohibited", "forbidden"},
    Alias{"forbids", "forbidden"},    Alias{"barred", "forbidden"},    Alias{"banned", "forbidden"},     Alias{"requires", "required"},
    Alias{"mandatory", "required"},   Alias{"obligatory", "required"}, Alias{"unknown", "undetermined"}, Alias{"undecided", "undetermined"},
    Alias{"conflict", "conflicting"}, Alias{"silence", "silent"},      Alias{"unregulated", "silent"},
};

bool contains(Words words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

// The element of `words` that the spelling of `word` comes nearest to.
std::string_view near(Words words, std::string_view word) {
  const std::string found = text::nearest(word, {words.begin(), words.end()});
  const auto it = std::find(words.begin(), words.end(), found);
  return it == words.end() ? std::string_view() : *it;
}

// By the alias itself, by the spelling of a keyword, or, for longer words, by the spelling of an alias.
std::string_view meant(Words words, std::span<const Alias> aliases, std::string_view word) {
  constexpr size_t kLongWord = 5;
  std::vector<std::string_view> others;
  for (const Alias& alias : aliases) {
    if (!contains(words, alias.meant)) continue;
    if (alias.word == word) return alias.meant;
    if (word.size() >= kLongWord) others.push_back(alias.word);
  }
  const std::string_view spelt = near(words, word);
  if (!spelt.empty()) return spelt;
  const std::string_view other = near(others, word);
  const auto found = std::find_if(aliases.begin(), aliases.end(), [&](const Alias& alias) { return alias.word == other && contains(words, alias.meant); });
  return found == aliases.end() ? std::string_view() : found->meant;
}

}  // namespace

std::string_view with_article(Sort sort) {
  constexpr std::array<std::string_view, kSorts> kWithArticle = {
      "a `book` line", "a `use` line", "a `timezone` line", "an authority", "a `precedence` line", "a kind", "an `extend` line",   "a record",
      "a fact",        "an action",    "a calendar",        "a source",     "a definition",        "a norm", "a `silence` remark", "a question",
      "a list",        "a claim",      "a scenario",        "a reading"};
  return kWithArticle[static_cast<size_t>(sort)];
}

std::optional<Sort> sort_of(std::string_view word) {
  const auto it = std::find(kKeywords.begin(), kKeywords.end(), word);
  if (it == kKeywords.end()) return std::nullopt;
  return static_cast<Sort>(it - kKeywords.begin());
}

std::span<const std::string_view> clauses_of(Sort sort) {
  switch (sort) {
    case Sort::kFact: return kFactClauses;
    case Sort::kSource: return kSourceClauses;
    case Sort::kNorm: return kNormClauses;
    case Sort::kSilence: return kCitingClauses;
    case Sort::kList: return kListClauses;
    case Sort::kQuestion: return kQuestionClauses;
    case Sort::kScenario: return kScenarioClauses;
    case Sort::kReading: return kReadingClauses;
    default: return {};
  }
}

bool is_clause_of(Sort sort, std::string_view word) { return contains(clauses_of(sort), word); }
bool is_reserved(std::string_view word) { return contains(kReserved, word); }
bool is_structural(std::string_view word) { return contains(kStructural, word); }

std::string_view meant_clause(Sort sort, std::string_view word) { return meant(clauses_of(sort), kAliases, word); }
std::string_view meant_declaration(std::string_view word) { return meant(kKeywords, kAliases, word); }

std::string_view whole_keyword(std::string_view clause) {
  constexpr std::array<std::string_view, 8> kWhole = {"in force from", "issued by", "proxy for",    "read on",
                                                      "yields to",     "then must", "rescinded by", "stayed by"};
  for (std::string_view whole : kWhole) {
    if (whole.substr(0, whole.find(' ')) == clause) return whole;
  }
  return clause;
}

std::string_view meant_structural(std::string_view word) { return near(kStructural, word); }

std::string_view meant_ruling(std::string_view word) {
  constexpr std::array<std::string_view, 6> kAll = {"permitted", "forbidden", "required", "silent", "conflicting", "undetermined"};
  return meant(kAll, kRulingAliases, word);
}

std::span<const std::string_view> rulings() { return kRulings; }

}  // namespace comity::syntax
