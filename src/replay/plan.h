// The plan of a replay: what is constant while its batches go by.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "replay/replay.h"

namespace comity::replay {

// A column whose fact the question depends on, and its bits in the key of the hash table.
struct Field {
  BoundColumn bound;
  const Variable* variable = nullptr;
  uint32_t bits = 0;   // width
  uint32_t shift = 0;  // place
};

struct Plan {
  const Program* program = nullptr;
  const ruling::Names* names = nullptr;
  const ruling::Engine* engine = nullptr;
  Request request;
  Binding binding;
  std::vector<ColumnType> columns;
  ColumnType table;                // the struct of them
  std::deque<Variable> variables;  // of all facts that the epochs in play read
  std::vector<Field> fields;
  std::vector<const Variable*> absent_moving;  // read, but in no column and not given, with thresholds that move
  size_t most_keys = 0;                        // of a table
  bool too_wide = false;                       // not even a hashed key holds a row: every row is odd
  Outcomes outcomes;

  const std::vector<circuit::Epoch>& epochs() const { return program->epochs[request.subject]; }
  bool row_instants() const { return !request.at; }
};

// Cuts the facts into cells and lays out the hashed key.
void lay_out(Plan& plan);

}  // namespace comity::replay
