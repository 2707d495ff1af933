// What the terminal, JSON and HTML pages of `comity adopt` share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/open_book.h"
#include "proof/contradictions.h"
#include "proof/diff.h"

namespace comity::cli {

struct AdoptionTold {
  std::unique_ptr<Opened> from, into;
  std::string into_name;                // as the command line names it
  std::vector<book::SourceId> sources;  // of `from`
  book::Instant text_at = 0, at = 0;
  proof::Adopted adopted;
  std::vector<proof::Opposed> opposed;
  proof::Differences changes;

  const book::Model& law() const { return *adopted.model; }
  std::string authority() const;                   // "Superintendent of Police of Chicago"
  std::string citations() const;                   // of the sources
  std::string shown(book::Instant instant) const;  // in the zone of the adopting book
  size_t norms() const { return law().norms.size() - adopted.first_norm.value; }
  size_t count(proof::Contradiction::Prevails prevails) const;  // contradictions with that outcome
};

// "dc.mpd/no_arrest forbids it (MPD EO-25-005, provision 5)".
std::string says(const AdoptionTold& told, book::NormId norm);
// Which of the two prevails, and what becomes of the example.
std::string outcome_of(const AdoptionTold& told, const proof::Contradiction& one);
// What comes along and what stays behind, a sentence each.
std::vector<std::string> baggage_of(const AdoptionTold& told);

std::string adoption_text(const AdoptionTold& told);
std::string adoption_json(const AdoptionTold& told);  // one object, on a line
std::string adoption_page(const AdoptionTold& told);

}  // namespace comity::cli
