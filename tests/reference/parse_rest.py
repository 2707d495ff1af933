"""Claims and readings (read and passed over: the reference does not prove or replay) and scenarios."""

from __future__ import annotations

from .model import MICRO, RULINGS, Moment, Scenario

WORDS = set(RULINGS) | {"undetermined"}


def rulings(reader) -> list[str]:
    found = [reader.name()]
    while reader.sees("or") and reader.peek(1).value in WORDS:
        reader.next()
        found.append(reader.name())
    return found


def subject(reader) -> tuple[str, str]:
    return ("asking", reader.name()) if reader.takes("asking") else ("do", reader.name())


def claim(reader) -> None:
    reader.name()
    reader.title()
    if reader.takes("from"):
        reader.moment()
    reader.ending()
    while reader.takes("note"):
        reader.token("string")
    if reader.takes("more", "of"):
        reader.name()
        reader.want("never", "turns")
        subject(reader)
        reader.want("from")
        rulings(reader)
        reader.want("into")
        rulings(reader)
        return
    if not (reader.takes("every", "action") or reader.takes("every", "ruling")):
        subject(reader)
    if reader.takes("ignores"):
        reader.several(reader.name)
    elif reader.takes("agrees", "with"):
        if not reader.sees("at"):
            reader.name()
        if reader.takes("at"):
            reader.moment()
        if reader.takes("except", "when"):
            reader.condition()
    else:
        reader.want("is")
        reader.name()
        rulings(reader)
        if reader.takes("when"):
            reader.condition()
    while reader.takes("note"):
        reader.token("string")


def value(reader):
    """A value as the case's JSON would carry it; a Moment for dates and instants (the loader knows the fact's type)."""
    if reader.takes("yes"):
        return True
    if reader.takes("no"):
        return False
    if reader.takes("empty"):
        return []
    if reader.takes("("):
        items = []
        while not reader.takes(")"):
            if reader.takes("{"):
                record = {}
                while not reader.takes("}"):
                    field = reader.name()
                    reader.want(":")
                    record[field] = value(reader)
                    reader.takes(",")
                items.append(record)
            else:
                items.append(value(reader))
            reader.takes(",")
        return items
    if reader.peek().kind == "date":
        return reader.moment()
    if reader.peek().kind == "number":
        number, unit = reader.quantity()
        return (number, unit)
    return reader.word()


def scenario(reader, out: Scenario) -> Scenario:
    if reader.takes("at"):
        out.at = reader.moment()
    while True:
        if reader.takes("given"):
            out.given += reader.several(lambda: told(reader))
        elif reader.takes("assume"):
            out.assume += reader.several(lambda: told(reader))
        elif reader.takes("note"):
            reader.token("string")
        elif reader.takes("expect"):
            out.expect.append(expectation(reader))
        else:
            return out


def told(reader):
    name = reader.name()
    reader.want("is")
    return name, value(reader)


def expectation(reader) -> tuple:
    """(kind, target, detail): ruling, undetermined, next, nothing or duty."""
    if reader.sees("next") and reader.peek(2).value == "for":
        reader.next()
        fact = reader.name()
        reader.want("for")
        return "next", subject(reader), fact
    if reader.takes("nothing", "to", "ask", "for"):
        return "nothing", subject(reader), None
    target = subject(reader)
    if reader.takes("duty"):
        words = reader.token("string")
        return "duty", target, (words, reader.moment() if reader.takes("by") else None)
    if reader.takes("undetermined"):
        between = reader.several(reader.name) if reader.takes("between") else None
        return "undetermined", target, between
    allowed = rulings(reader)
    return "ruling", target, (allowed, reader.several(reader.name) if reader.takes("by") else None)


def reading(reader) -> None:
    reader.name()
    reader.title()
    while True:
        if reader.takes("column"):
            reader.token("string")
            reader.want("gives")
            reader.name()
            if reader.takes("format"):
                reader.token("string")
            if reader.takes("separated", "by"):
                reader.token("string")
        elif reader.peek().kind == "string":
            reader.next()
            reader.want("means")
            value(reader)
        elif reader.takes("given"):
            reader.several(lambda: told(reader))
        elif reader.takes("note"):
            reader.token("string")
        else:
            return
