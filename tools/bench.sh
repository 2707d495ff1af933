# The figures, each beside its rival in the same run.

bench() {
  build_python
  build release comity comity_bench comity_peer comity_bench_replay
  "$PYTHON" bench/run.py "$@"
}
