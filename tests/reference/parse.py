"""The text of one file into declarations, names still as written. The loader (`load.py`) joins files and resolves names."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lex import Token
from .model import (All, At, BookError, Calendar, Duty, Element, Fact, Life, Listing, Norm, Not, Question, Scenario, Source, Type)
from .parse_conditions import Reader

SCALARS = ("yes-no", "number", "date", "instant", "duration", "text")
NORM_CLAUSES = ("cites", "see", "permits", "forbids", "requires", "when", "unless", "suspends", "overrides", "yields", "in", "then", "note")


@dataclass
class Page:
    """One file: its book's name, and its declarations by namespace as (name, thing)."""

    book: str = ""
    uses: list = field(default_factory=list)
    timezone: str | None = None
    precedence: str | None = None
    things: list = field(default_factory=list)
    extends: list = field(default_factory=list)
    scenarios: list = field(default_factory=list)


def units_of(tokens: list[Token]) -> set[str]:
    """The units that `number of UNIT` declares: they may follow a number in a condition."""
    return {tokens[i + 2].value for i in range(len(tokens) - 2) if tokens[i].value == "number" and tokens[i + 1].value == "of"}


class Parser(Reader):
    def page(self) -> Page:
        self.out = Page()
        self.want("book")
        self.out.book = self.name()
        self.title()
        while self.peek().kind != "end":
            word = self.name()
            handler = getattr(self, "top_" + word, None)
            if not handler:
                self.at -= 1
                self.fail("a declaration")
            handler()
        return self.out

    def add(self, space: str, name: str, thing) -> None:
        self.out.things.append((space, name, thing))

    def title(self):
        return self.next().value if self.peek().kind == "string" else None

    # -- the book
    def top_use(self):
        self.out.uses.append(self.name())

    def top_timezone(self):
        self.out.timezone = self.name()

    def top_precedence(self):
        if self.takes("none"):
            self.out.precedence = "none"
            return
        self.want("by")
        word = self.name()
        if word == "rank" and self.takes(",", "then", "by", "date"):
            word = "rank then date"
        self.out.precedence = word

    def top_authority(self):
        name = self.name()
        self.title()
        self.add("authorities", name, self.several(self.name) if self.takes("below") else [])

    # -- sources
    def top_source(self):
        name = self.name()
        source = Source(name, self.out.book)
        self.title()
        while self.source_clause(source):
            pass
        self.add("sources", name, source)

    def source_clause(self, source: Source) -> bool:
        if self.takes("issued", "by"):
            source.authority = self.name()
        elif self.takes("signed"):
            source.signed = self.token("date")
        elif self.takes("citation"):
            source.citation = self.token("string")
        elif self.takes("url") or self.takes("file") or self.takes("note"):
            self.token("string")
        elif self.takes("read", "on"):
            self.token("date")
        elif self.takes("text"):
            if not (self.takes("as", "quoted", "in", "press")):
                self.name()
        elif self.sees("in", "force"):
            source.life.append(self.in_force("in force"))
        elif self.takes("expires", "on"):
            source.life.append(Life("expires", self.moment()))
        elif self.takes("expires", "after"):
            source.life.append(Life("expires after", span=self.span()))
        elif self.sees("replaces"):
            self.want("replaces")
            source.replaces += self.several(self.name)
            self.want("while", "in", "force")
        else:
            for what in ("rescinded", "revived", "amended", "stayed"):
                if self.takes(what, "by"):
                    self.name()
                    self.want("from" if what == "stayed" else "on")
                    source.life.append(Life(what, self.moment()))
                    if what == "stayed" and self.takes("until"):
                        source.life[-1].until = self.moment()
                    return True
            return False
        return True

    def in_force(self, what: str) -> Life:
        self.want("in", "force", "from")
        return Life(what, self.moment(), self.ending())

    def ending(self):
        """`until INSTANT` as a moment, `through DATE` as ("through", day)."""
        if self.takes("until"):
            return self.moment()
        return ("through", self.token("date")) if self.takes("through") else None

    # -- facts
    def type(self) -> Type:
        if self.takes("one", "of"):
            return Type("one", tuple(self.several(self.name)))
        if self.takes("some", "of"):
            return Type("some", tuple(self.several(self.name)))
        if self.takes("list", "of"):
            return Type("list", record=self.name())
        word = self.name()
        if word == "number" and self.takes("of"):
            return Type("number", unit=self.name())
        return Type(word) if word in SCALARS else Type("one", word)

    def top_kind(self):
        name = self.name()
        self.want("is", "one", "of")
        self.add("kinds", name, self.several(self.name))

    def top_extend(self):
        name = self.name()
        self.want("with")
        self.out.extends.append((name, self.several(self.name)))

    def top_record(self):
        name, fields = self.name(), {}
        while self.peek(1).value == "is" and self.peek(1).kind == "name":
            field_name = self.name()
            self.want("is")
            fields[field_name] = self.type()
        self.add("records", name, fields)

    def top_fact(self):
        name = self.name()
        self.want("is")
        fact = Fact(name, self.out.book, self.type())
        while True:
            if self.takes("asks") or self.takes("note"):
                self.token("string")
            elif self.takes("protected"):
                fact.protected = True
            elif self.takes("proxy", "for"):
                self.several(self.name)
            elif not self.takes("sensitive"):
                break
        self.add("facts", name, fact)

    def top_define(self):
        name = self.name()
        self.want("means")
        self.add("definitions", name, self.condition())

    def top_calendar(self):
        name = self.name()
        self.title()
        self.want("skips")
        weekends = holidays = False
        days = set()
        for item in self.several(self.calendar_item):
            weekends, holidays = weekends or item == "weekends", holidays or item == "holidays"
            days |= {item} if isinstance(item, tuple) else set()
        self.add("calendars", name, Calendar(weekends, holidays, frozenset(days)))

    def calendar_item(self):
        if self.takes("weekends"):
            return "weekends"
        if self.takes("federal", "holidays") or self.takes("holidays"):
            return "holidays"
        return self.month_day()

    # -- norms
    def top_action(self):
        name = self.name()
        self.title()
        self.add("actions", name, name)

    def top_norm(self):
        name = self.name()
        norm = Norm(name, self.out.book)
        self.title()
        conditions = {}
        while self.norm_clause(norm, conditions):
            pass
        parts = ([conditions["when"]] if "when" in conditions else []) + ([Not(conditions["unless"])] if "unless" in conditions else [])
        norm.when = parts[0] if len(parts) == 1 else All(tuple(parts))
        self.add("norms", name, norm)

    def citing(self, words: bool = True) -> str:
        """In a list of texts a string behind the source is the first element, not the law's words."""
        source = self.name()
        if self.takes("at"):
            self.token("string")
        if words:
            self.title()
        return source

    def norm_clause(self, norm: Norm, conditions: dict) -> bool:
        if self.takes("cites"):
            norm.cites.append(self.citing())
        elif self.takes("see"):
            self.citing()
        elif self.takes("suspends"):
            norm.suspends += self.several(self.name)
        elif self.takes("overrides"):
            norm.overrides += self.several(self.name)
        elif self.takes("yields", "to"):
            norm.yields += self.several(self.name)
        elif self.sees("in", "force"):
            norm.own_time.append(self.in_force("in force"))
        elif self.takes("then", "must"):
            norm.duties.append(self.duty())
        elif self.takes("note"):
            self.token("string")
        elif self.sees("when") or self.sees("unless"):
            word = self.name()
            if word in conditions:
                self.fail(f"only one `{word}`")
            conditions[word] = self.condition()
        elif self.sees("permits") or self.sees("forbids") or self.sees("requires"):
            if norm.modality:
                self.fail("only one of permits, forbids, requires")
            norm.modality = self.name()
            norm.target = ("asking" if norm.modality != "requires" and self.takes("asking") else "do", self.name())
        else:
            return False
        return True

    def duty(self) -> Duty:
        words = self.title()
        if words is None:
            found = []
            while self.peek().kind == "name" and not (
                    self.peek().value in NORM_CLAUSES + ("within", "every") or hasattr(self, "top_" + self.peek().value)):
                found.append(self.name())
            words = " ".join(found)
        if self.takes("every", "year", "on"):
            return Duty(words, yearly=self.month_day())
        if not self.takes("within"):
            return Duty(words)
        duty = Duty(words, self.span())
        if (self.takes("of") or self.takes("after")) and not self.takes("case.at"):
            duty.after = self.name()
        return duty

    def top_silence(self):
        self.want("on")
        self.name()
        self.want("means")
        self.name()
        while self.takes("cites"):
            self.citing()
        if self.takes("note"):
            self.token("string")

    # -- questions and lists
    def top_question(self):
        name = self.name()
        question = Question(name, self.out.book)
        self.title()
        while True:
            value = None
            if self.takes("answered"):
                value = self.name() == "yes"
                self.want("by")
            elif self.takes("note"):
                self.token("string")
                continue
            elif self.takes("raised", "by"):
                value = "raised"
            elif not self.takes("reopened", "by"):
                break
            self.name()
            self.want("on")
            when = self.moment()
            if value != "raised":
                question.events.append((when, value))
        self.add("questions", name, question)

    def top_list(self):
        name = self.name()
        self.title()
        self.want("of")
        listing = Listing(name, self.out.book, None if self.takes("text") else self.name())
        while True:
            if self.takes("cites"):
                self.citing(words=listing.kind is not None)
            elif self.takes("note"):
                self.token("string")
            elif self.peek().kind == "string" or (listing.kind and self.peek().kind == "name" and not self.declares()):
                element = Element(self.word())
                if self.takes("from"):
                    element.start = self.moment()
                element.until = self.ending()
                listing.elements.append(element)
            else:
                break
        self.add("lists", name, listing)

    def declares(self) -> bool:
        return hasattr(self, "top_" + str(self.peek().value)) and self.peek(1).kind == "name"

    # -- claims, scenarios, readings
    def top_claim(self):
        from .parse_rest import claim
        claim(self)

    def top_scenario(self):
        from .parse_rest import scenario
        self.out.scenarios.append(scenario(self, Scenario(self.out.book, self.token("string"))))

    def top_reading(self):
        from .parse_rest import reading
        reading(self)
