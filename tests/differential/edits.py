"""`python3 -m tests.differential.edits --edits N --seed S --program PATH`: seeded edits of generated books, each told by `comity diff` and judged
by the reference. What diff prints is read again as conditions of the language, and must be exactly the cases whose ruling changes: over all
cases where the reference can enumerate them, else over slices near the edit, in which most facts that the edit does not speak of are fixed at
random. Every example must change as it is said to. An action that diff does not name must not change."""

from __future__ import annotations

import argparse
import collections
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile

from bench.generate_book import Generator
from tests.reference.conditions import all_leaves, evaluate
from tests.reference.facts import read_instant
from tests.reference.lex import tokens
from tests.reference.load import Resolver
from tests.reference.model import All, Asked, BookError
from tests.reference.parse import Parser
from tests.reference.scenarios import value_of

from .amend import Amender
from .lists import with_lists
from .two_laws import Law, Slice, without_lists

SIZES = {25: 5, 60: 4, 150: 3, 400: 2, 2000: 1}  # norms of a book, and how often
EDITS_OF_A_BOOK, SLICES = 10, 5
DAYS = ("2026-01-01", "2026-01-01", "2024-03-01", "2015-06-01", "2030-06-01")
UNITS = {"hours"}  # of the generated books: `number of hours`
OTHER = ' is "another text"'  # what no test names: people are told `is another text`


def told_by(program: str, before: str, after: str, day: str) -> tuple[dict, float]:
    """What changes by action, and the processor time that it took."""
    spent = -sum(os.times()[2:4])
    run = subprocess.run([program, "diff", f"{before}@{day}", f"{after}@{day}", "--json"], capture_output=True, text=True, timeout=600, check=False)
    if run.returncode != 0:
        raise BookError(run.stderr[:400])
    spent += sum(os.times()[2:4])
    return {line["action"]: line for line in map(json.loads, run.stdout.splitlines())}, spent


def conditions_of(law: Law, texts: list[str]) -> list:
    """Each read again as a book would have it; the book that is asked is `code`."""
    found = []
    for text in texts:
        if text == "in every case":
            found.append(All(()))
            continue
        page = Parser(tokens(f'book told\nnorm told "as told"\n  cites it\n  permits it\n  when {text}\n'), UNITS).page()
        condition = Resolver(law.world).condition("code", page.things[0][2].when, None)
        found.append(without_lists(law.world, condition, law.at))
    return found


def example_of(law: Law, given: list[str]) -> tuple[dict, dict]:
    """The told facts and the assumed answers of an example."""
    lines = "".join(f"  given {one.replace(' is another text', OTHER)}\n" for one in given)
    page = Parser(tokens(f'book told\nscenario "told" at 2026-01-01\n{lines}  expect it silent\n'), UNITS).page()
    world, facts, assumed = law.world, {}, {}
    for name, raw in page.scenarios[0].given:
        try:
            key = world.lookup("code", "facts", name)
        except BookError:
            assumed[world.lookup("code", "questions", name)] = raw in (True, "yes")
            continue
        facts[key] = value_of(law, world.facts[key].type, raw, world.books["code"].zone)
    return facts, assumed


class Edit:
    """One edit, told by the program and judged by the reference."""

    def __init__(self, before: Law, after: Law, told: dict, rng: random.Random):
        self.before, self.after, self.told, self.rng = before, after, told, rng
        self.wrong, self.count = [], collections.Counter()

    def judge(self) -> None:
        for action in self.before.world.actions:
            if action not in self.after.world.actions:
                continue
            name = action.split("/")[1]
            was, now = self.before.form(action), self.after.form(action)
            if was == now:
                if name in self.told:
                    self.wrong.append(f"{name} is said to change, and nothing of its law does")
                continue
            said = self.told.get(name, {"compared": True, "changes": []})
            if not said["compared"]:
                self.wrong.append(f"{name} is not compared")
                continue
            apart = [key for key in was.keys() | now.keys() if was.get(key) != now.get(key)]
            self.action(action, said, apart)

    def near(self, apart: list[str]) -> set:
        """The facts that the changed norms read, on either side."""
        leaves = set()
        for law in (self.before, self.after):
            for key in apart:
                if key in law.world.norms:
                    leaves |= all_leaves(law.world, law.world.norms[key].when)
        return {leaf.fact for leaf in leaves if not isinstance(leaf, Asked)}

    def place(self, apart: list[str]) -> dict:
        """A jurisdiction of the changed norms; sometimes another, where nothing should change."""
        books = sorted({key.split("/")[0].split(".")[1] for key in apart})
        return {"code.common/jurisdiction": self.rng.choice(books) if self.rng.random() < 0.9 else "elsewhere"}

    def action(self, action: str, said: dict, apart: list[str]) -> None:
        told = [(change, conditions_of(self.after, change["conditions"])) for change in said["changes"]]
        every = [condition for _, its in told for condition in its]
        near = self.near(apart)
        for _ in range(SLICES):
            here = Slice(self.before, self.after, action, every, near, self.rng, self.place(apart))
            self.compare(here, told)
            self.count["slices"] += 1
        whole = Slice(self.before, self.after, action, every, near, self.rng)
        if whole.whole:
            self.compare(whole, told)
            self.count["judged over all cases"] += 1
            if bool(told) != bool(whole.changes()):
                self.wrong.append(f"{action}: changed is {bool(whole.changes())}, told {bool(told)}")
        for change, _ in told:
            self.example(action, change, every)
        self.count["changed actions"] += bool(told)
        self.count["regions"] += len(told)

    def compare(self, here: Slice, told: list) -> None:
        changed = here.changes()
        regions = {}
        for change, conditions in told:
            region = 0
            for condition in conditions:
                region |= evaluate(condition, here.assumed, here.table.full)
            regions[change["from"], change["to"]] = region, change["whole"]
        for kind in changed.keys() | regions.keys():
            is_, (region, whole) = changed.get(kind, 0), regions.get(kind, (0, True))
            if region & ~is_:
                self.wrong.append(f"{here.action} {kind}: {bin(region & ~is_).count('1')} cases are told that do not change, of {here.table.size}")
            if is_ & ~region and whole:
                self.wrong.append(f"{here.action} {kind}: {bin(is_ & ~region).count('1')} cases change that are not told, of {here.table.size}")
        self.count["cases that change"] += sum(bin(bits).count("1") for bits in changed.values())
        self.count["cases"] += here.table.size

    def example(self, action: str, change: dict, every: list) -> None:
        facts, assumed = example_of(self.after, change["example"])
        here = Slice(self.before, self.after, action, every, set(), self.rng, facts | assumed)
        some = here.table.full
        for key, said in assumed.items():
            some &= here.table.truth(Asked(key)) if said else ~here.table.truth(Asked(key))
        if some & ~here.changes().get((change["from"], change["to"]), 0):
            self.wrong.append(f"{action}: the example does not go from {change['from']} to {change['to']}: {change['example']}")
        self.count["examples"] += 1


def write(folder: str, files: dict[str, str]) -> str:
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return folder


def one_edit(path: str, folder: str, files: dict, generator: Generator, laws: dict, seed: str, rng: random.Random):
    """The edit as judged, its kind, file and day; edits that make no law (a circle of precedence, a word named twice) are made anew."""
    before = write(os.path.join(folder, "before"), files)
    for attempt in range(40):
        kind, name, text = Amender(files, generator, f"{seed}.{attempt}").edit()
        edited, day = files | {name: text}, rng.choice(DAYS)
        at = read_instant(day, "America/New_York")
        try:
            told, spent = told_by(path, before, write(os.path.join(folder, "after"), edited), day)
        except BookError:
            continue
        if day not in laws:
            laws[day] = Law(files, at)
        edit = Edit(laws[day], Law(edited, at), told, rng)
        edit.judge()
        edit.count["milliseconds of diff"] = round(1000 * spent)
        return edit, kind, name, day
    raise RuntimeError("no edit makes a law")


def edits_of_a_book(job: tuple) -> tuple[collections.Counter, list[str]]:
    seed, edits, path, norms = job
    rng = random.Random(f"edits {seed}")
    norms = norms or rng.choices(list(SIZES), list(SIZES.values()))[0]
    generator = Generator(norms, rng.randrange(1 << 30))
    files, laws = with_lists(generator.files(), generator, rng), {}
    count, wrong = collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(edits):
            try:
                edit, kind, name, day = one_edit(path, folder, files, generator, laws, f"{seed}.{number}", rng)
            except Exception as error:  # the run goes on with the other edits
                count["failed"] += 1
                wrong.append(f"seed {seed}, edit {number} of {norms} norms: {type(error).__name__} {error}")
                continue
            count += edit.count
            count["edits: " + kind] += 1
            count["regions: " + kind] += edit.count["regions"]
            count[f"edits of {norms} norms"] += 1
            count["edits that change a ruling"] += bool(edit.told)
            count["failed" if edit.wrong else "passed"] += 1
            wrong += [f"seed {seed}, edit {number} ({kind} in {name} of {norms} norms, {day}): {one}" for one in edit.wrong[:3]]
    return count, wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.differential.edits", description=__doc__)
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--program", default="build/release/comity")
    parser.add_argument("--norms", type=int, help="all books of this size")
    parser.add_argument("--only", type=int, help="one book of the seed, by its number")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    total, jobs = collections.Counter(), []
    for number in range(0, options.edits, EDITS_OF_A_BOOK):
        if options.only in (None, number // EDITS_OF_A_BOOK):
            jobs.append((f"{options.seed}/{number // EDITS_OF_A_BOOK}", min(EDITS_OF_A_BOOK, options.edits - number), options.program, options.norms))
    with multiprocessing.Pool(options.workers) as pool:
        for count, wrong in pool.imap_unordered(edits_of_a_book, jobs):
            total += count
            for text in wrong:
                print(text, flush=True)
    print(", ".join(f"{number:,} {what}" for what, number in sorted(total.items()) if what not in ("passed", "failed")), file=sys.stderr)
    print(f"{total['passed']} passed, {total['failed']} failed")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
