# Layout and mistakes.

cpp_files() { git ls-files -co --exclude-standard 'src/*.cpp' 'src/*.h' 'include/*.h' 'tests/*.cpp' 'tests/*.h' 'bench/*.cpp' 'bench/*.h' 'examples/*.cpp' 'python/*.cpp' 'python/*.h'; }

format_all() {
  cpp_files | xargs -r clang-format -i
  build release comity
  build/release/comity fmt books
}

lint() {
  local wrong=0
  cpp_files | xargs -r clang-format --dry-run --Werror || wrong=1
  build release
  cpp_files | grep '^src/.*\.cpp$' | xargs -r -P "$(nproc)" -n 4 clang-tidy -p build/release --quiet || wrong=1
  build/release/comity fmt --check books || wrong=1
  [ "$wrong" = 0 ] && echo "nothing to say"
  return "$wrong"
}
