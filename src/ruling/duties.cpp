// The duties that follow if the action is done, with their deadlines (language.md section 6).
#include "book/time/shift.h"
#include "ruling/engine_parts.h"

namespace comity::ruling {

namespace {

namespace time = book::time;

std::optional<Instant> deadline(const Program& program, const Case& asked, const book::Duty& duty) {
  const book::Model& model = *program.model;
  if (duty.every_year) return time::end_of_next(asked.at(), duty.month, duty.day, model.zones[duty.zone.value]);
  if (!duty.has_within) return std::nullopt;
  if (duty.after.valid() && !asked.knows(duty.after)) return std::nullopt;
  const Instant start = duty.after.valid() ? asked.value(duty.after) : asked.at();
  const time::Zone& zone = model.zones[duty.zone.value];
  if (duty.by_shift) return time::move_instant(start, duty.shift, zone);
  return time::latest_within_after(start, duty.seconds, model.calendars[duty.calendar.value].skips, zone);
}

}  // namespace

void add_duties(const Matter& matter, NormId norm, std::vector<DueDuty>& duties) {
  const auto& its = matter.program.model->norms[norm.value].duties;
  for (uint32_t i = 0; i < its.size(); ++i) duties.push_back({norm, i, deadline(matter.program, matter.asked, its[i])});
}

}  // namespace comity::ruling
