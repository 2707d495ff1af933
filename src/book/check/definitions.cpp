// Definitions, each after those that it names, so that a condition is written once and shared by its id.
#include <fmt/format.h>

#include "book/check/conditions.h"
#include "book/check/order.h"
#include "book/check/passes.h"

namespace comity::book {

namespace {

class Definitions {
 public:
  Definitions(Context& context, Conditions& conditions) : context_(context), conditions_(conditions) {}

  void run() {
    std::vector<std::vector<uint32_t>> names(context_.definitions.size());
    for (const auto& item : context_.definitions) collect(item, item.decl->cond, names[item.id]);
    const Order order = in_order(names);
    std::vector<bool> in_circle(names.size());
    for (const auto& circle : order.circles) {
      report(circle);
      for (uint32_t id : circle) in_circle[id] = true;
    }
    for (uint32_t id : order.nodes) {
      if (in_circle[id]) continue;
      const auto& item = context_.definitions[id];
      context_.model.definitions[id].cond = conditions_.resolve({item.book, item.tree, false, RecordId()}, item.decl->cond);
    }
    for (const auto& item : context_.definitions) warn_hidden(Space::kDefinition, item.decl->name, item.book);
    for (const auto& item : context_.questions) warn_hidden(Space::kQuestion, item.decl->name, item.book);
  }

 private:
  // The definitions that a condition names. Inside `where` there are only fields.
  void collect(const Item<syntax::DefineDecl>& item, syntax::CondId id, std::vector<uint32_t>& names) const {
    if (id == syntax::kNoCond) return;
    using Kind = syntax::Cond::Kind;
    const syntax::Cond& cond = item.tree->cond(id);
    if (cond.kind == Kind::kName || cond.kind == Kind::kIs) {
      const auto [space, symbol] = context_.named_in_condition(item.book, cond.name.text);
      if (space == Space::kDefinition) names.push_back(symbol->index);
    }
    if (cond.kind == Kind::kQuantified) return;
    for (syntax::CondId child : cond.children) collect(item, child, names);
  }

  void report(const std::vector<uint32_t>& circle) {
    std::vector<syntax::Name> names;
    for (uint32_t id : circle) names.push_back(context_.definitions[id].decl->name);
    auto& message = context_.report("C0414", names[0].span,
                                    names.size() == 1 ? fmt::format("`{}` is defined by itself", names[0].text)
                                                      : fmt::format("definitions go round in a circle: {}", shown_circle(names, ", which names ")),
                                    "say in one of them what is meant without naming the others");
    note_circle(message, names);
  }

  // A bare name means a yes-no fact before a definition, and a definition before a question.
  void warn_hidden(Space space, const syntax::Name& name, BookId book) {
    const auto [meant, symbol] = context_.named_in_condition(book, name.text);
    if (meant == space || symbol == nullptr) return;
    context_
        .report("C0319", name.span, fmt::format("in a condition `{}` means the {} of this name, never this {}", name.text, noun(meant), noun(space)),
                "rename one of them")
        .notes.push_back({symbol->span, fmt::format("the {} is declared here", noun(meant))});
  }

  Context& context_;
  Conditions& conditions_;
};

}  // namespace

void check_definitions(Context& context, Conditions& conditions) { Definitions(context, conditions).run(); }

}  // namespace comity::book
