"""Random comparisons for facts and fields of every type."""

from __future__ import annotations

TEXTS = ("dc", "md", "va", "a \\\"quoted\\\" word", "")


class Leaves:
    """Writes comparisons as text; `maker` is the book maker, for lists, calendars, times and chance."""

    def __init__(self, maker):
        self.maker, self.rng = maker, maker.rng

    def some(self, words, most: int = 3) -> list:
        return self.rng.sample(list(words), self.rng.randint(1, min(most, len(words))))

    def of(self, name: str, kind: dict) -> str:
        return getattr(self, kind["type"].replace("-", "_"))(name, kind)

    def yes_no(self, name, kind):
        return self.rng.choice((name, name, f"{name} is yes", f"{name} is no", f"not {name}"))

    def one(self, name, kind):
        lists = self.maker.lists_of(kind.get("kind"))
        if lists and self.rng.random() < 0.4:
            return f"{name} is {self.rng.choice(('', '', 'not '))}on list {self.rng.choice(lists)}"
        words = self.some(kind["words"])
        form = self.rng.choice(("is", "is not", "is one of", "is not one of"))
        return f"{name} {form} {', '.join(words) if 'of' in form else words[0]}"

    def text(self, name, kind):
        lists = self.maker.lists_of("text")
        if lists and self.rng.random() < 0.4:
            return f"{name} is {self.rng.choice(('', '', 'not '))}on list {self.rng.choice(lists)}"
        words = [f'"{word}"' for word in self.some(TEXTS)]
        form = self.rng.choice(("is", "is not", "is one of", "is not one of"))
        return f"{name} {form} {', '.join(words) if 'of' in form else words[0]}"

    def set(self, name, kind):
        form = self.rng.choice(("includes", "includes any of", "includes all of", "includes only", "includes only", "is empty", "is not empty"))
        if "empty" in form:
            return f"{name} {form}"
        words = self.some(kind["words"])
        return f"{name} {form} {words[0] if form == 'includes' else ', '.join(words)}"

    def order(self) -> str:
        return self.rng.choice(("is", "is not", "is at least", "is more than", "is at most", "is less than"))

    def number(self, name, kind):
        number = self.rng.choice(("0", "1", "2", "10", "48", "47.5", "0.000001", "0.1", "999999", "100.25"))
        return f"{name} {self.order()} {number}{self.rng.choice(('', ' ' + kind['unit'])) if kind.get('unit') else ''}"

    def duration(self, name, kind):
        return f"{name} {self.order()} {self.maker.clock.span('minutes', 'hours', 'days', 'weeks')}"

    def point(self, kind: str) -> str:
        if self.rng.random() < 0.45:
            return "case.at"
        return self.maker.clock.day() if kind == "date" else self.maker.clock.moment(self.maker.zone)

    def date(self, name, kind, units=("days", "weeks", "months", "years"), calendar=False):
        which = kind["type"]
        roll = self.rng.random()
        if roll < 0.08:
            return f"{name} is on {self.maker.clock.day() if which == 'date' else self.maker.clock.moment(self.maker.zone, True)}"
        if roll < 0.3:
            return f"{name} is {self.rng.choice(('before', 'after', 'on or before', 'on or after'))} {self.point(which)}"
        span = self.maker.clock.span(*units)
        if calendar and "month" not in span and "year" not in span and self.rng.random() < 0.6:
            span += self.maker.calendar()
        return (f"{name} is {self.rng.choice(('within', 'within', 'at least', 'more than'))} {span} "
                f"{self.rng.choice(('before', 'after'))} {self.point(which)}")

    def instant(self, name, kind):
        return self.date(name, kind, ("minutes", "hours", "days", "weeks", "months", "years"), True)

    def list(self, name, kind):
        record, fields = kind["record"], kind["fields"]
        if self.rng.random() < 0.12:
            return f"{name} is {self.rng.choice(('', 'not '))}empty"
        parts = [self.of(field, fields[field]) for field in self.some(fields, 2)]
        where = f" where {parts[0]}"
        if len(parts) > 1:
            where = f" where ({parts[0]} {self.rng.choice(('and', 'or'))} {parts[1]})"
        elif self.rng.random() < 0.3:
            where = f" where ({parts[0]})"
        form = self.rng.choice(("some", "some", "no", "every", "at least", "more than", "at most", "fewer than", "exactly"))
        if form in ("some", "no", "every"):
            return f"{form} {record} in {name}{'' if form != 'every' and self.rng.random() < 0.2 else where}"
        return f"{form} {self.rng.choice((0, 1, 1, 2, 3) if form != 'fewer than' else (1, 2, 3))} {record} in {name}{where}"
