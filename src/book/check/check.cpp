// The checker: from the trees of all files to the checked model, or to messages that say what is wrong.
//
// First every declaration gets its id and its name, so that the order of declarations and files means nothing; then each pass fills one
// part of the model from the parts before it: types, sources and their lives, questions and lists, definitions, norms, who stands above
// whom, and last what only reads the law: claims, scenarios, readings. A pass goes on after an error, and what hangs on a name or type that
// was already reported is passed over, so that one run tells each mistake once.
// Cost: linear in the text, but for the precedence of norms on one action (precedence.h).
#include <algorithm>

#include "book/check/passes.h"
#include "book/load.h"

namespace comity::book {

void check(const std::string& root, Loaded& loaded, text::Diagnostics& diagnostics) {
  Model& model = loaded.model;
  for (size_t i = 0; i < model.books.size(); ++i) {
    if (model.books[i].name == root) model.root = BookId(i);
  }
  Context context(loaded, diagnostics);
  Conditions conditions(context);
  declare(context);
  check_types(context);
  check_authorities(context);
  check_sources(context);
  check_law(context);
  check_definitions(context, conditions);
  check_norms(context, conditions);
  check_relations(context);
  check_claims(context, conditions);
  check_scenarios(context);
  check_readings(context);
}

}  // namespace comity::book
