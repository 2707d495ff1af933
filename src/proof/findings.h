// Findings: what a careful reader of a book would want to be told without asking (`comity check --deep`).
//
// Conflicts are looked for in the whole law that the book brings together; everything else only in what the book itself declares, since a
// used book is checked on its own. What each finding is, exactly, stands with its code (codes_proof.h) and in docs/proofs.md.
// Quiet by design: at most one finding of a kind for each action, norm, question or fact, always with a smallest case; a gap is reported
// only where one source both permits and forbids an action and a silent case lies between: by one fact it could be either.
// Cost: a few searches a norm and epoch; equal ones are made once.
#pragma once

#include "book/load.h"
#include "proof/claims.h"
#include "text/diagnostics.h"

namespace comity::proof {

using Progress = std::function<void(size_t done, size_t all)>;

// Appends C10xx to `diagnostics`. The prover is of the same book. False: its `stop` said so before everything was looked at.
bool examine(const book::Loaded& loaded, Prover& prover, text::Diagnostics& diagnostics, const Progress& progress = nullptr);

}  // namespace comity::proof
