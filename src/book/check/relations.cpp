// Which norms suspend, override and yield to which, and that nobody stands above himself.
#include <fmt/format.h>

#include "book/check/passes.h"
#include "book/precedence.h"

namespace comity::book {

namespace {

class Relations {
 public:
  explicit Relations(Context& context) : context_(context), model_(context.model) {}

  void run() {
    for (const auto& item : context_.norms) {
      resolve(item, item.decl->suspends, "suspends", model_.norms[item.id].suspends);
      resolve(item, item.decl->overrides, "overrides", model_.norms[item.id].overrides);
      resolve(item, item.decl->yields_to, "yields to", model_.norms[item.id].yields_to);
    }
    for (const auto& item : context_.norms) {
      without_effect(item, item.decl->overrides, "overrides");
      without_effect(item, item.decl->yields_to, "yields to");
    }
    // Names or times that are wrong would show circles that are not there.
    if (!context_.diagnostics.has_errors()) check_cycles(model_, context_.diagnostics);
  }

 private:
  void resolve(const Item<syntax::NormDecl>& item, const std::vector<syntax::Name>& names, std::string_view verb, std::vector<NormId>& out) {
    std::unordered_map<uint32_t, Span> seen;
    for (const syntax::Name& name : names) {
      const NormId other = context_.find<NormId>(Space::kNorm, item.book, name);
      if (!other.valid()) continue;
      if (other.value == item.id) {
        context_.report("C0605", name.span, fmt::format("norm `{}` {} itself", item.decl->name.text, verb), "name the other norm that is meant");
        continue;
      }
      const auto [earlier, added] = seen.try_emplace(other.value, name.span);
      if (!added) {
        context_.report("C0612", name.span, fmt::format("`{}` is named twice", name.text), "take one of them away")
            .notes.push_back({earlier->second, "it stands here already"});
        continue;
      }
      out.push_back(other);
    }
  }

  // Only a norm that opposes can be overridden: the other side of one action, or of one fact's asking.
  void without_effect(const Item<syntax::NormDecl>& item, const std::vector<syntax::Name>& names, std::string_view verb) {
    const Norm& norm = model_.norms[item.id];
    if (norm.modality != Modality::kNone && !norm.action.valid() && !norm.asked.valid()) return;
    for (const syntax::Name& name : names) {
      const Symbol* symbol = context_.find_quietly(Space::kNorm, item.book, name.text);
      if (symbol == nullptr || symbol->index == item.id) continue;
      const Norm& other = model_.norms[symbol->index];
      if (opposes(norm, other) || (other.modality != Modality::kNone && !other.action.valid() && !other.asked.valid())) continue;
      context_.report("C0606", name.span, fmt::format("`{} {}` has no effect: the two norms do not oppose each other", verb, name.text), why(norm, other))
          .notes.push_back({other.span, "the other norm is declared here"});
    }
  }

  std::string why(const Norm& norm, const Norm& other) const {
    if (norm.modality == Modality::kNone) return "this norm rules on nothing; write `suspends` to put another norm out of action";
    if (other.modality == Modality::kNone) return "that norm rules on nothing, it only suspends";
    const bool same = norm.action == other.action && norm.asked == other.asked;
    if (!same) return fmt::format("this norm is about `{}`, that one about `{}`", subject(norm), subject(other));
    return norm.modality == Modality::kForbids ? "both forbid, so neither stands in the way of the other"
                                               : "neither of them forbids, so neither stands in the way of the other";
  }

  std::string subject(const Norm& norm) const {
    return norm.action.valid() ? model_.actions[norm.action.value].name : "asking " + model_.facts[norm.asked.value].name;
  }

  Context& context_;
  Model& model_;
};

}  // namespace

void check_relations(Context& context) { Relations(context).run(); }

}  // namespace comity::book
