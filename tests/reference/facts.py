"""A case's JSON into values."""

from __future__ import annotations

import datetime
import re

from . import calendars
from .lex import day_of, micro
from .model import BookError, CaseError, Moment, Type, World, plain

DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?")


def read_instant(text: str, zone: str) -> int:
    match = INSTANT.fullmatch(text)
    if not match:
        raise CaseError(f"no instant: {text}")
    day, hours, minutes, seconds, offset = match.groups()
    clock = None if hours is None else int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    if offset is None:
        return calendars.instant(Moment(day_of(day), clock), zone)
    shift = 0 if offset == "Z" else int(offset[1:3]) * 3600 + int(offset[4:]) * 60
    start = (day_of(day) - datetime.date(1970, 1, 1).toordinal()) * 86400 + (clock or 0)
    return start - shift if offset[0] != "-" else start + shift


def read_duration(text: str) -> int:
    match = DURATION.fullmatch(text)
    if match and len(text) > 2:
        return sum(int(part or 0) * size for part, size in zip(match.groups(), (604800, 86400, 3600, 60, 1)))
    number, _, unit = text.partition(" ")
    size = calendars.UNIT_SECONDS.get(unit.rstrip("s"))
    if not number.isdigit() or size is None:
        raise CaseError(f"no duration: {text}")
    return int(number) * size


def read_value(world: World, kind: Type, value, zone: str):
    """The value, or None where it is not known."""
    wrong = CaseError(f"{value!r} is no {kind.kind}")
    if value is None:
        return None
    if kind.kind == "yes-no":
        if value in (True, False) and isinstance(value, bool) or value in ("yes", "no"):
            return value in (True, "yes")
        raise wrong
    if kind.kind == "some":
        if not isinstance(value, list) or not set(value) <= set(world.words(kind)):
            raise wrong
        return frozenset(value)
    if kind.kind == "list":
        if not isinstance(value, list):
            raise wrong
        fields = world.records[kind.record]
        if any(set(record) - set(fields) for record in value):
            raise wrong
        return tuple({name: read_value(world, fields[name], one, zone) for name, one in record.items()} for record in value)
    if kind.kind == "number" and not isinstance(value, bool):
        try:
            return micro(format(value, "f") if isinstance(value, float) and "e" in repr(value) else str(value))
        except (ValueError, BookError):
            raise wrong from None
    if not isinstance(value, str) or kind.kind == "one" and value not in world.words(kind):
        raise wrong
    try:
        if kind.kind == "date":
            return day_of(value)
        if kind.kind == "instant":
            return read_instant(value, zone)
        return read_duration(value) if kind.kind == "duration" else value
    except BookError as error:
        raise CaseError(str(error)) from None


def read_facts(world: World, told: dict) -> dict:
    """Fact keys to values; facts told null are left out."""
    found = {}
    for name, value in told.items():
        try:
            key = world.lookup(world.main, "facts", name)
        except BookError as error:
            raise CaseError(str(error)) from None
        read = read_value(world, world.facts[key].type, value, world.books[world.main].zone)
        if read is not None:
            found[key] = read
    return found


def read_assumed(world: World, assumed: dict) -> dict:
    try:
        return {world.lookup(world.main, "questions", name): value in (True, "yes") for name, value in assumed.items()}
    except BookError as error:
        raise CaseError(str(error)) from None


def show_instant(instant: int, zone: str) -> str:
    return calendars.local(instant, zone).isoformat()


def short(keys) -> list[str]:
    return sorted(plain(key) for key in keys)
