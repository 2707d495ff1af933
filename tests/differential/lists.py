"""Lists for a generated book, which has none: of words and of texts, of elements that come and go, and norms that test them."""

from __future__ import annotations

import random
import re

from bench.generate_book import CLASSES, OFFENSES, Generator

TOWNS = tuple(f'"{town}"' for town in ("ash", "birch", "cedar", "elm", "fir", "maple", "oak", "pine"))
KINDS = {"offense": OFFENSES, "class": CLASSES, "text": TOWNS}
FACTS = {"offense": "charged", "class": "worst", "text": "town"}  # what lists of the kind are asked about
HEAD = re.compile(r'list (\S+) "those" of (\w+)\n')


def element(kind: str, generator: Generator, rng: random.Random) -> str:
    """A line of a list, of those that come and go half the time."""
    start, end = sorted((generator.date(), generator.date(2000, 2035)))
    return "  " + rng.choice(KINDS[kind]) + rng.choice(("", "", "", f" from {start}", f" until {end}", f" from {start} until {end}"))


def test_of(listing: str, kind: str, rng: random.Random) -> str:
    return f"{FACTS[kind]} is {rng.choice(('', '', 'not '))}on list {listing}"


def some_test(blocks: list[str], rng: random.Random) -> str:
    return test_of(*rng.choice([HEAD.match(block).groups() for block in blocks if HEAD.match(block)]), rng)


def with_lists(files: dict[str, str], generator: Generator, rng: random.Random) -> dict[str, str]:
    """The book with lists in each jurisdiction, and one of six of its norms asking for one."""
    files = files | {"common.comity": files["common.comity"] + "".join(f"fact {name} is {kind}\n" for kind, name in FACTS.items())}
    for name in [name for name in files if re.fullmatch(r"j\d+\.comity", name)]:
        blocks, place = files[name].split("\n\n"), name.split(".")[0]
        for number in range(5):
            kind, steady = rng.choice(list(KINDS)), rng.random() < 0.4
            lines = [element(kind, generator, rng) for _ in range(rng.randint(1, 7))]
            lines = dict.fromkeys(re.sub(r" (from|until) .*", "", line) if steady else line for line in lines)
            blocks.insert(2, "\n".join([f'list {place}_list_{number} "those" of {kind}', f"  cites {place}_act_000", *lines]))
        for i, block in enumerate(blocks):
            if block.startswith("norm ") and rng.random() < 1 / 6:
                blocks[i] = re.sub(r"(  when jurisdiction is .*)", lambda m: f"{m[1]}\n   and {some_test(blocks, rng)}", block)
        files[name] = "\n\n".join(blocks)
    return files
