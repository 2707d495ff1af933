"""Books: loading them, and asking one case."""

from __future__ import annotations

import datetime
import json
import os
import pathlib
from collections.abc import Mapping, Sequence
from typing import Any

from . import _core
from ._core import html_escaped
from ._errors import Error
from ._proof import Difference, Verdict, WhyNot
from ._ruling import Ruling


def _roots(books: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None) -> list[str]:
    """Where books are looked for: as told, else COMITY_BOOKS, else ./books, else those that came with the package."""
    if books is not None:
        if isinstance(books, (str, os.PathLike)):
            return [os.fspath(books)]
        return [os.fspath(root) for root in books]
    if told := os.environ.get("COMITY_BOOKS"):
        return told.split(os.pathsep)
    if os.path.isdir("books"):
        return ["books"]
    return [str(pathlib.Path(__file__).parent / "books")]


def instant(value: Any) -> str | None:
    """An instant as a case has it. A datetime without a zone is local time of the book."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    raise TypeError(f"an instant is a text or a datetime, not {type(value).__name__}")


def _plain(value: Any) -> Any:
    """A Python value as JSON has it, within lists and records too."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return f"PT{int(value.total_seconds())}S"
    return value


def _case(action: str, at: Any, facts: Mapping[str, Any] | None, assume: Mapping[str, bool] | None) -> str:
    """A case as JSON."""
    case: dict[str, Any] = {"action": action, "at": instant(at)}
    case["facts"] = {name: _plain(value) for name, value in (facts or {}).items() if value is not None}
    if assume:
        case["assume"] = dict(assume)
    return json.dumps(case)


class Book:
    """A checked book with all that it uses. Made by `load`; constant, and safe to share between threads."""

    def __init__(self, name: str, roots: Sequence[str], also: Sequence[str] = ()) -> None:
        # What another process needs to make the same book, wherever it runs.
        page = os.path.abspath(name) if os.path.exists(name) else name
        self._made_of = (page, tuple(map(os.path.abspath, roots)), tuple(also))
        self._core = _core.Book(name, list(roots), list(also))
        self.name = name

    def __reduce__(self) -> tuple[Any, ...]:
        return (Book, self._made_of)

    @property
    def release(self) -> str:
        return self._core.release

    @property
    def warnings(self) -> str:
        return self._core.warnings

    @property
    def title(self) -> str:
        return self._core.title

    @property
    def sources(self) -> list[str]:
        return self._core.sources

    @property
    def actions(self) -> list[str]:
        return self._core.actions

    @property
    def facts(self) -> list[str]:
        return self._core.facts

    @property
    def norms(self) -> list[str]:
        return self._core.norms

    @property
    def readings(self) -> list[str]:
        return self._core.readings

    @property
    def claims(self) -> list[str]:
        return self._core.claims

    def ask(
        self, action: str, *, at: Any, facts: Mapping[str, Any] | None = None, assume: Mapping[str, bool] | None = None
    ) -> Ruling:
        """The ruling on `action` ("arrest", or "asking:FACT") in one case. Facts that are None, or not there, are unknown."""
        return Ruling(json.loads(self._core.ask_json(_case(action, at, facts, assume))))

    def why(self, action: str, *, at: Any, facts: Mapping[str, Any] | None = None, assume: Mapping[str, bool] | None = None) -> str:
        """The same in sentences: what decides, by which words, what it rests on and what it hangs on."""
        return self.ask(action, at=at, facts=facts, assume=assume).why()

    def why_not(
        self, action: str, ruling: str, *, at: Any, facts: Mapping[str, Any] | None = None, assume: Mapping[str, bool] | None = None
    ) -> WhyNot:
        """A smallest change of the case that would give `ruling`: the fewest told facts changed, then the fewest unknown ones told."""
        return WhyNot(json.loads(self._core.why_not_json(_case(action, at, facts, assume), ruling)))

    def prove(self, *claims: str, all: bool = False, by_diagram: bool = False) -> list[Verdict]:
        """The book's claims (those named, else its own, else with `all` also those of the books it uses), for every case and instant."""
        return [Verdict(json.loads(one)) for one in self._core.prove_json(list(claims), all, by_diagram)]

    def diff(self, other: Book | None = None, *, at: Any = None, other_at: Any = None, actions: Sequence[str] = ()) -> list[Difference]:
        """For each action that both have, exactly the cases whose ruling changes from this book at `at` to `other` (else this book too) at
        `other_at`. Without an instant it is the last one at which the book changes."""
        second = self if other is None else other
        lines = self._core.diff_json(instant(at), second._core, instant(other_at), list(actions))
        return [Difference(json.loads(line)) for line in lines]

    def replay(self, table: Any, action: str, **options: Any) -> Any:
        """`comity.replay` under this book."""
        from ._replay import replay

        return replay(table, book=self, action=action, **options)

    def report(self, table: Any, action: str, **options: Any) -> Any:
        """`comity.report` under this book."""
        from ._replay import report

        return report(table, book=self, action=action, **options)

    def _repr_html_(self) -> str:
        counted = {"sources": self.sources, "actions": self.actions, "facts": self.facts, "norms": self.norms, "claims": self.claims, "readings": self.readings}
        rows = "".join(f'<tr><th scope="row">{name}</th><td>{len(found):,}</td></tr>' for name, found in counted.items() if found)
        heading = f"<strong>{html_escaped(self.name)}</strong> {html_escaped(self.title)}"
        warned = "<p>It has warnings: <code>.warnings</code></p>" if self.warnings else ""
        return f"<table><caption>{heading}<br><code>{html_escaped(self.release)}</code></caption><tbody>{rows}</tbody></table>{warned}"

    def __repr__(self) -> str:
        return f"<comity.Book {self.name}, {len(self.norms)} norms, {self.release[:19]}>"


def load(
    name: str, *, books: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None, also: Sequence[str] = ()
) -> Book:
    """The book called `name`, or in the file or folder `name`, checked. comity.Error with all messages if it has errors.

    `also` brings in further books for their readings, without asking under them.
    """
    return Book(name, _roots(books), also)


def check(name: str, **where: Any) -> str:
    """All messages about a book, errors and warnings; empty if there are none."""
    try:
        return load(name, **where).warnings
    except Error as error:
        return str(error)


def _opened(book: Book | str) -> Book:
    return load(book) if isinstance(book, str) else book


def ask(book: Book | str, action: str, **case: Any) -> Ruling:
    """`Book.ask` of a book, or of the book of that name."""
    return _opened(book).ask(action, **case)


def why(book: Book | str, action: str, **case: Any) -> str:
    """`Book.why` of a book, or of the book of that name."""
    return _opened(book).why(action, **case)


def why_not(book: Book | str, action: str, ruling: str, **case: Any) -> WhyNot:
    """`Book.why_not` of a book, or of the book of that name."""
    return _opened(book).why_not(action, ruling, **case)


def prove(book: Book | str, *claims: str, **options: Any) -> list[Verdict]:
    """`Book.prove` of a book, or of the book of that name."""
    return _opened(book).prove(*claims, **options)


def diff(first: Book | str, second: Book | str, **options: Any) -> list[Difference]:
    """`Book.diff` between two books, or books of those names; `at` is an instant of the first, `other_at` of the second."""
    return _opened(first).diff(_opened(second), **options)
