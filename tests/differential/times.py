"""Dates, instants and durations worth comparing: near holidays, month ends and clock changes."""

from __future__ import annotations

import datetime
import random

from tests.reference import calendars
from tests.reference.model import BookError, Moment

ZONES = ("America/New_York",) * 4 + ("America/Chicago", "America/Los_Angeles", "UTC", "Europe/London", "America/Phoenix", "Asia/Kolkata",
                                     "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Auckland", "America/St_Johns")
DAYS = ("2024-02-29", "2024-03-10", "2024-11-03", "2024-11-28", "2024-12-31", "2025-01-01", "2025-01-31", "2025-03-09", "2025-03-31",
        "2025-04-16", "2025-06-19", "2025-07-03", "2025-07-04", "2025-07-07", "2025-08-14", "2025-08-29", "2025-09-01", "2025-10-31",
        "2025-11-02", "2025-11-11", "2025-12-25", "2026-01-19", "2026-02-28", "2026-07-03", "2026-07-06", "2021-12-31", "2021-06-18", "2018-11-04",
        "2018-02-17", "2027-03-28", "2027-10-31",
        # a month or more from a clock change, and weekends with a holiday on them
        "2025-02-09", "2025-05-09", "2024-12-02", "2025-04-30", "2026-05-31", "2022-01-01", "2021-12-30", "2026-07-04", "2027-12-31", "2022-12-26")
UNITS = {"minutes": (1, 90, 600), "hours": (1, 12, 24, 47, 48, 72, 96), "days": (1, 2, 3, 5, 10, 30, 90), "weeks": (1, 2), "months": (1, 2, 6, 18),
         "years": (1, 5, 15)}


class Clock:
    """Keeps to a few days for each library, so that things meet."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.days = rng.sample(DAYS, 5)

    def day(self) -> str:
        day = datetime.date.fromisoformat(self.rng.choice(self.days))
        return str(day + datetime.timedelta(self.rng.choice((0, 0, 0, 0, 1, -1, 2, 7))))

    def moment(self, zone: str, always_time: bool = False) -> str:
        """A local time that is neither ambiguous nor missing."""
        while True:
            day, clock = self.day(), self.rng.choice((None, None, "00:00", "09:00", "12:30", "23:59", "20:00", "17:05:30", "03:00", "02:30"))
            if clock is None and always_time:
                continue
            text = day if clock is None else f"{day} {clock}"
            try:
                moment_of(text, zone)
            except BookError:
                continue
            return text

    def later(self, zone: str, after: str | None) -> str | None:
        """A moment strictly after another; None where the days give none."""
        for _ in range(20):
            text = self.moment(zone)
            if after is None or moment_of(text, zone) > moment_of(after, zone):
                return text
        return None

    def span(self, *units: str) -> str:
        unit = self.rng.choice(units)
        amount = self.rng.choice(UNITS[unit])
        return f"{amount} {unit[:-1] if amount == 1 and self.rng.random() < 0.7 else unit}"


def moment_of(text: str, zone: str) -> int:
    day, _, clock = text.partition(" ")
    seconds = None
    if clock:
        hours, minutes, *rest = (int(part) for part in clock.split(":"))
        seconds = hours * 3600 + minutes * 60 + sum(rest)
    return calendars.instant(Moment(datetime.date.fromisoformat(day).toordinal(), seconds), zone)
