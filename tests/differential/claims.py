"""Random claims of every form for a random library, and what a refutation must show if it is one."""

from __future__ import annotations

import random

from tests.reference.answers import Court
from tests.reference.load import load_texts
from tests.reference.model import RULINGS, BookError

from .generate import Maker
from .shape import Clause

ORDERED = ("yes-no", "set", "number", "date", "instant", "duration")


class Claims:
    """Adds claims to a maker's main book. `made`: name to (form, rulings)."""

    def __init__(self, maker: Maker, seed):
        self.maker, self.rng, self.made = maker, random.Random(f"claims {seed}"), {}

    def add(self, count: int) -> None:
        forms = [self.never, self.always, self.every_action, self.ignores, self.every_ruling, self.agrees, self.more]
        for number in range(count):
            name = f"claim_{number}"
            text, what = forms[number % len(forms)]()
            clause = Clause(*text) if isinstance(text, tuple) else Clause(text)
            self.maker.put(f"claim {name}{self.range()}", clause)
            self.made[name] = what

    def range(self) -> str:
        if self.rng.random() < 0.6:
            return ""
        start = self.maker.clock.moment(self.maker.zone)
        return self.rng.choice((f" from {start}", f" until {start}", f" from {start}{self.maker.ending(start)}"))

    def action(self) -> str:
        asked = sorted({target.split(" ", 2)[2] for target in self.maker.known["norm"].values() if target and "asking" in target})
        if asked and self.rng.random() < 0.2:
            key = next((key for key in self.maker.keys("fact") if key.split("/")[1] == self.rng.choice(asked).split("/")[-1]), None)
            if key:
                return "asking " + self.maker.refer("fact", key)
        return self.maker.any("action")

    def rulings(self) -> list[str]:
        return self.rng.sample(RULINGS, self.rng.choice((1, 1, 2)))

    def when(self, text: str, word: str = "when"):
        return (f"{text} {word}", self.maker.tree()) if self.rng.random() < 0.6 else text

    def facts(self) -> list[str]:
        keys = self.maker.keys("fact")
        return [self.maker.refer("fact", key) for key in self.rng.sample(keys, min(len(keys), self.rng.choice((1, 2))))]

    # -- the forms
    def never(self):
        rulings = self.rulings()
        return self.when(f"{self.action()} is never {' or '.join(rulings)}"), ("never", rulings)

    def always(self):
        rulings = self.rulings()
        return self.when(f"{self.action()} is always {' or '.join(rulings)}"), ("always", rulings)

    def every_action(self):
        rulings = self.rulings()
        return self.when(f"every action is never {' or '.join(rulings)}"), ("never", rulings)

    def ignores(self):
        return f"{self.action()} ignores {', '.join(self.facts())}", ("ignores", None)

    def every_ruling(self):
        return f"every ruling ignores {', '.join(self.facts())}", ("ignores", None)

    def agrees(self):
        return self.when(f"{self.action()} agrees with itself at {self.maker.clock.moment(self.maker.zone)}", "except when"), ("agrees", None)

    def more(self):
        keys = [key for key in self.maker.keys("fact") if self.maker.known["fact"][key]["type"] in ORDERED]
        if not keys:
            return self.ignores()
        before, after = self.rng.sample(RULINGS, 2)
        return f"more of {self.maker.refer('fact', self.rng.choice(keys))} never turns {self.action()} from {before} into {after}", ("turns", (before, after))


def library_with_claims(seed, count: int = 7):
    """A library that loads, with its court and the claims that were made; None if six tries give only circles of precedence."""
    for attempt in range(6):
        maker = Maker(f"{seed}.{attempt}")
        library = maker.make()
        claims = Claims(maker, f"{seed}.{attempt}")
        claims.add(count)
        try:
            library.court = Court(load_texts(library.main, library.texts))
            return library, claims.made
        except BookError as error:
            library.error = str(error)
    return None


def breaks(what: tuple, found: list, other: list | None) -> bool:
    """Do the rulings of a refutation, over all completions of its case, break a claim of this form?"""
    form, rulings = what
    if form == "never":
        return set(found) <= set(rulings)
    if form == "always":
        return not set(found) & set(rulings)
    if form == "ignores":
        return other is not None and found != other
    if form == "turns":
        return found == [rulings[0]] and other == [rulings[1]]
    return other is not None  # of an agreement with itself; untold facts may give both cases the same rulings, each in other completions
