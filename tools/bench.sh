# The figures, each beside its rival in the same run.

bench() {
  build release
  "$PYTHON" bench/run.py "$@"
}
