"""`./dev bench [--json] [--quick] [FILTER]`: every figure, beside its rival in the same run where it has one.

A benchmark is a function that yields Results; its name's first part (compile/, decide/, ask/, prove/, diff/, replay/) is what FILTER begins with.
A ratio above 1 means that comity is ahead. `equal` says that the answers were compared before the clock was started, and agreed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.suite import SUITES, Settings  # noqa: E402


def machine() -> str:
    model, memory = platform.processor() or "unknown processor", 0
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} cores, {memory} GiB, {platform.system()} {platform.release().split('-')[0]}"


def shown(result: dict) -> str:
    def amount(value) -> str:
        return "" if value is None else f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"

    peer = f"{result['peer']} {amount(result['peer_value'])} {result['unit']}" if result.get("peer") else ""
    ratio = f"{result['ratio']:.1f} x" if result.get("ratio") is not None else ""
    equal = {True: "equal", False: "NOT EQUAL", None: ""}[result.get("equal")]
    return f"{result['bench']:<34} {amount(result['value']):>12} {result['unit']:<10} {peer:<34} {ratio:>10}  {equal:<10} {result.get('note', '')}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filter", nargs="?", default="")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--quick", action="store_true", help="smaller inputs, fewer rounds: for a look, not for quoting")
    options = parser.parse_args()
    settings = Settings(root=ROOT, program=ROOT / "build/release/comity", quick=options.quick)
    if not options.json:
        print(machine())
    wrong = 0
    for name, suite in SUITES.items():
        wanted = options.filter
        if not (name.startswith(wanted) or wanted.startswith(name)):
            continue
        for result in suite(settings):
            if not result["bench"].startswith(wanted):
                continue
            wrong += result.get("equal") is False
            print(json.dumps(result) if options.json else shown(result), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
