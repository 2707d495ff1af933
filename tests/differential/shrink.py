"""Makes a failing library and case smaller while they still fail in the same way."""

from __future__ import annotations

import re

import copy

from . import compare
from .shape import subtrees


def kind_of(found: list[str]) -> str:
    """What a failure is about: the word before the colon or the first word; of a refused book the code of the first message."""
    refused = re.search(r"error\[(C\d{4})\]", found[0])
    return refused[1] if refused else found[0].split(":")[0].split(" ")[0]


class Shrinker:
    def __init__(self, program, library, line: dict | None, kind: str, tries: int = 1500):
        self.program, self.library, self.line, self.kind, self.tries = program, library, line, kind, tries

    def fails(self, library, line) -> bool:
        """Whether this still fails in the same way (a library that only the program rejects counts only where that is the failure)."""
        if self.tries <= 0:
            return False
        self.tries -= 1
        library.court = None
        try:
            court = compare.court_of(library)
            if line is not None and isinstance(court, str):
                return False
            library.court = None if isinstance(court, str) else court
            _, failed = compare.failures(self.program, library, [line] if line else [])
        except Exception:  # pylint: disable=broad-except
            return False
        return any((case is None) == (line is None) and kind_of(found) == self.kind for case, found, _ in failed)

    def attempt(self, change) -> bool:
        """Applies a change to a copy; keeps it if the failure stays."""
        court, self.library.court = self.library.court, None
        library, line = copy.deepcopy(self.library), copy.deepcopy(self.line)
        self.library.court = court
        if change(library, line) is False or not self.fails(library, line):
            return False
        self.library, self.line = library, line
        return True

    def run(self) -> None:
        going = True
        while going and self.tries > 0:
            going = self.drop_parts() | self.drop_clauses() | self.smaller_conditions() | self.smaller_case()

    def drop_parts(self) -> bool:
        any_dropped = False
        for b in range(len(self.library.books)):
            for f in range(len(self.library.books[b].files)):
                size = max(1, len(self.library.books[b].files[f]) // 2)
                while size:
                    i = 0
                    while i < len(self.library.books[b].files[f]):
                        def change(library, _line, b=b, f=f, i=i, size=size):
                            del library.books[b].files[f][i:i + size]
                        if self.attempt(change):
                            any_dropped = True
                        else:
                            i += size
                    size //= 2
        return any_dropped

    def places(self):
        return [(b, f, d) for b, book in enumerate(self.library.books) for f, file in enumerate(book.files) for d in range(len(file))]

    def drop_clauses(self) -> bool:
        dropped = False
        for b, f, d in self.places():
            i = 0
            while i < len(self.library.books[b].files[f][d].clauses):
                def change(library, _line, i=i):
                    del library.books[b].files[f][d].clauses[i]
                if self.attempt(change):
                    dropped = True
                else:
                    i += 1
        return dropped

    def smaller_conditions(self) -> bool:
        changed = False
        for b, f, d in self.places():
            count = len(self.library.books[b].files[f][d].clauses)
            for i in [None] + list(range(count)):
                again = True
                while again:
                    again = False
                    holder = self.holder(self.library, b, f, d, i)
                    for tree in subtrees(holder.tree) if holder.tree is not None else []:
                        def change(library, _line, tree=tree, i=i):
                            self.holder(library, b, f, d, i).tree = tree
                        if self.attempt(change):
                            again = changed = True
                            break
        return changed

    @staticmethod
    def holder(library, b, f, d, i):
        declaration = library.books[b].files[f][d]
        return declaration if i is None else declaration.clauses[i]

    @staticmethod
    def plainer(library, _line):
        if library.how == "name" and all(book.layout == "plain" for book in library.books):
            return False
        library.how = "name"
        for book in library.books:
            book.layout = "plain"
        return None

    def smaller_case(self) -> bool:
        plainer = self.attempt(self.plainer)
        if self.line is None:
            return plainer
        changed = plainer or self.line.get("assume") is not None and self.attempt(lambda _library, line: line.pop("assume", None) and None)
        for name in list(self.line["facts"]):
            def drop(_library, line, name=name):
                del line["facts"][name]
            if self.attempt(drop):
                changed = True
                continue
            value = self.line["facts"][name]
            i = 0
            while isinstance(value, list) and i < len(self.line["facts"][name]):
                def shorter(_library, line, name=name, i=i):
                    del line["facts"][name][i]
                if self.attempt(shorter):
                    changed = True
                else:
                    i += 1
        return changed


def report(program, library, line, found: list[str], tries: int = 1500) -> str:
    """The smallest failure reached, with both answers."""
    shrinker = Shrinker(program, library, line, kind_of(found), tries)
    if not shrinker.fails(shrinker.library, line):
        shrinker.library.court = library.court
        return f"seed {library.seed} (not shrunk: does not fail alone)\n{library.show()}\ncase {line}\n{found}"
    shrinker.run()
    _, failed = compare.failures(program, shrinker.library, [shrinker.line] if shrinker.line else [])
    text = [f"seed {library.seed}", shrinker.library.show(), f"case {shrinker.line}"]
    for _, what, theirs in failed:
        text += ["  " + one for one in what] + [f"program: {theirs}"]
    if shrinker.line and shrinker.library.court:
        text.append(f"reference: {shrinker.library.court.ask(shrinker.line).as_json()}")
    return "\n".join(text)
