"""`python3 -m tests.differential.run --books N --cases 20 --seed S --program PATH`: random books, the program against the reference."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time

from .cases import cases
from .compare import Program, failures
from .generate import generate
from .shrink import kind_of, report


def one(job: tuple) -> tuple[int, int, list]:
    """Cases passed, cases failed, and (kind, report) for the first failure of each kind if there is one."""
    seed, count, path, shrink = job
    library = generate(seed)
    program = Program(path)
    lines = cases(library.court, seed, count) if library.court else []
    try:
        passed, failed = failures(program, library, lines)
    except Exception as error:  # pylint: disable=broad-except
        return 0, 1, [("run", f"seed {seed}: {type(error).__name__}: {error}")]
    reports, seen = [], set()
    for line, found, theirs in failed:
        kind = kind_of(found)
        if kind not in seen:
            seen.add(kind)
            text = report(program, library, line, found, shrink) if shrink else f"seed {seed}\n{library.show()}\ncase {line}\n{found}\nprogram: {theirs}"
            reports.append((kind, text))
    return passed, len(failed), reports


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.differential.run", description=__doc__)
    parser.add_argument("--books", type=int, default=200)
    parser.add_argument("--cases", type=int, default=20)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--program", default="build/release/comity")
    parser.add_argument("--only", type=int, help="one book of the seed, by its number")
    parser.add_argument("--reports", type=int, default=5, help="stop printing after so many failures")
    parser.add_argument("--shrink", type=int, default=800, help="tries to spend on making a failure smaller; 0: none")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    numbers = [options.only] if options.only is not None else range(options.books)
    jobs = [(f"{options.seed}/{number}", options.cases, options.program, options.shrink) for number in numbers]
    passed = failed = printed = 0
    start = shown = time.monotonic()
    with multiprocessing.Pool(options.workers) as pool:
        for done, (good, bad, reports) in enumerate(pool.imap_unordered(one, jobs), 1):
            passed, failed = passed + good, failed + bad
            for kind, text in reports:
                if printed < options.reports:
                    printed += 1
                    print(f"======== {kind}\n{text}\n", flush=True)
            if time.monotonic() - shown > 5:
                shown = time.monotonic()
                print(f"{done} of {len(jobs)} books, {passed} cases agree, {failed} do not, {shown - start:.0f} s", file=sys.stderr, flush=True)
            if printed >= options.reports and failed:
                pool.terminate()
                break
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
