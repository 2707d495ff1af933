// The circuit in words, for whoever wants to see what a book has become: atoms, nodes and norms of one subject in one epoch.
//
//   share_information, from 2025-08-14T09:00:00-04:00 until 2025-08-14T20:00:00-04:00, shape 3
//     permits n7   forbids no   requires no
//     dc.mpd/sharing_outside_custody permits: condition n7, active n7
//     n5 = encounter is one of traffic_stop
//     n6 = subject.in_custody
//     n7 = n5 and not n6
#pragma once

#include <string>
#include <string_view>

#include "circuit/program.h"

namespace comity::circuit {

std::string_view verb(book::Modality modality);  // "permits", …; "suspends" for a norm that does no more

// "hold.hours at least 48", "at least 2 of subject.charges where n12".
std::string show_atom(const Program& program, const Atom& atom);

// Ends with a line break.
std::string show_epoch(const Program& program, SubjectId subject, const Epoch& epoch);

}  // namespace comity::circuit
