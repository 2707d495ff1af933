#!/bin/sh
# Builds the peers (kept in build/peers) and lets each answer and time the same cases.
#
#   run.sh CASES OUTDIR [--rounds N]
#
# OUTDIR gets NAME.answers (one ruling a line, in the order of the cases), NAME.norms (the norms that decided, one case a line) and
# NAME.json (the figures) for cedar, regorus and opa; the figures are printed too, one JSON object a line. A peer whose toolchain is
# missing, or that cannot be built here, is left out with a line that says why: {"engine":"opa","skipped":"…"}. Exit code: 0, or 1 if a
# peer that was built fails on the cases, or 2 for wrong usage.
set -eu

usage() {
  echo "usage: $0 CASES OUTDIR [--rounds N]" >&2
  exit 2
}

[ $# -eq 2 ] || [ $# -eq 4 ] || usage
[ $# -eq 2 ] || [ "$3" = --rounds ] || usage
[ -r "$1" ] || { echo "$0: no such file: $1" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
cases=$1
mkdir -p "$2"
out=$(cd "$2" && pwd)
rounds=${4:-21}
build=${COMITY_PEERS_BUILD:-$here/../../build/peers}
mkdir -p "$build"
build=$(cd "$build" && pwd)
# Where the two toolchains install themselves when no package put them on the path.
PATH=$PATH:${HOME:-}/.cargo/bin:/usr/local/go/bin
status=0

skip() { # NAME REASON
  rm -f "$out/$1.answers" "$out/$1.norms"
  printf '{"engine":"%s","skipped":"%s"}\n' "$1" "$2" | tee "$out/$1.json"
}

decide() { # NAME PROGRAM
  rm -f "$out/$1.answers" "$out/$1.norms" "$out/$1.json"
  if "$2" --answers "$out/$1.answers" --norms "$out/$1.norms" --rounds "$rounds" "$cases" > "$out/$1.json"; then
    cat "$out/$1.json"
  else
    echo "$0: $1 failed on the cases" >&2
    status=1
  fi
}

if ! command -v cargo > /dev/null; then
  skip cedar "cargo is not installed"
  skip regorus "cargo is not installed"
elif (cd "$here/cedar" && CARGO_TARGET_DIR="$build/cargo" nice -n 5 cargo build --release --locked) > "$build/cargo.log" 2>&1; then
  decide cedar "$build/cargo/release/peer-cedar"
  decide regorus "$build/cargo/release/peer-regorus"
else
  tail -n 5 "$build/cargo.log" >&2
  skip cedar "cargo could not build it; see build/peers/cargo.log"
  skip regorus "cargo could not build it; see build/peers/cargo.log"
fi

if ! command -v go > /dev/null; then
  skip opa "go is not installed"
elif (cd "$here/opa" && GOTOOLCHAIN=local GOFLAGS=-mod=readonly nice -n 5 go build -trimpath -o "$build/peer-opa" .) > "$build/go.log" 2>&1; then
  decide opa "$build/peer-opa"
else
  tail -n 5 "$build/go.log" >&2
  skip opa "go could not build it; see build/peers/go.log"
fi
exit $status
