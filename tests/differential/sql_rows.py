"""Random rows of a small law with a column of every type, the program's own answers to them, and the exported expression."""

from __future__ import annotations

import csv
import json
import random
import subprocess
from pathlib import Path

from tests.cli.golden import ROOT, program

BOOK = """book law "A town"
timezone America/New_York
source code "Code"
  in force from 2024-01-01
source order "Order"
  in force from 2025-01-01 until 2025-07-01
action arrest "arrest a person"
fact grounds is some of detainer, warrant, cause
fact place is one of street, jail, court
fact custody is yes-no
fact hours is number of hours
fact birth is date
fact seen_at is instant
fact agency is text
question lifted "Is the ban lifted?"
norm a
  cites code at "1" "w"
  forbids arrest
  when grounds includes only detainer
    or (place is court and not custody)
norm b
  cites code at "2" "w"
  permits arrest
  when (hours is at least 24 and hours is less than 48.5)
    or (agency is "sheriff" and place is not street)
norm c
  cites order at "3" "w"
  requires arrest
  when grounds includes all of warrant, cause
   and seen_at is within 48 hours before case.at
  overrides a
norm d
  cites order at "4" "w"
  forbids arrest
  when birth is within 18 years before case.at
   and lifted is no
"""
TYPES = {"grounds": "VARCHAR", "place": "VARCHAR", "custody": "BOOLEAN", "hours": "DECIMAL(18,6)", "birth": "DATE", "seen_at": "TIMESTAMPTZ", "agency": "VARCHAR"}
INSTANTS = ("2023-12-31T23:59:59-05:00", "2024-06-01T00:00:00-04:00", "2025-01-01T00:00:00-05:00", "2025-01-03T12:00:00-05:00", "2025-03-01T08:00:00-05:00",
            "2025-03-11T03:30:00-04:00", "2025-07-01T00:00:00-04:00")
ORDER = ("permitted", "forbidden", "required", "silent", "conflicting")
UNKNOWN = "\\N"  # what NULL is in the file; an empty text is itself


def value(fact: str, draw: random.Random):
    if draw.random() < 0.3:
        return None
    match fact:
        case "grounds":
            return [word for word in ("detainer", "warrant", "cause") if draw.random() < 0.5]
        case "place":
            return draw.choice(("street", "jail", "court"))
        case "custody":
            return draw.random() < 0.5
        case "hours":
            return draw.choice((0, 23.999999, 24, 48.5, 48.499999, 100))
        case "birth":
            return draw.choice(("1999-12-31", "2000-01-01", "2007-01-01", "2007-01-02", "2007-03-01", "2008-02-29", "1950-06-01", "2024-06-30"))
        case "seen_at":
            return draw.choice(("2024-12-30T12:00:00-05:00", "2025-01-01T12:00:00-05:00", "2025-01-03T12:00:01-05:00", "2025-03-09T03:30:00-04:00"))
    return draw.choice(("sheriff", "police", ""))


def draw_rows(count: int, seed: int = 25) -> list[dict]:
    draw = random.Random(seed)
    return [{"at": draw.choice(INSTANTS), "action": "arrest", "facts": {fact: value(fact, draw) for fact in TYPES}} for _ in range(count)]


def answers(book: Path, rows: list[dict]) -> list[str]:
    """By the program, as the expression writes them."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    run = subprocess.run([program(), "ask", str(book), "--jsonl", "-", "--brief"], input=lines, capture_output=True, text=True, check=True, cwd=ROOT)
    return [" ".join(ruling for ruling in ORDER if ruling in possible(json.loads(line))) for line in run.stdout.splitlines()]


def possible(answer: dict) -> list[str]:
    return answer.get("possible") or [answer["ruling"]]


def expression(book: Path, dialect: str) -> str:
    return subprocess.run([program(), "export", "sql", str(book), "--action", "arrest", "--dialect", dialect], capture_output=True, text=True, check=True, cwd=ROOT).stdout


def columns() -> str:
    """For CREATE TABLE."""
    return "n INTEGER, \"case.at\" TIMESTAMPTZ, " + ", ".join(f'"{fact}" {kind}' for fact, kind in TYPES.items())


def write_csv(path: Path, rows: list[dict]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["n", "case.at", *TYPES])
        for n, row in enumerate(rows):
            writer.writerow([n, row["at"], *(cell(one) for one in row["facts"].values())])


def cell(told):
    if told is None:
        return UNKNOWN
    return ",".join(told) if isinstance(told, list) else told


def mistakes(rows: list[dict], expected: list[str], found: list[str]) -> list:
    assert len(found) == len(expected) == len(rows)
    return [(row, mine, theirs) for row, mine, theirs in zip(rows, expected, found) if mine != theirs]
