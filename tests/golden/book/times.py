"""Writes times.txt: questions about time and the answers of the reference, which take Python's zoneinfo.

Run from the project's folder: python tests/golden/book/times.py > tests/golden/book/times.txt. Each line: a question, ` = `, its answer.
Days are days since 1970-01-01. Zones with a history of changes are asked about their past only, so that a newer database agrees.
"""

from __future__ import annotations

import datetime
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3]))

from tests.reference import calendars  # noqa: E402
from tests.reference.model import Calendar, Span  # noqa: E402

ORIGIN = datetime.date(1970, 1, 1).toordinal()
SETTLED = ("America/New_York", "America/Chicago", "America/Los_Angeles", "Asia/Kolkata", "UTC")
RESTLESS = ("America/Sao_Paulo", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin", "Asia/Beirut",
            "America/Havana", "Africa/Monrovia", "America/Juneau")
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
CALENDARS = [Calendar(weekends=bool(i & 1), holidays=bool(i & 2), days=frozenset({(4, 16), (2, 29), (12, 31)}) if i & 4 else frozenset())
             for i in range(8)]
rng = random.Random(740)


def instant(year: int) -> int:
    moment = datetime.datetime(year, rng.randint(1, 12), rng.randint(1, 28), tzinfo=datetime.timezone.utc)
    return calendars.seconds_of(moment) + rng.choice((rng.randrange(86400), 3600 * rng.randrange(24)))


def offset(t: int, zone: str) -> int:
    east = calendars.local(t, zone).utcoffset()
    return east.days * 86400 + east.seconds


def changes(zone: str, year: int) -> list[int]:
    """The instants of a year at which the zone's offset changes."""
    found = []
    start = calendars.seconds_of(datetime.datetime(year, 1, 1, tzinfo=datetime.timezone.utc))
    for day in range(start, start + 366 * 86400, 86400):
        low, high = day, day + 86400
        if offset(low, zone) == offset(high, zone):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle, zone) == offset(low, zone) else (low, middle)
        found.append(high)
    return found


def ask_resolve(zone: str, near: int, by: int) -> None:
    wall = calendars.local(near, zone).replace(tzinfo=None) + datetime.timedelta(seconds=by)
    early, late = (calendars.seconds_of(wall.replace(tzinfo=calendars.zone_of(zone), fold=fold)) for fold in (0, 1))
    count = 1 if early == late else 2 if calendars.local(early, zone).replace(tzinfo=None) == wall else 0
    print(f"resolve {zone} {wall.toordinal() - ORIGIN} {wall.hour * 3600 + wall.minute * 60 + wall.second} = {early} {count}")


def zones() -> None:
    for zone in SETTLED + RESTLESS:
        years = (2, 1850, 1883, 1918, 1945, 1967, 1974, 1987, 2007, 2011, 2018, 2024) + ((2037, 2038, 2100, 9998) if zone in SETTLED else ())
        for year in years:
            t = instant(year)
            print(f"offset {zone} {t} = {offset(t, zone)}")
            for change in changes(zone, year)[:3]:
                for by in (-1, 0):
                    print(f"offset {zone} {change + by} = {offset(change + by, zone)}")
                for by in (-3600, -1, 0, 1800, 3599, 3600):
                    ask_resolve(zone, change, by)


def moves() -> None:
    for _ in range(120):
        zone, year = rng.choice(SETTLED), rng.choice((1972, 1999, 2021, 2025, 2040, 5000))
        t, amount, unit = instant(year), rng.choice((-13, -1, 1, 2, 12, 48, 400)), rng.randrange(7)
        sign = 1 if amount > 0 else -1
        moved = t + amount if unit == 0 else calendars.move_instant(t, Span(abs(amount), UNITS[unit]), sign, zone)
        print(f"move {zone} {t} {amount} {unit} = {moved}")
        if unit >= 3:
            day = calendars.local_day(t, zone)
            print(f"move_day {day - ORIGIN} {amount} {unit} = {calendars.move_day(day, Span(abs(amount), UNITS[unit]), sign) - ORIGIN}")
        month, on = rng.choice(((2, 29), (8, 15), (12, 31), (1, 1)))
        print(f"end_of_next {zone} {t} {month} {on} = {calendars.yearly(t, month, on, zone)}")


def counted() -> None:
    for i in range(240):
        zone, which = rng.choice(SETTLED + ("Australia/Lord_Howe", "Pacific/Apia")), i % 8
        calendar = CALENDARS[which]
        t = instant(rng.choice((1972, 1977, 1985, 1986, 2011, 2020, 2021, 2024, 2025)))
        n = rng.choice((rng.randint(1, 10 * 86400), 3600 * rng.randint(1, 240), 86400 * rng.randint(1, 30), rng.randint(1, 15 * 366 * 86400)))
        print(f"elapsed {zone} {which} {t} {t + n} = {calendars.elapsed(t, t + n, calendar, zone)}")
        if i % 4 == 0 or n < 90 * 86400:
            before, after = (calendars.boundaries(t, n, calendar, zone, sign) for sign in (-1, 1))
            print(f"edges {zone} {which} {t} {n} = {before[-1]} {before[0]} {after[-1]} {after[0]}")


def holidays() -> None:
    for year in (1969, 1970, 1971, 1972, 1977, 1978, 1985, 1986, 2004, 2010, 2011, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2028, 9998):
        first = datetime.date(year, 1, 1).toordinal()
        days = [day for day in range(first, datetime.date(year + 1, 1, 1).toordinal()) if calendars.skipped(CALENDARS[2], day)]
        print(f"holidays {year} =" + "".join(f" {day - ORIGIN}" for day in days))


holidays()
zones()
moves()
counted()
