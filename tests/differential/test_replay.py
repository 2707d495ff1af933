"""Random books: random rows ruled by columns against the single-case engine, row by row.

The rows are cases of the differential test, as NDJSON with one object a row; a column `row` numbers them, and grouping by it shows the ruling
of each. COMITY_REPLAY_BOOKS sets how many books (25 unless told otherwise).
"""

from __future__ import annotations

import collections
import json
import os
import subprocess
from pathlib import Path

from tests.cli.golden import program
from tests.reference.model import plain

from .cases import cases
from .compare import Program
from .generate import generate

CASES = 150
RULINGS = ("permitted", "forbidden", "required", "silent", "conflicting", "undetermined")


def cell(value):
    """A value as a column has it: sets are words parted by commas."""
    return (",".join(value) or "empty") if isinstance(value, list) else value


def by_columns(book: str, folder: str, action: str, lines: list[dict]) -> dict[str, str]:
    """The ruling of each row, by its number."""
    rows = [{"at": line["at"], "row": f"r{number}", "facts": {fact: cell(value) for fact, value in line["facts"].items()}} for number, line in enumerate(lines)]
    path = Path(folder, "rows.ndjson")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run([program(), "replay", path, "--book", book, "--books", folder, "--action", action, "--by", "row", "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    report = json.loads(done.stdout)
    assert report["rejected"] == 0 and report["rows_in"] == len(lines)
    found = {}
    for group in report["groups"]:
        rulings = [ruling for ruling in RULINGS if group["counts"][ruling]["rows"]]
        assert group["counts"]["rows"] == 1 and len(rulings) == 1, group
        found[group["group"][0]] = rulings[0]
    return found


def usable(library, lines: list[dict]) -> dict[str, list[dict]]:
    """The cases that a text table can hold, by what is asked: no lists of records, no answers assumed, one name a fact, and some fact told."""
    lists = {plain(name) for name, fact in library.court.world.facts.items() if fact.type.kind == "list"}
    by_action = collections.defaultdict(list)
    for line in lines:
        told = {plain(name): value for name, value in line["facts"].items() if plain(name) not in lists}
        by_action[line["action"]].append({"at": line["at"], "action": line["action"], "facts": told})
    return {action: found for action, found in by_action.items() if len(found) >= 3 and any(line["facts"] for line in found)}


def test_rows_of_random_books_are_ruled_as_single_cases(tmp_path):
    books = int(os.environ.get("COMITY_REPLAY_BOOKS", "25"))
    compared, seen, wrong = 0, collections.Counter(), []
    for number in range(books):
        seed = f"replay/{number}"
        library = generate(seed)
        if library.court is None:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        book = library.write(str(folder))
        for action, lines in usable(library, cases(library.court, seed, CASES)).items():
            code, answers, said = Program(program()).ask(library, lines)
            assert code == 0, said
            found = by_columns(book, str(folder), action, lines)
            for place, answer in enumerate(answers):
                compared += 1
                seen[answer["ruling"]] += 1
                if found[f"r{place}"] != answer["ruling"]:
                    wrong.append((seed, lines[place], answer["ruling"], found[f"r{place}"]))
    assert not wrong, wrong[:3]
    assert compared > 60 * books and len(seen) >= 5, (compared, seen)
