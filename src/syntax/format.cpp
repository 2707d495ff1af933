#include "syntax/format.h"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

#include "syntax/fill.h"
#include "syntax/parser.h"

namespace comity::syntax {

namespace {

// Sorts whose one-line declarations may stand without blank lines between them.
enum class Group : uint8_t { kHead, kAuthorities, kKinds, kFacts, kActions, kCalendars, kOther };

Group group_of(Sort sort) {
  switch (sort) {
    case Sort::kBook:
    case Sort::kUse:
    case Sort::kTimezone: return Group::kHead;
    case Sort::kAuthority:
    case Sort::kPrecedence: return Group::kAuthorities;
    case Sort::kKind:
    case Sort::kExtend: return Group::kKinds;
    case Sort::kFact: return Group::kFacts;
    case Sort::kAction: return Group::kActions;
    case Sort::kCalendar: return Group::kCalendars;
    default: return Group::kOther;
  }
}

// A comment between declarations, with whether its author left a blank line before it.
struct Remark {
  std::string_view text;
  bool blank_before = false;
};

struct Block {
  Sort sort = Sort::kBook;
  std::vector<Remark> remarks;  // before the declaration
  bool blank_before = false;    // before the keyword
  std::vector<Clause> clauses;
  std::vector<std::string_view> tail;  // indented comments that follow its last clause
};

class Formatter {
 public:
  Formatter(std::string_view source, const Tokens& tokens, const Layout& layout) : source_(source), tokens_(tokens), layout_(layout) {}

  std::string run();

 private:
  void token(size_t index);
  void begin_declaration(size_t index);
  std::vector<std::string_view> comments_before(size_t index);
  void remarks_before(size_t index, Block& next);
  void add_piece(size_t index, std::vector<std::string_view> comments);
  Break break_before(size_t index) const;
  std::string join();

  bool blank_line_before(size_t offset) const;
  uint32_t column(size_t offset) const;
  Piece& last_piece() { return blocks_.back().clauses.back().pieces.back(); }

  uint32_t depth_ = 0;  // of parentheses
  std::string_view source_;
  const Tokens& tokens_;
  const Layout& layout_;
  std::vector<Block> blocks_;
  std::vector<Remark> last_remarks_;  // after the last declaration
  size_t next_comment_ = 0;
  size_t next_sort_ = 0;
};

bool Formatter::blank_line_before(size_t offset) const {
  int ends = 0;
  while (offset > 0 && (source_[offset - 1] == ' ' || source_[offset - 1] == '\t' || source_[offset - 1] == '\r' || source_[offset - 1] == '\n')) {
    if (source_[--offset] == '\n') ++ends;
  }
  return ends > 1;
}

uint32_t Formatter::column(size_t offset) const {
  uint32_t count = 0;
  while (offset > 0 && source_[offset - 1] != '\n') --offset, ++count;
  return count;
}

// The comments before a token that stand on lines of their own; one that follows the last token on its line is given to that token.
std::vector<std::string_view> Formatter::comments_before(size_t index) {
  std::vector<std::string_view> out;
  for (; next_comment_ < tokens_.comments.size() && tokens_.comments[next_comment_].before_token == index; ++next_comment_) {
    const Comment& comment = tokens_.comments[next_comment_];
    if (comment.first_on_line) {
      out.push_back(comment.text);
    } else {
      last_piece().trailing = comment.text;
    }
  }
  return out;
}

// Comments before a declaration. Those that follow the one before without a blank line, and are indented, belong to that one.
void Formatter::remarks_before(size_t index, Block& next) {
  const Token& token = tokens_.tokens[index];
  const uint32_t own_column = token.kind == TokenKind::kEnd ? 0 : column(token.begin);
  bool in_tail = !blocks_.empty();
  for (; next_comment_ < tokens_.comments.size() && tokens_.comments[next_comment_].before_token == index; ++next_comment_) {
    const Comment& comment = tokens_.comments[next_comment_];
    if (!comment.first_on_line) {
      last_piece().trailing = comment.text;
      continue;
    }
    const bool blank = blank_line_before(comment.begin);
    in_tail = in_tail && !blank && column(comment.begin) > own_column;
    if (in_tail) {
      blocks_.back().tail.push_back(comment.text);
    } else {
      next.remarks.push_back({comment.text, blank});
    }
  }
  next.blank_before = blank_line_before(token.begin);
}

Break Formatter::break_before(size_t index) const {
  const Token& token = tokens_.tokens[index];
  const Token& before = tokens_.tokens[index - 1];
  if (token.kind == TokenKind::kMark && token.text != "(" && token.text != "{") return Break::kNever;
  if (before.kind == TokenKind::kMark && before.text != "," && before.text != ")") return Break::kNever;
  if (before.kind == TokenKind::kMark && before.text == ",") return depth_ > 0 ? Break::kFair : Break::kGood;
  if (token.kind == TokenKind::kTime) return Break::kPoor;
  if (token.kind == TokenKind::kString) return layout_.marks[index - 1] == Mark::kNone ? Break::kFair : Break::kNever;  // `note "…"` stays whole
  if (token.kind != TokenKind::kWord) return Break::kPoor;
  if (token.text == "and" || token.text == "or") return Break::kGood;
  const std::string_view word = token.text;
  const bool joins = word == "by" || word == "until" || word == "through" || word == "when" || word == "except" || word == "within" || word == "below" ||
                     word == "between" || word == "where" || word == "at" || word == "from";
  return joins ? Break::kFair : Break::kPoor;
}

void Formatter::add_piece(size_t index, std::vector<std::string_view> comments) {
  const Token& token = tokens_.tokens[index];
  Piece piece;
  piece.text = source_.substr(token.begin, token.end - token.begin);
  piece.comments = std::move(comments);
  if (layout_.marks[index] == Mark::kNone) {
    const Token& before = tokens_.tokens[index - 1];
    const bool closes = token.kind == TokenKind::kMark && token.text != "(" && token.text != "{";
    const bool opened = before.kind == TokenKind::kMark && (before.text == "(" || before.text == "{");
    piece.spaced = !closes && !opened;
    piece.before = break_before(index);
    const bool joins = token.kind == TokenKind::kWord && (token.text == "and" || token.text == "or");
    if (joins && depth_ > 0) piece.joins_at = depth_;
  } else {
    depth_ = 0;
  }
  if (token.kind == TokenKind::kMark && token.text == "(") ++depth_;
  if (token.kind == TokenKind::kMark && token.text == ")" && depth_ > 0) --depth_;
  blocks_.back().clauses.back().pieces.push_back(std::move(piece));
}

void Formatter::begin_declaration(size_t index) {
  Block block;
  block.sort = layout_.sorts[next_sort_++];
  remarks_before(index, block);
  blocks_.push_back(std::move(block));
  blocks_.back().clauses.push_back({0, {}});
  add_piece(index, {});
}

void Formatter::token(size_t index) {
  const Mark mark = layout_.marks[index];
  if (mark == Mark::kDeclaration) return begin_declaration(index);
  std::vector<std::string_view> comments = comments_before(index);
  if (mark != Mark::kNone) {
    const uint32_t indent = mark == Mark::kClause ? 2 : mark == Mark::kJoin ? 3 : 4;
    blocks_.back().clauses.push_back({indent, {}});
  }
  add_piece(index, std::move(comments));
}

// Puts the blocks one after another with the blank lines between them.
std::string Formatter::join() {
  std::string out;
  bool one_line_before = false;
  for (size_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    std::string lines;
    for (const Clause& clause : block.clauses) lines += fill(clause);
    for (std::string_view comment : block.tail) lines.append("  ").append(comment).append("\n");
    const bool one_line = std::count(lines.begin(), lines.end(), '\n') == 1;
    const Group group = group_of(block.sort);
    const bool same = i > 0 && group == group_of(blocks_[i - 1].sort) && group != Group::kOther;
    const bool as_written = same && (group == Group::kFacts || (one_line && one_line_before));
    bool first = true;
    for (const Remark& remark : block.remarks) {
      if (first ? i > 0 && (!as_written || remark.blank_before) : remark.blank_before) out += '\n';
      out.append(remark.text).append("\n");
      first = false;
    }
    if (first ? i > 0 && (!as_written || block.blank_before) : block.blank_before) out += '\n';
    out += lines;
    one_line_before = one_line;
  }
  bool first = true;
  for (const Remark& remark : last_remarks_) {
    if (first || remark.blank_before) out += '\n';
    out.append(remark.text).append("\n");
    first = false;
  }
  return out;
}

std::string Formatter::run() {
  const size_t end = tokens_.tokens.size() - 1;
  for (size_t i = 0; i < end; ++i) token(i);
  Block rest;
  remarks_before(end, rest);
  last_remarks_ = std::move(rest.remarks);
  return join();
}

// The formatter's promise, checked on every run: the same tokens and the same comments between them.
bool same_tokens(const Tokens& a, const Tokens& b) {
  const auto same_token = [](const Token& x, const Token& y) { return x.kind == y.kind && x.text == y.text; };
  const auto same_comment = [](const Comment& x, const Comment& y) {
    return x.text == y.text && x.before_token == y.before_token && x.first_on_line == y.first_on_line;
  };
  return std::equal(a.tokens.begin(), a.tokens.end(), b.tokens.begin(), b.tokens.end(), same_token) &&
         std::equal(a.comments.begin(), a.comments.end(), b.comments.begin(), b.comments.end(), same_comment);
}

}  // namespace

std::string format(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics) {
  std::string unchanged(files.contents(file));
  const size_t errors_before = diagnostics.errors();
  Parser parser(files, file, diagnostics);
  parser.run();
  if (diagnostics.errors() > errors_before) return unchanged;
  std::string laid_out = Formatter(files.contents(file), parser.tokens(), parser.layout()).run();
  if (laid_out.size() > kMaxFileBytes) return unchanged;  // margins may make a file of nearly the largest size too large
  text::Files check;
  text::Diagnostics silent;
  const text::FileId again = check.add(files.path(file), laid_out);
  const bool kept = same_tokens(parser.tokens(), lex(check, again, silent)) && silent.errors() == 0;
  assert(kept && "the formatter changed a token or a comment");
  return kept ? laid_out : unchanged;
}

}  // namespace comity::syntax
