"""Replaying tables: columns in, rulings out, by the Arrow PyCapsule interface."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ._book import Book, _opened, _plain, instant
from ._core import html_escaped
from ._report import Report

_WANTS = ("possible", "deciding", "missing", "epoch")


def _words(facts: Mapping[str, Any] | None) -> list[str]:
    """Facts as `comity ask` takes them on the command line. Those that are None are unknown, as in `ask`."""

    def told(value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        value = _plain(value)
        if not isinstance(value, list):
            return str(value)
        return ",".join(value) if value and all(isinstance(one, str) for one in value) else json.dumps(value)

    return [f"{name}={told(value)}" for name, value in (facts or {}).items() if value is not None]


class Rulings:
    """Rulings of a table's rows, made as they are read. Anything that takes Arrow takes it: pyarrow.table(r), polars.from_arrow(r)."""

    def __init__(self, core: Any) -> None:
        self._core = core
        self._table: Any = None

    def __arrow_c_schema__(self) -> object:
        return self._core.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        if self._table is not None:
            return self._table.__arrow_c_stream__(requested_schema)
        return self._core.__arrow_c_stream__(requested_schema)

    @property
    def unrecognised(self) -> dict[str, dict[str, int]]:
        """Cells to which nothing gives a meaning, and which were read as unknown: by column and text. Complete once all rows were read."""
        return dict(self._core.unrecognised)

    def __repr__(self) -> str:
        return "<comity.Rulings, not read yet>" if self._table is None else f"<comity.Rulings of {self._table.num_rows} rows>"

    def _repr_html_(self) -> str:
        if self._table is None:
            return "<p>Rulings, not read yet: <code>.arrow()</code> rules all rows.</p>"
        counts = sorted(self._table["ruling"].value_counts().to_pylist(), key=lambda one: -one["counts"])
        rows = "".join(f'<tr><th scope="row">{html_escaped(one["values"] or "(no instant)")}</th><td>{one["counts"]:,}</td></tr>' for one in counts)
        return f'<table><caption>Rows by ruling</caption><thead><tr><th scope="col">Ruling</th><th scope="col">Rows</th></tr></thead><tbody>{rows}</tbody></table>'

    @property
    def effort(self) -> dict[str, Any]:
        return dict(self._core.effort)

    def arrow(self) -> Any:
        """As a pyarrow.Table, which is kept."""
        import pyarrow

        if self._table is None:
            self._table = pyarrow.RecordBatchReader.from_stream(self).read_all()
        return self._table


def replay(
    table: Any,
    *,
    book: Book | str,
    action: str,
    given: Mapping[str, Any] | None = None,
    assume: Mapping[str, bool] | None = None,
    at: Any = None,
    at_column: str | None = None,
    reading: str = "",
    by_names: bool = False,
    want: tuple[str, ...] | list[str] = (),
    threads: int = 0,
) -> Rulings:
    """Rules every row of `table` on `action`.

    Columns give facts by a reading of the book, or by being named like facts. `at` is the instant of all rows, or "in-force", the present one; without
    it each row is asked at its own, from `at_column`, the reading, or a column `case.at`. `given` is assumed of every row. Nulls are unknown,
    and rows that they leave open are undetermined.

    The result has the column `ruling`, and those named by `want`: `possible`, `deciding`, `missing`, `epoch`. Where a row has no instant its
    ruling is null.
    """
    unknown = set(want) - set(_WANTS)
    if unknown:
        raise ValueError(f"want takes {', '.join(_WANTS)}, not {', '.join(sorted(unknown))}")
    options: dict[str, Any] = {name: name in want for name in _WANTS}
    core = _opened(book)._core.replay(
        table,
        action,
        given=_words(given),
        assume=_words(assume),
        at=instant(at),
        at_column=at_column,
        reading=reading,
        by_names=by_names,
        threads=threads,
        **options,
    )
    return Rulings(core)


def report(
    table: Any,
    *,
    book: Book | str,
    action: str,
    given: Mapping[str, Any] | None = None,
    assume: Mapping[str, bool] | None = None,
    at: Any = None,
    at_column: str | None = None,
    reading: str = "",
    by_names: bool = False,
    by: Sequence[str] = (),
    against: Any = None,
    least: int = 0,
    threads: int = 0,
) -> Report:
    """Replays `table` and counts: by ruling, over time, by the columns or facts of `by`, against another instant, and what the table lacks.

    `least` joins groups of fewer rows. The rest is as for `replay`.
    """
    core = _opened(book)._core.report(
        table,
        action,
        given=_words(given),
        assume=_words(assume),
        at=instant(at),
        at_column=at_column,
        reading=reading,
        by_names=by_names,
        by=list(by),
        against=instant(against),
        least=least,
        threads=threads,
    )
    return Report(core)
