"""Replaying tables: columns in, rulings out, by the Arrow PyCapsule interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._book import Book, instant, load

_WANTS = ("possible", "deciding", "missing", "epoch")


def _words(facts: Mapping[str, Any] | None) -> list[str]:
    """Facts as `comity ask` takes them on the command line."""

    def told(value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (list, tuple, set, frozenset)):
            return ",".join(sorted(map(str, value)) if isinstance(value, (set, frozenset)) else map(str, value))
        return str(value)

    return [f"{name}={told(value)}" for name, value in (facts or {}).items()]


class Rulings:
    """Rulings of a table's rows, made as they are read. Anything that takes Arrow takes it: pyarrow.table(r), polars.from_arrow(r)."""

    def __init__(self, core: Any) -> None:
        self._core = core

    def __arrow_c_schema__(self) -> object:
        return self._core.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._core.__arrow_c_stream__(requested_schema)

    @property
    def unrecognised(self) -> dict[str, dict[str, int]]:
        """Cells to which nothing gives a meaning, and which were read as unknown: by column and text. Complete once all rows were read."""
        return self._core.unrecognised

    @property
    def effort(self) -> dict[str, Any]:
        return self._core.effort

    def arrow(self) -> Any:
        """As a pyarrow.Table."""
        import pyarrow

        return pyarrow.RecordBatchReader.from_stream(self).read_all()


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

    Columns give facts by a reading of the book, or by being named like facts. `at` is the instant of all rows; without it each row is asked
    at its own, from `at_column`, the reading, or a column `case.at`. `given` is assumed of every row. Nulls are unknown, and rows that they
    leave open are undetermined.

    The result has the column `ruling`, and those named by `want`: `possible`, `deciding`, `missing`, `epoch`. Where a row has no instant its
    ruling is null.
    """
    unknown = set(want) - set(_WANTS)
    if unknown:
        raise ValueError(f"want takes {', '.join(_WANTS)}, not {', '.join(sorted(unknown))}")
    found = load(book) if isinstance(book, str) else book
    options: dict[str, Any] = {name: name in want for name in _WANTS}
    core = found._core.replay(
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
