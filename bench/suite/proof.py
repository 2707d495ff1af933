"""prove/ and diff/: whole processes, load and all: every claim and deep check of the shipped books, a generated book, two D.C. instants."""

from __future__ import annotations

import subprocess
import sys
import time

from .common import Settings, result, whole_process

BOOKS = ("us", "us.courts", "dc", "ny", "nyc", "il", "chicago", "ca", "san_francisco", "tx", "fl", "cases")


def seconds(settings: Settings, *command) -> float:
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], cwd=settings.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def prove(settings: Settings):
    claims = sum(seconds(settings, settings.program, "prove", book) for book in BOOKS)
    deep = sum(seconds(settings, settings.program, "check", "--deep", book) for book in BOOKS)
    yield result("prove/claims", claims, "s", note=f"every claim of {len(BOOKS)} books, a process each")
    yield result("prove/deep", deep, "s", note=f"check --deep of {len(BOOKS)} books, a process each")
    folder = settings.out / "generated_1000"
    if not (folder / "code.comity").exists():
        settings.run(sys.executable, "bench/generate_book.py", 1000, "--out", folder)
    yield result("prove/conflicts_1000", seconds(settings, settings.program, "check", "--deep", folder), "s", note="check --deep of a generated book of 1,000 norms: all findings, not conflicts alone")


def diff(settings: Settings):
    yield result("diff/dc", whole_process(settings, [settings.program, "diff", "dc@2025-08-13", "dc@2025-08-14 12:00"]), "ms", note="every action between the day before the order and its noon")
