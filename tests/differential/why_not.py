"""`python3 -m tests.differential.why_not --books N --seed S --program PATH`: the program's nearest changes, against the reference.

A change that the program finds is told to the reference: it must give exactly the ruling that was wanted, with as few told facts changed, and
then as few unknown ones told, as the reference finds by trying all sets of facts. Where the program says that nothing gives the ruling, the
reference must find nothing either.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile

from tests.reference.model import RULINGS, plain
from tests.reference.unknown import TooMany

from .cases import cases
from .generate import generate

# The reference tries every set of facts over every completion.
MOST_COMPLETIONS, MOST_FACTS = 1 << 12, 7


def small(court, answer) -> bool:
    sizes = [len(court.cells.of(court.world.facts[key].type, atoms, answer.at)) for key, atoms in answer.subject.atoms.items()]
    return len(sizes) <= MOST_FACTS and math.prod(sizes) << len(answer.answered) <= MOST_COMPLETIONS


def asked(program: str, folder: str, book: str, line: dict, wanted: str) -> dict:
    case = {"at": line["at"], "facts": line["facts"], "assume": line.get("assume") or {}}
    path = f"{folder}/case.json"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(case, file)
    done = subprocess.run([program, "why-not", book, line["action"], wanted, "--facts", path, "--json", "--books", folder],
                          capture_output=True, text=True, timeout=120, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else {"error": done.stderr.strip()[:400] or done.stdout[:400]}


def differences(court, line: dict, wanted: str, theirs: dict) -> list[str]:
    """What is wrong with the program's nearest change; empty where it is right."""
    if "error" in theirs:
        return [f"no answer: {theirs['error']}"]
    best = court.ask(line).why_not(wanted)
    if not theirs["reachable"]:
        return [f"the reference gets there with {best} facts changed and told"] if best is not None else []
    if best is None:
        return [f"the reference finds no such case, the program changes {theirs['changes']}"]
    names = {plain(key): key for key in line["facts"]}
    told = {name for name, key in names.items() if line["facts"][key] is not None}
    changed = sum(plain(one["fact"]) in told for one in theirs["changes"])
    found = []
    if (changed, len(theirs["changes"]) - changed) != best:
        found.append(f"{changed} changed and {len(theirs['changes']) - changed} told, the reference needs {best}: {theirs['changes']}")
    after = dict(line["facts"])
    for one in theirs["changes"]:
        after[names.get(plain(one["fact"]), one["fact"])] = one["to"]
    rulings = court.ask(line | {"facts": after}).possible
    if rulings != [wanted]:
        found.append(f"after {theirs['changes']} the reference rules {rulings}")
    return found


def one_book(program: str, seed: str, count: int) -> tuple[int, int, list[str]]:
    """Wanted rulings that agree, those of them that were reached by a change, and what is wrong."""
    library = generate(seed)
    if library.court is None:
        return 0, 0, []
    agreed, reached, wrong = 0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        book = library.write(folder)
        for line in cases(library.court, seed, count):
            try:
                answer = library.court.ask(line)
                if not answer.subject.about or not small(library.court, answer):
                    continue
                for wanted in RULINGS:
                    theirs = asked(program, folder, book, line, wanted)
                    found = differences(library.court, line, wanted, theirs)
                    if found:
                        wrong.append(f"seed {seed}\n{library.show()}\ncase {json.dumps(line)}\nwanted {wanted}\n" + "\n".join(found))
                    agreed += not found
                    reached += not found and bool(theirs["changes"])
            except TooMany:
                continue
    return agreed, reached, wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.differential.why_not", description=__doc__)
    parser.add_argument("--books", type=int, default=300)
    parser.add_argument("--cases", type=int, default=2)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--program", default="build/release/comity")
    parser.add_argument("--reports", type=int, default=5)
    options = parser.parse_args()
    passed = reached = failed = 0
    for number in range(options.books):
        good, changed, wrong = one_book(options.program, f"{options.seed}/{number}", options.cases)
        passed, reached, failed = passed + good, reached + changed, failed + len(wrong)
        for text in wrong[: max(0, options.reports - failed + len(wrong))]:
            print(f"======== why-not\n{text}\n", flush=True)
    print(f"{reached} of the rulings wanted were reached by a change", file=sys.stderr)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
