"""Whether one comparison holds of one complete value, and how conditions are put together from comparisons.

Values: bool for yes-no, str for one-of and text, frozenset for sets, int for numbers (millionths), durations (seconds), dates
(ordinals) and instants (seconds), and for lists a tuple of records, each a dict.
"""

from __future__ import annotations

import operator

from . import calendars
from .life import element_valid
from .load import leaves
from .model import All, Asked, At, Atom, Defined, Not, Some, World

COMPARE = {"=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def evaluate(condition, leaf, full: int) -> int:
    """Truth values are integers with one bit for each completion under consideration; `leaf` gives those of the comparisons."""
    if isinstance(condition, All):
        result = full
        for part in condition.parts:
            result &= evaluate(part, leaf, full)
        return result
    if isinstance(condition, Some):
        result = 0
        for part in condition.parts:
            result |= evaluate(part, leaf, full)
        return result
    if isinstance(condition, Not):
        return full & ~evaluate(condition.part, leaf, full)
    return leaf(condition)


def holds(world: World, atom: Atom, value, at: int) -> bool:
    """Whether the comparison holds of this value of its fact, for a question about the instant `at`."""
    op, args = atom.op, atom.args
    if op == "yes":
        return value
    if op == "is":
        return value in args
    if op == "compare":
        return COMPARE[args[0]](value, args[1])
    if op == "includes":
        words = frozenset(args[1])
        return {"any": bool(value & words), "all": words <= value, "only": bool(value) and value <= words}[args[0]]
    if op == "empty":
        return not value
    if op == "on list":
        return any(element.value == value and element_valid(element, at) for element in world.lists[args[0]].elements)
    if op == "time":
        return COMPARE[args[1]](value, point(args[0], args[2], at, atom.zone))
    if op == "shift":
        return shifted(args, value, at, atom.zone)
    if op == "count":
        return COMPARE[args[0]](sum(satisfies(world, args[2], record, at) for record in value), args[1])
    raise AssertionError(op)


def satisfies(world: World, where, record: dict, at: int) -> bool:
    return bool(evaluate(where, lambda atom: int(holds(world, atom, record[atom.fact], at)), 1))


def point(kind: str, literal, at: int, zone: str) -> int:
    """T: a literal, or case.at (for a date fact, its local date)."""
    if not isinstance(literal, At):
        return literal
    return calendars.local_day(at, zone) if kind == "date" else at


def shifted(args: tuple, value: int, at: int, zone: str) -> bool:
    """`within DUR before T`, `at least DUR after T`, …"""
    kind, relation, span, side, literal = args
    pivot = point(kind, literal, at, zone)
    before = side == "before"
    if span.calendar is not None:
        if value > pivot if before else value < pivot:
            return False
        passed = calendars.elapsed(min(value, pivot), max(value, pivot), span.calendar, zone)
        return COMPARE[{"within": "<=", "at least": ">=", "more": ">"}[relation]](passed, calendars.span_seconds(span))
    edge = move(kind, pivot, span, before, zone)
    if relation == "within":
        return edge <= value <= pivot if before else pivot <= value <= edge
    if relation == "at least":
        return value <= edge if before else value >= edge
    return value < edge if before else value > edge


def move(kind: str, pivot: int, span, before: bool, zone: str) -> int:
    sign = -1 if before else 1
    return calendars.move_day(pivot, span, sign) if kind == "date" else calendars.move_instant(pivot, span, sign, zone)


def thresholds(atom: Atom, at: int) -> list[int]:
    """The points of an ordered type between and beyond which the comparison does not change."""
    if atom.op == "compare":
        return [atom.args[1]]
    if atom.op == "time":
        return [point(atom.args[0], atom.args[2], at, atom.zone)]
    if atom.op != "shift":
        return []
    kind, _, span, side, literal = atom.args
    pivot = point(kind, literal, at, atom.zone)
    if span.calendar is None:
        return [pivot, move(kind, pivot, span, side == "before", atom.zone)]
    sign = -1 if side == "before" else 1
    return [pivot] + calendars.boundaries(pivot, calendars.span_seconds(span), span.calendar, atom.zone, sign)


def all_leaves(world: World, condition) -> set:
    """The comparisons and questions that a condition depends on, through definitions."""
    found: set = set()
    for leaf in leaves(condition):
        found |= all_leaves(world, world.definitions[leaf.key]) if isinstance(leaf, Defined) else {leaf}
    return found


def timely(atom) -> bool:
    """Whether the comparison's truth of a value may depend on the instant of the question."""
    if isinstance(atom, Asked) or atom.op == "on list":
        return True
    if atom.op == "count":
        return any(timely(leaf) for leaf in leaves(atom.args[2]))
    return any(isinstance(arg, At) for arg in atom.args)
