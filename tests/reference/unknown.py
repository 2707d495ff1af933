"""Not knowing, exactly: the values of a fact fall into finitely many cells, within which no comparison under consideration changes.

A cell is the tuple of the truths of those comparisons. Every completion of a case is then one choice of a cell for each fact,
and a Table holds them all, one bit each.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from .calendars import FIRST_DAY, LAST_DAY
from .conditions import COMPARE, evaluate, holds, thresholds, timely
from .load import leaves
from .model import Type, World

LIMITS = {"number": (-(10**18) + 1, 10**18 - 1), "duration": (0, 10**15), "date": (FIRST_DAY, LAST_DAY), "instant": (-62135596800, 253402300799)}
MOST_COMPLETIONS = 1 << 22


class TooMany(Exception):
    """More completions than the reference enumerates."""


def candidates(world: World, kind: Type, atoms: tuple, at: int) -> list:
    """Values of a scalar or set type that meet every cell of the comparisons."""
    if kind.kind == "yes-no":
        return [True, False]
    if kind.kind == "one":
        return list(world.words(kind))
    if kind.kind == "text":
        texts = {word for atom in atoms if atom.op == "is" for word in atom.args}
        texts |= {element.value for atom in atoms if atom.op == "on list" for element in world.lists[atom.args[0]].elements}
        return sorted(texts) + ["".join(texts) + "?"]
    if kind.kind == "some":
        words = world.words(kind)
        named = sorted({word for atom in atoms if atom.op == "includes" for word in atom.args[1]})
        named += [word for word in words if word not in named][:1]
        return [frozenset(some) for size in range(len(named) + 1) for some in itertools.combinations(named, size)]
    low, high = LIMITS[kind.kind]
    points = {edge + step for atom in atoms for edge in thresholds(atom, at) for step in (-1, 0, 1)}
    return [min(max(edge, low), high) for edge in sorted(points)] or [max(low, 0)]


class Cells:
    """The cells of facts for tuples of comparisons; remembered where they do not depend on the instant."""

    def __init__(self, world: World):
        self.world, self.known = world, {}

    def of(self, kind: Type, atoms: tuple, at: int) -> tuple:
        """Every cell that a value of the type can fall into."""
        key = (kind, atoms, at if any(map(timely, atoms)) else None)
        if key not in self.known:
            if kind.kind == "list":
                self.known[key] = self.lists(kind, atoms, at)
            else:
                self.known[key] = tuple(dict.fromkeys(self.told(kind, atoms, value, at)[0] for value in candidates(self.world, kind, atoms, at)))
        return self.known[key]

    def told(self, kind: Type, atoms: tuple, value, at: int) -> tuple:
        """The cells that a told value may fall into: one, save for a list whose records leave fields unknown."""
        if kind.kind != "list":
            return (tuple(holds(self.world, atom, value, at) for atom in atoms),)
        states = {(0, (0,) * len(atoms))}
        for record in value:
            kinds = self.records(kind, atoms, record, at)
            states = {add(atoms, state, one) for state in states for one in kinds}
        return tuple(sorted({judge(atoms, state) for state in states}))

    def lists(self, kind: Type, atoms: tuple, at: int) -> tuple:
        """Adds records of every kind to the empty list until nothing new comes of it."""
        kinds = self.records(kind, atoms, {}, at)
        states = {(0, (0,) * len(atoms))}
        fresh = states
        while fresh:
            fresh = {add(atoms, state, one) for state in fresh for one in kinds} - states
            states = states | fresh
        return tuple(sorted({judge(atoms, state) for state in states}))

    def records(self, kind: Type, atoms: tuple, told: dict, at: int) -> list:
        """For each way to complete the record, which of the `where` conditions it satisfies."""
        fields = self.world.records[kind.record]
        inner: dict[str, list] = {}
        for atom in atoms:
            if atom.op == "count":
                for leaf in leaves(atom.args[2]):
                    inner.setdefault(leaf.fact, []).append(leaf)
        leaf_of = [(name, tuple(dict.fromkeys(its))) for name, its in inner.items()]
        choices = []
        for name, its in leaf_of:
            known = told.get(name) is not None
            choices.append(self.told(fields[name], its, told[name], at) if known else self.of(fields[name], its, at))
        found = {}
        for cells in itertools.product(*choices):
            truth = {leaf: holds_here for (_, its), cell in zip(leaf_of, cells) for leaf, holds_here in zip(its, cell)}
            found[tuple(atom.op == "count" and bool(evaluate(atom.args[2], truth.get, 1)) for atom in atoms)] = True
        return list(found)


def add(atoms: tuple, state: tuple, record: tuple) -> tuple:
    """One more record; counts stop one above the number they are compared with, since more changes nothing."""
    return 1, tuple(min(count + satisfied, atom.args[1] + 1) if atom.op == "count" else 0 for count, satisfied, atom in zip(state[1], record, atoms))


def judge(atoms: tuple, state: tuple) -> tuple:
    """The truths of the comparisons of a list with these counts."""
    return tuple(COMPARE[atom.args[0]](count, atom.args[1]) if atom.op == "count" else not state[0] for atom, count in zip(atoms, state[1]))


def repeat(block: int, period: int, times: int) -> int:
    """The block of `period` bits, that many times over."""
    if times == 1:
        return block
    half = repeat(block, period, times // 2)
    twice = half | half << (period * (times // 2))
    return twice | block << (period * (times - 1)) if times % 2 else twice


@dataclass
class Dimension:
    name: str
    atoms: tuple
    cells: tuple
    stride: int = 1


class Table:
    """All choices of one cell for each dimension; a set of them is an integer with one bit each."""

    def __init__(self, dimensions: list[Dimension]):
        self.dimensions = {dimension.name: dimension for dimension in dimensions}
        self.size = 1
        for dimension in dimensions:
            dimension.stride = self.size
            self.size *= len(dimension.cells)
            if self.size > MOST_COMPLETIONS:
                raise TooMany
        self.full = (1 << self.size) - 1
        self.place = {atom: (dimension, i) for dimension in dimensions for i, atom in enumerate(dimension.atoms)}
        self.masks: dict = {}

    def choose(self, name: str, wanted) -> int:
        """The completions in which the dimension's cell is wanted (a function of the cell)."""
        dimension = self.dimensions[name]
        stride, period = dimension.stride, dimension.stride * len(dimension.cells)
        ones = (1 << stride) - 1
        block = sum(ones << (i * stride) for i, cell in enumerate(dimension.cells) if wanted(cell))
        return repeat(block, period, self.size // period)

    def truth(self, atom) -> int:
        if atom not in self.masks:
            dimension, i = self.place[atom]
            self.masks[atom] = self.choose(dimension.name, lambda cell: cell[i])
        return self.masks[atom]

    def depends(self, some: int, name: str) -> bool:
        """Whether two completions that differ in this dimension only differ in being among `some`."""
        dimension = self.dimensions[name]
        if len(dimension.cells) < 2:
            return False
        last = dimension.cells[-1]
        earlier = self.choose(name, lambda cell: cell != last)
        return (some ^ (some >> dimension.stride)) & earlier != 0

    def whatever(self, some: int, name: str) -> int:
        """The completions that are among `some` whatever the cell of this dimension."""
        dimension = self.dimensions[name]
        first = dimension.cells[0]
        result = self.choose(name, lambda cell: cell == first)
        for i in range(len(dimension.cells)):
            result &= some >> (i * dimension.stride)
        return result * sum(1 << (i * dimension.stride) for i in range(len(dimension.cells)))
