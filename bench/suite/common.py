"""What the suites share: settings, a result, a whole process timed, the in-process program."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    root: Path
    program: Path
    quick: bool = False

    @property
    def out(self) -> Path:
        folder = self.root / "build/bench"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def run(self, *command, **more) -> subprocess.CompletedProcess:
        """Runs a command at the root; fails with what it said."""
        done = subprocess.run([str(part) for part in command], cwd=self.root, capture_output=True, text=True, check=False, **more)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr[-2000:]}{done.stdout[-500:]}")
        return done


def result(bench: str, value: float, unit: str, peer: str | None = None, peer_value: float | None = None, equal: bool | None = None, note: str = "",
           more_is_better: bool = False) -> dict:
    """One line of the table. The ratio is above 1 where comity is ahead."""
    found = {"bench": bench, "value": value, "unit": unit}
    if peer:
        found |= {"peer": peer, "peer_value": peer_value, "ratio": value / peer_value if more_is_better else peer_value / value}
    if equal is not None:
        found["equal"] = equal
    return found | ({"note": note} if note else {})


def whole_process(settings: Settings, command: list, rounds: int = 15) -> float:
    """Median milliseconds from start to end of a process, after two runs that are not counted."""
    times = []
    for count in range(rounds + 2):
        start = time.perf_counter()
        subprocess.run([str(part) for part in command], cwd=settings.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if count >= 2:
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def generated_books(settings: Settings) -> None:
    """The generated books that the in-process program reads: 38 norms, and 10,000 of the same sort."""
    for norms in (38, 10000):
        folder = settings.out / f"generated_{norms}"
        if not (folder / "code.comity").exists():
            settings.run(sys.executable, "bench/generate_book.py", norms, "--out", folder)


def in_process(settings: Settings, pattern: str) -> dict[str, dict]:
    """The benchmarks of the in-process program (Google Benchmark) that match: name to its counters, times in nanoseconds."""
    generated_books(settings)
    minimum = "0.05" if settings.quick else "0.3"
    done = settings.run(settings.root / "build/release/comity_bench", f"--benchmark_filter={pattern}", "--benchmark_format=json", f"--benchmark_min_time={minimum}",
                        "--benchmark_repetitions=5", "--benchmark_report_aggregates_only=true", env=os.environ | {"COMITY_BENCH_OUT": str(settings.out)})
    scale = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}
    found = {}
    for one in json.loads(done.stdout)["benchmarks"]:
        if one.get("aggregate_name") == "median":
            found[one["run_name"]] = one | {"ns": one["cpu_time"] * scale[one["time_unit"]]}
    return found
