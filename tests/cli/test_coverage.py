"""The figures in docs/coverage*.md are those that the program reports, so that they cannot go stale.

Each page has a table whose first column is `book`; every book below books/ that holds a norm, a scenario or a claim stands in exactly one of them.
docs/coverage.md adds them up by place. COMITY_UPDATE=1 rewrites the tables of the pages; the sums are for a reader to change.
"""

from __future__ import annotations

import collections
import functools
import json
import os
import re
import subprocess

import pytest

from .golden import ROOT, program

PAGES = sorted((ROOT / "docs").glob("coverage-*.md"))
OVERVIEW = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
COLUMNS = ("norms", "scenarios", "claims", "sources", "questions")
ROW = re.compile(r"^\| `([a-z_.]+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.M)


def books() -> dict[str, set[str]]:
    """Each book and those that it uses itself."""
    uses: dict[str, set[str]] = {}
    for path in sorted((ROOT / "books").glob("*/*.comity")):
        text = path.read_text(encoding="utf-8")
        uses.setdefault(re.search(r"^book (\S+)", text, re.M)[1], set()).update(re.findall(r"^use (\S+)", text, re.M))
    return uses


USES = books()


def report(*words: str) -> str:
    done = subprocess.run([program(), *words, "--json", "--books", str(ROOT / "books")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@functools.cache
def shown(book: str) -> dict:
    return json.loads(report("show", book))


def own(book: str, what: str) -> list[dict]:
    used = {one["name"] for other in USES[book] for one in shown(other)[what]}
    return [one for one in shown(book)[what] if one["name"] not in used]


@functools.cache
def counted(book: str) -> tuple[int, ...]:
    tested = json.loads(report("test", book))
    norms = sum(one["norm"].rsplit("/", 1)[0] == book for one in shown(book)["norms"])
    claims = sum(1 for line in report("prove", book).splitlines() if line.strip())
    return norms, tested["passed"] + tested["failed"], claims, len(own(book, "sources")), len(own(book, "questions"))


def stated(text: str) -> dict[str, tuple[int, ...]]:
    return {match[1]: tuple(map(int, match.groups()[1:])) for match in ROW.finditer(text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_counts_of_a_page(page):
    text = page.read_text(encoding="utf-8")
    if "COMITY_UPDATE" in os.environ:
        text = ROW.sub(lambda match: f"| `{match[1]}` | " + " | ".join(map(str, counted(match[1]))) + " |", text)
        page.write_text(text, encoding="utf-8")
    rows = stated(text)
    assert rows, "a page says what its books count"
    assert rows == {book: counted(book) for book in rows}


def test_every_book_is_counted_once():
    found = collections.Counter(book for page in PAGES for book in stated(page.read_text(encoding="utf-8")))
    assert set(found) == {book for book in USES if any(counted(book)[:3])}
    assert set(found.values()) == {1}


def test_sums_of_the_overview():
    rows = re.findall(r"^\| [^|]+ \| ((?:`[a-z_.*]+`(?:, )?)+) \| [^|]+ \| [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", OVERVIEW, re.M)
    assert len(rows) == 11
    for names, *figures in rows:
        wanted = re.findall(r"`([a-z_.*]+)`", names)
        chosen = [book for book in USES if book in wanted or (book.split(".")[0] + ".*" in wanted and "." in book)]
        sums = [sum(counted(book)[column] for book in chosen) for column in (0, 1, 2, 4)]
        assert list(map(int, figures)) == sums, names


def test_certainty_of_the_sources():
    line = re.search(r"How sure the wording of the (\d+) sources is: (.+?)\.", OVERVIEW)
    kinds = collections.Counter(one["text"] for book in USES for one in own(book, "sources"))
    assert int(line[1]) == sum(kinds.values())
    assert {name: int(count) for name, count in re.findall(r"([a-z ]+) (\d+)", line[2].replace(", ", ","))} == dict(kinds)


def test_every_model_book_is_large_enough():
    for book in ("us", "dc", "ny", "nyc", "il", "chicago", "ca", "san_francisco", "tx", "fl"):
        assert counted(book)[1] >= 30 and counted(book)[2] >= 15, book
