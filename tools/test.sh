# Every test, by parts. Each part's runner is counted by its own closing line; one that fails without counting adds a failure.

passed=0 failed=0 skipped=0

# Published tables and stored texts of the law are no part of the project. Where they lie beside it, or in a folder that is named, the tests on
# them run; elsewhere those are skipped and say so.
[ -n "${COMITY_DATA+set}" ] || [ ! -d ../shared/data ] || COMITY_DATA=$(cd ../shared/data && pwd)
[ -n "${COMITY_SOURCES+set}" ] || [ ! -d ../shared/sources ] || COMITY_SOURCES=$(cd ../shared/sources && pwd)
export COMITY_DATA="${COMITY_DATA:-}" COMITY_SOURCES="${COMITY_SOURCES:-}"

tally() { # NAME PASSED FAILED STATUS
  local ok=${2:-0} bad=${3:-0}
  [ "$4" = 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
  printf '%-28s %7d passed, %d failed\n' "$1" "${ok:-0}" "${bad:-0}"
  passed=$((passed + ok)) failed=$((failed + bad))
}

# Runs a command quietly, shows what it printed if it failed, and leaves its output in $log and its code in $status.
log=build/test.log status=0
quietly() {
  status=0
  "$@" >"$log" 2>&1 </dev/null || status=$?
  [ "$status" = 0 ] || cat "$log"
}

counted() { grep -oE "[0-9]+ $1" "$log" | tail -1 | cut -d' ' -f1 || true; }

gtest() { # NAME PROGRAM
  quietly "$2"
  tally "$1" "$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log")" "$(sed -n 's/^ *\([0-9]*\) FAILED TESTS\{0,1\}$/\1/p' "$log")" "$status"
  skipped=$((skipped + $(grep -cE '^\[  SKIPPED \] .*\(' "$log" || true)))
}

pytest_part() { # NAME PATH…
  local name="$1"
  shift
  quietly env COMITY_PROGRAM="$PWD/build/release/comity" "$PYTHON" -m pytest -q -p no:cacheprovider -rs "$@"
  tally "$name" "$(counted passed)" "$(counted failed)" "$status"
  grep -E '^SKIPPED' "$log" || true
  local left
  left=$(counted skipped || true)
  skipped=$((skipped + ${left:-0}))
}

part_unit() {
  build release
  local program
  for program in build/release/*_tests; do gtest "$(basename "$program")" "$program"; done
}

part_reference() { build release comity; pytest_part reference tests/reference tests/differential; }

# Every book that has scenarios of its own, sub-books too.
part_books() {
  build release comity
  local book
  for book in $(grep -lE '^scenario' books/*/*.comity | xargs grep -hoE '^book [a-z_.]+' | cut -d' ' -f2 | sort -u); do
    quietly build/release/comity test "$book"
    tally "scenarios of $book" "$(counted passed)" "$(counted failed)" "$status"
  done
}

# The claims of every book, for every case; and every book of the library, sub-books too, without findings.
part_claims() {
  build release comity
  local book
  for book in $(grep -lE '^claim' books/*/*.comity | xargs grep -hoE '^book [a-z_.]+' | cut -d' ' -f2 | sort -u); do
    quietly build/release/comity prove "$book"
    tally "claims of $book" "$(counted proved)" "$(($(counted refuted) + $(counted undecided)))" "$status"
  done
  for book in $(grep -hoE '^book [a-z_.]+' books/*/*.comity | cut -d' ' -f2 | sort -u); do
    quietly build/release/comity check --deep "$book"
    tally "findings in $book" "$([ "$status" = 0 ] && echo 1 || echo 0)" 0 "$status"
  done
}

part_cli() { build release comity; pytest_part "command line" tests/cli --ignore tests/cli/browser; }

part_python() { build_python; pytest_part "Python package" tests/python --ignore tests/python/test_spark.py; }

# Spark on this machine with two workers; needs Java 17.
part_spark() {
  build_python
  "$PYTHON" -m pip install --quiet --disable-pip-version-check -r tests/requirements-spark.txt >&2
  pytest_part "Spark" tests/python/test_spark.py
}

# `pip install .` as a user does it: in an environment of its own, which then stands away from the checkout.
part_wheel() {
  rm -rf build/wheel && mkdir -p build/wheel
  /usr/bin/python3 -m venv build/wheel/venv
  quietly build/wheel/venv/bin/python -m pip install --disable-pip-version-check . pyarrow
  tally "pip install" "$([ "$status" = 0 ] && echo 1 || echo 0)" "$([ "$status" = 0 ] && echo 0 || echo 1)" "$status"
  quietly env -C build/wheel -u COMITY_BOOKS venv/bin/python ../../tests/python/installed.py
  tally "the installed package" "$(counted passed)" "$(counted failed)" "$status"
}

# The report's page in Chromium, and what axe-core has to say about it.
part_browser() {
  build release comity
  install_missing chromium
  [ -d build/axe ] || "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-deps --target build/axe axe-playwright-python==0.1.8 >&2
  export COMITY_AXE="$PWD/build/axe/axe_playwright_python/axe.min.js"
  pytest_part "report in a browser" tests/cli/browser
}

# Random books, claims or edits, drawn by a module of tests/differential and held against the reference.
random_part() { # MODULE DEFAULTS [ARGUMENT …]
  build release comity
  local module="$1" defaults="$2" name="${1/run/differential}"
  shift 2
  # shellcheck disable=SC2086
  [ $# -gt 0 ] || set -- $defaults
  quietly "$PYTHON" -m "tests.differential.$module" --program build/release/comity "$@"
  tally "$name" "$(counted passed)" "$(counted failed)" "$status"
}

part_differential() { random_part run "--books 2000 --cases 20 --seed 1" "$@"; }  # [--books N] [--seed S] …
part_deciders() { random_part deciders "--books 100 --seed 1" "$@"; }             # by both deciders; [--books N] [--seed S]
part_edits() { random_part edits "--edits 60 --seed 1" "$@"; }                    # what diff tells of them; [--edits N] [--seed S]

# A short run of each fuzzer from its kept corpus; new inputs stay under build/.
part_fuzz() { # [--seconds N]
  local seconds=15 fuzzer name
  [ "${1:-}" != --seconds ] || seconds="$2"
  build fuzz
  for fuzzer in build/fuzz/*_fuzzer; do
    name=$(basename "$fuzzer" _fuzzer)
    mkdir -p "build/corpus/$name" "tests/fuzz/corpus/$name"
    quietly "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="build/corpus/$name-" "build/corpus/$name" "tests/fuzz/corpus/$name"
    tally "fuzz $name, ${seconds} s" "$([ "$status" = 0 ] && echo 1 || echo 0)" "$([ "$status" = 0 ] && echo 0 || echo 1)" "$status"
  done
}

# Many threads at one engine, under the thread sanitizer.
part_threads() {
  build tsan api_tests
  gtest "threads (tsan)" build/tsan/api_tests
}

run_tests() {
  local parts=() arguments=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --update) export COMITY_UPDATE=1 ;;
      -*) arguments=("$@"); break ;;
      *) parts+=("$1") ;;
    esac
    shift
  done
  [ "${#parts[@]}" -gt 0 ] || parts=(unit reference books claims cli python differential deciders edits threads)
  mkdir -p build
  local part
  for part in "${parts[@]}"; do
    if ! declare -F "part_$part" >/dev/null; then
      echo "no such part: $part" >&2
      exit 2
    fi
    "part_$part" "${arguments[@]}"
  done
  [ "$skipped" = 0 ] || echo "$skipped tests skipped: what they need is not here (see above)"
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
