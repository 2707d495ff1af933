"""A generated set of books as data that prints and shrinks: declarations with clauses, clauses with condition trees."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

# A condition tree is a leaf (text), ("not", tree), ("and", [trees]) or ("or", [trees]).


def show(tree, outer: str = "") -> str:
    if isinstance(tree, str):
        return tree
    if tree[0] == "not":
        inner = show(tree[1], "not")
        return f"not {inner}"
    text = f" {tree[0]} ".join(show(part, tree[0]) for part in tree[1])
    return f"({text})" if outer and len(tree[1]) > 1 else text


def subtrees(tree) -> list:
    """The trees that are one step smaller."""
    if isinstance(tree, str):
        return []
    if tree[0] == "not":
        return [tree[1]] + [("not", smaller) for smaller in subtrees(tree[1])]
    parts = tree[1]
    found = list(parts)
    if len(parts) > 2:
        found += [(tree[0], parts[:i] + parts[i + 1:]) for i in range(len(parts))]
    found += [(tree[0], parts[:i] + [smaller] + parts[i + 1:]) for i, part in enumerate(parts) for smaller in subtrees(part)]
    return found


@dataclass
class Clause:
    """A line of text, with a condition behind it where there is one."""

    text: str
    tree: object = None

    def show(self) -> str:
        return self.text if self.tree is None else f"{self.text} {show(self.tree)}"


@dataclass
class Declaration:
    head: str
    clauses: list = field(default_factory=list)
    tree: object = None

    def show(self) -> str:
        head = self.head if self.tree is None else f"{self.head}\n  {show(self.tree)}"
        return "\n".join([head] + ["  " + clause.show() for clause in self.clauses])


@dataclass
class GeneratedBook:
    """A book as one or more files, each a list of declarations. `layout`: as a formatter would, all on one line, or with comments."""

    name: str
    files: list = field(default_factory=lambda: [[]])
    layout: str = "plain"

    def texts(self) -> list[str]:
        return [self.lay_out(f'book {self.name} "Generated"\n\n' + "\n\n".join(part.show() for part in file) + "\n") for file in self.files]

    def lay_out(self, text: str) -> str:
        if self.layout == "line":
            return " ".join(text.split())
        return text.replace("\n  ", ' # a "comment" when\n\t') if self.layout == "comments" else text


@dataclass
class Library:
    """The books of one test; the last is the one that is asked."""

    books: list
    seed: object = None
    how: str = "name"  # the program is given the book's name, its folder or its file
    court: object = None
    error: str | None = None

    @property
    def main(self) -> str:
        return self.books[-1].name

    def texts(self, name: str) -> list[str]:
        return next((book.texts() for book in self.books if book.name == name), [])

    def write(self, folder: str) -> str:
        """Writes the books below the folder, and gives what the program is to be asked."""
        for book in self.books:
            place = os.path.join(folder, book.name.split(".")[0])
            os.makedirs(place, exist_ok=True)
            for i, text in enumerate(book.texts()):
                with open(os.path.join(place, f"{book.name.replace('.', '_')}_{i}.comity"), "w", encoding="utf-8") as file:
                    file.write(text)
        if self.how == "file" and len(self.books[-1].files) == 1:
            return os.path.join(place, f"{book.name.replace('.', '_')}_0.comity")
        return place if self.how == "folder" else self.main

    def show(self) -> str:
        return "\n".join(f"----- {book.name}, file {i}\n{text}" for book in self.books for i, text in enumerate(book.texts()))
