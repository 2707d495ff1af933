// A desk: all that one thread needs to answer case after case, from JSON to JSON.
//
// The engine and the names are shared; each thread has a desk of its own, whose memory is used again from case to case.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ruling/asked.h"
#include "ruling/engine.h"
#include "ruling/read_case.h"
#include "ruling/write_answer.h"

namespace comity::ruling {

class Desk {
 public:
  Desk(const Engine& engine, const Names& names);

  // Appends the answer to one case as one line without its end; an error object if the case is not understood, and then returns false.
  // kPadding bytes after `json` must be readable.
  bool answer(std::string_view json, bool brief, std::string& out);

  // For those that build the case themselves.
  Asked& asked() { return asked_; }
  Case& told() { return told_; }
  CaseReader& reader() { return reader_; }
  AnswerWriter& writer() { return writer_; }
  Engine::Scratch& scratch() { return *scratch_; }
  Answer answer(std::span<const book::FactId> declined = {}) { return ruling::answer(engine_, asked_, told_, *scratch_, declined); }

 private:
  const Engine& engine_;
  CaseReader reader_;
  AnswerWriter writer_;
  Engine::ScratchPtr scratch_;
  Asked asked_;
  Case told_;
};

}  // namespace comity::ruling
