"""Holidays, elapsed time, shifts and deadlines."""

import datetime

import pytest

from . import calendars
from .lex import day_of
from .model import BookError, Calendar, Moment, Span
from .small import ask, court, holds

NY = "America/New_York"
WORKING = Calendar(weekends=True, holidays=True)


def at(text: str, zone: str = NY) -> int:
    day, _, clock = text.partition(" ")
    return calendars.instant(Moment(day_of(day), int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:] or 0) if clock else None), zone)


def test_holidays():
    def of(year):
        return {str(datetime.date.fromordinal(day))[5:] if datetime.date.fromordinal(day).year == year else str(datetime.date.fromordinal(day))
                for day in calendars.holidays(year)}

    assert of(1970) == set()
    assert {"10-13", "10-25"} & of(1971) == {"10-25"} and "11-11" not in of(1977) and "11-11" in of(1978)
    assert "01-20" not in of(1985) and "01-20" in of(1986)
    assert "06-19" not in of(2020) and {"06-19", "06-18"} <= of(2021)
    assert {"2021-12-31", "01-01"} <= of(2022) and {"12-25", "12-26"} <= of(2022)
    assert of(2025) == {"01-01", "01-20", "02-17", "05-26", "06-19", "07-04", "09-01", "10-13", "11-11", "11-27", "12-25"}
    assert calendars.skipped(Calendar(holidays=True), day_of("2021-12-31"))


def test_day_of_a_calendar_is_that_day_only():
    emancipation = Calendar(days=frozenset({(4, 16)}))
    assert calendars.skipped(emancipation, day_of("2022-04-16")) and not calendars.skipped(emancipation, day_of("2022-04-15"))


def test_elapsed():
    assert calendars.elapsed(at("2025-08-15 12:00"), at("2025-08-18 12:00"), WORKING, NY) == 24 * 3600
    assert calendars.elapsed(at("2025-08-16 12:00"), at("2025-08-17 12:00"), WORKING, NY) == 0
    assert calendars.elapsed(at("2025-03-07 00:00"), at("2025-03-11 00:00"), None, NY) == 95 * 3600
    assert calendars.elapsed(at("2025-03-07 00:00"), at("2025-03-11 00:00"), Calendar(holidays=True), NY) == 95 * 3600
    slow = sum(not calendars.skipped(WORKING, calendars.local_day(t, NY)) for t in range(at("2025-06-27 00:00"), at("2025-07-09 00:00"), 3600)) * 3600
    assert calendars.elapsed(at("2025-06-27 00:00"), at("2025-07-09 00:00"), WORKING, NY) == slow == 7 * 24 * 3600


def test_elapsed_over_years_is_the_sum_of_days():
    start, end = at("2019-02-03 04:05"), at("2026-05-06 07:08")
    total = sum(calendars.first_moment(day + 1, NY) - calendars.first_moment(day, NY)
                for day in range(day_of("2019-02-04"), day_of("2026-05-06")) if not calendars.skipped(WORKING, day))
    assert calendars.elapsed(start, end, WORKING, NY) == total + 7 * 3600 + 8 * 60


@pytest.mark.parametrize("sign", [-1, 1])
def test_boundaries_are_where_elapsed_time_changes_sides(sign):
    for pivot in ("2025-07-03 17:00", "2025-07-05 12:00", "2025-11-02 12:00", "2025-07-07 00:00"):
        for seconds in (3600, 24 * 3600, 48 * 3600, 7 * 3600):
            start = at(pivot)

            def passed(t):
                return calendars.elapsed(min(t, start), max(t, start), WORKING, NY)

            points = calendars.boundaries(start, seconds, WORKING, NY, sign)
            near, far = points[0], points[-1]
            assert passed(near) == seconds > passed(near - sign)
            assert passed(far) == seconds < passed(far + sign)


def test_deadlines():
    friday = at("2025-08-15 17:00")
    assert calendars.deadline(friday, Span(48, "hour", WORKING), NY) == at("2025-08-19 17:00")
    assert calendars.deadline(at("2025-08-14 00:00"), Span(2, "day", WORKING), NY) == at("2025-08-18 00:00")
    assert calendars.deadline(friday, Span(48, "hour"), NY) == at("2025-08-17 17:00")
    assert calendars.deadline(at("2025-01-31 10:00"), Span(1, "month"), NY) == at("2025-02-28 10:00")
    assert calendars.yearly(friday, 8, 15, NY) == at("2025-08-15 23:59:59") and calendars.yearly(friday, 2, 29, NY) == at("2028-02-29 23:59:59")


def test_shifts():
    assert calendars.move_months(day_of("2024-02-29"), -12) == day_of("2023-02-28")
    assert calendars.move_instant(at("2025-02-09 02:30"), Span(1, "month"), 1, NY) == at("2025-03-09 03:30")
    assert calendars.move_instant(at("2025-10-02 01:30"), Span(1, "month"), 1, NY) == at("2025-11-02 00:30") + 3600
    assert calendars.move_instant(at("2025-03-08 12:00"), Span(1, "day"), 1, NY) == at("2025-03-09 13:00")


def test_written_instants():
    for text in ("2025-03-09 02:30", "2025-11-02 01:30"):
        with pytest.raises(BookError, match="ambiguous or missing"):
            at(text)
    assert at("2018-11-04", "America/Sao_Paulo") == at("2018-11-03 23:59:59", "America/Sao_Paulo") + 1


def test_comparisons_of_time():
    day, moment = "fact d is date", "fact i is instant"
    assert holds("d is within 15 years before case.at", day, d="2010-06-01") and not holds("d is within 15 years before case.at", day, d="2010-05-31")
    assert not holds("d is within 15 years before case.at", day, d="2025-06-02")
    assert holds("d is at least 1 month after 2025-01-31", day, d="2025-02-28") and not holds("d is more than 1 month after 2025-01-31", day, d="2025-02-28")
    assert holds("i is before 2025-08-14", moment, i="2025-08-13T23:59:59-04:00") and not holds("i is before 2025-08-14", moment, i="2025-08-14T04:00:00Z")
    soon = "i is within 48 hours, not counting weekends and holidays before case.at"
    assert holds(soon, moment, "2025-07-07T17:00:00-04:00", i="2025-07-02T17:00:00-04:00")
    assert not holds(soon, moment, "2025-07-07T17:00:00-04:00", i="2025-07-02T16:59:59-04:00")
    named = 'fact i is instant calendar c "C" skips weekends, July 4'
    assert holds("i is at least 24 hours, counted by c after 2025-07-03 12:00", named, i="2025-07-07T12:00:00-04:00")
    assert not holds("i is more than 24 hours, counted by c after 2025-07-03 12:00", named, i="2025-07-07T12:00:00-04:00")


def test_duties():
    of = court('''source s "S" in force from 2000-01-01 action go "go" fact i is instant
norm n cites s permits go then must notify counsel within 24 hours then must "file" within 2 days, not counting weekends after i
  then must report every year on January 1 then must "keep it"''')
    found = {duty["do"]: duty["deadline"] for duty in ask(of, "go", "2025-08-15T12:00:00", i="2025-08-15T09:00:00").duties()}
    assert found == {"notify counsel": at("2025-08-16 12:00"), "file": at("2025-08-19 09:00"), "report": at("2026-01-01 23:59:59"), "keep it": None}
    assert [duty["deadline"] for duty in ask(of, "go").duties()][1] is None
