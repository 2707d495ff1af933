#include "replay/instants.h"

#include "replay/value.h"

namespace comity::replay {

Instants::Instants(const Program& program, const ruling::Names& names, const BoundColumn& bound, const book::time::Zone& zone)
    : notation_(program, names, book::FactId(), bound.how, zone), zone_(zone) {}

std::optional<Instant> Instants::at(int64_t row, std::string* literal) const {
  if (!view_->valid(row)) return std::nullopt;
  const bool coded = view_->type().physical == Physical::kDictionary;
  const ColumnView& values = coded ? view_->inner() : *view_;
  const int64_t place = coded ? view_->integer(row) : row;
  if (coded && (place < 0 || place >= values.length() || !values.valid(place))) return std::nullopt;
  if (values.type().physical == Physical::kTime) return instant_of_stamp(values, place, zone_);
  if (!values.type().is_text()) return std::nullopt;
  if (literal != nullptr) *literal = values.text(place);
  const Said said = notation_.literal(values.text(place));
  return said.kind == Said::Kind::kValue ? std::optional(said.value) : std::nullopt;
}

void Instants::block(int64_t from, size_t rows, Instant* out, uint64_t* missing) {
  for (size_t i = 0; i < rows; ++i) {
    const auto instant = at(from + static_cast<int64_t>(i));
    out[i] = instant.value_or(0);
    if (!instant) missing[i / 64] |= uint64_t{1} << (i % 64);
  }
}

}  // namespace comity::replay
