"""Who prevails: activity, defeat, suspension, the ruling, the deciding and the defeated norms; cycles of precedence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from . import life
from .conditions import all_leaves, evaluate
from .load import acyclic
from .model import FORBIDS, PERMITS, REQUIRES, Asked, Defined, Norm, World


def opposes(m: Norm, n: Norm) -> bool:
    return m.target is not None and m.target == n.target and (m.modality == FORBIDS) != (n.modality == FORBIDS)


def outranks(world: World, above: str | None, below: str | None) -> bool:
    """Whether one authority is strictly above the other."""
    if above is None or below is None:
        return False
    return any(upper == above or outranks(world, above, upper) for upper in world.authorities[below])


def precedes(world: World, how: str, m: str, n: str) -> bool:
    """Whether the precedence ranks source m higher than source n."""
    upper, lower = world.sources[m], world.sources[n]
    dates = life.source_date(world, m), life.source_date(world, n)
    later = None not in dates and dates[0] > dates[1]
    if how == "date":
        return later
    if how == "rank":
        return outranks(world, upper.authority, lower.authority)
    if how == "rank then date":
        same = upper.authority is not None and upper.authority == lower.authority
        return outranks(world, upper.authority, lower.authority) or same and later
    return False


class Epoch:
    """The norms in force between two changes, and which of them defeat and suspend which."""

    def __init__(self, world: World, at: int):
        self.world = world
        self.norms = [key for key in world.norms if life.norm_in_force(world, key, at)]
        self.carrier = {key: life.carrying_source(world, key, at) for key in self.norms}
        self.over = {key: self.defeaters(key) for key in self.norms}
        acyclic(self.norms, lambda key: self.over[key], "precedence and suspension")
        self.subjects: dict = {}

    def above(self, m: str, n: str) -> bool:
        world = self.world
        upper, lower = world.norms[m], world.norms[n]
        if n in upper.overrides or m in lower.yields:
            return True
        hows = {world.books[upper.book].precedence, world.books[lower.book].precedence}
        return any(precedes(world, how, self.carrier[m], self.carrier[n]) for how in hows)

    def defeaters(self, n: str) -> list[str]:
        """The norms in force that, being active, keep n from being active."""
        norms = self.world.norms
        return [m for m in self.norms if n in norms[m].suspends or opposes(norms[m], norms[n]) and self.above(m, n)]

    def subject(self, target: tuple) -> "Subject":
        """What a question about an action (or about asking a fact) has to do with."""
        if target not in self.subjects:
            self.subjects[target] = Subject(self, target)
        return self.subjects[target]


@dataclass
class Judgement:
    """For each norm the completions in which its condition holds and in which it is active; for each ruling those that have it."""

    condition: dict = field(default_factory=dict)
    active: dict = field(default_factory=dict)
    ruling: dict = field(default_factory=dict)
    deciding: dict = field(default_factory=dict)


class Subject:
    def __init__(self, epoch: Epoch, target: tuple):
        world = epoch.world
        self.epoch, self.world = epoch, world
        self.about = [key for key in epoch.norms if world.norms[key].target == target]
        self.order: list[str] = []
        for key in self.about:
            self.visit(key)
        leaves = sorted({leaf for key in self.order for leaf in all_leaves(world, world.norms[key].when)}, key=repr)
        self.questions = [leaf.key for leaf in leaves if isinstance(leaf, Asked)]
        self.atoms: dict[str, tuple] = {}
        for leaf in leaves:
            if not isinstance(leaf, Asked):
                self.atoms[leaf.fact] = self.atoms.get(leaf.fact, ()) + (leaf,)

    def visit(self, key: str) -> None:
        """Puts a norm behind all that can keep it from being active."""
        if key not in self.order:
            for other in self.epoch.over[key]:
                self.visit(other)
            self.order.append(key)

    def judge(self, truth, full: int) -> Judgement:
        """`truth` gives the completions in which a comparison holds or a question is answered yes."""
        world, norms, out = self.world, self.world.norms, Judgement()
        defined: dict[str, int] = {}

        def leaf(what) -> int:
            if not isinstance(what, Defined):
                return truth(what)
            if what.key not in defined:
                defined[what.key] = evaluate(world.definitions[what.key], leaf, full)
            return defined[what.key]

        for key in self.order:
            out.condition[key] = evaluate(norms[key].when, leaf, full)
            out.active[key] = out.condition[key]
            for other in self.epoch.over[key]:
                out.active[key] &= ~out.active[other]
        by = {modality: 0 for modality in (FORBIDS, PERMITS, REQUIRES)}
        for key in self.about:
            by[norms[key].modality] |= out.active[key]
        forbids, permits, requires = by[FORBIDS], by[PERMITS], by[REQUIRES]
        out.ruling = {
            "permitted": permits & ~requires & ~forbids,
            "forbidden": forbids & ~permits & ~requires,
            "required": requires & ~forbids,
            "silent": full & ~forbids & ~permits & ~requires,
            "conflicting": forbids & (permits | requires),
        }
        names = {FORBIDS: "forbidden", PERMITS: "permitted", REQUIRES: "required"}
        for key in self.about:
            out.deciding[key] = out.active[key] & (out.ruling[names[norms[key].modality]] | out.ruling["conflicting"])
        return out


class Timeline:
    """The epochs of a world; the cycles of precedence are looked for in all of them."""

    def __init__(self, world: World):
        self.world, self.cuts = world, life.changes(world)
        self.epochs = [Epoch(world, at) for at in [(self.cuts or [0])[0] - 1] + self.cuts]

    def at(self, instant: int) -> Epoch:
        return self.epochs[bisect_right(self.cuts, instant)]
