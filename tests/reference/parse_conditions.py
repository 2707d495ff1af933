"""Conditions, durations and values as written; `parse.Parser` builds on this."""

from __future__ import annotations

from .lex import Token
from .model import All, At, Atom, BookError, Calendar, Moment, Name, Not, Some, Span, MICRO

UNITS = {unit + plural for unit in ("minute", "hour", "day", "week", "month", "year") for plural in ("", "s")}
MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")


class Reader:
    """A cursor over tokens with the parts of the grammar that conditions need."""

    def __init__(self, tokens: list[Token], units: set[str]):
        self.tokens, self.at, self.units = tokens, 0, units

    # -- the cursor
    def peek(self, ahead: int = 0) -> Token:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def next(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def fail(self, wanted: str):
        token = self.peek()
        raise BookError(f"line {token.line}: {wanted} expected, found {token.value!r}")

    def sees(self, *words: str) -> bool:
        return all(self.peek(i).kind in ("name", "mark") and self.peek(i).value == word for i, word in enumerate(words))

    def takes(self, *words: str) -> bool:
        if self.sees(*words):
            self.at += len(words)
            return True
        return False

    def want(self, *words: str) -> None:
        if not self.takes(*words):
            self.fail(" ".join(words))

    def token(self, kind: str):
        if self.peek().kind != kind:
            self.fail(kind)
        return self.next().value

    def name(self) -> str:
        return self.token("name")

    def several(self, one) -> list:
        found = [one()]
        while self.takes(","):
            found.append(one())
        return found

    # -- times
    def moment(self) -> Moment:
        day = self.token("date")
        return Moment(day, self.next().value if self.peek().kind == "time" else None)

    def time_point(self):
        return At() if self.takes("case.at") else self.moment()

    def whole(self) -> int:
        value = self.token("number")
        if value % MICRO or value < 0:
            self.fail("a whole number")
        return value // MICRO

    def span(self) -> Span:
        amount, unit = self.whole(), self.name()
        if unit not in UNITS:
            self.fail("a unit of time")
        calendar = None
        if self.takes(",", "not", "counting"):
            if self.takes("holidays"):
                calendar = Calendar(holidays=True)
            else:
                self.want("weekends")
                calendar = Calendar(weekends=True, holidays=self.takes("and", "holidays"))
        elif self.takes(",", "counted", "by"):
            calendar = self.name()
        return Span(amount, unit.rstrip("s"), calendar)

    def month_day(self) -> tuple[int, int]:
        month = self.name()
        if month not in MONTHS:
            self.fail("a month")
        return MONTHS.index(month) + 1, self.whole()

    # -- conditions
    def condition(self):
        parts = [self.unary()]
        for word, kind in (("and", All), ("or", Some)):
            if self.sees(word):
                while self.takes(word):
                    parts.append(self.unary())
                if self.sees("or") or self.sees("and"):
                    self.fail("parentheses around mixed `and` and `or`")
                return kind(tuple(parts))
        return parts[0]

    def unary(self):
        if self.takes("not"):
            return Not(self.unary())
        if self.takes("("):
            inner = self.condition()
            self.want(")")
            return inner
        return self.quantified() or self.comparison()

    def quantified(self):
        """`some charge in F …`, `at least 2 charge in F …`; None where the next condition is something else."""
        if self.peek().kind == "name" and self.peek().value in ("some", "no", "every") and self.peek(2).value == "in":
            word = self.next().value
            record, fact, where = self.records(word == "every")
            if word == "every":
                return Atom(fact, "count", ("=", 0, record, Not(where)))
            return Atom(fact, "count", (">=", 1, record, where) if word == "some" else ("=", 0, record, where))
        for words, op in ((("at", "least"), ">="), (("at", "most"), "<="), (("more", "than"), ">"),
                          (("fewer", "than"), "<"), (("exactly",), "=")):
            if self.sees(*words) and self.peek(len(words)).kind == "number":
                self.takes(*words)
                count = self.whole()
                record, fact, where = self.records(False)
                return Atom(fact, "count", (op, count, record, where))
        return None

    def records(self, where_needed: bool):
        record = self.name()
        self.want("in")
        fact = self.name()
        if where_needed or self.sees("where"):
            self.want("where")
            return record, fact, self.unary()
        return record, fact, All(())

    def comparison(self):
        fact = self.name()
        if self.takes("includes"):
            for mode in ("any of", "all of", "only"):
                words = mode.split()
                if self.sees(*words) and self.peek(len(words)).kind == "name":
                    self.takes(*words)
                    return Atom(fact, "includes", (words[0], tuple(self.several(self.name))))
            return Atom(fact, "includes", ("any", (self.name(),)))
        if not self.takes("is"):
            return Name(fact)
        if self.takes("not"):
            return Not(self.simple(fact))
        return self.timed(fact) or self.simple(fact)

    def simple(self, fact: str):
        """What may also stand after `is not`."""
        if self.takes("empty"):
            return Atom(fact, "empty")
        if self.takes("yes"):
            return Name(fact)
        if self.takes("no"):
            return Not(Name(fact))
        if self.takes("one", "of"):
            return Atom(fact, "is", tuple(self.several(self.word)))
        if self.takes("on", "list"):
            return Atom(fact, "on list", (self.name(),))
        if self.peek().kind == "number":
            return Atom(fact, "compare", ("=", self.quantity()))
        return Atom(fact, "is", (self.word(),))

    def word(self) -> str:
        return self.next().value if self.peek().kind == "string" else self.name()

    def quantity(self):
        """A number with an optional unit: a plain integer of millionths, or a Span where the unit is one of time."""
        value = self.token("number")
        if self.peek().kind == "name" and (self.peek().value in UNITS or self.peek().value in self.units):
            unit = self.next().value
            return (value, unit)
        return (value, None)

    def timed(self, fact: str):
        """Comparisons that order: numbers, durations, dates and instants; None for anything else."""
        for words, op in ((("on", "or", "before"), "<="), (("on", "or", "after"), ">="), (("before",), "<"), (("after",), ">"), (("on",), "=")):
            if self.sees(*words) and (self.sees(*words, "case.at") or self.peek(len(words)).kind == "date"):
                self.takes(*words)
                return Atom(fact, "time", (op, self.time_point()))
        if self.takes("within"):
            span = self.span()
            return Atom(fact, "shift", ("within", span, self.side(), self.time_point()))
        for words, op in ((("at", "least"), ">="), (("at", "most"), "<="), (("more", "than"), ">"), (("less", "than"), "<")):
            if self.sees(*words) and self.peek(len(words)).kind == "number":
                self.takes(*words)
                start = self.at
                quantity = self.quantity()
                if op in (">=", ">") and (self.sees("before") or self.sees("after") or self.sees(",", "not", "counting") or self.sees(",", "counted")):
                    self.at = start
                    span = self.span()
                    return Atom(fact, "shift", ("at least" if op == ">=" else "more", span, self.side(), self.time_point()))
                return Atom(fact, "compare", (op, quantity))
        return None

    def side(self) -> str:
        if self.takes("before"):
            return "before"
        self.want("after")
        return "after"
