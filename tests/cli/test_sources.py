"""The words that the books quote stand in the stored texts of the law, and docs/coverage.md says of how many that is known.

The texts are no part of the project. COMITY_SOURCES names a folder that holds them; without it these tests are skipped.
"""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess

import pytest

from .golden import ROOT, program
from .test_coverage import OVERVIEW, USES

TEXTS = os.environ.get("COMITY_SOURCES", "")
pytestmark = pytest.mark.skipif(not TEXTS, reason="COMITY_SOURCES names no folder with the texts of the law")


@functools.cache
def phrases(book: str) -> tuple[int, int, int]:
    """Found, not found, and of sources that name no text: of the book and all that it uses."""
    done = subprocess.run([program(), "check", book, "--sources", TEXTS, "--books", str(ROOT / "books"), "--json"], capture_output=True, text=True)
    told = json.loads(done.stdout)["phrases"]
    return told["found"], told["wrong"], told["without_file"]


def used(book: str) -> set[str]:
    """What the book uses, and what that uses."""
    return set().union(USES[book], *map(used, USES[book]))


def own(book: str) -> tuple[int, ...]:
    others = [own(other) for other in used(book)]
    return tuple(total - sum(other[i] for other in others) for i, total in enumerate(phrases(book)))


@pytest.mark.parametrize("book", sorted(USES))
def test_every_quoted_phrase_stands_in_its_text(book):
    assert phrases(book)[1] == 0


def test_the_overview_counts_the_phrases():
    found, wrong, elsewhere = (sum(figures) for figures in zip(*map(own, USES)))
    stated = re.search(r"Of (\d+) quoted phrases (\d+) were compared", OVERVIEW)
    assert (int(stated[1]), int(stated[2])) == (found + wrong + elsewhere, found)
