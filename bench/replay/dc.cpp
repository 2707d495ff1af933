// The D.C. book on share_information, 14 August 2025 at noon, by hand: the order of that morning and D.C. Code 24-211.07(a)(4)(B).
//
// Sharing about a person who is not in custody is permitted; about one who is, listed information is forbidden without a judge's warrant
// or a federal charge. Sets of words come as the texts that a table has, each a word of the column's dictionary.
#include "workload.h"

namespace comity::bench {

namespace {

enum : size_t { kEncounter, kCustody, kRequester, kPurpose, kInformation, kGrounds, kCharge, kMarshals };

const std::vector<Column> kDescribed = {
    {"encounter", {"traffic_stop", "street_encounter", "booking", "court", "none"}},
    {"subject.in_custody", {"no", "yes"}},
    {"requester", {"federal_immigration", "federal_other", "state_or_local"}},
    {"purpose", {"civil_immigration_enforcement", "criminal_investigation", "criminal_immigration_offense"}},
    {"information", {"release_date", "immigration_status", "home_address,contact", "photograph", "immigration_status,criminal_case", "empty"}},
    {"grounds", {"empty", "civil_detainer", "administrative_warrant", "civil_detainer,judicial_warrant", "probable_cause_of_crime", "criminal_warrant"}},
    {"subject.federal_criminal_charge", {"no", "yes"}},
    {"marshals_agreement_provides", {"no", "yes"}},
};

bool is_listed(uint8_t information) { return information == 0 || (information >= 2 && information <= 4); }

void by_branches(Columns columns, size_t from, size_t until, uint8_t* out) {
  for (size_t i = from; i < until; ++i) {
    if (columns[kCustody][i] == 0) {
      out[i] = kPermitted;
    } else if (is_listed(columns[kInformation][i]) && columns[kGrounds][i] != 3 && columns[kCharge][i] == 0) {
      out[i] = kForbidden;
    } else {
      out[i] = kSilent;
    }
  }
}

__attribute__((target_clones("avx2", "default"))) void by_columns(Columns columns, size_t from, size_t until, uint8_t* out) {
  const uint8_t *custody = columns[kCustody], *information = columns[kInformation], *grounds = columns[kGrounds], *charge = columns[kCharge];
  for (size_t i = from; i < until; ++i) {
    const uint8_t f = information[i];
    const uint8_t listed = static_cast<uint8_t>((f == 0) | ((f >= 2) & (f <= 4)));
    const uint8_t forbids = static_cast<uint8_t>((custody[i] == 1) & listed & (grounds[i] != 3) & (charge[i] == 0));
    out[i] = static_cast<uint8_t>(custody[i] == 0 ? kPermitted : forbids ? kForbidden : kSilent);
  }
}

}  // namespace

Workload district_of_columbia() { return {"dc", "the D.C. book", kDescribed, {kCustody, kInformation, kGrounds, kCharge}, by_branches, by_columns}; }

}  // namespace comity::bench
