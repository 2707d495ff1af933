#include "book/check/rulings.h"

namespace comity::book {

Ruling ruling_of(const syntax::RulingName& written) {
  for (int i = 0; i < kRulings; ++i) {
    if (name(static_cast<Ruling>(i)) == written.text) return static_cast<Ruling>(i);
  }
  return Ruling::kSilent;
}

RulingSet rulings_of(const std::vector<syntax::RulingName>& names) {
  RulingSet out = 0;
  for (const syntax::RulingName& one : names) {
    if (one.text != "undetermined") out = static_cast<RulingSet>(out | 1U << static_cast<unsigned>(ruling_of(one)));
  }
  return out;
}

bool find_subject(Context& context, BookId book, bool asking, const syntax::Name& name, ActionId& action, FactId& asked) {
  if (asking) {
    asked = context.find<FactId>(Space::kFact, book, name);
    return asked.valid();
  }
  action = context.find<ActionId>(Space::kAction, book, name);
  return action.valid();
}

}  // namespace comity::book
