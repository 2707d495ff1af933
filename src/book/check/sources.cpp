// Sources: what they are, and their lives as instants. When each is in force is settled in life.h.
#include <algorithm>

#include <fmt/format.h>

#include "book/check/cites.h"
#include "book/check/moments.h"
#include "book/check/order.h"
#include "book/check/passes.h"
#include "book/life.h"

namespace comity::book {

namespace {

using EventKind = syntax::LifeEvent::Kind;

std::string_view words_of(syntax::Certainty certainty) {
  switch (certainty) {
    case syntax::Certainty::kVerified: return "verified";
    case syntax::Certainty::kExcerpt: return "excerpt";
    case syntax::Certainty::kQuotedInPress: return "as quoted in press";
    case syntax::Certainty::kReported: return "reported";
    case syntax::Certainty::kUnseen: return "unseen";
  }
  return "";
}

ResolvedEvent::Kind kind_of(EventKind kind) {
  switch (kind) {
    case EventKind::kInForce: return ResolvedEvent::Kind::kInForce;
    case EventKind::kExpiresOn: return ResolvedEvent::Kind::kExpires;
    case EventKind::kExpiresAfter: return ResolvedEvent::Kind::kExpiresAfter;
    case EventKind::kRescinded: return ResolvedEvent::Kind::kRescinded;
    case EventKind::kRevived: return ResolvedEvent::Kind::kRevived;
    case EventKind::kStayed: return ResolvedEvent::Kind::kStayed;
    case EventKind::kAmended: return ResolvedEvent::Kind::kAmended;
  }
  return ResolvedEvent::Kind::kInForce;
}

class Sources {
 public:
  explicit Sources(Context& context) : context_(context), model_(context.model), lives_(context.sources.size()) {}

  void run() {
    for (const auto& item : context_.sources) {
      describe(item);
      live(item);
      replace(item);
    }
    check_circles();
    settle_lives(model_, lives_);
  }

 private:
  using SourceItem = Item<syntax::SourceDecl>;

  void describe(const SourceItem& item) {
    const syntax::SourceDecl& decl = *item.decl;
    Source& source = model_.sources[item.id];
    const auto copy = [](const std::optional<syntax::String>& from, std::string& to) {
      if (from) to = from->text;
    };
    copy(decl.title, source.title);
    copy(decl.citation, source.citation);
    copy(decl.url, source.url);
    copy(decl.file, source.file);
    source.certainty = decl.certainty.value_or(syntax::Certainty::kUnseen);
    source.text_words = words_of(source.certainty);
    source.notes = texts_of(decl.notes);
    if (decl.signed_on) source.signed_day = day_of(*decl.signed_on);
    if (decl.read_on) source.read_day = day_of(*decl.read_on);
    if (decl.issued_by) source.authority = context_.find<AuthorityId>(Space::kAuthority, item.book, *decl.issued_by);
  }

  void live(const SourceItem& item) {
    bool in_force_before = false;
    for (const syntax::LifeEvent& event : item.decl->life) {
      ResolvedEvent resolved;
      resolved.kind = kind_of(event.kind);
      if (event.by) resolved.by = context_.find<SourceId>(Space::kSource, item.book, *event.by);
      if (event.kind == EventKind::kInForce || event.kind == EventKind::kStayed) {
        const Interval interval = interval_of(context_, item.book, event.range);
        resolved.at = interval.from;
        if (interval.until != kForever) resolved.until = interval.until;
        in_force_before = in_force_before || event.kind == EventKind::kInForce;
      } else if (event.kind == EventKind::kExpiresAfter) {
        resolved.after = {event.after.amount, event.after.unit};
        if (!in_force_before) {
          expires_too_early(item, event);
          continue;
        }
      } else if (event.at) {
        resolved.at = instant_of(context_, item.book, *event.at);
      }
      lives_[item.id].events.push_back(resolved);
    }
    without_effect(item);
  }

  void expires_too_early(const SourceItem& item, const syntax::LifeEvent& event) {
    if (context_.had_errors_in(item.span)) return;
    auto& message = context_.report("C0505", event.span, "`expires after` counts from an `in force from` that stands before it; there is none",
                                    "write `in force from` above it, or `expires on` and the day");
    for (const syntax::LifeEvent& other : item.decl->life) {
      if (other.kind != EventKind::kInForce) continue;
      message.notes.push_back({other.span, "this one stands below"});
      break;
    }
  }

  // What turns a source off, or on again, means nothing while it was never on.
  void without_effect(const SourceItem& item) {
    if (context_.had_errors_in(item.span)) return;
    std::optional<Instant> first;
    for (const ResolvedEvent& event : lives_[item.id].events) {
      if (event.kind == ResolvedEvent::Kind::kInForce) first = std::min(first.value_or(event.at), event.at);
    }
    for (const syntax::LifeEvent& event : item.decl->life) {
      if (event.kind == EventKind::kInForce || event.kind == EventKind::kAmended || event.kind == EventKind::kExpiresAfter) continue;
      if (!first) {
        context_.report("C0506", event.span, "this changes nothing: the source is never in force by itself",
                        "write `in force from` and the instant at which it took effect");
        return;
      }
      if (event.kind == EventKind::kStayed || event.kind == EventKind::kRevived || !event.at) continue;
      const Instant at = context_.zone(item.book).resolve({day_of(*event.at), event.at->hour * 3600 + event.at->minute * 60 + event.at->second});
      if (at < *first) context_.report("C0506", event.span, "this changes nothing: the source comes into force only later", "look at the two dates");
    }
  }

  void replace(const SourceItem& item) {
    for (const syntax::Name& name : item.decl->replaces) {
      const SourceId other = context_.find<SourceId>(Space::kSource, item.book, name);
      if (other.valid()) lives_[item.id].replaces.push_back(other);
    }
  }

  void check_circles() {
    std::vector<std::vector<uint32_t>> replaces(lives_.size());
    for (size_t i = 0; i < lives_.size(); ++i) {
      for (SourceId other : lives_[i].replaces) replaces[i].push_back(other.value);
    }
    for (const auto& circle : in_order(replaces).circles) {
      std::vector<syntax::Name> names;
      for (uint32_t id : circle) names.push_back(context_.sources[id].decl->name);
      auto& message = context_.report("C0508", names[0].span, fmt::format("sources replace each other in a circle: {}", shown_circle(names, " replaces ")),
                                      "take one `replaces` away, or write when each is in force");
      note_circle(message, names);
    }
  }

  Context& context_;
  Model& model_;
  std::vector<ResolvedLife> lives_;
};

}  // namespace

void check_sources(Context& context) { Sources(context).run(); }

}  // namespace comity::book
