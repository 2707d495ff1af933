"""Short ways to ask small books in tests."""

from __future__ import annotations

from .answers import Answer, Court
from .load import load_texts

HEAD = 'book t "A test"\ntimezone America/New_York\n'


def court(*texts: str, **others: str) -> Court:
    """A court over book `t` (each text headed for it) and other whole books by name."""
    books = {name.replace("_", "."): [text] for name, text in others.items()}
    books["t"] = [HEAD + text if i == 0 else 'book t "A test"\n' + text for i, text in enumerate(texts)]
    return Court(load_texts("t", lambda name: books.get(name, [])))


def ask(of: Court, action: str, at: str = "2025-06-01T12:00:00", assume: dict | None = None, **told) -> Answer:
    """Facts with a dot in the name are written with two underscores."""
    return of.ask({"at": at, "action": action, "facts": {name.replace("__", "."): value for name, value in told.items()}, "assume": assume or {}})


def holds(condition: str, facts: str, at: str = "2025-06-01T12:00:00", **told) -> bool:
    """Whether a condition holds of a complete case."""
    found = ask(court(f'{facts}\nsource s "S" in force from 2000-01-01\naction go "go"\nnorm n cites s permits go when {condition}'), "go", at, **told)
    assert len(found.possible) == 1, found.possible
    return found.ruling == "permitted"
