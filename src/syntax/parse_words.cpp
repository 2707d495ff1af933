// Words, names, strings, and the messages about what was expected in their place.
#include <algorithm>

#include <fmt/format.h>

#include "syntax/parser.h"
#include "text/utf8.h"

namespace comity::syntax {

Span Parser::since(size_t first) const {
  const size_t last = pos_ > first ? pos_ - 1 : first;
  return text::join(tokens_.span(first), tokens_.span(last));
}

// Where a clause breaks off at the end of its line, the place is there and not at the beginning of the next one.
Span Parser::place_of_error() const {
  const Token& token = peek();
  if (pos_ == 0 || (!token.first_on_line && token.kind != TokenKind::kEnd)) return here();
  const uint32_t end = tokens_.tokens[pos_ - 1].end;
  return {tokens_.file, end, end};
}

std::string Parser::found() const {
  const Token& token = peek();
  if (token.kind == TokenKind::kEnd) return "the end of the file";
  return (token.kind == TokenKind::kString ? "the string " : "") + text::quote(files_.slice(here()));
}

text::Diagnostic& Parser::report(std::string_view code, Span span, std::string message, std::string help) {
  text::Diagnostic& made = diagnostics_.report(code, span, std::move(message));
  made.help = std::move(help);
  return made;
}

bool Parser::fail(std::string_view code, std::string message, std::string help) {
  // The lexer has told what is wrong with this token; a second message would only repeat it.
  if (!peek().reported) report(code, place_of_error(), std::move(message), std::move(help));
  return false;
}

bool Parser::unexpected(std::string_view wanted, std::string help) {
  return fail("C0201", fmt::format("expected {}, found {}", wanted, found()), std::move(help));
}

bool Parser::accept(std::string_view word) {
  if (!is_word(word)) return false;
  advance();
  return true;
}

bool Parser::accept_mark(char mark) {
  if (!is_mark(mark)) return false;
  advance();
  return true;
}

bool Parser::expect(std::string_view word, std::string_view after) {
  if (accept(word)) return true;
  return unexpected(fmt::format("`{}` after {}", word, after));
}

bool Parser::expect_mark(char mark, std::string_view after) {
  if (accept_mark(mark)) return true;
  return unexpected(fmt::format("`{}` after {}", mark, after));
}

bool Parser::plain_word(size_t ahead) const {
  if (!is_kind(TokenKind::kWord, ahead)) return false;
  const std::string_view word = peek(ahead).text;
  return !is_structural(word) && !is_clause_of(sort_, word) && !sort_of(word);
}

// A keyword at the beginning of a line, followed by what could not follow a name: then the name is missing and the keyword is meant.
bool Parser::looks_like_clause() const {
  if (!is_kind(TokenKind::kWord) || !peek().first_on_line) return false;
  if (!is_clause_of(sort_, peek().text) && !sort_of(peek().text)) return false;
  return plain_word(1) || is_kind(TokenKind::kString, 1);
}

void Parser::check_name(const Token& token, Span place, std::string_view what, Names form) {
  if (token.reported) return;
  const std::string_view text = token.text;
  if (text.find('-') != std::string_view::npos) {
    std::string joined(text);
    std::replace(joined.begin(), joined.end(), '-', '_');
    report("C0210", place, fmt::format("the name {} has a hyphen", text::quote(text)), fmt::format("write `{}`", joined));
    return;
  }
  const size_t slashes = static_cast<size_t>(std::count(text.begin(), text.end(), '/'));
  if (slashes > (form == Names::kQualified ? 1U : 0U) || text.find('+') != std::string_view::npos) {
    report("C0117", place, fmt::format("{} cannot be {}", text::quote(text), what),
           form == Names::kQualified ? "a qualified name is a book's name, one `/` and the name: `us/congress`"
                                     : "a name that is declared here, or belongs to what is declared here, has no `/`");
  } else if (form == Names::kPlain && text.find('.') != std::string_view::npos) {
    report("C0219", place, fmt::format("{} cannot be {}", text::quote(text), what), "words of a kind and fields of a record have no dot; write `_`");
  }
}

bool Parser::name(Name& out, std::string_view what, Names form) {
  const Token& token = peek();
  if (token.kind == TokenKind::kString) return unexpected(what, "a name stands without quotes");
  if (token.kind != TokenKind::kWord || looks_like_clause()) return unexpected(what);
  if (is_reserved(token.text)) {
    return fail("C0209", fmt::format("expected {}, found the reserved word `{}`", what, token.text), "and, or, not, is, includes, yes and no cannot be names");
  }
  check_name(token, here(), what, form);
  out.text = std::string(token.text);
  out.span = here();
  advance();
  return true;
}

// After an item of a list: whether a comma and another item follow. A comma that nothing follows is an error.
bool Parser::comma_then_item(std::string_view what, bool& more) {
  more = false;
  if (!is_mark(',')) return true;
  const size_t comma = pos_;
  advance();
  more = true;
  if (!at_end() && !looks_like_clause()) return true;
  report("C0213", tokens_.span(comma), fmt::format("after this comma {} is missing", what), "add it, or take the comma away");
  return false;
}

bool Parser::names(std::vector<Name>& out, std::string_view what, Names form) {
  bool more = true;
  while (more) {
    Name one;
    if (!name(one, what, form)) return false;
    out.push_back(std::move(one));
    if (!comma_then_item(what, more)) return false;
  }
  return true;
}

bool Parser::string(String& out, std::string_view what) {
  if (!at_string()) return unexpected(what, "text stands in double quotes");
  out.text = unescape(peek().text);
  out.span = here();
  advance();
  return true;
}

void Parser::optional_string(std::optional<String>& out) {
  if (!at_string()) return;
  out.emplace();
  out->text = unescape(peek().text);
  out->span = here();
  advance();
}

}  // namespace comity::syntax
