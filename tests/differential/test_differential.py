"""The generator reads back what it prints, and the comparison finds planted differences."""

from tests.reference.load import load_texts
from tests.reference.model import plain

from .cases import cases
from .compare import differences
from .generate import generate
from .shape import subtrees


def answers(library, lines: list) -> list:
    out = []
    for line in lines:
        answer = library.court.ask(line)
        found = answer.as_json()
        told = {plain(name): value for name, value in line["facts"].items()}
        found["because"] = {name: told[name] for name in found["because"] or []}
        found["next_question"] = {"fact": found["askable"][0]} if found["askable"] else None
        out.append(found)
    return out


def test_seeds_repeat_and_load():
    rejected = 0
    for seed in range(60):
        library, again = generate(seed), generate(seed)
        assert library.show() == again.show()
        rejected += library.court is None
        if library.court:
            assert cases(library.court, seed, 5) == cases(again.court, seed, 5)
            assert set(load_texts(library.main, library.texts).norms) == set(library.court.world.norms)
    assert rejected <= 8


def test_the_reference_agrees_with_itself_and_planted_differences_show():
    planted = 0
    for seed in range(20):
        library = generate(f"planted/{seed}")
        if library.court is None:
            continue
        lines = cases(library.court, seed, 10)
        for line, theirs in zip(lines, answers(library, lines)):
            assert differences(library.court, line, theirs) == []
            for change in ({"possible": ["silent", "required", "forbidden"]}, {"missing": ["nothing"]}, {"may_not_ask": ["nothing"]},
                           {"defeated": ["x"]}, {"next_question": {"fact": "nothing"}}):
                assert differences(library.court, line, dict(theirs, **change))
                planted += 1
    assert planted > 500


def test_subtrees_are_smaller():
    tree = ("and", ["a", ("or", ["b", ("not", "c")])])
    assert "a" in subtrees(tree) and ("and", ["a", ("or", ["b", "c"])]) in subtrees(tree)
