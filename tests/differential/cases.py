"""Random cases for a library: instants near its changes, values near its thresholds, some facts untold."""

from __future__ import annotations

import datetime
import math
import random

from tests.reference import calendars, facts
from tests.reference.load import leaves
from tests.reference.model import BookError, plain
from tests.reference.unknown import candidates

from .leaves import TEXTS
from .times import DAYS

MOST_COMPLETIONS = 3000


def to_json(kind, value):
    """A value as a case tells it; dates, instants and durations are text."""
    if kind.kind == "some":
        return sorted(value)
    if kind.kind == "number":
        return value // 1_000_000 if value % 1_000_000 == 0 else value / 1_000_000
    if kind.kind == "date":
        return str(datetime.date.fromordinal(value))
    if kind.kind == "instant":
        return facts.show_instant(value, "UTC").replace("+00:00", "Z")
    return f"{value // 3600} hours" if kind.kind == "duration" and value % 3600 == 0 else f"PT{value}S" if kind.kind == "duration" else value


class CaseMaker:
    def __init__(self, court, seed):
        self.court, self.world, self.rng = court, court.world, random.Random(f"case {seed}")
        self.zone = self.world.books[self.world.main].zone
        self.targets = [("do", key) for key in self.world.actions] * 5 + [("asking", key) for key in self.world.facts]
        self.targets = [target for target in self.targets if any(norm.target == target for norm in self.world.norms.values())] or self.targets

    def case(self) -> dict:
        """A case that is not too large to enumerate; facts are told until it is not."""
        for _ in range(5):
            how, key = target = self.rng.choice(self.targets)
            at = self.instant()
            subject = self.court.timeline.at(at).subject(target)
            if subject.about:
                break
        told = {}
        rate = self.rng.choice((0, 0.5, 0.7, 0.7, 0.9))
        for fact in self.world.facts:
            if self.rng.random() < (rate if fact in subject.atoms else 0.15):
                told[fact] = self.value(fact, subject.atoms.get(fact, ()), at)
        sizes = {fact: len(self.court.cells.of(self.world.facts[fact].type, atoms, at)) for fact, atoms in subject.atoms.items() if fact not in told}
        size = 2 ** len(subject.questions) * math.prod(sizes.values())
        for fact in sorted(sizes, key=lambda fact: -sizes[fact]):
            if size > MOST_COMPLETIONS:
                told[fact] = self.value(fact, subject.atoms[fact], at)
                size //= sizes[fact]
        for fact in sizes:
            if fact not in told and self.rng.random() < 0.05:
                told[fact] = None
        named = {fact if self.rng.random() < 0.02 else plain(fact): self.spelled(told[fact]) for fact in told}
        case = {"at": self.show(at), "action": f"asking:{plain(key)}" if how == "asking" else plain(key), "facts": named}
        assume = {plain(name): self.rng.choice((True, False)) for name in self.world.questions if self.rng.random() < 0.08}
        return dict(case, assume=assume) if assume else case

    def instant(self) -> int:
        cuts = self.court.timeline.cuts
        if self.rng.random() < 0.15:
            day = datetime.date.fromisoformat(self.rng.choice(DAYS)).toordinal()
            return calendars.resolve(day, self.rng.choice((0, 9000, 43200, 86399)), self.zone)
        if cuts and self.rng.random() < 0.75:
            return self.rng.choice(cuts) + self.rng.choice((-1, 0, 0, 1, 3600, 86400, 5 * 86400))
        return int(datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc).timestamp()) + self.rng.randrange(3 * 365 * 86400)

    def show(self, at: int) -> str:
        text = facts.show_instant(at, self.rng.choice((self.zone, "UTC")))
        if self.rng.random() < 0.2:
            bare = calendars.local(at, self.zone).replace(tzinfo=None).isoformat()
            try:
                if facts.read_instant(bare, self.zone) == at:
                    return bare
            except BookError:
                pass
        return text

    def spelled(self, value):
        """The same value in another notation, now and then."""
        if isinstance(value, bool) and self.rng.random() < 0.1:
            return "yes" if value else "no"
        if isinstance(value, str) and len(value) == 20 and value.endswith("Z") and value[10] == "T" and self.rng.random() < 0.1:
            return value.replace("Z", ".750Z")
        return value

    # -- values
    def value(self, fact: str, atoms: tuple, at: int):
        kind = self.world.facts[fact].type
        if kind.kind == "list":
            inner: dict = {}
            for atom in atoms:
                if atom.op == "count":
                    for leaf in leaves(atom.args[2]):
                        inner.setdefault(leaf.fact, []).append(leaf)
            return [self.record(kind, inner, at) for _ in range(self.rng.choice((0, 0, 1, 1, 2, 3, 4)))]
        return self.scalar(kind, atoms, at)

    def record(self, kind, inner: dict, at: int) -> dict:
        record = {}
        for name, its in self.world.records[kind.record].items():
            roll = self.rng.random()
            if roll < 0.78:
                record[name] = self.scalar(its, tuple(inner.get(name, ())), at)
            elif roll < 0.84:
                record[name] = None
        return record

    def scalar(self, kind, atoms: tuple, at: int):
        if atoms and self.rng.random() < 0.85 or kind.kind in ("yes-no", "one", "some"):
            value = self.rng.choice(candidates(self.world, kind, atoms, at))
            if kind.kind == "some" and self.rng.random() < 0.3:
                value = frozenset(word for word in self.world.words(kind) if self.rng.random() < 0.4)
        elif kind.kind == "text":
            value = self.rng.choice(TEXTS).replace("\\", "")
        elif kind.kind == "number":
            value = self.rng.choice((0, self.rng.randrange(100) * 1_000_000, -1_500_000, self.rng.randrange(10**9)))
        elif kind.kind == "duration":
            value = self.rng.randrange(20 * 86400)
        else:
            value = at + self.rng.randrange(-40 * 86400, 40 * 86400)
            if kind.kind == "date":
                value = calendars.local_day(value, self.zone)
        if kind.kind in ("date", "instant"):
            value = min(max(value, self.earliest(kind)), self.earliest(kind) + 900 * 365 * (1 if kind.kind == "date" else 86400))
        return to_json(kind, value)

    def earliest(self, kind) -> int:
        return datetime.date(1600, 1, 1).toordinal() if kind.kind == "date" else -11644473600


def cases(court, seed, count: int) -> list[dict]:
    maker = CaseMaker(court, seed)
    return [maker.case() for _ in range(count)]
