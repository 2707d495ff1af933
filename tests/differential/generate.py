"""Random libraries of books by seed, as text that uses every part of the language."""

from __future__ import annotations

import random

from tests.reference.answers import Court
from tests.reference.load import load_texts
from tests.reference.model import BookError

from .leaves import TEXTS, Leaves
from .shape import Clause, Declaration, GeneratedBook, Library
from .times import ZONES, Clock

WORDS = ("red", "green", "blue", "arrest", "court", "none", "north", "source", "list")


class Maker:
    """Writes one book after another; a later one may use the earlier ones. Names: `known[space]` maps keys to what is known of them."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.clock = Clock(self.rng)
        self.leaves = Leaves(self)
        self.library = Library([], seed)
        self.known = {space: {} for space in ("authority", "source", "kind", "record", "fact", "action", "define", "norm", "question", "list", "calendar")}
        self.counter = 0
        self.uses: dict[str, list] = {}

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    # -- names
    def fresh(self, space: str, what=None) -> str:
        """A new name, at times that of something in another book (but for facts, actions and questions, which cases name)."""
        self.counter += 1
        name = f"{space[0]}{self.counter}"
        if space not in ("fact", "action", "question", "kind", "record") and self.chance(0.12):
            taken = [key.split("/")[1] for key in self.known[space] if not key.startswith(self.book.name + "/")]
            own = {key.split("/")[1] for key in self.known[space] if key.startswith(self.book.name + "/")}
            name = self.rng.choice([other for other in taken if other not in own] or [name])
        if space == "fact" and self.chance(0.3):
            name = f"subject.{name}"
        self.known[space][f"{self.book.name}/{name}"] = what if what is not None else {}
        return name

    def keys(self, space: str) -> list[str]:
        return [key for key in self.known[space] if key.split("/")[0] in [self.book.name] + self.uses[self.book.name]]

    def refer(self, space: str, key: str) -> str:
        """The key as this book may write it: plain where that finds it."""
        book, name = key.split("/")
        holders = [other.split("/")[0] for other in self.keys(space) if other.endswith("/" + name)]
        if book == self.book.name or self.book.name not in holders and len(holders) == 1 and not self.chance(0.1):
            return name
        return key

    def any(self, space: str) -> str | None:
        keys = self.keys(space)
        return self.refer(space, self.rng.choice(keys)) if keys else None

    def lists_of(self, kind: str | None) -> list[str]:
        return [self.refer("list", key) for key in self.keys("list") if kind is not None and self.known["list"][key] == kind]

    def calendar(self) -> str:
        name = self.any("calendar") if self.chance(0.5) else None
        return f", counted by {name}" if name else self.rng.choice((", not counting weekends", ", not counting holidays", ", not counting weekends and holidays"))

    def put(self, head: str, *clauses, tree=None) -> None:
        self.rng.choice(self.book.files).append(Declaration(head, list(clauses), tree))

    # -- books
    def make(self) -> Library:
        names = self.rng.choice((["aa"], ["aa"], ["aa"], ["bb", "aa"], ["bb", "aa"], ["bb", "aa.sub"], ["cc", "bb", "aa"], ["cc.deep", "bb", "aa"]))
        for name in names:
            self.start(name)
            self.declare(main=name == names[-1], alone=len(names) == 1)
        self.library.how = self.rng.choice(("name", "name", "folder", "file"))
        return self.library

    def start(self, name: str) -> None:
        self.book = GeneratedBook(name, [[] for _ in range(2 if self.chance(0.2) else 1)], self.rng.choice(("plain",) * 8 + ("line", "comments")))
        earlier = [book.name for book in self.library.books]
        direct = earlier if len(earlier) < 2 or self.chance(0.5) else earlier[-1:]
        if len(earlier) == 1 and self.chance(0.15) and name == "bb":
            direct = []
        self.library.books.append(self.book)
        if name.startswith("aa") and len(earlier) == 2 and earlier[0] not in direct and earlier[0] not in self.uses[earlier[1]]:
            direct = earlier
        self.uses[name] = list(dict.fromkeys(used for each in direct for used in [each] + self.uses[each]))
        self.zone = self.rng.choice(ZONES)
        for used in direct:
            self.book.files[0].append(Declaration(f"use {used}"))
        self.book.files[0].append(Declaration(f"timezone {self.zone}"))
        precedence = self.rng.choice((None, "none", "by rank", "by date", "by rank, then by date", "by rank, then by date"))
        if precedence:
            self.book.files[0].append(Declaration(f"precedence {precedence}"))

    def declare(self, main: bool, alone: bool) -> None:
        rng = self.rng
        for _ in range(rng.choice((0, 1, 2, 3, 4))):
            self.authority()
        for _ in range(rng.randint(1, 4)):
            self.source()
        for _ in range(rng.choice((0, 0, 1))):
            self.put(f"calendar {self.fresh('calendar')} \"days\" skips " + ", ".join(
                rng.sample(("weekends", "federal holidays", "April 16", "December 31", "July 5"), rng.randint(1, 4))))
        for _ in range(rng.choice((0, 1))):
            self.kind()
        for _ in range(rng.choice((0, 0, 1, 1))):
            self.record()
        for _ in range(rng.choice((0, 0, 1, 2))):
            self.listing()
        for _ in range(rng.randint(4, 8) if alone else rng.randint(2, 5)):
            self.fact()
        for _ in range(rng.choice((0, 0, 1, 2))):
            self.question()
        for _ in range(rng.choice((0, 1, 2))):
            tree = self.tree(False)
            self.put(f"define {self.fresh('define')} means", tree=tree)
        for _ in range(rng.choice((1, 1, 1, 2)) if main or not self.keys("action") else 0):
            self.put(f'action {self.fresh("action")} "act"')
        if self.keys("action") and self.chance(0.2):
            self.put(f"silence on {self.any('action')} means permitted cites {self.any('source')}")
        for _ in range(rng.choice((2, 4, 6, 8, 10, 14)) if main else rng.randint(0, 5)):
            self.norm()

    # -- declarations
    def authority(self) -> None:
        others = self.keys("authority")
        name = self.fresh("authority")
        ranked = others[-1:] if self.chance(0.5) else self.rng.sample(others, min(len(others), self.rng.choice((0, 1, 1, 2))))
        below = [self.refer("authority", key) for key in ranked]
        self.put(f'authority {name} "who"' + (f" below {', '.join(below)}" if below else ""))

    def ending(self, after: str) -> str:
        roll = self.rng.random()
        if roll < 0.6:
            return ""
        if roll < 0.72:
            later = self.clock.later(self.zone, after)
            return f" through {later[:10]}" if later and later[:10] > after[:10] else ""
        later = self.clock.later(self.zone, after)
        return f" until {later}" if later else ""

    def source(self) -> None:
        rng, clauses = self.rng, []
        earlier = self.keys("source")
        name = self.fresh("source")
        sources = [self.refer("source", key) for key in earlier]
        by = sources[0] if sources else name
        authority = self.any("authority")
        if authority:
            clauses.append(Clause(f"issued by {authority}"))
        if self.chance(0.5):
            clauses.append(Clause(f"signed {self.clock.day()}"))
        start = None
        if not self.chance(0.06):
            start = self.clock.moment(self.zone) if self.chance(0.5) else rng.choice(("2010-01-01", "2017-06-01 12:00", "1999-12-31"))
            clauses.append(Clause(f"in force from {start}{self.ending(start)}"))
            if self.chance(0.12):
                clauses.append(Clause(f"expires after {self.clock.span('days', 'weeks', 'months', 'hours')}"))
            again = self.clock.later(self.zone, start)
            if again and self.chance(0.15):
                clauses.append(Clause(f"in force from {again}{self.ending(again)}"))
            for what, probability in (("expires on", 0.12), (f"rescinded by {by} on", 0.2), (f"revived by {by} on", 0.15), (f"amended by {by} on", 0.1)):
                later = self.clock.later(self.zone, start)
                if later and self.chance(probability):
                    clauses.append(Clause(f"{what} {later}"))
            if self.chance(0.15):
                stay = self.clock.moment(self.zone)
                until = self.clock.later(self.zone, stay)
                clauses.append(Clause(f"stayed by {by} from {stay}" + (f" until {until}" if until and self.chance(0.7) else "")))
        if sources and self.chance(0.2):
            clauses.append(Clause(f"replaces {', '.join(self.leaves.some(sources, 2))} while in force"))
        if self.chance(0.2):
            clauses.append(Clause(rng.choice(('citation "A 1"', "text verified", "text as quoted in press", 'note "why"', 'url "https://example.org/x"'))))
        self.put(f'source {name} "an act"', *clauses)

    def kind(self) -> None:
        words = self.rng.sample(WORDS, self.rng.randint(2, 5))
        name = self.fresh("kind", words)
        self.put(f"kind {name} is one of {', '.join(words)}")
        if self.chance(0.3):
            more = [f"w{self.counter}x"]
            words += more
            self.put(f"extend {name} with {', '.join(more)}")

    def scalar(self) -> tuple[str, dict]:
        """A type as text, and what is known of it."""
        choice = self.rng.choice(("yes-no", "yes-no", "one", "one", "number", "date", "date", "text", "instant", "instant", "duration"))
        if choice == "one":
            key = self.rng.choice(self.keys("kind") or [None])
            if key and self.chance(0.6):
                return self.refer("kind", key), {"type": "one", "kind": key, "words": self.known["kind"][key]}
            words = self.rng.sample(WORDS, self.rng.randint(1, 4))
            return f"one of {', '.join(words)}", {"type": "one", "words": words}
        if choice == "number" and self.chance(0.5):
            return "number of hours", {"type": "number", "unit": "hours"}
        return choice, {"type": choice}

    def record(self) -> None:
        fields, clauses = {}, []
        for i in range(self.rng.randint(1, 3)):
            text, known = self.scalar()
            while known["type"] == "duration" and self.chance(0.7):
                text, known = self.scalar()
            fields[f"field{i}"] = known
            clauses.append(Clause(f"field{i} is {text}"))
        self.put(f"record {self.fresh('record', fields)}", *clauses)

    def fact(self) -> None:
        roll = self.rng.random()
        records = self.keys("record")
        if roll < 0.2:
            key = self.rng.choice(self.keys("kind") or [None])
            if key and self.chance(0.5):
                text, known = f"some of {self.refer('kind', key)}", {"type": "set", "words": self.known["kind"][key]}
            else:
                words = self.rng.sample(WORDS, self.rng.randint(2, 5))
                text, known = f"some of {', '.join(words)}", {"type": "set", "words": words}
        elif roll < 0.4 and records:
            key = self.rng.choice(records)
            text = f"list of {self.refer('record', key)}"
            known = {"type": "list", "record": self.refer("record", key), "fields": self.known["record"][key]}
        else:
            text, known = self.scalar()
        clauses = [Clause('asks "What?"')] if self.chance(0.3) else []
        if self.chance(0.1):
            clauses.append(Clause("sensitive"))
        self.put(f"fact {self.fresh('fact', known)} is {text}", *clauses)

    def question(self) -> None:
        source, clauses = self.any("source"), []
        name = self.fresh("question")
        last = None
        for what in self.rng.choice(((), (), ("raised",), ("answered yes",), ("answered no",), ("raised", "answered yes", "reopened"), ("answered no", "reopened"),
                                     ("answered yes", "answered no"), ("answered no", "reopened", "answered yes"))):
            last = self.clock.later(self.zone, last)
            if last is None:
                break
            clauses.append(Clause(f"{what} by {source} on {last}"))
        self.put(f'question {name} "Is it so?"', *clauses)

    def listing(self) -> None:
        kinds = self.keys("kind")
        key = self.rng.choice(kinds) if kinds and self.chance(0.5) else None
        words = [word for word in self.known["kind"][key] if word not in ("source", "list")] if key else TEXTS
        name = self.fresh("list", key or "text")
        clauses = [Clause(f"cites {self.any('source')}")]
        for _ in range(self.rng.randint(1, 4)):
            word = self.rng.choice(list(words) or ["none"])
            start = self.clock.moment(self.zone)
            span = (f" from {start}" if self.chance(0.7) else "") + self.ending(start)
            clauses.append(Clause((word if key else f'"{word}"') + span))
        self.put(f"list {name} \"those\" of {self.refer('kind', key) if key else 'text'}", *clauses)

    # -- conditions
    def tree(self, definitions: bool = True):
        return self.subtree(self.rng.choice((1, 2, 2, 3, 3, 4, 5)), definitions)

    def subtree(self, size: int, definitions: bool):
        if self.chance(0.1):
            return ("not", self.subtree(size, definitions))
        if size == 1:
            return self.leaf(definitions)
        split = self.rng.randint(1, size - 1)
        return (self.rng.choice(("and", "or")), [self.subtree(split, definitions), self.subtree(size - split, definitions)])

    def leaf(self, definitions: bool) -> str:
        roll = self.rng.random()
        if roll < 0.12 and self.keys("question"):
            return self.any("question") + self.rng.choice(("", " is yes", " is no"))
        if definitions and roll < 0.3 and self.keys("define"):
            return self.any("define")
        facts = self.keys("fact")
        key = self.rng.choice(facts)
        return self.leaves.of(self.refer("fact", key), self.known["fact"][key])

    # -- norms
    def norm(self) -> None:
        rng, clauses = self.rng, []
        norms = self.keys("norm")
        own = [(key, self.known["norm"][key]) for key in norms]
        name = self.fresh("norm")
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            where = rng.choice(("", ' at "section 1"'))
            clauses.append(Clause(f'cites {self.any("source")}{where} "words of law"'))
        if self.chance(0.08):
            clauses.append(Clause(f"see {self.any('source')}"))
        what = self.target(own)
        if what:
            clauses.append(Clause(what))
        if self.chance(0.85):
            clauses.append(Clause("when", self.tree()))
        if self.chance(0.12):
            clauses.append(Clause("unless", self.tree()))
        if norms and (not what or self.chance(0.12)):
            clauses.append(Clause(f"suspends {', '.join(self.refer('norm', key) for key in self.leaves.some(norms, 2))}"))
        opposing = [key for key, target in own if what and target and target.split(" ", 1)[1] == what.split(" ", 1)[1]]
        if opposing and self.chance(0.35):
            clauses.append(Clause(f"{rng.choice(('overrides', 'overrides', 'yields to'))} {', '.join(self.refer('norm', key) for key in self.leaves.some(opposing, 2))}"))
        if self.chance(0.12):
            start = self.clock.moment(self.zone)
            clauses.append(Clause(f"in force from {start}{self.ending(start)}"))
        if what and "asking" not in what and self.chance(0.25):
            clauses.append(Clause(self.duty()))
        self.known["norm"][f"{self.book.name}/{name}"] = what or ""
        self.put(f'norm {name} "a rule"', *clauses)

    def target(self, own: list) -> str | None:
        """What the norm permits, forbids or requires; None for one that only suspends."""
        roll = self.rng.random()
        if roll < 0.15 and own:
            return None
        facts = self.keys("fact")
        asked = [target for _, target in own if target and "asking" in target]
        if roll < 0.3:
            fact = self.rng.choice(asked).split(" ", 2)[2] if asked and self.chance(0.5) else self.refer("fact", self.rng.choice(facts))
            return f"{self.rng.choice(('forbids', 'forbids', 'permits'))} asking {fact}"
        actions = self.keys("action")
        if not actions:
            return f"forbids asking {self.refer('fact', self.rng.choice(facts))}"
        return f"{self.rng.choice(('permits', 'permits', 'forbids', 'forbids', 'requires'))} {self.refer('action', self.rng.choice(actions))}"

    def duty(self) -> str:
        words = f'then must "do thing {self.counter}"'
        roll = self.rng.random()
        if roll < 0.15:
            return words
        if roll < 0.3:
            return words + f" every year on {self.rng.choice(('January 1', 'June 30', 'March 9', 'November 2'))}"
        span = self.clock.span("minutes", "hours", "days", "weeks", "months")
        if "month" not in span and self.chance(0.5):
            span += self.calendar()
        instants = [self.refer("fact", key) for key in self.keys("fact") if self.known["fact"][key]["type"] == "instant"]
        since = self.rng.choice(("", " of case.at", " after case.at"))
        return words + f" within {span}" + (f" after {self.rng.choice(instants)}" if instants and self.chance(0.6) else since)


def generate(seed) -> Library:
    """The library of a seed. Most of those with a cycle are passed over; some stay, to be rejected by both."""
    for attempt in range(6):
        library = Maker(f"{seed}.{attempt}").make()
        try:
            library.court = Court(load_texts(library.main, library.texts))
            break
        except BookError as error:
            library.court, library.error = None, str(error)
            if random.Random(f"{seed}.{attempt}").random() < 0.3:
                break
    return library
