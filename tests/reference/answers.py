"""One question about one case, answered in full."""

from __future__ import annotations

import itertools

from . import calendars, facts
from .life import answer
from .model import RULINGS, Asked, At, CaseError, World, plain
from .rulings import Judgement, Timeline
from .unknown import Cells, Dimension, Table, TooMany

MOST_FOR_BECAUSE = 1 << 19


class Court:
    """A world that is asked: keeps its epochs and cells."""

    def __init__(self, world: World):
        self.world, self.timeline, self.cells = world, Timeline(world), Cells(world)

    def ask(self, line: dict) -> "Answer":
        """`line`: {"at", "action", "facts", "assume"} as the program reads it."""
        world = self.world
        action = line["action"]
        try:
            if action.startswith("asking:"):
                target = ("asking", world.lookup(world.main, "facts", action[7:]))
            else:
                target = ("do", world.lookup(world.main, "actions", action))
        except Exception as error:
            raise CaseError(str(error)) from None
        at = facts.read_instant(line["at"], world.books[world.main].zone)
        return Answer(self, target, at, facts.read_facts(world, line.get("facts") or {}), facts.read_assumed(world, line.get("assume") or {}))


class Answer:
    def __init__(self, court: Court, target: tuple, at: int, told: dict, assumed: dict):
        self.court, self.world, self.target, self.at, self.told, self.assumed = court, court.world, target, at, told, assumed
        self.subject = court.timeline.at(at).subject(target)
        self.answered = {key: assumed.get(key, answer(self.world, key, at)) for key in self.subject.questions}
        self.table, self.judgement = self.judge(told)
        self.possible = [ruling for ruling in RULINGS if self.judgement.ruling[ruling]]
        self.missing = [name for name in self.table.dimensions if any(
            self.table.depends(self.judgement.ruling[ruling], name) for ruling in self.possible[1:])]

    def judge(self, told: dict, free: bool = False) -> tuple[Table, Judgement]:
        """All completions of these facts; with `free` the told facts range over their cells as well."""
        dimensions = []
        for key, atoms in self.subject.atoms.items():
            kind = self.world.facts[key].type
            every = self.court.cells.of(kind, atoms, self.at)
            cells = self.court.cells.told(kind, atoms, told[key], self.at) if key in told and not free else every
            assert set(cells) <= set(every), f"{key}: a told value falls outside the enumerated cells"
            dimensions.append(Dimension(key, atoms, cells))
        for key, said in self.answered.items():
            dimensions.append(Dimension(key + "?", (Asked(key),), ((said,),) if said is not None else ((True,), (False,))))
        table = Table(dimensions)
        return table, self.subject.judge(table.truth, table.full)

    @property
    def ruling(self) -> str:
        return self.possible[0] if len(self.possible) == 1 else "undetermined"

    def split(self, completions: dict) -> tuple[list, list]:
        """Norms for which that holds in every completion, and in some only."""
        full = self.table.full
        return ([key for key, bits in completions.items() if bits == full], [key for key, bits in completions.items() if bits not in (0, full)])

    def defeated(self) -> tuple[list, list]:
        return self.split({key: self.judgement.condition[key] & ~self.judgement.active[key] for key in self.subject.about})

    def hangs_on(self) -> list[dict]:
        """For each missing question the rulings that are possible under either answer."""
        found = []
        for key in sorted(name.rstrip("?") for name in self.missing if name.endswith("?")):
            sides = [Answer(self.court, self.target, self.at, self.told, self.assumed | {key: said}).possible for said in (True, False)]
            found.append({"question": plain(key), "if_yes": sides[0], "if_no": sides[1]})
        return sorted(found, key=lambda one: one["question"])

    # -- asking
    def may_not_ask(self) -> list[str]:
        """The missing facts whose asking can be forbidden or conflicting under what is told."""
        return [key for key in self.missing if not key.endswith("?") and not self.may_ask(key)]

    def askable(self) -> list[str]:
        """Where the next question comes from: the missing facts that may be asked."""
        return [key for key in self.missing if not key.endswith("?") and self.may_ask(key)]

    def may_ask(self, fact: str) -> bool:
        return not {"forbidden", "conflicting"} & set(Answer(self.court, ("asking", fact), self.at, self.told, self.assumed).possible)

    # -- because
    def forces(self, names) -> bool:
        """Whether these told facts alone give this settled ruling."""
        _, judged = self.judge({key: self.told[key] for key in names})
        return len(self.possible) == 1 and all(not bits for ruling, bits in judged.ruling.items() if ruling != self.possible[0])

    def because(self) -> list[str] | None:
        """A smallest set of told facts that forces the ruling, by trying them all; None if unsettled or too large."""
        if len(self.possible) != 1:
            return None
        try:
            table, judged = self.judge(self.told, free=True)
        except TooMany:
            return None
        if table.size > MOST_FOR_BECAUSE:
            return None
        other = table.full & ~judged.ruling[self.possible[0]]
        told = self.told_masks(table)
        for size in range(len(told) + 1):
            for names in itertools.combinations(told, size):
                left = other
                for name in names:
                    left &= told[name]
                if not left:
                    return list(names)
        raise AssertionError("all told facts force a settled ruling")

    def told_masks(self, table: Table) -> dict:
        """For each told fact that matters here, the completions that agree with what is told of it."""
        masks = {}
        for key, atoms in self.subject.atoms.items():
            if key in self.told:
                cells = set(self.court.cells.told(self.world.facts[key].type, atoms, self.told[key], self.at))
                masks[key] = table.choose(key, cells.__contains__)
        return masks

    def why_not(self, ruling: str) -> tuple[int, int] | None:
        """How many told facts must change, then how many unknown ones be told, for exactly this ruling; None: no case has it."""
        table, judged = self.judge(self.told, free=True)
        told = self.told_masks(table)
        unknown = [key for key in self.subject.atoms if key not in told]
        wanted = judged.ruling[ruling]
        for key, said in self.answered.items():
            if said is None:
                wanted = table.whatever(wanted, key + "?")
        for changes in range(len(told) + 1):
            for tells in range(len(unknown) + 1):
                for changed in itertools.combinations(told, changes):
                    for tell in itertools.combinations(unknown, tells):
                        if self.reaches(table, wanted, told, set(changed) | set(tell), unknown):
                            return changes, tells
        return None

    def reaches(self, table: Table, wanted: int, told: dict, chosen: set, unknown: list) -> bool:
        """Whether some values of the chosen facts give the ruling whatever the unknown others are (and a partly told list is)."""
        for key in unknown:
            if key not in chosen:
                wanted = table.whatever(wanted, key)
        for key, mask in told.items():
            if key not in chosen:
                wanted = table.whatever(wanted | (table.full & ~mask), key)
        return wanted != 0

    # -- duties
    def duties(self) -> list[dict]:
        """Those of the norms about this that are active in every completion."""
        found = []
        for key in self.subject.about:
            norm = self.world.norms[key]
            if self.judgement.active[key] == self.table.full:
                found += [{"norm": key, "do": duty.words, "deadline": self.deadline(duty, self.world.books[norm.book].zone)} for duty in norm.duties]
        return found

    def deadline(self, duty, zone: str) -> int | None:
        if duty.yearly:
            return calendars.yearly(self.at, *duty.yearly, zone)
        start = self.at if isinstance(duty.after, At) else self.told.get(duty.after)
        return None if duty.span is None or start is None else calendars.deadline(start, duty.span, zone)

    def as_json(self) -> dict:
        decided, may_decide = self.split(self.judgement.deciding)
        because = self.because()
        zone = self.world.books[self.world.main].zone
        return {
            "ruling": self.ruling, "possible": self.possible, "decided_by": sorted(decided), "may_decide": sorted(may_decide),
            "defeated": sorted(self.defeated()[0]), "may_defeat": sorted(self.defeated()[1]),
            "askable": facts.short(self.askable()), "missing": facts.short(key.rstrip("?") for key in self.missing), "because": None if because is None else facts.short(because),
            "because_size": None if because is None else len(because), "may_not_ask": facts.short(self.may_not_ask()),
            "hangs_on": self.hangs_on(),
            "duties": [dict(duty, deadline=duty["deadline"] and facts.show_instant(duty["deadline"], zone)) for duty in self.duties()],
        }


__all__ = ["Answer", "Court", "TooMany", "plain"]
