"""The readings under books/readings: each names columns, facts and values that exist, and knows the codes of the tables that it is for.

The tables themselves are no part of the project. COMITY_DATA names a folder that holds them; without it those tests are skipped.
"""

import csv
import gzip
import os
import re
from datetime import datetime
from pathlib import Path

import pytest

from .load import load

FOLDER = Path(__file__).parents[2] / "books" / "readings"
DATA = os.environ.get("COMITY_DATA", "")

# Of each reading a table, and the columns whose literals are not all codes: those that do not stand in the reading are read as unknown.
TABLES = {
    "open_policing_2017": ("ri-state-patrol-stops-2005-2008/ri_stops_2005_2008.csv.gz", set()),
    "mpd_stops": ("dc-mpd-stops-2023/dc_mpd_stops_2023.csv.gz", {"ARREST_DATE"}),
    "mpd_adult_arrests": ("dc-mpd-adult-arrests-2024/dc_mpd_adult_arrests_2024.csv.gz", set()),
    "ice_detainers": ("ice-detainers-fy2015ytd/ice_detainers_fy2015ytd.csv.gz", set()),
    "ice_lifted_detainers": ("ice-detainers-fy2015ytd/npr_fy2008_2015_lifted_us_citizen.csv", set()),
    "ice_arrests": ("ice-ero-arrests-fy2016-2019/ero_arrests_fy2019.csv.gz", set()),
    "ice_encounters": ("ice-ero-encounters-fy2016-2019/ero_encounters_fy2019.csv.gz", set()),
    "agreements_287g": ("ice-287g-agencies-2025/participating_2025-07-18pm.csv", set()),
    "agreements_287g_pending": ("ice-287g-agencies-2025/pending_2025-07-18pm.csv", set()),
}


def readings() -> dict:
    """By name: {column: (what it gives, its format, {literal: value as written})}, read from the page as the formatter lays it out."""
    found: dict = {}
    for path in sorted(FOLDER.glob("*.comity")):
        columns = meanings = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if start := re.match(r"reading (\S+)", line):
                columns = found.setdefault(start[1], {})
            elif column := re.match(r'  column "(.*)" gives (\S+)(?: format "(.*)")?', line):
                meanings = {}
                columns[column[1]] = (column[2], column[3], meanings)
            elif meaning := re.match(r'    "(.*)" means (.+)', line):
                assert meaning[1] not in meanings, f"{path.name}: {meaning[1]!r} stands twice"
                meanings[meaning[1]] = meaning[2]
    return found


READINGS = readings()


def fits(world, kind, value: str) -> bool:
    if kind.kind == "yes-no":
        return value in ("yes", "no")
    if kind.kind == "text":
        return value.startswith('"')
    words = {word.strip() for word in value.strip("()").split(",")}
    return kind.kind in ("one", "some") and words <= set(world.words(kind)) and (kind.kind == "some" or len(words) == 1)


@pytest.mark.parametrize("name", READINGS)
def test_facts_and_values_exist(name):
    world = load("readings", str(FOLDER.parent))
    for column, (fact, shape, meanings) in READINGS[name].items():
        if fact == "case.at":
            assert shape, column
            continue
        kind = world.facts[world.lookup("readings", "facts", fact)].type
        wrong = {value for value in meanings.values() if value != "unknown" and not fits(world, kind, value)}
        assert not wrong, (column, wrong)


def rows(path: Path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        yield from csv.DictReader(file)


def is_instant(text: str, shape: str) -> bool:
    try:
        datetime.strptime(re.sub(r"\+00$", "+0000", text), shape)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("name", TABLES)
def test_the_codes_of_the_table_are_known(name):
    path = Path(DATA) / TABLES[name][0]
    if not DATA or not path.exists():
        pytest.skip("COMITY_DATA names no folder with this table")
    found: dict = {}
    for row in rows(path):
        for column in READINGS[name]:
            found.setdefault(column, {}).setdefault(row[column], 0)
            found[column][row[column]] += 1
    for column, (fact, shape, meanings) in READINGS[name].items():
        if fact == "case.at":
            read = sum(count for text, count in found[column].items() if is_instant(text, shape))
            assert read >= 0.99 * sum(found[column].values()), column
        elif meanings and column not in TABLES[name][1]:
            assert set(found[column]) <= set(meanings), (column, set(found[column]) - set(meanings))


def test_every_reading_without_a_table_is_named():
    assert set(READINGS) - set(TABLES) == {"open_policing", "mpls_stops"}
