#include "ruling/epochs.h"

namespace comity::ruling {

Epochs::Epochs(const circuit::Program& program) {
  uint32_t lines = 0;
  for (const auto& of_subject : program.epochs) {
    first_line_.push_back(lines);
    lines += static_cast<uint32_t>((of_subject.size() + kInLine - 1) / kInLine);
  }
  first_line_.push_back(lines);
  lines_ = std::vector<Line>(lines);
  begins_.resize(lines);
  epochs_.resize(lines * kInLine);
  for (circuit::SubjectId subject = 0; subject < program.epochs.size(); ++subject) {
    const auto& of_subject = program.epochs[subject];
    for (size_t place = first_line_[subject] * kInLine, i = 0; place < first_line_[subject + 1] * kInLine; ++place, ++i) {
      const bool there = i < of_subject.size();
      lines_[place / kInLine].from[place % kInLine] = there ? of_subject[i].from : book::kForever;
      epochs_[place] = there ? &of_subject[i] : nullptr;
    }
    for (uint32_t line = first_line_[subject]; line < first_line_[subject + 1]; ++line) begins_[line] = lines_[line].from[0];
  }
}

}  // namespace comity::ruling
