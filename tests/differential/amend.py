"""One seeded edit of a generated book, as a legislature would make it: another threshold, one condition more or fewer, another modality, time
or rank, a norm dropped or added, `and` for `or`, an exception, an answer to a question, an element of a list, another order of the authorities,
another precedence. Edits are edits of text; whether one changes any ruling is for others to tell."""

from __future__ import annotations

import random
import re

from bench.generate_book import CLASSES, GROUNDS, OFFENSES, PLACES, Generator

from .lists import HEAD, element, some_test

NUMBERS = (r"(hold\.hours is [a-z ]+ )(\d+)", r"(held is more than )(\d+)(?= minutes)", r"(is more than )(\d+)(?= years)", r"(is within )(\d+)(?= hours)",
           r"(at least )(\d+)(?= charge)")
VALUES = {2: 1, 3: 1, 4: 8, 12: 6, 24: 12, 48: 6, 72: 24, 30: 15, 60: 20, 90: 45, 14: 1, 16: 1, 18: 2, 21: 4}
WORDS = (PLACES, GROUNDS, CLASSES, OFFENSES)
MODALITIES = ("permits", "forbids", "requires")
PRECEDENCES = ("none", "by rank", "by date", "by rank, then by date")


class Amender:
    """Edits of one book; `files` by name, each a text of paragraphs."""

    def __init__(self, files: dict[str, str], generator: Generator, seed):
        self.files, self.generator, self.rng = files, generator, random.Random(f"amend {seed}")
        generator.rng = self.rng
        self.kinds = [self.threshold, self.word, self.add_condition, self.drop_condition, self.drop_norm, self.copy_norm, self.modality, self.time,
                      self.rank, self.date, self.overrides, self.and_or, self.negation, self.exception, self.answer, self.rescind,
                      self.listed, self.list_test, self.authorities, self.precedence]

    def edit(self) -> tuple[str, str, str]:
        """The kind of edit, the file, and its text as edited."""
        while True:
            kind = self.rng.choice(self.kinds)
            name = self.rng.choice([name for name in self.files if re.fullmatch(r"j\d+\.comity", name)])
            blocks = self.files[name].split("\n\n")
            if kind(blocks) and "\n\n".join(blocks) != self.files[name]:
                return kind.__name__, name, "\n\n".join(blocks)

    # -- finding a place
    def block(self, blocks: list[str], start: str, having: str = "") -> int | None:
        places = [i for i, block in enumerate(blocks) if block.startswith(start) and re.search(having, block)]
        return self.rng.choice(places) if places else None

    def norm(self, blocks: list[str], having: str = r"  when jurisdiction") -> int | None:
        return self.block(blocks, "norm ", having)

    def replace(self, blocks: list[str], i: int | None, pattern: str, put) -> bool:
        """One of the places in the paragraph that the pattern finds, anew."""
        found = list(re.finditer(pattern, blocks[i])) if i is not None else []
        if not found:
            return False
        one = self.rng.choice(found)
        blocks[i] = blocks[i][: one.start()] + put(one) + blocks[i][one.end():]
        return True

    def insert(self, blocks: list[str], i: int | None, line: str) -> bool:
        """A line after the norm's conditions."""
        if i is None:
            return False
        lines = blocks[i].split("\n")
        place = max(k for k, text in enumerate(lines) if text.startswith(("  when", "   ", "  unless"))) + 1
        blocks[i] = "\n".join(lines[:place] + line.split("\n") + lines[place:])
        return True

    # -- the kinds
    def threshold(self, blocks):
        pattern = self.rng.choice(NUMBERS)
        i = self.rng.choice([self.norm(blocks, pattern), self.block(blocks, "define ", pattern)])
        return self.replace(blocks, i, pattern, lambda m: m[1] + str(int(m[2]) + self.rng.choice((-1, 1)) * VALUES.get(int(m[2]), 1)))

    def word(self, blocks):
        words = self.rng.choice(WORDS)
        pattern = r"(?<=[ (,])(" + "|".join(words) + r")(?=[,\n)]|$)"
        return self.replace(blocks, self.norm(blocks, pattern), pattern, lambda m: self.rng.choice(words))

    def add_condition(self, blocks):
        i = self.norm(blocks)
        return i is not None and self.replace(blocks, i, r"(  when jurisdiction is .*)", lambda m: f"{m[1]}\n   and {self.generator.test()}")

    def drop_condition(self, blocks):
        condition = r"\n   and (?!probable_cause\)).*(\n   and probable_cause\))?"
        return self.replace(blocks, self.norm(blocks, condition), condition, lambda m: "")

    def drop_norm(self, blocks):
        i = self.norm(blocks)
        name = i is not None and blocks[i].split(" ")[1]
        if not name or any(re.search(rf"  suspends .*{name}", block) for block in blocks):
            return False
        del blocks[i]
        blocks[:] = [re.sub(rf"\n  overrides {name}(?=\n)", "", block) for block in blocks]
        return True

    def copy_norm(self, blocks):
        i = self.norm(blocks)
        if i is None:
            return False
        name = blocks[i].split(" ")[1]
        copy = re.sub(r"\n  overrides .*", "", blocks[i].replace(name, name + "_a", 1))
        copy = re.sub(r"\n  (permits|forbids|requires) ", lambda m: f"\n  {self.rng.choice(MODALITIES)} ", copy)
        blocks.insert(i + 1, copy)
        return self.replace(blocks, i + 1, r"(  when jurisdiction is .*)", lambda m: f"{m[1]}\n   and {self.generator.test()}")

    def modality(self, blocks):
        return self.replace(blocks, self.norm(blocks), r"\n  (permits|forbids|requires) ", lambda m: f"\n  {self.rng.choice(MODALITIES)} ")

    def time(self, blocks):
        start = self.generator.date()
        i = self.norm(blocks)
        if i is None or "\n  in force " in blocks[i]:
            return self.replace(blocks, i, r"\n  in force .*", lambda m: f"\n  in force from {start}")
        return self.insert(blocks, i, f"  in force from {start}" + self.rng.choice(("", f" until {self.generator.date(2026, 2030)}")))

    def rank(self, blocks):
        return self.replace(blocks, self.block(blocks, "source "), r"_(legislature|council)(?=\n  signed)",
                            lambda m: "_council" if m[1] == "legislature" else "_legislature")

    def date(self, blocks):
        return self.replace(blocks, self.block(blocks, "source "), r"(?<=\n  signed )[0-9-]+", lambda m: str(self.generator.date()))

    def overrides(self, blocks):
        i = self.norm(blocks)
        if i is None:
            return False
        action = re.search(r"\n  (?:permits|forbids|requires) (\S+)", blocks[i])[1]
        others = [block.split(" ")[1] for block in blocks if block.startswith("norm ") and re.search(rf"\n  (permits|forbids|requires) {action}\n", block)]
        if "\n  overrides" in blocks[i] or len(others) < 2:
            return self.replace(blocks, i, r"\n  overrides .*", lambda m: "")
        return self.replace(blocks, i, r"\n  (permits|forbids|requires) .*", lambda m: f"{m[0]}\n  {self.rng.choice(('overrides', 'yields to'))} {self.rng.choice(others)}")

    def and_or(self, blocks):
        if self.rng.random() < 0.4:
            return self.replace(blocks, self.block(blocks, "define "), r"\n   (and|or) (?!probable)", lambda m: "\n   or " if m[1] == "and" else "\n   and ")
        pair = r"\n   and ((?!at least|probable).*)\n   and ((?!at least|probable).*)"
        return self.replace(blocks, self.norm(blocks, pair), pair, lambda m: f"\n   and ({m[1]}\n   or {m[2]})")

    def negation(self, blocks):
        flag = r"\n   and (not )?(situation\.flag_\d+)(?=\n|$)"
        return self.replace(blocks, self.norm(blocks, flag), flag, lambda m: f"\n   and {'' if m[1] else 'not '}{m[2]}")

    def exception(self, blocks):
        i = self.norm(blocks)
        if i is not None and "\n  unless" in blocks[i]:
            return self.replace(blocks, i, r"\n  unless .*(\n   and probable_cause\))?", lambda m: "")
        return self.insert(blocks, i, f"  unless {self.generator.test()}")

    def answer(self, blocks):
        i = self.block(blocks, "question ")
        act = i is not None and re.search(r"raised by (\S+)", blocks[i])[1]
        if act and "\n  answered" in blocks[i]:
            return self.replace(blocks, i, r"answered (yes|no)", lambda m: "answered " + ("no" if m[1] == "yes" else "yes"))
        if act:
            blocks[i] += f"\n  answered {self.rng.choice(('yes', 'no'))} by {act} on {self.generator.date(2020)}"
        return bool(act)

    def rescind(self, blocks):
        first = next(block.split(" ")[1] for block in blocks if block.startswith("source "))
        i = self.block(blocks, "source ")
        if blocks[i].split(" ")[1] == first:
            return False
        if "\n  rescinded" in blocks[i]:
            return self.replace(blocks, i, r"\n  rescinded .*", lambda m: "")
        blocks[i] += f"\n  rescinded by {first} on {self.generator.date(2024, 2027)}"
        return True

    def listed(self, blocks):
        """An element more, one fewer, or another in its place."""
        i = self.block(blocks, "list ")
        lines, new = blocks[i].split("\n"), element(HEAD.match(blocks[i])[2], self.generator, self.rng)
        place = self.rng.randrange(2, len(lines))
        blocks[i] = "\n".join(lines[:place] + self.rng.choice(([new], [new], [], [new, lines[place]])) + lines[place + 1:])
        return True

    def list_test(self, blocks):
        i = self.norm(blocks, " on list ")
        if i is not None and self.rng.random() < 0.5:
            return self.replace(blocks, i, r" is (not )?on list ", lambda m: " is on list " if m[1] else " is not on list ")
        return self.replace(blocks, self.norm(blocks), r"(  when jurisdiction is .*)", lambda m: f"{m[1]}\n   and {some_test(blocks, self.rng)}")

    def authorities(self, blocks):
        """Each of the two below the other, below the union or below none; in a circle they make no law."""
        i = self.block(blocks, "authority ")
        legislature, council = re.findall(r"authority (\S+)", blocks[i])
        above = {legislature: self.rng.choice((" below union", "", f" below {council}")), council: self.rng.choice((" below union", "", f" below {legislature}"))}
        blocks[i] = re.sub(r'(authority (\S+) "\w+").*', lambda m: m[1] + above[m[2]], blocks[i])
        return True

    def precedence(self, blocks):
        return self.replace(blocks, 0, r"(?<=\nprecedence ).*", lambda m: self.rng.choice(PRECEDENCES))
