"""Local time, shifts, holidays and elapsed time. Instants are seconds since 1970 (UTC), days are ordinals."""

from __future__ import annotations

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from .model import BookError, Calendar, Moment, Span

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
UNIT_SECONDS = {"minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400}
FIRST_DAY, LAST_DAY = datetime.date.min.toordinal(), datetime.date.max.toordinal()


@lru_cache(None)
def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except Exception:
        raise BookError(f"no time zone {name}") from None


def seconds_of(aware: datetime.datetime) -> int:
    delta = aware - EPOCH
    return delta.days * 86400 + delta.seconds


def local(instant: int, zone: str) -> datetime.datetime:
    return (EPOCH + datetime.timedelta(seconds=instant)).astimezone(zone_of(zone))


def local_day(instant: int, zone: str) -> int:
    return local(instant, zone).toordinal()


def resolve(day: int, seconds: int, zone: str) -> int:
    """A local time as an instant: a missing one moves forward by the gap, of an ambiguous one the earlier is meant."""
    naive = datetime.datetime.fromordinal(day) + datetime.timedelta(seconds=seconds)
    return seconds_of(naive.replace(tzinfo=zone_of(zone), fold=0))


@lru_cache(100_000)
def first_moment(day: int, zone: str) -> int:
    """The first instant of a local day. A missing midnight moves forward by the gap, which is where the day begins."""
    return resolve(day, 0, zone)


def instant(moment: Moment, zone: str) -> int:
    """An instant as a book writes it; a local time that is missing or ambiguous is an error."""
    if moment.seconds is None:
        return first_moment(moment.day, zone)
    naive = datetime.datetime.fromordinal(moment.day) + datetime.timedelta(seconds=moment.seconds)
    early, late = (seconds_of(naive.replace(tzinfo=zone_of(zone), fold=fold)) for fold in (0, 1))
    if early != late:
        raise BookError(f"{naive} is ambiguous or missing in {zone}")
    return early


def move_months(day: int, months: int) -> int:
    """The day `months` later (or earlier); the 31st becomes the last day of a shorter month; clipped to the years 1 to 9999."""
    date = datetime.date.fromordinal(day)
    count = date.year * 12 + date.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if year < 1:
        return FIRST_DAY
    if year > 9999:
        return LAST_DAY
    return datetime.date(year, month, min(date.day, month_length(year, month))).toordinal()


def month_length(year: int, month: int) -> int:
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day if (year, month) != (9999, 12) else 31


def move_day(day: int, span: Span, sign: int) -> int:
    if span.unit in ("month", "year"):
        return move_months(day, sign * span.amount * (12 if span.unit == "year" else 1))
    if span.unit not in ("day", "week"):
        raise BookError("a date takes days, weeks, months and years")
    return min(max(day + sign * span.amount * (7 if span.unit == "week" else 1), FIRST_DAY), LAST_DAY)


def move_instant(start: int, span: Span, sign: int, zone: str) -> int:
    """Without a calendar. Months and years keep the local time of day."""
    if span.unit in ("month", "year"):
        there = local(start, zone)
        clock = there.hour * 3600 + there.minute * 60 + there.second
        return resolve(move_months(there.toordinal(), sign * span.amount * (12 if span.unit == "year" else 1)), clock, zone)
    return start + sign * span_seconds(span)


def move_date(start: int, span: Span, zone: str) -> int:
    """The same forwards, but days and weeks move the calendar date as months do."""
    if span.unit in ("day", "week"):
        there = local(start, zone)
        return resolve(move_day(there.toordinal(), span, +1), there.hour * 3600 + there.minute * 60 + there.second, zone)
    return move_instant(start, span, +1, zone)


def span_seconds(span: Span) -> int:
    return span.amount * UNIT_SECONDS[span.unit]


# -- holidays


def nth(year: int, month: int, weekday: int, n: int) -> datetime.date:
    """The n-th such weekday of the month (Monday is 0); -1 is the last."""
    if n < 0:
        last = datetime.date(year, month, month_length(year, month))
        return last - datetime.timedelta((last.weekday() - weekday) % 7)
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))


@lru_cache(None)
def holidays(year: int) -> frozenset:
    """The federal holidays of a year and the days on which they are observed (which may fall on the last day of the year before)."""
    if year < 1971:
        return frozenset()
    days = [datetime.date(year, 1, 1), nth(year, 2, 0, 3), nth(year, 5, 0, -1), datetime.date(year, 7, 4), nth(year, 9, 0, 1),
            nth(year, 10, 0, 2), nth(year, 11, 3, 4), datetime.date(year, 12, 25)]
    days.append(nth(year, 10, 0, 4) if year < 1978 else datetime.date(year, 11, 11))
    if year >= 1986:
        days.append(nth(year, 1, 0, 3))
    if year >= 2021:
        days.append(datetime.date(year, 6, 19))
    observed = [day + datetime.timedelta({5: -1, 6: 1}.get(day.weekday(), 0)) for day in days]
    return frozenset(day.toordinal() for day in days + observed)


@lru_cache(100_000)
def skipped(calendar: Calendar, day: int) -> bool:
    date = datetime.date.fromordinal(day)
    return (calendar.weekends and date.weekday() >= 5
            or calendar.holidays and (day in holidays(date.year) or date.year < 9999 and day in holidays(date.year + 1))
            or (date.month, date.day) in calendar.days)


# -- elapsed time


def elapsed(start: int, end: int, calendar: Calendar | None, zone: str) -> int:
    """Seconds from start to end (start ≤ end), less all moments on local days that the calendar skips."""
    if calendar is None:
        return end - start
    first, last = local_day(start, zone), local_day(end, zone)
    if first == last:
        return 0 if skipped(calendar, first) else end - start
    total = 0 if skipped(calendar, first) else first_moment(first + 1, zone) - start
    total += 0 if skipped(calendar, last) else end - first_moment(last, zone)
    return total + sum_of_days(first + 1, last, calendar, zone)


@lru_cache(100_000)
def sum_of_days(first: int, last: int, calendar: Calendar, zone: str) -> int:
    """The counted seconds of the days from first up to, not including, last; by halves, so that they are remembered."""
    if last - first > 64:
        middle = (first // 64 + 1) * 64 if last - first <= 4096 else (first // 4096 + 1) * 4096
        return sum_of_days(first, middle, calendar, zone) + sum_of_days(middle, last, calendar, zone)
    return sum(first_moment(day + 1, zone) - first_moment(day, zone) for day in range(first, last) if not skipped(calendar, day))


def boundaries(pivot: int, seconds: int, calendar: Calendar, zone: str, sign: int) -> list[int]:
    """Where the time elapsed between `pivot` and an instant before (sign -1) or after it (+1) reaches `seconds`, and where it passes them."""
    day, counted, found = local_day(pivot, zone), 0, []
    while True:
        low, high = first_moment(day, zone), first_moment(day + 1, zone)
        low, high = (low, min(high, pivot)) if sign < 0 else (max(low, pivot), high)
        if not skipped(calendar, day) and low < high:
            if counted < seconds <= counted + high - low or counted <= seconds < counted + high - low:
                found.append(high - (seconds - counted) if sign < 0 else low + (seconds - counted))
            counted += high - low
            if counted > seconds:
                return found
        day += sign


def deadline(start: int, span: Span, zone: str) -> int:
    """The last instant at which the time elapsed since start is still ≤ the span."""
    if span.calendar is None:
        return move_instant(start, span, +1, zone)
    return boundaries(start, span_seconds(span), span.calendar, zone, +1)[-1]


def yearly(start: int, month: int, day: int, zone: str) -> int:
    """The last second of the first such day on or after the local day of start."""
    today = local_day(start, zone)
    for year in range(datetime.date.fromordinal(today).year, datetime.date.fromordinal(today).year + 9):
        if day <= month_length(year, month) and datetime.date(year, month, day).toordinal() >= today:
            return first_moment(datetime.date(year, month, day).toordinal() + 1, zone) - 1
    raise BookError(f"no such day: {month}-{day}")
