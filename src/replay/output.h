// Rulings as an Arrow table: what a replay gives back to whoever brought the columns.
//
// Columns, in this order, where wanted: ruling (dictionary of the six names; null for a row without an instant), possible ("permitted,
// silent"), deciding (qualified norms, joined by ", "), missing (facts and questions, joined by ", "), epoch (its number; see
// `epoch_bounds`). Texts that repeat are dictionaries, so that a row costs a byte or two.
#pragma once

#include "replay/arrow_abi.h"
#include "replay/replay.h"

namespace comity::replay {

// The type of the result: a struct.
void export_schema(const Want& want, ArrowSchema* out);

// The results of a batch as a struct array, which owns all it needs; takes the vectors of `ruled`.
void export_rulings(const Replay& replay, Ruled&& ruled, ArrowArray* out);

std::string show_possible(book::RulingSet possible);  // "permitted, silent"
std::string show_norms(const book::Model& model, const std::vector<book::NormId>& norms);
std::string show_missing(const ruling::Names& names, const std::vector<ruling::Unknown>& missing);

// A stream of results for a stream of batches: each batch is ruled when it is asked for. Takes `in` over; `replay` is kept alive.
void export_stream(std::shared_ptr<Replay> replay, ArrowArrayStream* in, ArrowArrayStream* out);

}  // namespace comity::replay
