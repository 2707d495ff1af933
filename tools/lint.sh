# Layout and mistakes.

cpp_files() { git ls-files -co --exclude-standard 'src/*.cpp' 'src/*.h' 'include/*.h' 'tests/*.cpp' 'tests/*.h' 'bench/*.cpp' 'bench/*.h' 'examples/*.cpp' 'python/*.cpp' 'python/*.h'; }

format_all() {
  cpp_files | xargs -r clang-format -i
  build release comity
  build/release/comity fmt books
}

# Each file by itself, in the order given, so that a finding shows as soon as it is made. What clang reads is not what g++ builds: a folder of
# its own, without the precompiled header, tells it the flags.
tidy() {
  cmake --preset lint >/dev/null
  xargs -r -P "$(nproc)" -n 1 clang-tidy-19 -p build/lint --quiet 2> >(grep -v 'warnings generated' >&2)
}

# lint [--since REV]: with it, clang-tidy reads the files that changed since REV alone (all of src takes it about an hour on two cores).
lint() {
  local wrong=0 files
  cpp_files | xargs -r clang-format --dry-run --Werror || wrong=1
  files=$(cpp_files | grep '^src/.*\.cpp$')
  [ "${1:-}" != --since ] || files=$(grep -Fxf <(git diff --name-only --diff-filter=d "$2"; git ls-files -o --exclude-standard) <<<"$files" || true)
  tidy <<<"$files" || wrong=1
  build release comity
  build/release/comity fmt --check books || wrong=1
  [ "$wrong" = 0 ] && echo "nothing to say"
  return "$wrong"
}
