// An order of twelve norms with exceptions, as a book and by hand; peers.py reads the book's text from here.
#include <fmt/format.h>

#include "workload.h"

namespace comity::bench {

namespace {

const char* const kFacts = R"(
book bench "An order for measuring"
action share "share"
fact encounter is one of traffic_stop, pedestrian_stop, booking, court, none
fact custody is one of free, held
fact requester is one of federal_immigration, federal_other, state_or_local, court, nobody
fact purpose is one of civil, criminal, benefits, safety, other
fact agreement is one of absent, present
fact age is one of adult, minor
fact ground is one of nothing, detainer, administrative_warrant, judicial_warrant, criminal_warrant
fact information is one of status, release_date, home_address, photograph, contact
source order "The order"
)";

const char* const kNorms = R"(
norm n1
  cites order
  permits share
  when encounter is one of traffic_stop, pedestrian_stop and custody is free
norm n2
  cites order
  forbids share
  when custody is held and information is one of release_date, home_address, photograph
  overrides n1
norm n3
  cites order
  requires share
  when ground is judicial_warrant
  overrides n2, n6
norm n4
  cites order
  forbids share
  when purpose is civil and requester is federal_immigration
  yields to n3
norm n5
  cites order
  permits share
  when agreement is present and requester is federal_immigration
  overrides n4
norm n6
  cites order
  forbids share
  when age is minor and ground is not criminal_warrant
norm n7
  cites order
  permits share
  when information is status
norm n8
  cites order
  forbids share
  when encounter is court
  overrides n5, n7
norm n9
  cites order
  forbids share
  when purpose is benefits
norm n10
  cites order
  permits share
  when requester is court
  overrides n9
norm n11
  cites order
  requires share
  when purpose is criminal and ground is criminal_warrant and requester is one of federal_other, state_or_local
norm n12
  cites order
  forbids share
  when encounter is none and agreement is absent
  overrides n10
)";

void by_branches(Columns columns, size_t from, size_t until, uint8_t* out) {
  for (size_t i = from; i < until; ++i) {
    const uint8_t encounter = columns[0][i], custody = columns[1][i], requester = columns[2][i], purpose = columns[3][i];
    const uint8_t agreement = columns[4][i], age = columns[5][i], ground = columns[6][i], information = columns[7][i];
    bool permits = false, forbids = false, requires_ = false;
    const bool warrant = ground == 3;
    bool listed = false;
    if (warrant) requires_ = true;
    if (custody == 1 && (information == 1 || information == 2 || information == 3) && !warrant) {
      listed = true;
      forbids = true;
    }
    if ((encounter == 0 || encounter == 1) && custody == 0 && !listed) permits = true;
    bool agreed = false;
    if (agreement == 1 && requester == 0 && encounter != 3) {
      agreed = true;
      permits = true;
    }
    if (purpose == 0 && requester == 0 && !warrant && !agreed) forbids = true;
    if (age == 1 && ground != 4 && !warrant) forbids = true;
    if (information == 0 && encounter != 3) permits = true;
    if (encounter == 3) forbids = true;
    bool court = false;
    const bool nowhere = encounter == 4 && agreement == 0;
    if (nowhere) forbids = true;
    if (requester == 3 && !nowhere) {
      court = true;
      permits = true;
    }
    if (purpose == 2 && !court) forbids = true;
    if (purpose == 1 && ground == 4 && (requester == 1 || requester == 2)) requires_ = true;
    if (forbids && (permits || requires_)) {
      out[i] = kConflicting;
    } else if (requires_) {
      out[i] = kRequired;
    } else if (permits) {
      out[i] = kPermitted;
    } else if (forbids) {
      out[i] = kForbidden;
    } else {
      out[i] = kSilent;
    }
  }
}

// Masks are bytes of 0 and 1.
__attribute__((target_clones("avx2", "default"))) void by_columns(Columns columns, size_t from, size_t until, uint8_t* out) {
  constexpr size_t kTile = 4096;
  static thread_local uint8_t permits[kTile], forbids[kTile], requires_[kTile];
  for (size_t start = from; start < until; start += kTile) {
    const size_t n = std::min(kTile, until - start);
    const uint8_t *e = columns[0] + start, *c = columns[1] + start, *r = columns[2] + start, *p = columns[3] + start;
    const uint8_t *a = columns[4] + start, *g = columns[6] + start, *age = columns[5] + start, *f = columns[7] + start;
    for (size_t i = 0; i < n; ++i) {
      const uint8_t warrant = g[i] == 3, listed = static_cast<uint8_t>((c[i] == 1) & (f[i] >= 1) & (f[i] <= 3) & !warrant);
      forbids[i] = listed;
      requires_[i] = static_cast<uint8_t>(warrant | ((p[i] == 1) & (g[i] == 4) & ((r[i] == 1) | (r[i] == 2))));
      permits[i] = static_cast<uint8_t>((e[i] <= 1) & (c[i] == 0) & !listed);
    }
    for (size_t i = 0; i < n; ++i) {
      const uint8_t agreed = static_cast<uint8_t>((a[i] == 1) & (r[i] == 0) & (e[i] != 3));
      permits[i] |= agreed;
      forbids[i] |= static_cast<uint8_t>((p[i] == 0) & (r[i] == 0) & (g[i] != 3) & !agreed);
    }
    for (size_t i = 0; i < n; ++i) {
      forbids[i] |= static_cast<uint8_t>((age[i] == 1) & (g[i] != 4) & (g[i] != 3)) | static_cast<uint8_t>(e[i] == 3);
      permits[i] |= static_cast<uint8_t>((f[i] == 0) & (e[i] != 3));
    }
    for (size_t i = 0; i < n; ++i) {
      const uint8_t nowhere = static_cast<uint8_t>((e[i] == 4) & (a[i] == 0)), court = static_cast<uint8_t>((r[i] == 3) & !nowhere);
      forbids[i] |= static_cast<uint8_t>(nowhere | ((p[i] == 2) & !court));
      permits[i] |= court;
    }
    for (size_t i = 0; i < n; ++i) {
      const uint8_t allows = permits[i] | requires_[i];
      const uint8_t conflicting = forbids[i] & allows;
      out[start + i] = static_cast<uint8_t>(conflicting    ? kConflicting
                                            : requires_[i] ? kRequired
                                            : permits[i]   ? kPermitted
                                            : forbids[i]   ? kForbidden
                                                           : kSilent);
    }
  }
}

}  // namespace

Workload order_of_twelve() {
  return {"order",
          "12 norms",
          {{"encounter", {"traffic_stop", "pedestrian_stop", "booking", "court", "none"}},
           {"custody", {"free", "held"}},
           {"requester", {"federal_immigration", "federal_other", "state_or_local", "court", "nobody"}},
           {"purpose", {"civil", "criminal", "benefits", "safety", "other"}},
           {"agreement", {"absent", "present"}},
           {"age", {"adult", "minor"}},
           {"ground", {"nothing", "detainer", "administrative_warrant", "judicial_warrant", "criminal_warrant"}},
           {"information", {"status", "release_date", "home_address", "photograph", "contact"}}},
          {0, 1, 2, 3, 4, 5, 6, 7},
          by_branches,
          by_columns};
}

std::string text_of_order(int epochs) {
  std::string text = kFacts;
  text += "  in force from 2025-01-01\n";
  text += kNorms;
  for (int e = 1; e < epochs; ++e) {
    const int day = e / 24, hour = e % 24;
    text += fmt::format(
        "norm e{}\n  cites order\n  forbids share\n  when information is contact and age is minor\n"
        "  in force from 2026-{:02}-{:02} {:02}:00 until 2026-{:02}-{:02} {:02}:30\n",
        e, 1 + day / 28, 1 + day % 28, hour, 1 + day / 28, 1 + day % 28, hour);
  }
  return text;
}

}  // namespace comity::bench
