"""`python3 -m tests.differential.deciders --books N --seed S --program PATH`: random claims by Z3 and by diagrams, every refutation replayed
through the reference. The two must agree on each claim, and each case of a refutation must have in the reference the rulings that it is said
to have, and break the claim by them."""

from __future__ import annotations

import argparse
import collections
import json
import multiprocessing
import subprocess
import sys
import tempfile

from tests.reference.model import CaseError, plain
from tests.reference.unknown import TooMany

from .claims import breaks, library_with_claims


def proved(path: str, book: str, folder: str, *options: str) -> dict[str, dict]:
    run = subprocess.run([path, "prove", book, "--json", "--books", folder, *options], capture_output=True, text=True, timeout=600, check=False)
    if run.returncode not in (0, 1) or (run.returncode == 1 and not run.stdout):
        raise RuntimeError(f"exit {run.returncode}: {run.stderr[:600]}{run.stdout[:600]}")
    return {line["claim"]: line for line in map(json.loads, run.stdout.splitlines())}


def replayed(court, what: tuple, verdict: dict) -> list[str]:
    """What is wrong with a refutation by the reference."""
    found, rulings = [], {}
    for case, said in (("case", "rulings"), ("other_case", "other_rulings")):
        if case not in verdict:
            continue
        answer = court.ask(verdict[case])
        rulings[case] = answer.possible
        if set(answer.possible) != set(verdict[said]):
            found.append(f"{case}: reference {answer.possible}, program {verdict[said]}: {verdict[case]}")
    if not breaks(what, rulings["case"], rulings.get("other_case")):
        found.append(f"{rulings} breaks no claim of the form {what}")
    return found


def one(job: tuple) -> tuple[collections.Counter, list[str]]:
    seed, path = job
    count, wrong = collections.Counter(), []
    made = library_with_claims(seed)
    if made is None:
        return collections.Counter(left=1), []
    library, claims = made
    try:
        with tempfile.TemporaryDirectory() as folder:
            book = library.write(folder)
            by_solver, by_diagram = proved(path, book, folder), proved(path, book, folder, "--diagram")
    except (RuntimeError, subprocess.TimeoutExpired, ValueError) as error:
        return collections.Counter(failed=1), [f"seed {seed}: {error}\n{library.show()}"]
    for name, what in claims.items():
        verdict, other = by_solver.get(name, {"result": "missing"}), by_diagram.get(name, {"result": "missing"})
        problems = []
        results = {verdict["result"], other["result"]}
        if "missing" in results or {"proved", "refuted"} <= results:
            problems.append(f"Z3 says {verdict}, diagrams say {other}")
        for said in (verdict, other):
            if said["result"] != "refuted":
                continue
            try:
                problems += replayed(library.court, what, said)
                count["replayed"] += 1
            except TooMany:
                count["too large to replay"] += 1
            except CaseError as error:
                problems.append(f"the reference does not take the case: {error}")
            except ValueError as error:
                # On the last days of 9999 the reference, whose days are Python's, cannot count on into the year after.
                if "year 10000" not in str(error):
                    raise
                count["past the reference's calendar"] += 1
        count[f"{verdict['result']}"] += 1
        count["undecided by diagram"] += other["result"] == "undecided"
        count["failed" if problems else "passed"] += 1
        wrong += [f"seed {seed}, {plain(name)} {what}: {problem}\n{library.show()}" for problem in problems[:1]]
    return count, wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.differential.deciders", description=__doc__)
    parser.add_argument("--books", type=int, default=60)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--program", default="build/release/comity")
    parser.add_argument("--only", type=int, help="one book of the seed, by its number")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    numbers = [options.only] if options.only is not None else range(options.books)
    total, told = collections.Counter(), 0
    with multiprocessing.Pool(options.workers) as pool:
        for count, wrong in pool.imap_unordered(one, [(f"{options.seed}/{number}", options.program) for number in numbers]):
            total += count
            for text in wrong[: max(0, 5 - told)]:
                print(f"======== {text}\n", flush=True)
            told += len(wrong)
    print(", ".join(f"{number} {what}" for what, number in sorted(total.items()) if what not in ("passed", "failed")), file=sys.stderr)
    print(f"{total['passed']} passed, {total['failed']} failed")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
