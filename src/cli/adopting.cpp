#include "cli/adopting.h"
#include "cli/conditions.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/answer_text.h"
#include "cli/changes.h"
#include "cli/compare.h"
#include "cli/conditions.h"
#include "cli/html.h"
#include "cli/show.h"
#include "cli/terminal.h"
#include "proof/wording.h"
#include "proof/write_changes.h"
#include "text/json.h"

namespace comity::cli {

namespace {

using proof::Contradiction;
using Prevails = Contradiction::Prevails;

constexpr size_t kShownConditions = 2;  // of a list, at a terminal

std::string heading(const AdoptionTold& told) {
  return fmt::format("{}, adopted by {} ({}) at {}", told.citations(), told.authority(), told.into_name, told.shown(told.at));
}

std::string summary(const AdoptionTold& told) {
  const auto actions = told.opposed.size();
  const size_t own = told.count(Prevails::kOwn), adopted = told.count(Prevails::kAdopted), neither = told.count(Prevails::kNeither);
  if (own + adopted + neither == 0) return fmt::format("It contradicts no norm of {}.", told.into_name);
  return fmt::format("It contradicts norms of {} on {} question{}, in {} pair{}: in {} the law that is there prevails, in {} what is adopted, in {} neither.",
                     told.into_name, actions, actions == 1 ? "" : "s", own + adopted + neither, own + adopted + neither == 1 ? "" : "s", own, adopted, neither);
}

std::string changed(const AdoptionTold& told) {
  return fmt::format("{} of {} questions would have cases with another answer.", told.changes.subjects.size(), told.changes.shared);
}

std::string example_of(const Contradiction& one) {
  if (one.kind != proof::Outcome::Kind::kFound) return "undecided: " + one.why;
  return one.given.empty() ? "any case" : fmt::format("{}", fmt::join(one.given, ", "));
}

void add(std::vector<std::string>& sentences, const std::vector<std::string>& names, std::string_view before, std::string_view after = "") {
  if (!names.empty()) sentences.push_back(fmt::format("{}{}{}", before, fmt::join(names, ", "), after));
}

}  // namespace

std::string AdoptionTold::authority() const {
  const book::Authority& authority = law().authorities[adopted.as.value];
  return authority.title.empty() ? authority.name : authority.title;
}

std::string AdoptionTold::citations() const {
  std::vector<std::string> found;
  for (book::SourceId id : sources) {
    const book::Source& source = from->model().sources[id.value];
    found.push_back(source.citation.empty() ? source.name : source.citation);
  }
  return fmt::format("{}", fmt::join(found, "; "));
}

std::string AdoptionTold::shown(book::Instant instant) const { return law().zone().show(instant); }

size_t AdoptionTold::count(Prevails prevails) const {
  size_t found = 0;
  for (const proof::Opposed& one : opposed) {
    found += static_cast<size_t>(
        std::count_if(one.contradictions.begin(), one.contradictions.end(), [&](const Contradiction& c) { return c.prevails == prevails; }));
  }
  return found;
}

std::string says(const AdoptionTold& told, book::NormId norm) {
  const book::Norm& one = told.law().norms[norm.value];
  const std::string cited = citation(told.law(), norm, told.at);
  return fmt::format("{} {} it{}", one.qualified, verb(one.modality), cited.empty() ? "" : " (" + cited + ")");
}

std::string outcome_of(const AdoptionTold& told, const Contradiction& one) {
  const auto name = [&](book::NormId norm) { return told.law().norms[norm.value].qualified; };
  std::string text = one.prevails == Prevails::kNeither ? "neither prevails"
                                                        : fmt::format("{} prevails {}", name(one.prevails == Prevails::kOwn ? one.own : one.adopted), one.by);
  if (one.before == 0) return text;
  return one.before == one.after ? fmt::format("{}: the case stays {}", text, rulings_text(one.after, " or "))
                                 : fmt::format("{}: the case turns from {} to {}", text, rulings_text(one.before, " or "), rulings_text(one.after, " or "));
}

std::vector<std::string> baggage_of(const AdoptionTold& told) {
  const proof::Baggage& all = told.adopted.baggage;
  std::vector<std::string> sentences;
  add(sentences, all.facts, fmt::format("It brings facts that {} does not have: ", told.into_name));
  add(sentences, all.questions, fmt::format("It brings questions of law that {} does not have, open there: ", told.into_name));
  add(sentences, all.lists, fmt::format("It brings lists that {} does not have: ", told.into_name));
  add(sentences, all.actions, fmt::format("It speaks of actions of which {} has no norm: ", told.into_name));
  add(sentences, all.dropped, "Without effect there, since they only suspend norms that stay behind: ");
  add(sentences, all.unsaid, "Not carried over, since the other norm stays behind: ");
  add(sentences, all.above, "Not carried over, though it stands above an adopted norm at home: ");
  return sentences;
}

std::string adoption_text(const AdoptionTold& told) {
  const bool colour = colour_on_out();
  std::string text = strong(wrapped(heading(told), ""), colour);
  text += wrapped(fmt::format("{} norm{}, as the text stood at {}.", told.norms(), told.norms() == 1 ? "" : "s", told.shown(told.text_at)), "");
  for (const std::string& sentence : baggage_of(told)) text += wrapped(sentence, "");
  text += "\n" + strong("Contradictions", colour) + "\n" + wrapped(summary(told), "");
  for (const proof::Opposed& opposed : told.opposed) {
    text += opposed.subject + "\n";
    book::NormId last;
    for (const Contradiction& one : opposed.contradictions) {
      if (one.own != last) text += wrapped(says(told, one.own), "  ");
      last = one.own;
      text += wrapped("but " + says(told, one.adopted), "    ") + wrapped("such as: " + example_of(one), "      ") + wrapped(outcome_of(told, one), "      ");
    }
  }
  text += "\n" + strong("What would change", colour) + "\n" + changed(told) + "\n";
  for (const proof::Difference& difference : told.changes.subjects) text += changes_text(difference, kShownConditions);
  return text;
}

std::string adoption_json(const AdoptionTold& told) {
  const auto norm = [&](book::NormId id) {
    const book::Norm& one = told.law().norms[id.value];
    return fmt::format(R"({{"norm":{},"modality":"{}","citation":{}}})", text::json_string(one.qualified), verb(one.modality),
                       text::json_string(citation(told.law(), id, told.at)));
  };
  const auto prevails = [](Prevails p) { return p == Prevails::kOwn ? "own" : p == Prevails::kAdopted ? "adopted" : "neither"; };
  const proof::Wording wording(told.into->program);
  std::vector<std::string> sources, opposed, changes;
  for (book::SourceId id : told.sources) sources.push_back(told.from->model().sources[id.value].name);
  for (const proof::Opposed& one : told.opposed) {
    for (const Contradiction& c : one.contradictions) {
      opposed.push_back(fmt::format(R"({{"action":{},"own":{},"adopted":{},"decided":{},"example":{},"prevails":"{}","by":{},"before":{},"after":{}}})",
                                    text::json_string(one.subject), norm(c.own), norm(c.adopted), c.kind == proof::Outcome::Kind::kFound,
                                    text::json_strings(c.given), prevails(c.prevails), text::json_string(c.by), wording.json(c.before), wording.json(c.after)));
    }
  }
  for (const proof::Difference& difference : told.changes.subjects) changes.push_back(proof::changes_json(difference));
  const proof::Baggage& all = told.adopted.baggage;
  return fmt::format(
             R"({{"from":{},"sources":{},"text_at":{},"into":{},"as":{},"at":{},"norms":{},"brings":{{"facts":{},"questions":{},"lists":{},"actions":{}}},)"
             R"("without_effect":{},"not_carried_over":{},"left_above":{},"contradictions":[{}],"questions":{},"changes":[{}]}})",
             text::json_string(told.from->model().books[told.from->model().root.value].name), text::json_strings(sources),
             text::json_string(told.shown(told.text_at)), text::json_string(told.into_name),
             text::json_string(told.law().authorities[told.adopted.as.value].name), text::json_string(told.shown(told.at)), told.norms(),
             text::json_strings(all.facts), text::json_strings(all.questions), text::json_strings(all.lists), text::json_strings(all.actions),
             text::json_strings(all.dropped), text::json_strings(all.unsaid), text::json_strings(all.above), fmt::join(opposed, ","), told.changes.shared,
             fmt::join(changes, ",")) +
         "\n";
}

std::string adoption_page(const AdoptionTold& told) {
  std::string page = page_head(heading(told));
  page += fmt::format("<p>{} norms, as the text stood at {}.</p>\n", told.norms(), escaped(told.shown(told.text_at)));
  for (const std::string& sentence : baggage_of(told)) page += fmt::format("<p>{}</p>\n", escaped(sentence));
  page += fmt::format("<h2>Contradictions</h2><p>{}</p>\n", escaped(summary(told)));
  for (const proof::Opposed& opposed : told.opposed) {
    page += fmt::format("<section><h3>{}</h3><dl>\n", escaped(opposed.subject));
    for (const Contradiction& one : opposed.contradictions) {
      page += fmt::format("<dt>{}<br>but {}</dt><dd>such as: {}</dd><dd>{}</dd>\n", escaped(says(told, one.own)), escaped(says(told, one.adopted)),
                          escaped(example_of(one)), escaped(outcome_of(told, one)));
    }
    page += "</dl></section>\n";
  }
  page += fmt::format("<h2>What would change</h2><p>{}</p>\n", escaped(changed(told)));
  for (const proof::Difference& difference : told.changes.subjects) page += changes_html(difference);
  return page + "</body></html>\n";
}

}  // namespace comity::cli
