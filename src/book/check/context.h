// What the passes of the checker share: the model that they fill, the declarations with their ids, the names, and the messages.
//
// The order of passes is in check.cpp. Each pass goes over one list of declarations and fills the entry of the model that has the same id;
// ids are given out before, so that a declaration may name one that stands below it or in another book.
// An unknown name is told once where it stands and gives an invalid id; what depends on it is passed over in silence.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "book/check/names.h"
#include "book/load.h"
#include "book/model.h"
#include "syntax/tree.h"
#include "text/diagnostics.h"

namespace comity::book {

// A declaration, where it stands, and its place in the model.
template <class Decl>
struct Item {
  const Decl* decl;
  const syntax::Tree* tree;
  Span span;  // the whole declaration
  BookId book;
  uint32_t id;
};

class Context {
 public:
  Context(Loaded& into, text::Diagnostics& messages);

  Loaded& loaded;
  Model& model;
  text::Diagnostics& diagnostics;
  Names names;

  std::vector<Item<syntax::AuthorityDecl>> authorities;
  std::vector<Item<syntax::PrecedenceDecl>> precedences;
  std::vector<Item<syntax::KindDecl>> kinds;
  std::vector<Item<syntax::ExtendDecl>> extends;
  std::vector<Item<syntax::RecordDecl>> records;
  std::vector<Item<syntax::FactDecl>> facts;
  std::vector<Item<syntax::ActionDecl>> actions;
  std::vector<Item<syntax::CalendarDecl>> calendars;
  std::vector<Item<syntax::SourceDecl>> sources;
  std::vector<Item<syntax::DefineDecl>> definitions;
  std::vector<Item<syntax::NormDecl>> norms;
  std::vector<Item<syntax::SilenceDecl>> silences;
  std::vector<Item<syntax::QuestionDecl>> questions;
  std::vector<Item<syntax::ListDecl>> lists;
  std::vector<Item<syntax::ClaimDecl>> claims;
  std::vector<Item<syntax::ScenarioDecl>> scenarios;
  std::vector<Item<syntax::ReadingDecl>> readings;

  // The words of a kind with their indices, by KindId.
  std::vector<std::unordered_map<std::string_view, uint16_t>> words;
  // Types that could not be told; the reason has been reported. By FactId, and by RecordId and field.
  std::vector<bool> broken_facts;
  std::vector<std::vector<bool>> broken_fields;

  const time::Zone& zone(BookId book) const { return model.zones[model.books[book.value].zone.value]; }
  const std::string& book_name(BookId book) const { return model.books[book.value].name; }

  text::Diagnostic& report(std::string_view code, Span span, std::string message, std::string help = "");

  // The declaration that a name means, reported where there is none or more than one.
  const Symbol* find(Space space, BookId from, const syntax::Name& name);
  template <class Id>
  Id find(Space space, BookId from, const syntax::Name& name) {
    const Symbol* symbol = find(space, from, name);
    return symbol == nullptr ? Id() : Id(symbol->index);
  }
  // The same without a message for a name that is not there (the caller tries other namespaces).
  const Symbol* find_quietly(Space space, BookId from, std::string_view name) const;
  // What a bare name in a condition means: a yes-no fact, else a definition, else a question, else a fact that needs a comparison.
  std::pair<Space, const Symbol*> named_in_condition(BookId from, std::string_view name) const;
  // "unknown fact …" with the nearest name of the given namespaces.
  void report_unknown(std::string_view code, std::string_view wanted, BookId from, const syntax::Name& name, const std::vector<Space>& spaces);

  // Was a syntax error told inside this span? Then nothing is said about parts that are missing.
  bool had_errors_in(Span span) const;

 private:
  void report_unseen(const Names::Found& found, Space space, BookId from, const syntax::Name& name);
  void propose(text::Diagnostic& message, std::string_view wanted, BookId from, const syntax::Name& name, const std::vector<Space>& spaces);
  void report_ambiguous(const Names::Found& found, Space space, const syntax::Name& name);

  std::vector<Span> earlier_errors_;  // sorted by place
  bool names_missing_ = false;        // a file or a declaration could not be read: unknown names are no news
};

}  // namespace comity::book
