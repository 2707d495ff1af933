# What has to be there, and building it.

PACKAGES=(g++ cmake ninja-build ccache mold pkg-config
  libfmt-dev libgtest-dev libssl-dev libsimdjson-dev nlohmann-json3-dev libcli11-dev libhowardhinnant-date-dev libz3-dev libhwy-dev librapidcheck-dev libbenchmark-dev zlib1g-dev libzstd-dev
  clang-19 libclang-rt-19-dev python3 python3-dev python3-venv tzdata)
LINT_PACKAGES=(clang-format clang-tidy-19)
BENCH_PACKAGES=(cvc5)

SUDO=""
[ "$(id -u)" = 0 ] || SUDO="sudo"

install_missing() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  echo "installing ${missing[*]}" >&2
  $SUDO apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $SUDO apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The Python environment of the tests; made again when the pinned list changes.
PYTHON=build/venv/bin/python
python_environment() {
  mkdir -p build
  if ! cmp -s tests/requirements.txt build/venv/requirements.txt 2>/dev/null; then
    echo "installing the Python packages of tests/requirements.txt into build/venv" >&2
    # Always Debian's own Python: whichever else is on the path may have been built without what the packages need.
    [ -x "$PYTHON" ] || /usr/bin/python3 -m venv build/venv
    "$PYTHON" -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt >&2
    cp tests/requirements.txt build/venv/requirements.txt
  fi
}

setup() {
  install_missing "${PACKAGES[@]}"
  python_environment
}
setup_lint() { install_missing "${PACKAGES[@]}" "${LINT_PACKAGES[@]}"; python_environment; }
# For the peer in Java alone, which the benchmarks leave out where this fails.
java_if_it_can_be_had() {
  command -v javac >/dev/null && command -v mvn >/dev/null && return
  install_missing default-jdk-headless maven || echo "no Java or no Maven: SAPL is left out of the benchmarks" >&2
}
setup_bench() {
  install_missing "${PACKAGES[@]}" "${BENCH_PACKAGES[@]}"
  java_if_it_can_be_had
  python_environment
  cmp -s bench/requirements.txt build/venv/bench_requirements.txt && return
  echo "installing the Python packages of bench/requirements.txt into build/venv" >&2
  "$PYTHON" -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt >&2
  cp bench/requirements.txt build/venv/bench_requirements.txt
}

# build PRESET [TARGET …]: says what it does only where there is something to do.
build() {
  local preset="$1" targets=()
  shift
  [ $# -eq 0 ] || targets=(--target "$@")
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >&2
  cmake --build "build/$preset" -j "$(nproc)" "${targets[@]}" | { grep --line-buffered -v '^ninja: no work to do' || true; } >&2
}

# The Python package out of the same build, into the environment of the tests.
build_python() {
  local site
  cmake --preset release -DCOMITY_PYTHON=ON -DPython_EXECUTABLE="$PWD/$PYTHON" >/dev/null
  build release comity comity_python
  site=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')
  rm -rf "$site/comity"
  cmake --install build/release --component python --prefix "$site" >/dev/null
  cmake --install build/release --component python_source --prefix "$site" >/dev/null
}
