// The program: each subject (an action, or the asking of a fact) in each of its epochs as literals of one circuit over atoms.
//
// Lowering happens once, when a book is loaded; after that the program is constant and may be read from any thread.
// Epochs of a subject are merged where nothing that concerns it changes, so that an epoch costs only what it changes.
//
// A question of law is always an atom, also in an epoch in which a source has answered it, so that `--assume` may override the answer.
// Whoever reads an epoch MUST therefore treat its answered questions as told: the truth of a kQuestion atom is what the case assumes,
// else Program::answer(question, t), else unknown. An answer is part of the law, not of the case: it is no told fact that an explanation
// may leave out. Epochs end where an answer changes, so that Epoch::answered is constant within one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/model.h"
#include "circuit/circuit.h"

namespace comity::circuit {

// What one atom tests. Atoms over one fact (or question) are evaluated together (cells.h).
struct Atom {
  enum class Kind : uint8_t { kIsYes, kInWords, kMeets, kContains, kWithin, kEmpty, kAtLeast, kInTexts, kCountAtLeast, kQuestion };
  Kind kind = Kind::kIsYes;
  bool on_field = false;        // a test of a record's field inside a where; `index` is the field, `record` its record
  uint32_t index = 0;           // FactId or QuestionId or field
  book::RecordId record;        // on_field
  std::vector<uint16_t> words;  // kInWords, sorted
  std::vector<uint32_t> texts;  // kInTexts: TextIds, sorted; a constant or the elements of a list that are valid in the epoch
  uint64_t mask = 0;            // kMeets, kContains, kWithin: the words as bits (kWithin: the empty set is within)
  book::Threshold threshold;    // kAtLeast
  Lit where = kTrue;            // kCountAtLeast: over field atoms of this same circuit
  uint32_t count = 1;           // kCountAtLeast
  friend bool operator==(const Atom&, const Atom&) = default;
};

// An action, or the asking of a fact.
struct Subject {
  bool asking = false;
  uint32_t index = 0;  // ActionId or FactId
  friend bool operator==(const Subject&, const Subject&) = default;
};
using SubjectId = uint32_t;

// One norm in one epoch.
struct NormState {
  book::NormId norm;
  book::Modality modality;
  Lit condition;  // when it holds
  Lit active;     // active, as language.md section 6 defines it
  friend bool operator==(const NormState&, const NormState&) = default;
};

// A question that a source has answered.
struct Answered {
  book::QuestionId question;
  bool yes = false;
  friend bool operator==(const Answered&, const Answered&) = default;
};

struct Epoch {
  book::Instant from, until;
  std::vector<NormState> norms;     // the norms of this subject in force, by id
  Lit permits, forbids, requires_;  // some active norm permits / forbids / requires
  std::vector<Answered> answered;   // the questions that this epoch reads and that are answered in it, by id
  uint32_t shape = 0;               // epochs with the same norms and literals share a shape (and so a diagram)
};

// Text constants of a book, numbered from 1; 0 stands for every other text, so that a told text is one integer.
using TextId = uint32_t;
inline constexpr TextId kOtherText = 0;

struct Program {
  const book::Model* model = nullptr;
  Circuit circuit;
  std::vector<Atom> atoms;
  std::unordered_map<std::string, TextId> text_ids;
  std::vector<std::string> texts{"another"};           // by TextId; the first is a text that no atom names, to show for "any other"
  std::vector<Subject> subjects;                       // all actions in model order, then the facts whose asking some norm governs, by id
  std::vector<std::vector<Epoch>> epochs;              // by SubjectId, contiguous over all time
  std::vector<std::pair<SubjectId, uint32_t>> shapes;  // by shape: one subject and epoch index that has it

  TextId text_id(std::string_view text) const;                                   // kOtherText if no atom names it
  const Epoch& epoch_at(SubjectId subject, book::Instant t) const;               // O(log epochs)
  std::optional<bool> answer(book::QuestionId question, book::Instant t) const;  // what sources have answered; nothing: open
  std::optional<SubjectId> subject_of_action(book::ActionId action) const;
  std::optional<SubjectId> subject_of_asking(book::FactId fact) const;  // none: no norm governs asking it
};

// Lowers a checked model, without a circle of precedence. The model must outlive the program. A few circuit nodes a norm in each epoch of
// its subject.
Program lower(const book::Model& model);

}  // namespace comity::circuit
