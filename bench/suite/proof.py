"""prove/ and diff/: whole processes, load and all: every claim and deep check of the shipped books, generated books, D.C. instants, edits of a code.

The goals are those of the issue that asked for the room `proof`: 5 s, 20 s, 1 s and 1 s on a machine that does nothing else.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time

from .common import Settings, result, whole_process
from .symcc import symcc


def books(settings: Settings, having: str = "") -> list[str]:
    """The shipped books, sub-books too, of which some page has such a line."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((settings.root / "books").glob("*/*.comity"))]
    return sorted({re.search(r"^book (\S+)", text, re.M)[1] for text in texts if re.search("^" + having, text, re.M)})


def seconds(settings: Settings, *command) -> float:
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], cwd=settings.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def prove(settings: Settings):
    claimed, shipped = books(settings, "claim "), books(settings)
    claims = sum(seconds(settings, settings.program, "prove", book) for book in claimed)
    deep = sum(seconds(settings, settings.program, "check", "--deep", book) for book in shipped)
    yield result("prove/claims", claims, "s", note=f"every claim of {len(claimed)} books, a process each")
    yield result("prove/deep", deep, "s", note=f"check --deep of {len(shipped)} books, a process each")
    yield result("prove/shipped", claims + deep, "s", note="both together; the goal is 5 s")
    folder = settings.out / "generated_1000_40"
    if not (folder / "code.comity").exists():
        settings.run(sys.executable, "bench/generate_book.py", 1000, "--flags", 31, "--out", folder)
    deep = seconds(settings, settings.program, "check", "--deep", folder)
    yield result("prove/conflicts_1000", deep, "s", note="check --deep of a generated book of 1,000 norms and 40 facts: all findings, not conflicts alone; the goal is 20 s")
    yield from symcc(settings)


def diff(settings: Settings):
    dc = whole_process(settings, [settings.program, "diff", "dc@2025-08-13", "dc@2025-08-14 12:00"])
    yield result("diff/dc", dc, "ms", note="every action between the day before the order and its noon; the goal is 1,000 ms")
    from tests.differential.edits import edits_of_a_book
    edits = 5 if settings.quick else 20
    count, wrong = edits_of_a_book(("bench", edits, str(settings.program), 2000))
    note = f"the mean over {edits} seeded edits, processor time; {count['regions']} regions as the reference has them, {len(wrong)} edits not; the goal is 1,000 ms"
    yield result("diff/edit_2000", count["milliseconds of diff"] / edits, "ms", equal=not wrong, note=note)
