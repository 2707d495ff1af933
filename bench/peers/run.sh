#!/bin/sh
# Builds the peers (kept in build/peers) and lets each answer and time the same cases.
#
#   run.sh CASES OUTDIR [--rounds N]
#
# OUTDIR gets NAME.answers (one ruling a line, in the order of the cases), NAME.norms (the norms that decided, one case a line) and
# NAME.json (the figures) for cedar, regorus, opa and sapl; the figures are printed too, one JSON object a line. A peer whose toolchain
# is missing, or that cannot be built here, is left out with a line that says why: {"engine":"opa","skipped":"…"}. Exit code: 0, or 1 if
# a peer that was built fails on the cases, or 2 for wrong usage.
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

decide() { # NAME PROGRAM [ARGUMENT …]
  name=$1
  shift
  rm -f "$out/$name.answers" "$out/$name.norms" "$out/$name.json"
  if "$@" --answers "$out/$name.answers" --norms "$out/$name.norms" --rounds "$rounds" "$cases" > "$out/$name.json" 2> "$build/$name.said"; then
    cat "$out/$name.json"
  else
    tail -n 20 "$build/$name.said" >&2
    echo "$0: $name failed on the cases" >&2
    status=1
  fi
}

# The home of the newest JDK that is on the path, in JAVA_HOME or where Debian puts them; nothing where none is 17 or later.
newest_jdk() {
  for home in "${JAVA_HOME:-/none}" "$(readlink -f "$(command -v javac || echo /none)" | sed 's|/bin/javac$||')" /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] || continue
    release=$("$home/bin/javac" -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')
    [ "$release" -lt 17 ] || echo "$release $home"
  done | sort -n | tail -n 1 | cut -d ' ' -f 2-
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

jdk=$(newest_jdk)
if [ -z "$jdk" ]; then
  skip sapl "no JDK of 17 or later is installed"
elif ! command -v mvn > /dev/null; then
  skip sapl "maven is not installed"
elif JAVA_HOME=$jdk nice -n 5 mvn -B -f "$here/sapl/pom.xml" "-Dpeer.build=$build/sapl" compiler:compile dependency:build-classpath > "$build/maven.log" 2>&1; then
  # One thread decides, so one collects; a heap that neither grows nor shrinks.
  decide sapl "$jdk/bin/java" -XX:+UseSerialGC -Xms1g -Xmx1g -cp "$build/sapl/classes:$(cat "$build/sapl/classpath")" PeerSapl --policies "$here/sapl"
else
  grep '^\[ERROR\]' "$build/maven.log" | head -n 1 >&2
  skip sapl "maven could not fetch or build it; see build/peers/maven.log"
fi
exit $status
