"""replay/: a table of 64 million rows beside what one would write by hand (C++), and beside DuckDB, Polars, OpenFisca-core and pyarrow's own reading."""

from __future__ import annotations

import importlib.util
import json
import os
import sys

from .common import Settings

NEEDED_GIB = 6  # 64 million rows of eight bytes, twice the results, and what the peers make of them


def rows(settings: Settings) -> int:
    if settings.quick:
        return 4 << 20
    free = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES") / (1 << 30)
    return 64 << 20 if free >= NEEDED_GIB else 8 << 20


def replay(settings: Settings):
    count = str(rows(settings))
    done = settings.run(settings.root / "build/release/comity_bench_replay", "--rows", count, "--rounds", "3" if settings.quick else "7")
    yield from map(json.loads, done.stdout.splitlines())
    missing = [name for name in ("comity", "pyarrow", "duckdb", "polars") if importlib.util.find_spec(name) is None]
    if missing:
        yield {"bench": "replay/peers", "value": 0, "unit": "", "note": f"left out: not installed in {sys.prefix}: {', '.join(missing)} (pip install . and bench/requirements.txt)"}
        return
    less = ["--export-rows", "200000", "--parquet-rows", count] if settings.quick else []
    done = settings.run(sys.executable, "bench/replay/peers.py", "--rows", count, "--rounds", "2" if settings.quick else "3", *less)
    yield from map(json.loads, done.stdout.splitlines())
