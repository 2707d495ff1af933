// Declarations and clauses: which one begins, where it ends, and where reading goes on after an error.
#include "syntax/parser.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "text/utf8.h"

namespace comity::syntax {

namespace {

std::string clause_help(Sort sort) {
  const auto words = clauses_of(sort);
  if (words.empty()) return fmt::format("{} has no further clauses; the next declaration begins with its keyword", with_article(sort));
  return fmt::format("the clauses of {}: {}", with_article(sort), fmt::join(words, ", "));
}

constexpr std::string_view kDeclarations =
    "use, timezone, authority, precedence, kind, extend, record, fact, action, calendar, source, define, norm, silence, question, list, "
    "claim, scenario, reading";

}  // namespace

Parser::Parser(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics)
    : files_(files), diagnostics_(diagnostics), tokens_(lex(files, file, diagnostics)) {
  layout_.marks.assign(tokens_.tokens.size(), Mark::kNone);
  tree_.file = file;
}

Tree Parser::run() {
  book_line();
  while (!at_end()) {
    if (at_declaration()) {
      declaration();
    } else {
      leftover();
      advance();
      recover();
    }
  }
  return std::move(tree_);
}

void Parser::book_line() {
  if (is_word("book")) return declaration();
  if (files_.contents(tokens_.file).size() > kMaxFileBytes) return;  // told by the lexer, and there are no tokens
  const std::string message = at_end() ? "nothing stands here, but a file begins with the name of its book"
                                       : fmt::format("a file begins with the name of its book, but this one with {}", found());
  fail("C0202", message, "write a first line such as `book dc.mpd \"Metropolitan Police Department\"`");
}

// `book NAME "title"`: first in the file; where it comes later, the file's first line has already been reported.
void Parser::book_declaration() {
  const bool second = tree_.book.span.file != text::kNoFile;
  if (second) {
    report("C0203", here(), "a second `book` line", "one file belongs to one book; put the other book into a file of its own")
        .notes.push_back({tree_.book.span, "the file's book is named here"});
  }
  advance();
  Name named;
  if (!name(named, "the book's name after `book`", Names::kDeclared)) {
    recover();
    return;
  }
  std::optional<String> title;
  optional_string(title);
  if (!second) {
    tree_.book = std::move(named);
    tree_.title = std::move(title);
  }
  no_clauses();
}

void Parser::declaration() {
  const size_t first = pos_;
  sort_ = *sort_of(peek().text);
  mark(Mark::kDeclaration);
  layout_.sorts.push_back(sort_);
  text_list_ = after_condition_ = in_where_ = false;
  depth_ = 0;
  seen_.clear();
  if (sort_ == Sort::kBook) return book_declaration();
  advance();
  Body read;
  if (body(sort_, read)) tree_.decls.push_back({since(first), std::move(read)});
}

// Reads one declaration after its keyword, to its end. False: its name is missing, there is nothing to keep.
bool Parser::body(Sort sort, Body& out) {
  const auto with = [&]<class D>(bool (Parser::*read)(D&)) {
    if ((this->*read)(out.emplace<D>())) return true;
    recover();
    no_clauses();
    return false;
  };
  switch (sort) {
    case Sort::kBook: return false;
    case Sort::kUse: return with(&Parser::use_decl);
    case Sort::kTimezone: return with(&Parser::timezone_decl);
    case Sort::kAuthority: return with(&Parser::authority_decl);
    case Sort::kPrecedence: return with(&Parser::precedence_decl);
    case Sort::kKind: return with(&Parser::kind_decl);
    case Sort::kExtend: return with(&Parser::extend_decl);
    case Sort::kRecord: return with(&Parser::record_decl);
    case Sort::kFact: return with(&Parser::fact_decl);
    case Sort::kAction: return with(&Parser::action_decl);
    case Sort::kCalendar: return with(&Parser::calendar_decl);
    case Sort::kSource: return with(&Parser::source_decl);
    case Sort::kDefine: return with(&Parser::define_decl);
    case Sort::kNorm: return with(&Parser::norm_decl);
    case Sort::kSilence: return with(&Parser::silence_decl);
    case Sort::kQuestion: return with(&Parser::question_decl);
    case Sort::kList: return with(&Parser::list_decl);
    case Sort::kClaim: return with(&Parser::claim_decl);
    case Sort::kScenario: return with(&Parser::scenario_decl);
    case Sort::kReading: return with(&Parser::reading_decl);
  }
  return false;
}

// Asked only where a clause or a declaration can begin. A field of a record and an element of a list may have a keyword's name.
bool Parser::at_declaration() const {
  if (!is_kind(TokenKind::kWord) || !sort_of(peek().text)) return false;
  if (is_word("is", 1)) return false;
  const bool element = sort_ == Sort::kList && !text_list_ && (is_word("from", 1) || is_word("until", 1) || is_word("through", 1));
  return !element;
}

bool Parser::at_clause() const {
  if (is_kind(TokenKind::kString)) return sort_ == Sort::kList || (sort_ == Sort::kReading && is_word("means", 1));
  if (!is_kind(TokenKind::kWord)) return false;
  if (is_clause_of(sort_, peek().text)) return true;
  if (sort_ == Sort::kRecord) return is_word("is", 1);
  return sort_ == Sort::kList && !text_list_ && !is_reserved(peek().text);
}

void Parser::no_clauses() {
  clauses([&](std::string_view) {
    advance();
    return false;
  });
}

// A word at the beginning of a line, or one that is near a keyword: it was meant as one.
bool Parser::unknown_first_word(std::string_view word) {
  const std::string_view clause = meant_clause(sort_, word);
  const std::string_view declared = meant_declaration(word);
  const uint32_t column = files_.position(tokens_.file, peek().begin).column;
  const bool as_declaration = clauses_of(sort_).empty() || (column == 1 && (!declared.empty() || clause.empty()));
  if (as_declaration) {
    if (!peek().first_on_line && declared.empty()) return false;
    std::string help = declared.empty() ? fmt::format("a declaration begins with one of: {}", kDeclarations) : fmt::format("did you mean `{}`?", declared);
    report("C0204", here(), fmt::format("{} does not begin a declaration", text::quote(word)), std::move(help));
    return true;
  }
  if (!peek().first_on_line && clause.empty()) return false;
  std::string help = clause.empty() ? clause_help(sort_) : fmt::format("did you mean `{}`?", whole_keyword(clause));
  report("C0205", here(), fmt::format("{} has no clause {}", with_article(sort_), text::quote(word)), std::move(help));
  return true;
}

// Something stands where a clause or a declaration has to begin. Always false.
bool Parser::leftover() {
  const Token& token = peek();
  if (token.reported) return false;
  const bool is_plain = token.kind == TokenKind::kWord && !is_reserved(token.text);
  if (is_plain && unknown_first_word(token.text)) return false;
  if (is_mark(')') || is_mark('}')) {
    report("C0211", here(), fmt::format("this {} closes nothing", found()), "take it away, or open it before");
    return false;
  }
  std::string help = "a name of several words is joined with `_`, words of a list are parted by commas, text stands in double quotes";
  const std::string_view joining = is_plain && token.text.size() > 2 && !is_structural(token.text) ? meant_structural(token.text) : std::string_view();
  if (!joining.empty()) {
    help = fmt::format("did you mean `{}`?", joining);
  } else if (after_condition_) {
    const bool counting = is_mark(',') && ((is_word("not", 1) && is_word("counting", 2)) || (is_word("counted", 1) && is_word("by", 2)));
    help = counting       ? "a calendar follows the duration: `more than 48 hours, not counting weekends before case.at`"
           : is_mark(',') ? "join conditions with `and` or `or`; several values are written `is one of a, b`"
                          : "between a fact and its value stands `is`, between conditions `and` or `or`; a name of several words is joined with `_`";
  } else if (is_mark(',') || is_mark(';')) {
    help = "what stands before it is complete; a clause needs no mark at its end";
  } else if (token.kind == TokenKind::kString) {
    help = "a title follows the name that it explains; other text follows the clause it belongs to, such as `note`";
  }
  report("C0220", here(), fmt::format("{} cannot follow here", found()), std::move(help));
  return false;
}

// A word at the beginning of a line that is near a keyword, and is not part of a list or a test.
bool Parser::near_keyword() const {
  if (!is_kind(TokenKind::kWord) || is_mark(',', 1) || is_word("is", 1) || is_word("includes", 1) || is_structural(peek().text)) return false;
  const bool at_margin = files_.position(tokens_.file, peek().begin).column == 1;
  return at_margin ? !meant_declaration(peek().text).empty() : !meant_clause(sort_, peek().text).empty();
}

// Skips to the next clause or declaration that begins a line, misspelt ones included; nowhere if one begins here.
void Parser::recover() {
  in_where_ = false;
  depth_ = 0;
  while (!at_end()) {
    if (peek().first_on_line && (at_declaration() || at_clause() || near_keyword())) return;
    advance();
  }
}

// Reports a clause that stands for the second time; it is read all the same.
void Parser::once(std::string_view clause) {
  for (const auto& [word, place] : seen_) {
    if (word != clause) continue;
    report("C0206", here(), fmt::format("`{}` stands twice in {}", clause, with_article(sort_)),
           clause == "when" || clause == "unless" ? "join the conditions with `and` or `or`" : "keep one of them")
        .notes.push_back({place, "the first one"});
    return;
  }
  seen_.emplace_back(clause, here());
}

Tree parse(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics) { return Parser(files, file, diagnostics).run(); }

}  // namespace comity::syntax
