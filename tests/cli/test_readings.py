"""Each reading of books/readings on a table of its kind, by `comity replay`, against a count made here by hand.

The published tables are no part of the project. COMITY_DATA names a folder that holds them; without it their tests are skipped with a message, and
the columns are tried on a few rows written here.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import pathlib
import subprocess

import pytest

from .golden import ROOT, program

DATA = os.environ.get("COMITY_DATA", "")
NOON_14_AUGUST = ("--at", "2025-08-14 12:00")

# Under the police order of 14 August 2025 status may be shared about persons who are not in custody; about others the order is silent.
SHARING = ("dc", "share_information", *NOON_14_AUGUST, "--given", "information=immigration_status", "--given", "requester=federal_immigration")


def every(_row: dict) -> bool:
    return True


# Reading, table, the question, and the ruling that exactly the rows told by the test are to have.
TABLES = [
    ("mpd_stops", "dc-mpd-stops-2023/dc_mpd_stops_2023.csv.gz", SHARING, "permitted", lambda row: row["ARREST_DATE"] == "NULL"),
    ("open_policing_2017", "ri-state-patrol-stops-2005-2008/ri_stops_2005_2008.csv.gz", SHARING, "permitted", lambda row: row["is_arrested"] == "FALSE"),
    ("mpd_adult_arrests", "dc-mpd-adult-arrests-2024/dc_mpd_adult_arrests_2024.csv.gz", ("dc", "asking:subject.immigration_status"), "forbidden", every),
    ("ice_detainers", "ice-detainers-fy2015ytd/ice_detainers_fy2015ytd.csv.gz",
     ("us", "hold_past_release", "--given", "grounds=civil_detainer", "--given", "hold.hours=49"), "forbidden", every),
    # The same holds as if every one had been asked for under the law of Illinois in 2022.
    ("ice_detainers", "ice-detainers-fy2015ytd/ice_detainers_fy2015ytd.csv.gz",
     ("il", "hold_past_release", "--at", "2022-01-03 12:00", "--given", "grounds=civil_detainer", "--given", "hold.hours=24"), "forbidden", every),
    ("ice_lifted_detainers", "ice-detainers-fy2015ytd/npr_fy2008_2015_lifted_us_citizen.csv",
     ("us", "hold_past_release", "--given", "grounds=civil_detainer", "--given", "hold.hours=49"), "forbidden", every),
    ("ice_arrests", "ice-ero-arrests-fy2016-2019/ero_arrests_fy2019.csv.gz",
     ("us", "federal_civil_arrest", "--given", "grounds=administrative_warrant", "--given", "subject.alien=yes"), "permitted", every),
    ("ice_encounters", "ice-ero-encounters-fy2016-2019/ero_encounters_fy2019.csv.gz",
     ("us", "federal_civil_arrest", "--given", "grounds=administrative_warrant", "--given", "subject.alien=yes"), "permitted", every),
    ("agreements_287g", "ice-287g-agencies-2025/participating_2025-05-16am.csv", ("us", "enter_287g_agreement"), "silent", every),
    ("agreements_287g", "ice-287g-agencies-2025/participating_2025-07-18pm.csv", ("il", "enter_287g_agreement", "--at", "2025-07-18"), "forbidden", every),
    ("agreements_287g_pending", "ice-287g-agencies-2025/pending_2025-07-18pm.csv", ("us", "enter_287g_agreement", "--at", "2025-07-18"), "silent", every),
]

# Tables of which no copy lies there: their columns, written out, with one row for each literal that matters.
WRITTEN = [
    ("open_policing", "date,time,type,arrest_made,subject_race,subject_sex\n"
     "2020-01-02,10:15:00,vehicular,FALSE,white,male\n2020-01-03,11:00:00,pedestrian,TRUE,NA,female\n2020-01-04,NA,NA,NA,other/unknown,NA\n",
     SHARING, {"permitted": 1, "silent": 1, "undetermined": 1}),
    ("mpls_stops", "date,problem,race,gender\n2017-03-01 08:00:00,traffic,Black,Female\n2017-03-01 09:30:00,suspicious,Unknown,NA\n",
     (*SHARING, "--given", "subject.in_custody=no"), {"permitted": 2}),
]

RULINGS = ("permitted", "forbidden", "required", "silent", "conflicting", "undetermined")


def replay(path: pathlib.Path, reading: str, question: tuple) -> dict:
    book, action, *options = question
    also = "readings.minneapolis" if reading == "mpls_stops" else "readings"
    done = subprocess.run([program(), "replay", str(path), "--books", str(ROOT / "books"), "--book", book, "--also", also, "--reading", reading,
                           "--action", action, *options, "--json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rows(path: pathlib.Path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("case", TABLES, ids=lambda case: f"{case[0]}-{case[2][0]}-{case[2][1]}-{pathlib.Path(case[1]).stem}")
def test_published_table(case):
    reading, name, question, ruling, whether = case
    path = pathlib.Path(DATA) / name
    if not DATA or not path.exists():
        pytest.skip(f"COMITY_DATA names no folder with {name}")
    report = replay(path, reading, question)
    table = list(rows(path))
    assert report["rows_in"] == len(table)
    assert report["rejected"] <= len(table) // 100
    ruled = sum(report["all"][one]["rows"] for one in RULINGS)
    assert ruled == report["all"]["rows"] == len(table) - report["rejected"]
    expected = sum(map(whether, table)) - (report["rejected"] if whether is every else 0)
    assert report["all"][ruling]["rows"] == expected
    # The column whose days mean custody at a time that is not told is the only one with text that has no meaning.
    assert set(report["unrecognised"]) <= {"ARREST_DATE"}


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case[0])
def test_written_table(case, tmp_path):
    reading, text, question, counts = case
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    report = replay(path, reading, question)
    assert report["rejected"] == 0 and not report["unrecognised"]
    assert {ruling: report["all"][ruling]["rows"] for ruling in RULINGS if report["all"][ruling]["rows"]} == counts
