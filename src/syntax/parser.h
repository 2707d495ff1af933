// The inside of the parser, shared by the parse_*.cpp files, one theme each. Users include parse.h; the formatter uses the layout.
//
// Conventions: a function that reads a part of a clause returns false once it has reported an error; its callers return false too,
// up to the loop over clauses, which then skips to a place where a clause or declaration begins (`recover`). Errors that do not
// hinder reading (a hyphen in a name, a clause written twice) are reported and reading goes on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "syntax/keywords.h"
#include "syntax/parse.h"
#include "syntax/token.h"
#include "syntax/tree.h"

namespace comity::syntax {

// What begins at a token, for the formatter.
enum class Mark : uint8_t { kNone, kDeclaration, kClause, kMeaning, kJoin };  // kJoin: an `and` or `or` outside parentheses

struct Layout {
  std::vector<Mark> marks;  // one for each token
  std::vector<Sort> sorts;  // of the tokens marked kDeclaration, in order
};

class Parser {
 public:
  Parser(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics);

  Tree run();
  const Tokens& tokens() const { return tokens_; }
  const Layout& layout() const { return layout_; }

 private:
  enum class Names : uint8_t { kDeclared, kPlain, kQualified };  // declared here; a word of a kind or a field; may be "book/name"

  // --- parser.cpp: declarations and clauses
  void book_line();
  void book_declaration();
  void declaration();
  bool body(Sort sort, Body& out);
  bool at_declaration() const;
  bool at_clause() const;
  // Reads clauses with `read` until a declaration or the end of the file; `read` is given the clause's first word and stands before it.
  template <class Read>
  void clauses(Read read);
  void no_clauses();
  bool leftover();
  bool unknown_first_word(std::string_view word);
  bool near_keyword() const;
  void recover();
  void once(std::string_view clause);

  // --- parse_words.cpp: words, names, strings, messages
  const Token& peek(size_t ahead = 0) const { return tokens_.tokens[std::min(pos_ + ahead, tokens_.tokens.size() - 1)]; }
  bool at_end() const { return peek().kind == TokenKind::kEnd; }
  bool is_word(std::string_view word, size_t ahead = 0) const { return peek(ahead).kind == TokenKind::kWord && peek(ahead).text == word; }
  bool is_mark(char mark, size_t ahead = 0) const { return peek(ahead).kind == TokenKind::kMark && peek(ahead).text[0] == mark; }
  bool is_kind(TokenKind kind, size_t ahead = 0) const { return peek(ahead).kind == kind; }
  void advance() { pos_ = std::min(pos_ + 1, tokens_.tokens.size() - 1); }
  bool accept(std::string_view word);
  bool accept_mark(char mark);
  bool expect(std::string_view word, std::string_view after);
  bool expect_mark(char mark, std::string_view after);
  bool at_moment(size_t ahead = 0) const { return is_kind(TokenKind::kDate, ahead) || is_kind(TokenKind::kTime, ahead); }
  bool plain_word(size_t ahead) const;  // a word that neither joins clauses nor begins one
  bool looks_like_clause() const;       // where a name was expected, the next clause begins instead
  bool name(Name& out, std::string_view what, Names form);
  void check_name(const Token& token, Span place, std::string_view what, Names form);
  bool names(std::vector<Name>& out, std::string_view what, Names form);
  bool string(String& out, std::string_view what);
  void optional_string(std::optional<String>& out);
  bool at_string() const { return is_kind(TokenKind::kString); }
  bool comma_then_item(std::string_view what, bool& more);

  Span here() const { return tokens_.span(pos_); }
  Span since(size_t first) const;
  Span place_of_error() const;
  std::string found() const;
  text::Diagnostic& report(std::string_view code, Span span, std::string message, std::string help = "");
  bool fail(std::string_view code, std::string message, std::string help = "");  // at the next token; false
  bool unexpected(std::string_view wanted, std::string help = "");               // C0201 at the next token; false
  void mark(Mark what) { layout_.marks[pos_] = what; }

  // --- parse_values.cpp
  bool moment(Moment& out, std::string_view what);
  bool date(Moment& out, std::string_view after);
  bool month_day(MonthDay& out);
  bool range(Range& out, bool from_needed, bool through_allowed);
  bool number(Number& out, std::string_view what);
  bool whole(int64_t& out, std::string_view what);
  bool unit_follows() const;
  bool duration(Duration& out, bool may_count);
  bool to_duration(const Number& amount, Duration& out);
  bool counting(Duration& out);
  bool at_counting() const;
  bool numeral(Value& out);
  bool value(Value& out, bool inside, bool unknown_allowed);
  bool value_set(Value& out);
  bool value_records(Value& out);

  // --- parse_conditions.cpp, parse_tests.cpp
  bool condition(CondId& out);
  CondId chain(bool outermost);
  CondId unary();
  CondId parenthesized();
  void mixed(const std::vector<CondId>& parts, size_t first_operator);
  CondId simple();
  bool at_quantifier() const;
  bool quantified(Cond& out);
  bool test(Cond& out);
  bool includes_test(Cond& out);
  bool is_test(Cond& out);
  bool is_word_test(Cond& out);
  bool one_of_test(Cond& out);
  bool on_test(Cond& out);
  bool before_after_test(Cond& out);
  bool within_test(Cond& out);
  bool compare_test(Cond& out, Compare compare);
  bool value_test(Cond& out);
  bool anchor(Anchor& out);
  CondId add(Cond cond);

  // --- parse_decls.cpp
  bool use_decl(UseDecl& out);
  bool timezone_decl(TimezoneDecl& out);
  bool authority_decl(AuthorityDecl& out);
  bool precedence_decl(PrecedenceDecl& out);
  bool words_of_kind(std::vector<Name>& out);
  bool kind_decl(KindDecl& out);
  bool extend_decl(ExtendDecl& out);
  bool record_decl(RecordDecl& out);
  bool fact_decl(FactDecl& out);
  bool type(TypeExpr& out);
  bool action_decl(ActionDecl& out);
  bool calendar_decl(CalendarDecl& out);
  bool calendar_skips(CalendarDecl& out);
  bool define_decl(DefineDecl& out);

  // --- parse_sources.cpp
  bool source_decl(SourceDecl& out);
  bool source_clause(SourceDecl& out, std::string_view word);
  bool certainty(std::optional<Certainty>& out);
  bool life_clause(SourceDecl& out, std::string_view word);
  bool expires(LifeEvent& event);
  bool question_decl(QuestionDecl& out);
  bool question_clause(QuestionDecl& out, std::string_view word);
  bool list_decl(ListDecl& out);
  bool silence_decl(SilenceDecl& out);

  // --- parse_norms.cpp
  bool norm_decl(NormDecl& out);
  bool norm_clause(NormDecl& out, std::string_view word);
  bool modality(NormDecl& out);
  bool citation(std::vector<Citation>& out);
  bool duty(std::vector<DutyClause>& out);
  bool duty_words(DutyClause& out);
  bool note(std::vector<String>& out);
  bool target(bool& asking, Name& out);

  // --- parse_claims.cpp
  bool claim_decl(ClaimDecl& out);
  bool claim_body(ClaimDecl& out);
  bool claim_rulings(ClaimDecl& out, ClaimDecl::Form form);
  bool claim_agrees(ClaimDecl& out);
  bool claim_monotone(ClaimDecl& out);
  bool ruling(RulingName& out, bool undetermined_allowed);

  // --- parse_scenarios.cpp
  bool scenario_decl(ScenarioDecl& out);
  bool scenario_clause(ScenarioDecl& out, std::string_view word);
  bool given(std::vector<Given>& out);
  bool expectation(Expect& out);
  bool expected_ruling(Expect& out);
  bool reading_decl(ReadingDecl& out);
  bool reading_clause(ReadingDecl& out, std::string_view word);
  bool column(ReadingDecl& out);
  bool meaning(ReadingDecl& out);

  const text::Files& files_;
  text::Diagnostics& diagnostics_;
  Tokens tokens_;
  Layout layout_;
  Tree tree_;
  size_t pos_ = 0;
  Sort sort_ = Sort::kBook;       // of the declaration that is being read
  bool text_list_ = false;        // the list that is being read holds strings
  bool after_condition_ = false;  // the last part that was read is a condition: helps to word a message
  bool in_where_ = false;
  int depth_ = 0;
  std::vector<std::pair<std::string_view, Span>> seen_;  // clauses of this declaration that may stand once
};

template <class Read>
void Parser::clauses(Read read) {
  while (!at_end() && !at_declaration()) {
    const size_t before = pos_;
    bool ok = false;
    if (at_clause()) {
      if (layout_.marks[pos_] == Mark::kNone) mark(Mark::kClause);
      after_condition_ = false;
      ok = read(peek().text);
    } else {
      ok = leftover();
    }
    if (ok) continue;
    if (pos_ == before) advance();
    recover();
  }
}

}  // namespace comity::syntax
