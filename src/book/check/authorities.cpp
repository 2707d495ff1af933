// Ranks of authorities, and the precedence that a book declares.
#include <fmt/format.h>

#include "book/check/order.h"
#include "book/check/passes.h"

namespace comity::book {

namespace {

void report_circle(Context& context, const std::vector<uint32_t>& circle) {
  std::vector<syntax::Name> names;
  for (uint32_t id : circle) names.push_back(context.authorities[id].decl->name);
  auto& message = context.report("C0507", names[0].span, fmt::format("authorities stand below each other in a circle: {}", shown_circle(names, " below ")),
                                 "take one `below` away");
  note_circle(message, names);
}

}  // namespace

void check_authorities(Context& context) {
  Model& model = context.model;
  const size_t count = model.authorities.size();
  std::vector<std::vector<uint32_t>> above(count);
  for (const auto& item : context.authorities) {
    Authority& authority = model.authorities[item.id];
    if (item.decl->title) authority.title = item.decl->title->text;
    authority.below.resize(count);
    for (const syntax::Name& name : item.decl->below) {
      const AuthorityId other = context.find<AuthorityId>(Space::kAuthority, item.book, name);
      if (other.valid()) above[item.id].push_back(other.value);
    }
  }
  const Order order = in_order(above);
  for (const auto& circle : order.circles) report_circle(context, circle);
  for (uint32_t id : order.nodes) {
    std::vector<bool>& below = model.authorities[id].below;
    for (uint32_t upper : above[id]) {
      below[upper] = true;
      for (size_t i = 0; i < count; ++i) below[i] = below[i] || model.authorities[upper].below[i];
    }
  }
  std::unordered_map<uint32_t, const Item<syntax::PrecedenceDecl>*> declared;
  for (const auto& item : context.precedences) {
    const auto [earlier, added] = declared.try_emplace(item.book.value, &item);
    const syntax::PrecedenceDecl& first = *earlier->second->decl;
    if (!added && (first.by_rank != item.decl->by_rank || first.by_date != item.decl->by_date)) {
      context
          .report("C0603", item.span, fmt::format("book {} declares its precedence twice, and differently", context.book_name(item.book)),
                  "one book has one precedence; keep the one that the law means")
          .notes.push_back({earlier->second->span, "declared here already"});
    }
    Book& book = model.books[item.book.value];
    book.by_rank = book.by_rank || item.decl->by_rank;
    book.by_date = book.by_date || item.decl->by_date;
  }
}

}  // namespace comity::book
