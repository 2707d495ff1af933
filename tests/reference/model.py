"""What a checked book consists of. Instants are seconds since 1970 (UTC), days are proleptic ordinals, numbers are millionths."""

from __future__ import annotations

from dataclasses import dataclass, field

MICRO = 1_000_000
FORBIDS, PERMITS, REQUIRES = "forbids", "permits", "requires"
RULINGS = ("permitted", "forbidden", "required", "silent", "conflicting")


class BookError(Exception):
    """The book's text is wrong."""


class CaseError(Exception):
    """The case's facts are wrong."""


@dataclass(frozen=True)
class Moment:
    """A date or a local date and time as written; `seconds` after midnight is None where only the date stands."""

    day: int
    seconds: int | None = None


@dataclass(frozen=True)
class At:
    """`case.at`."""


@dataclass(frozen=True)
class Calendar:
    """The local days that are not counted."""

    weekends: bool = False
    holidays: bool = False
    days: frozenset = frozenset()


@dataclass(frozen=True)
class Span:
    """A length of time: `months` moves the calendar date, `seconds` is plain time, `days` is for date facts."""

    amount: int
    unit: str
    calendar: Calendar | str | None = None


@dataclass(frozen=True)
class Type:
    """`kind`: yes-no, one, some, number, date, instant, duration, text or list. `words` is a kind's key or the words themselves."""

    kind: str
    words: tuple | str | None = None
    unit: str | None = None
    record: str | None = None


# Conditions. A name in them is as written until the loader resolves it.


@dataclass(frozen=True)
class All:
    parts: tuple


@dataclass(frozen=True)
class Some:
    parts: tuple


@dataclass(frozen=True)
class Not:
    part: object


@dataclass(frozen=True)
class Name:
    """A bare name: a yes-no fact, a definition or a question; the loader replaces it."""

    name: str


@dataclass(frozen=True)
class Defined:
    key: str


@dataclass(frozen=True)
class Asked:
    key: str


@dataclass(frozen=True)
class Atom:
    """One comparison of one fact (or, inside `where`, one field) with constants and `case.at`."""

    fact: str
    op: str
    args: tuple = ()
    zone: str = "UTC"


@dataclass
class Life:
    """One clause of a source's life; `start`/`until` are Moments as written, seconds once loaded."""

    what: str
    start: object = None
    until: object = None
    span: Span | None = None


@dataclass
class Source:
    key: str
    book: str
    authority: str | None = None
    signed: int | None = None
    life: list = field(default_factory=list)
    replaces: list = field(default_factory=list)
    citation: str | None = None


@dataclass
class Duty:
    words: str
    span: Span | None = None
    after: object = field(default_factory=At)
    yearly: tuple | None = None


@dataclass
class Norm:
    key: str
    book: str
    cites: list = field(default_factory=list)
    modality: str | None = None
    target: tuple | None = None  # ("do", action) or ("asking", fact)
    when: object = None
    suspends: list = field(default_factory=list)
    overrides: list = field(default_factory=list)
    yields: list = field(default_factory=list)
    own_time: list = field(default_factory=list)
    duties: list = field(default_factory=list)


@dataclass
class Fact:
    key: str
    book: str
    type: Type
    protected: bool = False


@dataclass
class Question:
    key: str
    book: str
    events: list = field(default_factory=list)  # (instant, True | False | None)


@dataclass
class Element:
    value: str
    start: object = None
    until: object = None


@dataclass
class Listing:
    key: str
    book: str
    kind: str | None
    elements: list = field(default_factory=list)


@dataclass
class Scenario:
    book: str
    title: str
    at: object = None
    given: list = field(default_factory=list)
    assume: list = field(default_factory=list)
    expect: list = field(default_factory=list)


@dataclass
class Book:
    name: str
    uses: list = field(default_factory=list)
    timezone: str | None = None
    zone: str = "UTC"
    precedence: str = "none"
    all_uses: list = field(default_factory=list)


@dataclass
class World:
    """Everything that is loaded; each namespace maps `book/name` to what it names."""

    main: str = ""
    books: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    actions: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)
    authorities: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    norms: dict = field(default_factory=dict)
    definitions: dict = field(default_factory=dict)
    questions: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    calendars: dict = field(default_factory=dict)
    scenarios: list = field(default_factory=list)

    def lookup(self, book: str, space: str, name: str) -> str:
        """The key of a name: the book itself first, then all it uses; BookError where there is none or more than one."""
        names = getattr(self, space)
        if "/" in name:
            if name not in names:
                raise BookError(f"no {space} {name}")
            return name
        if f"{book}/{name}" in names:
            return f"{book}/{name}"
        found = [f"{used}/{name}" for used in self.books[book].all_uses if f"{used}/{name}" in names]
        if len(found) != 1:
            raise BookError(f"{book}: {space} {name}: {'ambiguous' if found else 'unknown'}")
        return found[0]

    def words(self, kind: Type) -> tuple:
        return tuple(self.kinds[kind.words]) if isinstance(kind.words, str) else kind.words


def plain(key: str) -> str:
    """The name without its book."""
    return key.rsplit("/", 1)[-1]
