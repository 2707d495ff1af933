#include "replay/output.h"

#include <cerrno>
#include <cstring>
#include <deque>
#include <functional>

#include <fmt/format.h>

namespace comity::replay {

namespace {

// --- owned structs ------------------------------------------------------------------------------------------------------------

struct HeldSchema {
  std::deque<ArrowSchema> nodes;
  std::vector<std::vector<ArrowSchema*>> children;
};

void release_schema(ArrowSchema* schema) {
  for (int64_t i = 0; i < schema->n_children; ++i) {
    if (schema->children[i]->release != nullptr) schema->children[i]->release(schema->children[i]);
  }
  if (schema->dictionary != nullptr && schema->dictionary->release != nullptr) schema->dictionary->release(schema->dictionary);
  delete static_cast<HeldSchema*>(schema->private_data);
  schema->release = nullptr;
}

void release_inner_schema(ArrowSchema* schema) { schema->release = nullptr; }

// All memory of a result; its inner arrays share it, since a consumer may move one out and keep it.
struct HeldArrays {
  Ruled ruled;
  std::vector<uint8_t> valid;
  std::deque<Results<OutcomeId>> indices;
  std::deque<std::string> letters;
  std::deque<std::vector<int32_t>> offsets;
  std::deque<std::vector<const void*>> buffers;
  std::deque<ArrowArray> nodes;
  std::vector<ArrowArray*> children;
};
using Hold = std::shared_ptr<HeldArrays>;

void release_array(ArrowArray* array) {
  for (int64_t i = 0; i < array->n_children; ++i) {
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  }
  if (array->dictionary != nullptr && array->dictionary->release != nullptr) array->dictionary->release(array->dictionary);
  delete static_cast<Hold*>(array->private_data);
  array->release = nullptr;
}

ArrowArray array_of(const Hold& hold, int64_t length, int64_t nulls, std::vector<const void*> buffers, ArrowArray* dictionary) {
  hold->buffers.push_back(std::move(buffers));
  auto& kept = hold->buffers.back();
  return {length, nulls, 0, static_cast<int64_t>(kept.size()), 0, kept.data(), nullptr, dictionary, release_array, new Hold(hold)};
}

ArrowArray* dictionary_of(const Hold& hold, const std::vector<std::string>& values) {
  hold->letters.emplace_back();
  hold->offsets.emplace_back(1, 0);
  std::string& letters = hold->letters.back();
  std::vector<int32_t>& offsets = hold->offsets.back();
  for (const std::string& value : values) {
    letters += value;
    offsets.push_back(static_cast<int32_t>(letters.size()));
  }
  hold->nodes.push_back(array_of(hold, static_cast<int64_t>(values.size()), 0, {nullptr, offsets.data(), letters.data()}, nullptr));
  return &hold->nodes.back();
}

// A column whose value is a text for each outcome.
void add_text_of_outcome(const Hold& hold, const Replay& replay, const std::function<std::string(const Outcome&)>& show) {
  std::vector<std::string> values;
  std::vector<OutcomeId> value_of;  // by outcome
  std::map<std::string, OutcomeId> ids;
  const size_t outcomes = replay.outcomes().size();
  for (size_t i = 0; i < outcomes; ++i) {
    auto [found, added] = ids.try_emplace(show(replay.outcomes().at(static_cast<OutcomeId>(i))), static_cast<OutcomeId>(values.size()));
    if (added) values.push_back(found->first);
    value_of.push_back(found->second);
  }
  if (values.empty()) values.emplace_back();
  hold->indices.emplace_back(hold->ruled.rows);
  auto& indices = hold->indices.back();
  for (size_t i = 0; i < hold->ruled.rows; ++i) {
    const OutcomeId id = hold->ruled.outcomes[i];
    indices[i] = id == kNoOutcome ? OutcomeId{0} : value_of[id];
  }
  const void* valid = hold->ruled.unruled > 0 ? hold->valid.data() : nullptr;
  ArrowArray* const dictionary = dictionary_of(hold, values);
  hold->nodes.push_back(array_of(hold, static_cast<int64_t>(hold->ruled.rows), static_cast<int64_t>(hold->ruled.unruled), {valid, indices.data()}, dictionary));
  hold->children.push_back(&hold->nodes.back());
}

template <class Items>
std::string joined(const Items& items, const std::function<std::string(const typename Items::value_type&)>& show) {
  std::string all;
  for (const auto& item : items) all += (all.empty() ? "" : ", ") + show(item);
  return all;
}

}  // namespace

std::string show_possible(book::RulingSet possible) {
  std::string all;
  for (uint8_t r = 0; r < book::kRulings; ++r) {
    if ((possible >> r & 1) != 0) all += fmt::format("{}{}", all.empty() ? "" : ", ", ruling_name(r));
  }
  return all;
}

std::string show_norms(const book::Model& model, const std::vector<book::NormId>& norms) {
  return joined(norms, std::function<std::string(const book::NormId&)>([&](const book::NormId& norm) { return model.norms[norm.value].qualified; }));
}

std::string show_missing(const ruling::Names& names, const std::vector<ruling::Unknown>& missing) {
  return joined(missing, std::function<std::string(const ruling::Unknown&)>([&](const ruling::Unknown& unknown) {
                  return std::string(unknown.is_question ? names.shown(book::QuestionId(unknown.index)) : names.shown(book::FactId(unknown.index)));
                }));
}

void export_schema(const Want& want, ArrowSchema* out) {
  auto* held = new HeldSchema();
  held->children.emplace_back();
  const auto add = [held](const char* name, const char* format, bool coded) {
    ArrowSchema* dictionary = nullptr;
    if (coded) {
      held->nodes.push_back({"u", "", nullptr, 0, 0, nullptr, nullptr, release_inner_schema, nullptr});
      dictionary = &held->nodes.back();
    }
    held->nodes.push_back({format, name, nullptr, ARROW_FLAG_NULLABLE, 0, nullptr, dictionary, release_inner_schema, nullptr});
    held->children[0].push_back(&held->nodes.back());
  };
  add("ruling", "C", true);
  if (want.possible) add("possible", "S", true);
  if (want.deciding) add("deciding", "S", true);
  if (want.missing) add("missing", "S", true);
  if (want.epoch) add("epoch", "S", false);
  *out = {"+s", "", nullptr, 0, static_cast<int64_t>(held->children[0].size()), held->children[0].data(), nullptr, release_schema, held};
}

void export_rulings(const Replay& replay, Ruled&& ruled, ArrowArray* out) {
  const Want& want = replay.request().want;
  const auto hold = std::make_shared<HeldArrays>();
  hold->ruled = std::move(ruled);
  Ruled& kept = hold->ruled;
  const auto rows = static_cast<int64_t>(kept.rows);
  const auto unruled = static_cast<int64_t>(kept.unruled);
  if (unruled > 0) {
    hold->valid.assign((kept.rows + 7) / 8, 0);
    for (size_t i = 0; i < kept.rows; ++i) {
      if (kept.rulings[i] != kUnruled) hold->valid[i / 8] |= static_cast<uint8_t>(1U << (i % 8));
    }
  }
  const void* valid = unruled > 0 ? hold->valid.data() : nullptr;
  std::vector<std::string> names;
  for (uint8_t code = 0; code < kRulingCodes; ++code) names.emplace_back(ruling_name(code));
  ArrowArray* const dictionary = dictionary_of(hold, names);
  hold->nodes.push_back(array_of(hold, rows, unruled, {valid, kept.rulings.data()}, dictionary));
  hold->children.push_back(&hold->nodes.back());
  const book::Model& model = *replay.program().model;
  if (want.possible) add_text_of_outcome(hold, replay, [](const Outcome& outcome) { return show_possible(outcome.possible); });
  if (want.deciding) add_text_of_outcome(hold, replay, [&](const Outcome& outcome) { return show_norms(model, outcome.deciding); });
  if (want.missing) add_text_of_outcome(hold, replay, [&](const Outcome& outcome) { return show_missing(replay.names(), outcome.missing); });
  if (want.epoch) {
    hold->nodes.push_back(array_of(hold, rows, unruled, {valid, kept.epochs.data()}, nullptr));
    hold->children.push_back(&hold->nodes.back());
  }
  *out = array_of(hold, rows, 0, {nullptr}, nullptr);
  out->n_children = static_cast<int64_t>(hold->children.size());
  out->children = hold->children.data();
}

// --- streams --------------------------------------------------------------------------------------------------------------------

namespace {

struct Streaming {
  std::shared_ptr<Replay> replay;
  OwnedStream in;
  std::string error;
};

int stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  export_schema(static_cast<Streaming*>(stream->private_data)->replay->request().want, out);
  return 0;
}

int stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto& state = *static_cast<Streaming*>(stream->private_data);
  OwnedArray batch;
  if (const int error = state.in->get_next(state.in.get(), batch.get()); error != 0) {
    const char* why = state.in->get_last_error(state.in.get());
    state.error = why == nullptr ? "the table cannot be read on" : why;
    return error;
  }
  if (!batch) {
    std::memset(out, 0, sizeof *out);
    return 0;
  }
  Ruled ruled;
  if (auto fine = state.replay->run(*batch, ruled); !fine) {
    state.error = fine.error();
    return EINVAL;
  }
  export_rulings(*state.replay, std::move(ruled), out);
  return 0;
}

const char* stream_error(ArrowArrayStream* stream) {
  const auto& error = static_cast<Streaming*>(stream->private_data)->error;
  return error.empty() ? nullptr : error.c_str();
}

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<Streaming*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void export_stream(std::shared_ptr<Replay> replay, ArrowArrayStream* in, ArrowArrayStream* out) {
  auto* state = new Streaming{std::move(replay), OwnedStream(in), {}};
  *out = {stream_schema, stream_next, stream_error, release_stream, state};
}

}  // namespace comity::replay
