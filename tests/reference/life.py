"""What is in force when: sources, norms, list elements, answers to questions; and the epochs they cut."""

from __future__ import annotations

from .calendars import local_day
from .model import World


def covers(life, at: int) -> bool:
    return life.start <= at and (life.until is None or at < life.until)


def switches(source) -> list[tuple[int, bool]]:
    """The source's events in the order of time, an off before an on at the same instant."""
    found = []
    for life in source.life:
        if life.what in ("in force", "revived"):
            found.append((life.start, True))
            if life.until is not None:
                found.append((life.until, False))
        elif life.what in ("expires", "rescinded"):
            found.append((life.start, False))
    return sorted(found)


def source_in_force(world: World, key: str, at: int) -> bool:
    source = world.sources[key]
    if not any(life.what == "in force" for life in source.life):
        return False
    past = [on for when, on in switches(source) if when <= at]
    if not past or not past[-1]:
        return False
    if any(life.what == "stayed" and covers(life, at) for life in source.life):
        return False
    return not any(key in other.replaces and source_in_force(world, other.key, at) for other in world.sources.values())


def norm_in_force(world: World, key: str, at: int) -> bool:
    norm = world.norms[key]
    if norm.own_time:
        return any(covers(life, at) for life in norm.own_time)
    return any(source_in_force(world, source, at) for source in norm.cites)


def carrying_source(world: World, key: str, at: int) -> str | None:
    """The first source cited that is in force, else the first one cited."""
    cites = world.norms[key].cites
    return next((source for source in cites if source_in_force(world, source, at)), cites[0] if cites else None)


def answer(world: World, key: str, at: int) -> bool | None:
    """What the question has been answered at that instant; None: open."""
    said = None
    for when, value in sorted(world.questions[key].events, key=lambda event: event[0]):
        if when <= at:
            said = value
    return said


def element_valid(element, at: int) -> bool:
    return (element.start is None or element.start <= at) and (element.until is None or at < element.until)


def source_date(world: World, key: str) -> int | None:
    """The day that precedence by date compares."""
    source = world.sources[key]
    if source.signed is not None:
        return source.signed
    firsts = [life.start for life in source.life if life.what == "in force"]
    return local_day(firsts[0], world.books[source.book].zone) if firsts else None


def changes(world: World) -> list[int]:
    """Every instant at which a source, norm, list element or answer may change, sorted: they cut time into epochs."""
    found = set()
    for source in world.sources.values():
        for life in source.life:
            if life.what != "amended":
                found |= {life.start, life.until}
    for norm in world.norms.values():
        for life in norm.own_time:
            found |= {life.start, life.until}
    for listing in world.lists.values():
        for element in listing.elements:
            found |= {element.start, element.until}
    for question in world.questions.values():
        found |= {when for when, _ in question.events}
    return sorted(found - {None})
