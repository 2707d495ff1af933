// What an Engine and a Scratch hold. Private to the engine.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "ruling/chart.h"
#include "ruling/engine.h"
#include "ruling/known.h"
#include "ruling/remainder.h"
#include "ruling/tally.h"

namespace comity::ruling {

struct Engine::Impl {
  Impl(const Program& program, Budget budget);
  ~Impl();

  // The epoch that holds `at`, as a place in `epochs`. A search over instants that lie side by side.
  size_t epoch_at(SubjectId subject, Instant at) const;
  // Drawn by whoever asks first. Two threads may draw the same chart; one of them is kept.
  const Chart& chart(size_t epoch) const;
  const Chart& draw(size_t epoch) const;

  const Program& program;
  const Budget budget;
  std::vector<uint32_t> first_epoch;  // by subject, and one more
  std::vector<Instant> from;          // by epoch
  std::vector<const Epoch*> epochs;
  std::vector<uint32_t> shape;
  mutable std::vector<std::atomic<const Chart*>> charts;  // by shape
  std::vector<SubjectId> asking;                          // by fact; kNobody where no norm governs the asking
  std::vector<std::vector<uint32_t>> silences;            // by action, places in Model::silences
  static constexpr SubjectId kNobody = UINT32_MAX;
};

// One subject in one case, looked up: all that its answer is read from.
struct Matter {
  SubjectId subject = 0;
  const Epoch* epoch = nullptr;
  const Case* asked = nullptr;
  const Chart* chart = nullptr;
};

// The memory of one matter.
struct Workspace {
  Known known;
  Remainder rest;
  Tally tally;
  std::vector<NormId> all, some;
};

struct Engine::Scratch {
  Workspace main, asking;        // the matter itself; whether a fact may be asked
  std::vector<NormId> deciding;  // what a Decision shows, where it is not the chart's own
};

}  // namespace comity::ruling
