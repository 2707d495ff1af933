"""Two laws side by side in the reference: all cases of an action at once where they are few, else slices of them."""

from __future__ import annotations

import collections
import random

from tests.reference import life
from tests.reference.conditions import all_leaves
from tests.reference.load import leaves, load_texts, name_of
from tests.reference.model import RULINGS, All, Asked, Atom, Defined, Not, Some
from tests.reference.rulings import Epoch
from tests.reference.unknown import Cells, Dimension, Table

MOST_CASES, MOST_WHERES = 1 << 14, 4


class Lazy(dict):
    """What is worked out when first asked for."""

    def __init__(self, make):
        super().__init__()
        self.make = make

    def __missing__(self, key):
        self[key] = self.make(key)
        return self[key]


class Here(Epoch):
    """The epoch of one instant in a large book, of which a few actions are looked at."""

    def __init__(self, world, at: int):
        self.world = world
        self.norms = [key for key in world.norms if life.norm_in_force(world, key, at)]
        self.carrier = Lazy(lambda key: life.carrying_source(world, key, at))
        self.about = collections.defaultdict(list)
        for key in self.norms:
            self.about[world.norms[key].target].append(key)
        self.suspending = [key for key in self.norms if world.norms[key].suspends]
        self.over, self.subjects = Lazy(self.defeaters), {}

    def among(self, norms: list, what):
        """With these norms alone, which are all that matter to `what`."""
        every, self.norms = self.norms, norms
        try:
            return what()
        finally:
            self.norms = every

    def defeaters(self, n):
        near = list(dict.fromkeys(self.suspending + self.about[self.world.norms[n].target]))
        return self.among(near, lambda: super(Here, self).defeaters(n))

    def subject(self, target):
        return self.among(self.about[target], lambda: super(Here, self).subject(target))


def spelled(world, condition) -> str:
    """With the definitions that it names, through others too."""
    named = [leaf for leaf in leaves(condition) if isinstance(leaf, Defined)]
    return repr(condition) + "".join(spelled(world, world.definitions[leaf.key]) for leaf in named)


def without_lists(world, condition, at: int):
    """With the elements that are valid at the instant in place of each list: the lists of two versions of a book share their names."""
    if isinstance(condition, (All, Some)):
        return type(condition)(tuple(without_lists(world, part, at) for part in condition.parts))
    if isinstance(condition, Not):
        return Not(without_lists(world, condition.part, at))
    if isinstance(condition, Atom) and condition.op == "on list":
        valid = {element.value for element in world.lists[condition.args[0]].elements if life.element_valid(element, at)}
        return Atom(condition.fact, "is", tuple(sorted(valid)), condition.zone)
    if isinstance(condition, Atom) and condition.op == "count":
        return Atom(condition.fact, "count", condition.args[:2] + (without_lists(world, condition.args[2], at),), condition.zone)
    return condition


class Law:
    """A book at an instant, without its lists; `files` by name."""

    def __init__(self, files: dict[str, str], at: int):
        texts = collections.defaultdict(list)
        for text in files.values():
            texts[name_of(text)].append(text)
        self.world, self.at = load_texts("code", texts.__getitem__), at
        for norm in self.world.norms.values():
            norm.when = without_lists(self.world, norm.when, at)
        for key, condition in self.world.definitions.items():
            self.world.definitions[key] = without_lists(self.world, condition, at)
        self.epoch = Here(self.world, at)

    def subject(self, action: str):
        return self.epoch.subject(("do", action))

    def said(self, question: str):
        return life.answer(self.world, question, self.at) if question in self.world.questions else None

    def form(self, action: str) -> dict:
        """Of each norm what it says and what stands above it; equal on both sides only if the law on the action is the same."""
        subject, norms = self.subject(action), self.world.norms
        return {key: (norms[key].modality, spelled(self.world, norms[key].when), sorted(self.epoch.over[key])) for key in subject.order} | {
            key: self.said(key) for key in subject.questions}


class Slice:
    """Cases of an action for two laws, as the completions of one table. `near`: the facts that stay free as long as there is room; the others
    are fixed at random where all cases are too many (`whole` is false then)."""

    def __init__(self, before: Law, after: Law, action: str, conditions: list, near: set, rng: random.Random, fixed: dict | None = None):
        self.laws, self.action = (before, after), action
        self.subjects = [law.subject(action) for law in self.laws]
        atoms, questions = collections.defaultdict(dict), {}
        read = [leaf for condition in conditions for leaf in sorted(all_leaves(after.world, condition), key=repr)]
        for subject in self.subjects:
            read += [leaf for its in subject.atoms.values() for leaf in its] + [Asked(key) for key in subject.questions]
        for leaf in read:
            if isinstance(leaf, Asked):
                questions[leaf.key] = None
            else:
                atoms[leaf.fact][leaf] = None
        self.cells, self.whole = Cells(after.world), True
        dimensions, size = [], 1
        order = sorted(atoms, key=lambda fact: (fact not in near, rng.random()))
        for fact in order:
            its = tuple(atoms[fact])
            dimension = self.dimension(fact, its, rng, MOST_CASES // size, (fixed or {}).get(fact))
            size *= len(dimension.cells)
            dimensions.append(dimension)
        for key in questions:
            if any(law.said(key) is None for law in self.laws):
                answers = ((True,), (False,)) if size < MOST_CASES else (rng.choice(((True,), (False,))),)
                answers = ((fixed[key],),) if fixed and key in fixed else answers
                self.whole = self.whole and len(answers) == 2
                size *= len(answers)
                dimensions.append(Dimension(key + "?", (Asked(key),), answers))
        self.table = Table(dimensions)

    def dimension(self, fact: str, atoms: tuple, rng: random.Random, room: int, told) -> Dimension:
        law = self.laws[1]
        kind = law.world.facts[fact].type
        if told is not None:
            possible = self.cells.told(kind, atoms, told, law.at)
            return Dimension(fact, atoms, possible if len(possible) <= max(room, 1) else (rng.choice(possible),))
        if kind.kind == "list" and len({atom.args[2] for atom in atoms if atom.op == "count"}) > MOST_WHERES:
            self.whole = False
            return Dimension(fact, atoms, self.cells.told(kind, atoms, some_list(law.world, kind, rng), law.at))
        every = self.cells.of(kind, atoms, law.at)
        if len(every) <= room:
            return Dimension(fact, atoms, every)
        self.whole = False
        return Dimension(fact, atoms, (rng.choice(every),))

    def truth(self, law: Law):
        def of(leaf):
            said = law.said(leaf.key) if isinstance(leaf, Asked) else None
            return self.table.truth(leaf) if said is None else self.table.full if said else 0

        return of

    def assumed(self, leaf) -> int:
        """As for a law in which each question is open that is open on either side: so a difference speaks of it."""
        open_ = not isinstance(leaf, Asked) or leaf in self.table.place
        return self.table.truth(leaf) if open_ else self.table.full if self.laws[1].said(leaf.key) else 0

    def changes(self) -> dict:
        """The cases of this slice that go from one ruling to another."""
        was, now = (subject.judge(self.truth(law), self.table.full).ruling for subject, law in zip(self.subjects, self.laws))
        return {(r, s): was[r] & now[s] for r in RULINGS for s in RULINGS if r != s and was[r] & now[s]}


def some_list(world, kind, rng: random.Random) -> tuple:
    """A told list of a few records, each field known."""
    def value(field):
        if field.kind in ("one", "some"):
            words = world.words(field)
            return rng.choice(words) if field.kind == "one" else frozenset(rng.sample(words, rng.randrange(len(words))))
        return rng.random() < 0.7 if field.kind == "yes-no" else rng.randrange(720000, 740000)

    few = [{name: value(field) for name, field in world.records[kind.record].items()} for _ in range(rng.choice((0, 1, 1, 2)))]
    return tuple(few + few[:1] * rng.choice((0, 0, 1, 2)))
