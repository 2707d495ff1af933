#include "ruling/desk.h"

namespace comity::ruling {

Desk::Desk(const Engine& engine, const Names& names)
    : engine_(engine), reader_(engine.program(), names), writer_(engine.program(), names), scratch_(engine.scratch()), told_(engine.program()) {}

bool Desk::answer(std::string_view json, bool brief, std::string& out) {
  const auto read = reader_.read(json, asked_, told_);
  if (!read) {
    write_error(out, read.error());
    return false;
  }
  if (brief) {
    writer_.write_brief(out, asked_, told_, decide(engine_, asked_, told_, *scratch_));
  } else {
    writer_.write(out, asked_, told_, answer());
  }
  return true;
}

}  // namespace comity::ruling
