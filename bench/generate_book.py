#!/usr/bin/env python3
"""A book of law of any size, for benchmarks: norms spread over actions, jurisdictions, acts and years as in a real code.

    bench/generate_book.py NORMS [--seed N] [--flags N] [--out DIR]

writes DIR/common.comity (book `code.common`: facts, actions, authorities), one file for each jurisdiction (books `code.j01` …) and
DIR/code.comity (book `code`, which uses them all). The same arguments give the same text. There are scenarios, no claims.

A few actions carry most of the norms; each norm names its jurisdiction and one to four further facts; about one in ten makes an exception
to an earlier norm of its act, one in thirty suspends others, some have their own time, duties or an open question of law.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random

OFFENSES = ("theft", "burglary", "robbery", "assault", "fraud", "arson", "stalking", "extortion", "forgery", "perjury", "smuggling", "bribery")
CLASSES = ("infraction", "misdemeanor", "wobbler", "felony", "serious_felony", "violent_felony")
GROUNDS = ("civil_detainer", "administrative_warrant", "judicial_warrant", "removal_order", "probable_cause", "consent")
PLACES = ("street", "home", "school", "court", "jail", "hospital", "station", "workplace")
COUNTINGS = ("", "", "", ", not counting weekends", ", not counting weekends and holidays")
NORMS_OF_A_JURISDICTION, NORMS_OF_AN_ACT, NORMS_OF_AN_ACTION = 400, 25, 30


class Generator:
    def __init__(self, norms: int, seed: int, flags: int | None = None):
        self.rng = random.Random(seed)
        self.jurisdictions = max(1, norms // NORMS_OF_A_JURISDICTION)
        self.actions = [f"act_{i:03}" for i in range(max(12, norms // NORMS_OF_AN_ACTION))]
        self.flags = [f"situation.flag_{i:03}" for i in range(flags or max(20, min(400, norms // 20)))]
        self.norms = norms

    def files(self) -> dict[str, str]:
        found = {"common.comity": self.common()}
        left = self.norms
        for i in range(self.jurisdictions):
            share = left // (self.jurisdictions - i)
            left -= share
            found[f"j{i + 1:02}.comity"] = Jurisdiction(self, f"j{i + 1:02}", share).text()
        uses = "".join(f"use code.j{i + 1:02}\n" for i in range(self.jurisdictions))
        found["code.comity"] = f'book code "A code of {self.norms} norms"\nuse code.common\n{uses}timezone America/New_York\n'
        return found

    def common(self) -> str:
        lines = ['book code.common "The words that the code shares"', "timezone America/New_York", "", 'authority union "The union"', ""]
        lines += [f'action {name} "do what {name} stands for"' for name in self.actions]
        lines += ["", f"kind class is one of {', '.join(CLASSES)}", f"kind offense is one of {', '.join(OFFENSES)}", "", "record charge"]
        lines += ["  offense is offense", "  class is class", "  filed_on is date", "  probable_cause is yes-no", ""]
        lines += ["fact jurisdiction is text", "fact subject.charges is list of charge", "fact subject.born is date", "fact subject.race is text", "  protected"]
        lines += [f"fact place is one of {', '.join(PLACES)}", f"fact grounds is some of {', '.join(GROUNDS)}", "fact held is duration"]
        lines += ["fact hold.hours is number of hours", "fact released is instant"]
        lines += [f"fact {name} is yes-no" for name in self.flags]
        return "\n".join(lines) + "\n"

    def flag(self) -> str:
        """Some are named often, most seldom."""
        return self.flags[min(int(self.rng.expovariate(8 / len(self.flags))), len(self.flags) - 1)]

    def action(self) -> str:
        return self.actions[min(int(self.rng.expovariate(5 / len(self.actions))), len(self.actions) - 1)]

    def date(self, first: int = 1990, last: int = 2025) -> datetime.date:
        return datetime.date(first, 1, 1) + datetime.timedelta(self.rng.randrange((last - first) * 365))

    def test(self) -> str:
        rng = self.rng
        negation = rng.choice(("", "", "not "))
        return rng.choice((
            lambda: negation + self.flag(),
            lambda: negation + self.flag(),
            lambda: negation + self.flag(),
            lambda: f"place is {rng.choice(PLACES)}",
            lambda: f"place is one of {', '.join(rng.sample(PLACES, 3))}",
            lambda: f"grounds includes {rng.choice(('any of', 'all of', 'only'))} {', '.join(rng.sample(GROUNDS, 2))}",
            lambda: f"hold.hours is {rng.choice(('at least', 'more than', 'at most', 'less than'))} {rng.choice((4, 12, 24, 48, 72))}",
            lambda: f"held is more than {rng.choice((30, 60, 90))} minutes",
            lambda: f"subject.born is more than {rng.choice((14, 16, 18, 21))} years before case.at",
            lambda: f"released is within {rng.choice((24, 48, 72))} hours{rng.choice(COUNTINGS)} before case.at",
            lambda: f"some charge in subject.charges where class is {rng.choice(CLASSES)}",
            lambda: f"at least {rng.randint(2, 3)} charge in subject.charges where (offense is {rng.choice(OFFENSES)}\n   and probable_cause)",
        ))()


class Jurisdiction:
    """One book: its authorities, acts by year, definitions, questions and norms."""

    def __init__(self, code: Generator, name: str, norms: int):
        self.code, self.rng, self.name, self.count = code, code.rng, name, norms
        self.definitions = [f"{name}_term_{i:02}" for i in range(max(1, norms // 20))]
        self.questions = [f"{name}_question_{i}" for i in range(max(1, norms // 150))]
        self.norms: list[tuple[str, str, str, str]] = []  # name, act, modality, action

    def text(self) -> str:
        lines = [f'book code.{self.name} "Jurisdiction {self.name}"', "use code.common", "timezone America/New_York", "precedence by rank, then by date", ""]
        lines += [f'authority {self.name}_legislature "Legislature" below union', f'authority {self.name}_council "Council" below {self.name}_legislature', ""]
        acts = [f"{self.name}_act_{i:03}" for i in range((self.count + NORMS_OF_AN_ACT - 1) // NORMS_OF_AN_ACT)]
        for act in acts:
            lines += self.act(act, acts[0])
        for name in self.definitions:
            lines += [f"define {name} means", f"  {self.code.test()}", f"   {self.rng.choice(('and', 'or'))} {self.code.test()}", ""]
        for name in self.questions:
            lines += [f'question {name} "Does the act reach this?"', f"  raised by {acts[0]} on 2019-03-01", ""]
            if self.rng.random() < 0.5:
                lines.insert(len(lines) - 1, f"  answered {self.rng.choice(('yes', 'no'))} by {acts[0]} on {self.code.date(2020)}")
        for i in range(self.count):
            lines += self.norm(f"{self.name}_norm_{i:04}", acts[i // NORMS_OF_AN_ACT])
        for i in range(max(1, self.count // 100)):
            lines += [f'scenario "{self.name} {i}" at {self.code.date(2010)} 12:00', f'  given jurisdiction is "{self.name}", {self.code.flag()} is yes']
            lines += [f"  expect {self.code.action()} permitted or forbidden or required or silent or conflicting", ""]
        return "\n".join(lines) + "\n"

    def act(self, name: str, first: str) -> list[str]:
        signed = self.code.date()
        lines = [f'source {name} "An act"', f"  issued by {self.name}_{self.rng.choice(('legislature', 'council'))}", f"  signed {signed}"]
        lines += [f"  in force from {signed + datetime.timedelta(90)}", "  text verified"]
        if name != first and self.rng.random() < 0.2:
            lines.append(f"  rescinded by {first} on {signed + datetime.timedelta(90 + self.rng.randrange(2000))}")
        return lines + [""]

    def norm(self, name: str, act: str) -> list[str]:
        rng = self.rng
        lines = [f'norm {name} "a rule"', f'  cites {act} at "section {rng.randint(1, 99)}" "words of the act"']
        if self.norms and rng.random() < 1 / 30:
            suspended = rng.sample(self.norms, min(len(self.norms), rng.randint(1, 3)))
            lines += [f"  suspends {', '.join(other[0] for other in suspended)}", f"  when {rng.choice(self.questions)} is yes", ""]
            return lines
        modality, action = rng.choice(("permits", "forbids", "forbids", "requires")), self.code.action()
        # An exception is made to a norm of the same act, so that it never stands against the rank of the acts.
        earlier = [other for other in self.norms[-NORMS_OF_AN_ACT:] if other[1] == act]
        exception = rng.choice(earlier) if earlier and rng.random() < 0.1 else None
        if exception:
            action, modality = exception[3], "permits" if exception[2] == "forbids" else "forbids"
        lines.append(f"  {modality} {action}")
        if exception:
            lines.append(f"  overrides {exception[0]}")
        lines += [f'  when jurisdiction is "{self.name}"'] + [f"   and {self.term()}" for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))]
        if rng.random() < 0.15:
            lines.append(f"  unless {self.term()}")
        if rng.random() < 0.05:
            start = self.code.date()
            lines.append(f"  in force from {start} until {start + datetime.timedelta(rng.randint(30, 3000))}")
        if rng.random() < 0.1:
            lines.append(f'  then must "give notice" within {rng.choice((2, 5, 10))} days{rng.choice(COUNTINGS)}')
        self.norms.append((name, act, modality, action))
        return lines + [""]

    def term(self) -> str:
        if self.rng.random() < 0.2:
            return self.rng.choice(self.definitions)
        return self.code.test()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("norms", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flags", type=int, help="yes-no facts, beside the nine other facts; without it as many as a code of this size has")
    parser.add_argument("--out", default="build/generated")
    given = parser.parse_args()
    os.makedirs(given.out, exist_ok=True)
    for name, text in Generator(given.norms, given.seed, given.flags).files().items():
        with open(os.path.join(given.out, name), "w", encoding="utf-8") as file:
            file.write(text)
    print(f"{given.out}: book code, {given.norms} norms")


if __name__ == "__main__":
    main()
