"""Files into a checked World: joins the files of a book, brings in what it uses, and replaces every name by its key."""

from __future__ import annotations

import os
from dataclasses import replace

from . import calendars
from .lex import tokens
from .model import (All, Asked, At, Atom, Book, BookError, Calendar, Defined, Life, Moment, Name, Not, Some, Span, Type, World, plain)
from .parse import Page, Parser, units_of


def read(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def name_of(text: str) -> str | None:
    """The book that a file names, or None where its first words are not `book NAME`."""
    found = tokens(text)[:2]
    return found[1].value if len(found) == 2 and found[0].value == "book" else None


def files_below(folder: str) -> list[str]:
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if name.endswith(".comity"))


def load(book: str, books: str | None = None) -> World:
    """`book` is a file, a folder, or a book's name below `books`."""
    if os.path.isfile(book):
        folder, name = os.path.dirname(book) or ".", name_of(read(book))
        places = [folder]
    elif os.path.isdir(book):
        folder, places = book, [book]
        name = name_of(read(files_below(book)[0]))
    else:
        name, places = book, []
    return load_texts(name, lambda wanted: texts_of(wanted, places + ([books] if books else [])))


def texts_of(name: str, places: list[str]) -> list[str]:
    """The texts of the files that name the book, in the first place that has any: a folder given, or below `books/<first word>/`."""
    for place in places:
        for folder in (os.path.join(place, name.split(".")[0]), place):
            found = [text for text in map(read, files_below(folder)) if name_of(text) == name]
            if found:
                return found
    raise BookError(f"no book {name}")


def load_texts(name: str, texts) -> World:
    """`texts(name)` gives the texts of a book's files."""
    pages: dict[str, list[Page]] = {}
    collect(name, texts, pages, [])
    world = World(main=name)
    for book, its in pages.items():
        world.books[book] = Book(book, uses=list(dict.fromkeys(use for page in its for use in page.uses)))
        for page in its:
            world.books[book].timezone = page.timezone or world.books[book].timezone
            world.books[book].precedence = page.precedence or world.books[book].precedence
    for book in world.books.values():
        book.all_uses = closure(world, book.name)
        book.zone = zone(world, book.name) or "UTC"
    declare(world, pages)
    Resolver(world).run()
    return world


def collect(name: str, texts, pages: dict, path: list[str]) -> None:
    if name in path:
        raise BookError("a cycle of use: " + ", ".join(path + [name]))
    if name in pages:
        return
    parsers = []
    units: set[str] = set()
    for text in texts(name):
        found = tokens(text)
        units |= units_of(found)
        parsers.append(found)
    uses = [found[i + 1].value for found in parsers for i in range(len(found) - 1)
            if found[i].value == "use" and found[i].kind == "name" and found[i + 1].kind == "name"]
    for used in dict.fromkeys(uses):
        collect(used, texts, pages, path + [name])
        units |= pages[used][0].units
    pages[name] = [Parser(found, units).page() for found in parsers]
    pages[name][0].units = units


def closure(world: World, name: str) -> list[str]:
    found: list[str] = []
    for used in world.books[name].uses:
        for each in [used] + closure(world, used):
            if each not in found:
                found.append(each)
    return found


def zone(world: World, name: str) -> str | None:
    """The book's own zone, else that of the first used book that has one."""
    book = world.books[name]
    return book.timezone or next((found for found in (zone(world, used) for used in book.uses) if found), None)


def declare(world: World, pages: dict) -> None:
    for book, its in pages.items():
        for page in its:
            for space, name, thing in page.things:
                names, key = getattr(world, space), f"{book}/{name}"
                if key in names:
                    raise BookError(f"{space} {key} is declared twice")
                if space in ("facts", "actions") and any(f"{used}/{name}" in names for used in world.books[book].all_uses):
                    raise BookError(f"{space} {key} is declared in a used book")
                if hasattr(thing, "key"):
                    thing.key = key
                names[key] = thing
            world.scenarios += page.scenarios
    for book, its in pages.items():
        for page in its:
            for name, words in page.extends:
                kind = world.kinds[world.lookup(book, "kinds", name)]
                kind += [word for word in words if word not in kind]


class Resolver:
    """Replaces names by keys and local times by instants, in place."""

    def __init__(self, world: World):
        self.world = world

    def run(self) -> None:
        world = self.world
        for key, fields in world.records.items():
            for name, kind in fields.items():
                fields[name] = self.type(key.split("/")[0], kind)
        for key, below in world.authorities.items():
            world.authorities[key] = [world.lookup(key.split("/")[0], "authorities", name) for name in below]
        for fact in world.facts.values():
            fact.type = self.type(fact.book, fact.type)
        for question in world.questions.values():
            question.events = [(self.instant(question.book, when), value) for when, value in question.events]
        for listing in world.lists.values():
            words = listing.kind and world.kinds[world.lookup(listing.book, "kinds", listing.kind)]
            for element in listing.elements:
                if words and element.value not in words:
                    raise BookError(f"{listing.key}: {element.value} is no word of {listing.kind}")
                element.start, element.until = (self.instant(listing.book, end) for end in (element.start, element.until))
        for source in world.sources.values():
            self.source(source)
        for key, condition in world.definitions.items():
            world.definitions[key] = self.condition(key.split("/")[0], condition, None)
        for norm in world.norms.values():
            self.norm(norm)
        acyclic(world.definitions, lambda key: [part.key for part in leaves(world.definitions[key]) if isinstance(part, Defined)], "definitions")
        acyclic(world.sources, lambda key: world.sources[key].replaces, "replaces")
        acyclic(world.authorities, lambda key: world.authorities[key], "authorities")

    def type(self, book: str, kind: Type) -> Type:
        if kind.kind == "list":
            return replace(kind, record=self.world.lookup(book, "records", kind.record))
        if isinstance(kind.words, str):
            return replace(kind, words=self.world.lookup(book, "kinds", kind.words))
        if kind.kind == "some" and len(kind.words) == 1:
            try:
                return replace(kind, words=self.world.lookup(book, "kinds", kind.words[0]))
            except BookError:
                pass
        return kind

    def instant(self, book: str, moment):
        if moment is None:
            return None
        place = self.world.books[book].zone
        if isinstance(moment, tuple):
            return calendars.first_moment(moment[1] + 1, place)
        return calendars.instant(moment, place)

    def source(self, source) -> None:
        world, book = self.world, source.book
        latest = None
        for life in source.life:
            life.start, life.until = self.instant(book, life.start), self.instant(book, life.until)
            if life.what == "in force":
                latest = life.start if latest is None else max(latest, life.start)
            elif life.what == "expires after":
                if latest is None:
                    raise BookError(f"{source.key}: `expires after` without `in force from` before it")
                life.what, life.start = "expires", calendars.move_date(latest, life.span, world.books[book].zone)
        source.authority = source.authority and world.lookup(book, "authorities", source.authority)
        source.replaces = [world.lookup(book, "sources", name) for name in source.replaces]

    def norm(self, norm) -> None:
        world, book = self.world, norm.book
        if not norm.cites:
            raise BookError(f"{norm.key} cites no source")
        norm.cites = [world.lookup(book, "sources", name) for name in norm.cites]
        for names in (norm.suspends, norm.overrides, norm.yields):
            names[:] = [world.lookup(book, "norms", name) for name in names]
        if norm.target:
            how, name = norm.target
            norm.target = (how, world.lookup(book, "actions" if how == "do" else "facts", name))
        elif not norm.suspends:
            raise BookError(f"{norm.key} neither rules nor suspends")
        norm.when = self.condition(book, norm.when, None)
        for life in norm.own_time:
            life.start, life.until = self.instant(book, life.start), self.instant(book, life.until)
        for duty in norm.duties:
            duty.span = duty.span and self.span(book, duty.span)
            if isinstance(duty.after, str):
                duty.after = world.lookup(book, "facts", duty.after)

    def span(self, book: str, span: Span) -> Span:
        if isinstance(span.calendar, str):
            span = replace(span, calendar=self.world.calendars[self.world.lookup(book, "calendars", span.calendar)])
        if span.calendar and span.unit in ("month", "year"):
            raise BookError("a calendar needs minutes, hours, days or weeks")
        return span

    # -- conditions; `fields` are the record's inside `where`
    def condition(self, book: str, c, fields: dict | None):
        if isinstance(c, (All, Some)):
            return type(c)(tuple(self.condition(book, part, fields) for part in c.parts))
        if isinstance(c, Not):
            return Not(self.condition(book, c.part, fields))
        if isinstance(c, Name):
            return self.named(book, c.name, fields)
        key, kind = self.subject(book, c.fact, fields)
        return Atom(key, c.op, self.args(book, c, kind, fields), self.world.books[book].zone)

    def named(self, book: str, name: str, fields: dict | None):
        spaces = [("facts", lambda key: Atom(key, "yes"))] if fields is not None else [
            ("facts", lambda key: Atom(key, "yes")), ("definitions", Defined), ("questions", Asked)]
        if fields is not None and name in fields:
            return Atom(name, "yes")
        for space, make in spaces:
            try:
                key = self.world.lookup(book, space, name)
            except BookError:
                continue
            if fields is None and (space != "facts" or self.subject(book, name, None)[1].kind == "yes-no"):
                return make(key)
        raise BookError(f"{book}: {name} is no yes-no fact, definition or question")

    def subject(self, book: str, name: str, fields: dict | None) -> tuple[str, Type]:
        if fields is not None:
            if name not in fields:
                raise BookError(f"{name} is no field of the record")
            return name, fields[name]
        key = self.world.lookup(book, "facts", name)
        if self.world.facts[key].protected:
            raise BookError(f"{key} is protected")
        return key, self.world.facts[key].type

    def args(self, book: str, c: Atom, kind: Type, fields: dict | None) -> tuple:
        wrong = BookError(f"{book}: {c.fact} ({kind.kind}) cannot be compared by {c.op} {c.args}")
        if c.op == "is" and kind.kind in ("one", "text") or c.op == "includes" and kind.kind == "some":
            words = c.args if c.op == "is" else c.args[1]
            if kind.kind != "text" and not set(words) <= set(self.world.words(kind)):
                raise wrong
            return c.args
        if c.op == "empty" and kind.kind in ("some", "list"):
            return ()
        if c.op == "on list" and kind.kind in ("one", "text"):
            return (self.world.lookup(book, "lists", c.args[0]),)
        if c.op == "compare" and kind.kind in ("number", "duration"):
            return (c.args[0], amount(kind, c.args[1], wrong))
        if c.op in ("time", "shift") and kind.kind in ("date", "instant"):
            return self.timed(book, c, kind, wrong)
        if c.op == "count" and kind.kind == "list" and fields is None:
            op, count, _, where = c.args
            return (op, count, self.condition(book, where, self.world.records[kind.record]))
        raise wrong

    def timed(self, book: str, c: Atom, kind: Type, wrong) -> tuple:
        point = c.args[-1]
        if isinstance(point, Moment):
            if kind.kind == "date" and point.seconds is not None or kind.kind == "instant" and c.args[0] == "=" and point.seconds is None:
                raise wrong
            point = point.day if kind.kind == "date" else calendars.instant(point, self.world.books[book].zone)
        if c.op == "time":
            return (kind.kind, c.args[0], point)
        span = self.span(book, c.args[1])
        if kind.kind == "date" and (span.calendar or span.unit in ("minute", "hour")):
            raise wrong
        return (kind.kind, c.args[0], span, c.args[2], point)


def amount(kind: Type, quantity: tuple, wrong: BookError) -> int:
    """Millionths for a number, seconds for a duration."""
    value, unit = quantity
    if kind.kind == "number":
        if unit is not None and unit.rstrip("s") != (kind.unit or "").rstrip("s"):
            raise wrong
        return value
    if unit is None or unit.rstrip("s") not in calendars.UNIT_SECONDS:
        raise wrong
    return value * calendars.UNIT_SECONDS[unit.rstrip("s")] // 1_000_000


def leaves(condition) -> list:
    """The atoms, definitions and questions that a condition names directly."""
    if isinstance(condition, (All, Some)):
        return [leaf for part in condition.parts for leaf in leaves(part)]
    return leaves(condition.part) if isinstance(condition, Not) else [condition]


def acyclic(keys, follow, what: str) -> None:
    done: set[str] = set()

    def visit(key: str, path: tuple) -> None:
        if key in path:
            raise BookError(f"a cycle of {what}: " + ", ".join(path + (key,)))
        if key not in done:
            for each in follow(key):
                visit(each, path + (key,))
            done.add(key)

    for key in keys:
        visit(key, ())
