"""Exactness: cells meet every completion; lists, sets and numbers at their edges; random completions as a check."""

import random

import pytest

from tests.differential.cases import CaseMaker
from tests.differential.generate import generate

from .conditions import all_leaves
from .facts import read_value
from .model import BookError, plain
from .small import ask, court, holds

BASE = 'source s "S" in force from 2020-01-01 action go "go" '


def possible(facts: str, condition: str, **told) -> list:
    return ask(court(BASE + facts + f" norm n cites s permits go when {condition}"), "go", **told).possible


def test_excluded_middle_is_settled():
    assert possible("fact f is yes-no", "f or not f") == ["permitted"]
    assert possible("fact n is number", "n is less than 5 or n is more than 4.999999") == ["permitted"]
    assert possible("fact n is number", "n is more than 5 and n is less than 5.000001") == ["silent"]
    assert possible("fact n is number", "n is more than 5 and n is less than 5.000002") == ["permitted", "silent"]
    assert possible("fact d is date", "d is after 2025-01-01 and d is before 2025-01-02") == ["silent"]
    assert possible("fact i is instant", "i is after 2025-01-01 10:00 and i is before 2025-01-01 10:00:02") == ["permitted", "silent"]
    assert possible("fact i is instant", "i is after 2025-01-01 10:00 and i is before 2025-01-01 10:00:01") == ["silent"]
    assert possible("fact t is text", 't is "a" and t is not "a"') == ["silent"]
    assert possible("fact o is one of a, b", "o is a or o is b") == ["permitted"]


def test_sets():
    of = "fact s is some of a, b, c"
    assert possible(of, "s includes only a, b, c or s is empty") == ["permitted"]
    assert possible(of, "s includes only a or s includes any of b, c or s is empty") == ["permitted"]
    assert possible(of, "s includes only a and s includes any of b, c") == ["silent"]
    assert possible(of, "s includes only a and s includes all of a, b") == ["silent"]
    assert possible("fact s is some of a, b", "s includes only a and not s includes a") == ["silent"]


LIST = "record r x is yes-no y is number of hours fact l is list of r "


def test_lists_are_exact():
    assert possible(LIST, "at least 2 r in l where x and at most 1 r in l") == ["silent"]
    assert possible(LIST, "some r in l where x and every r in l where not x") == ["silent"]
    assert possible(LIST, "every r in l where x and l is empty") == ["permitted", "silent"]
    assert possible(LIST, "exactly 3 r in l where x and exactly 1 r in l where y is 2 and exactly 3 r in l") == ["permitted", "silent"]
    assert possible(LIST, "exactly 3 r in l where x and exactly 1 r in l where not x and fewer than 4 r in l") == ["silent"]
    assert possible(LIST, "no r in l or some r in l") == ["permitted"]
    assert possible(LIST, "some r in l where (y is more than 2 and y is less than 2.000001)") == ["silent"]


def test_partly_told_records():
    assert possible(LIST, "some r in l where x", l=[{"y": 1}]) == ["permitted", "silent"]
    assert possible(LIST, "some r in l where x", l=[{"y": 1}, {"x": True}]) == ["permitted"]
    assert possible(LIST, "exactly 2 r in l where x", l=[{}, {}]) == ["permitted", "silent"]
    assert possible(LIST, "exactly 1 r in l where (x and y is 1)", l=[{"x": True, "y": 1}, {"x": False}]) == ["permitted"]
    assert possible(LIST, "some r in l where (x or y is 1)", l=[{"x": None, "y": 1}]) == ["permitted"]
    found = ask(court(BASE + LIST + "norm n cites s permits go when some r in l where x"), "go", l=[{"y": 1}])
    assert found.missing == ["t/l"]


def test_quantifiers():
    told = [{"x": True, "y": 1}, {"x": True, "y": 3}, {"x": False, "y": 3}]
    for condition, true in (("some r in l where x", 1), ("every r in l where x", 0), ("no r in l where y is 2", 1), ("at least 2 r in l where y is 3 hours", 1),
                            ("more than 2 r in l", 1), ("fewer than 2 r in l where x", 0), ("at most 1 r in l where (x and y is 3)", 1), ("exactly 3 r in l", 1)):
        assert holds(condition, LIST, l=told) == bool(true), condition
    assert holds("every r in l where x", LIST, l=[]) and holds("l is empty", LIST, l=[])


def test_conditions_need_parentheses():
    with pytest.raises(BookError, match="parentheses"):
        possible("fact f is yes-no", "f and f or f")


def test_missing_is_exact():
    found = ask(court(BASE + "fact f is yes-no fact g is yes-no norm n cites s permits go when (f and g) or (f and not g)"), "go")
    assert found.missing == ["t/f"]


@pytest.mark.parametrize("seed", range(40))
def test_random_completions_stay_within_the_possible(seed):
    """Whole values drawn at random, told in full, never give a ruling that the cells did not foresee."""
    library = generate(f"completions/{seed}")
    if library.court is None:
        return
    maker, rng = CaseMaker(library.court, seed), random.Random(seed)
    for _ in range(3):
        line = maker.case()
        answer = library.court.ask(line)
        for _ in range(30):
            completed = dict(line, facts={plain(name): value for name, value in line["facts"].items() if value is not None})
            for fact in answer.subject.atoms:
                name, kind = fact.split("/")[1], library.court.world.facts[fact].type
                if kind.kind == "list":
                    if name not in completed["facts"]:
                        completed["facts"][name] = maker.value(fact, answer.subject.atoms[fact], answer.at)
                    continue
                if name not in completed["facts"]:
                    atoms = answer.subject.atoms[fact] if rng.random() < 0.5 else ()
                    completed["facts"][name] = maker.value(fact, atoms, answer.at)
                    assert read_value(library.court.world, kind, completed["facts"][name], "UTC") is not None
            assume = dict(completed.get("assume") or {})
            for leaf in {leaf for norm in answer.subject.order for leaf in all_leaves(library.court.world, library.court.world.norms[norm].when)}:
                if type(leaf).__name__ == "Asked" and answer.answered[leaf.key] is None:
                    assume[leaf.key] = rng.random() < 0.5
            told = library.court.ask(dict(completed, assume=assume))
            assert set(told.possible) <= set(answer.possible)
