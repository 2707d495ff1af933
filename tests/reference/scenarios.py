"""A book's own scenarios, put to the reference."""

from __future__ import annotations

import time

from . import calendars
from .answers import Answer, Court
from .facts import read_duration
from .model import BookError, CaseError, Moment, Scenario, Type


def value_of(court: Court, kind: Type, raw, zone: str):
    """A scenario's value by the fact's type."""
    if kind.kind == "list":
        if isinstance(raw, str):
            raise CaseError("a list is written in parentheses")
        fields = court.world.records[kind.record]
        return tuple({name: value_of(court, fields[name], one, zone) for name, one in record.items()} for record in raw)
    if kind.kind == "some":
        return frozenset([raw] if isinstance(raw, str) else raw)
    if kind.kind == "number":
        return raw[0]
    if kind.kind == "duration":
        return read_duration(f"{raw[0] // 1_000_000} {raw[1]}")
    if kind.kind == "date":
        return raw.day
    return calendars.instant(raw, zone) if isinstance(raw, Moment) else raw


def failures(court: Court) -> tuple[int, list[str]]:
    """The number of the asked book's own scenarios, and a line for each of them that has an expectation which does not hold."""
    failed = []
    own = [scenario for scenario in court.world.scenarios if scenario.book == court.world.main]
    for scenario in own:
        wrong = [each for each in (check(court, scenario, one) for one in scenario.expect) if each]
        if wrong:
            failed.append(f"{scenario.book}: {scenario.title}: " + "; ".join(wrong))
    return len(own), failed


def check(court: Court, scenario: Scenario, expectation: tuple) -> str | None:
    """What is wrong, or None."""
    world, book = court.world, scenario.book
    zone = world.books[book].zone
    told = {}
    for name, raw in scenario.given:
        key = world.lookup(book, "facts", name)
        told[key] = value_of(court, world.facts[key].type, raw, zone)
    assumed = {world.lookup(book, "questions", name): value for name, value in scenario.assume}
    at = calendars.instant(scenario.at, zone) if scenario.at else int(time.time())
    kind, (how, name), detail = expectation
    target = (how, world.lookup(book, "facts" if how == "asking" else "actions", name))
    answer = Answer(court, target, at, told, assumed)
    found = f"{name}: {answer.ruling} {answer.possible}"
    if kind == "ruling":
        rulings, norms = detail
        decided = set(answer.split(answer.judgement.deciding)[0])
        if not set(answer.possible) <= set(rulings) or len(rulings) == 1 and answer.ruling != rulings[0]:
            return f"{found}, expected {rulings}"
        if norms is not None and {world.lookup(book, "norms", norm) for norm in norms} != decided:
            return f"{found} by {sorted(decided)}, expected by {norms}"
    elif kind == "undetermined":
        if len(answer.possible) == 1 or detail is not None and set(detail) != set(answer.possible):
            return f"{found}, expected undetermined between {detail}"
    elif kind == "duty":
        words, moment = detail
        duties = [duty for duty in answer.duties() if duty["do"] == words]
        if not duties or moment and calendars.instant(moment, zone) not in [duty["deadline"] for duty in duties]:
            return f"{found}: duties {answer.duties()}, expected {detail}"
    else:
        askable = answer.askable()
        if kind == "nothing" and askable or kind == "next" and world.lookup(book, "facts", detail) not in askable:
            return f"{found}: may ask {askable}, expected {kind} {detail}"
    return None


__all__ = ["BookError", "failures"]
