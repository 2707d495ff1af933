// The first pass: every declaration gets an id, and its name goes into the table of names.
//
// Ids follow the order of books, of the files of a book and of the declarations in a file, so that one text gives one model.
#include <string>
#include <variant>

#include <fmt/format.h>

#include "book/check/passes.h"

namespace comity::book {

namespace {

constexpr size_t kMaxNorms = 100'000;
constexpr size_t kMaxFacts = 65'535;

class Declaring {
 public:
  explicit Declaring(Context& context) : context_(context), model_(context.model) {}

  void run() {
    const auto& trees = context_.loaded.trees;
    std::unordered_map<std::string_view, std::vector<const syntax::Tree*>> files;
    for (const syntax::Tree& tree : trees) files[tree.book.text].push_back(&tree);
    for (size_t i = 0; i < model_.books.size(); ++i) {
      for (const syntax::Tree* tree : files[model_.books[i].name]) {
        for (const syntax::Decl& decl : tree->decls) {
          tree_ = tree;
          span_ = decl.span;
          book_ = BookId(i);
          std::visit([&](const auto& body) { enter(body); }, decl.body);
        }
      }
    }
    limit("C0007", context_.norms, kMaxNorms, "norms");
    limit("C0008", context_.facts, kMaxFacts, "facts");
  }

 private:
  void enter(const syntax::UseDecl&) {}       // read when the files were found
  void enter(const syntax::TimezoneDecl&) {}  // likewise
  void enter(const syntax::AuthorityDecl& decl) { named(decl, context_.authorities, model_.authorities, Space::kAuthority); }
  void enter(const syntax::KindDecl& decl) { named(decl, context_.kinds, model_.kinds, Space::kKind); }
  void enter(const syntax::RecordDecl& decl) { named(decl, context_.records, model_.records, Space::kRecord); }
  void enter(const syntax::FactDecl& decl) { named(decl, context_.facts, model_.facts, Space::kFact); }
  void enter(const syntax::ActionDecl& decl) {
    named(decl, context_.actions, model_.actions, Space::kAction);
    if (decl.title) model_.actions.back().title = decl.title->text;
  }
  void enter(const syntax::CalendarDecl& decl) { named(decl, context_.calendars, model_.calendars, Space::kCalendar); }
  void enter(const syntax::SourceDecl& decl) { named(decl, context_.sources, model_.sources, Space::kSource); }
  void enter(const syntax::DefineDecl& decl) { named(decl, context_.definitions, model_.definitions, Space::kDefinition); }
  void enter(const syntax::NormDecl& decl) { named(decl, context_.norms, model_.norms, Space::kNorm); }
  void enter(const syntax::QuestionDecl& decl) { named(decl, context_.questions, model_.questions, Space::kQuestion); }
  void enter(const syntax::ListDecl& decl) { named(decl, context_.lists, model_.lists, Space::kList); }
  void enter(const syntax::ClaimDecl& decl) { named(decl, context_.claims, model_.claims, Space::kClaim); }
  void enter(const syntax::ReadingDecl& decl) { named(decl, context_.readings, model_.readings, Space::kReading); }
  void enter(const syntax::PrecedenceDecl& decl) { unnamed(decl, context_.precedences); }
  void enter(const syntax::ExtendDecl& decl) { unnamed(decl, context_.extends); }
  void enter(const syntax::SilenceDecl& decl) { unnamed(decl, context_.silences); }
  void enter(const syntax::ScenarioDecl& decl) { unnamed(decl, context_.scenarios); }

  template <class Decl, class Entry>
  void named(const Decl& decl, std::vector<Item<Decl>>& items, std::vector<Entry>& entries, Space space) {
    Entry& entry = entries.emplace_back();
    entry.name = decl.name.text;
    entry.book = book_;
    entry.span = decl.name.span;
    const auto id = static_cast<uint32_t>(entries.size() - 1);
    items.push_back({&decl, tree_, span_, book_, id});
    name(space, {decl.name.text, book_, id, decl.name.span});
  }

  template <class Decl>
  void unnamed(const Decl& decl, std::vector<Item<Decl>>& items) {
    items.push_back({&decl, tree_, span_, book_, static_cast<uint32_t>(items.size())});
  }

  // Books come after those that they use, so what a used book declares is already there.
  void name(Space space, const Symbol& symbol) {
    if (space == Space::kFact || space == Space::kAction) {
      const Names::Found used = context_.names.find(space, symbol.book, symbol.name);
      const Symbol* other = used.several.empty() ? used.symbol : used.several[0];
      if (other != nullptr && other->book != symbol.book) {
        const std::string& where = context_.book_name(other->book);
        context_
            .report("C0304", symbol.span, fmt::format("{} `{}` is already declared in book {}, which this book uses", noun(space), symbol.name, where),
                    "use it as it is, or choose another name for what differs")
            .notes.push_back({other->span, "declared here"});
      }
    }
    const Symbol* earlier = context_.names.declare(space, symbol);
    if (earlier == nullptr) return;
    context_.report("C0303", symbol.span, fmt::format("{} `{}` is declared twice in this book", noun(space), symbol.name), "rename one of them, or join them")
        .notes.push_back({earlier->span, "first declared here"});
  }

  template <class Items>
  void limit(std::string_view code, const Items& items, size_t most, std::string_view what) {
    if (items.size() <= most) return;
    context_.report(code, items[most].decl->name.span, fmt::format("this load has {} {}; at most {} are allowed", items.size(), what, most),
                    "state the rule once and let facts, records and lists carry the cases");
  }

  Context& context_;
  Model& model_;
  const syntax::Tree* tree_ = nullptr;  // of the declaration at hand
  Span span_;
  BookId book_;
};

}  // namespace

void declare(Context& context) { Declaring(context).run(); }

}  // namespace comity::book
