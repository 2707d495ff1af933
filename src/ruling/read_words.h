// The parts of a case as words: of a command line, of a reply at the terminal, of a string in JSON.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string_view>

#include "ruling/asked.h"
#include "ruling/names.h"
#include "ruling/read_case.h"

namespace comity::ruling {

// "arrest", or "asking:subject.immigration_status". Errors: C0807, C0808, C0810.
std::expected<void, Problem> read_action(const Program& program, const Names& names, std::string_view name, Asked& asked);

// "permitted", …; nothing for any other word.
std::optional<Ruling> ruling_named(std::string_view name);

// An instant of language.md section 4, in the zone of the asked book where it has no offset; `name` is what messages call it. Errors: C0811,
// C0813.
std::expected<int64_t, Problem> read_moment(const book::Model& model, std::string_view text, std::string_view name = "at");
std::expected<void, Problem> read_at(const Names& names, std::string_view text, Case& into);

// `fact=value`. Errors: C0808, C0810 to C0817.
std::expected<void, Problem> read_fact(const Program& program, const Names& names, CaseReader& reader, std::string_view word, Asked& asked, Case& into);

// Nothing where each fact is told by at most one of the words; a word that tells no fact is left to read_fact. Errors: C0804.
std::expected<void, Problem> told_once(const Names& names, std::span<const std::string_view> words);

// The value alone: as a page writes it; for a set the words parted by commas, nothing or `empty` for the empty one; for a list, and for a
// set if one likes, JSON.
std::expected<void, Problem> read_value(const Program& program, const Names& names, CaseReader& reader, FactId fact, std::string_view value, Asked& asked,
                                        Case& into);

// `question=yes` or `question=no`.
std::expected<void, Problem> read_assumption(const Program& program, const Names& names, std::string_view word, Case& into);

}  // namespace comity::ruling
