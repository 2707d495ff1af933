"""The exported expression against the program's own answers, on random rows with unknowns, in DuckDB.

COMITY_SQL_ROWS sets how many rows (2,000 unless told otherwise). Skipped where DuckDB is not installed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess

import pytest

from tests.cli.golden import ROOT, program

duckdb = pytest.importorskip("duckdb")

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


def test_sql_agrees_with_the_program(tmp_path):
    count = int(os.environ.get("COMITY_SQL_ROWS", "2000"))
    draw = random.Random(25)
    (tmp_path / "law.comity").write_text(BOOK, encoding="utf-8")
    rows = []
    for _ in range(count):
        at = draw.choice(("2023-12-31T23:59:59-05:00", "2024-06-01T00:00:00-04:00", "2025-01-01T00:00:00-05:00", "2025-01-03T12:00:00-05:00", "2025-03-01T08:00:00-05:00",
                          "2025-03-11T03:30:00-04:00", "2025-07-01T00:00:00-04:00"))
        rows.append({"at": at, "action": "arrest", "facts": {fact: value(fact, draw) for fact in TYPES}})
    lines = "\n".join(json.dumps(row) for row in rows) + "\n"
    run = subprocess.run([program(), "ask", str(tmp_path), "--jsonl", "-"], input=lines, capture_output=True, text=True, check=True, cwd=ROOT)
    answers = [" ".join(r for r in ("permitted", "forbidden", "required", "silent", "conflicting") if r in possible(json.loads(line))) for line in run.stdout.splitlines()]
    sql = subprocess.run([program(), "export", "sql", str(tmp_path), "--action", "arrest"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    table = duckdb.connect()
    table.execute("CREATE TABLE cases (n INTEGER, \"case.at\" TIMESTAMPTZ, " + ", ".join(f'"{fact}" {kind}' for fact, kind in TYPES.items()) + ")")
    told = [[n, row["at"], *(",".join(v) if isinstance(v, list) else v for v in row["facts"].values())] for n, row in enumerate(rows)]
    for start in range(0, count, 500):
        part = told[start:start + 500]
        table.execute("INSERT INTO cases VALUES " + ", ".join("(" + ", ".join("?" * len(part[0])) + ")" for _ in part), [v for row in part for v in row])
    found = [row[0] for row in table.execute(f"SELECT {sql} FROM cases ORDER BY n").fetchall()]
    wrong = [(row, mine, theirs) for row, mine, theirs in zip(rows, answers, found) if mine != theirs]
    assert len(found) == len(answers) == count
    assert not wrong, wrong[:3]


def possible(answer: dict) -> list[str]:
    return answer.get("possible") or [answer["ruling"]]
