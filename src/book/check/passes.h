// The passes of the checker, in the order in which they run (check.cpp).
#pragma once

#include "book/check/conditions.h"
#include "book/check/context.h"

namespace comity::book {

void declare(Context& context);                                    // ids and names of everything; duplicates
void check_types(Context& context);                                // kinds, extensions, records, facts, calendars
void check_authorities(Context& context);                          // ranks, precedence
void check_sources(Context& context);                              // lives; after authorities
void check_law(Context& context);                                  // questions, lists, silences
void check_definitions(Context& context, Conditions& conditions);  // conditions with names, in the order of their dependence
void check_norms(Context& context, Conditions& conditions);        // what they say and when; after definitions
void check_relations(Context& context);                            // suspends, overrides, yields, precedence; after norms
void check_claims(Context& context, Conditions& conditions);
void check_scenarios(Context& context);
void check_readings(Context& context);

}  // namespace comity::book
