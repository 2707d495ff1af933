"""Rulings beside the columns of a table, batch by batch, as Spark and DuckDB want them."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ._replay import replay


def columns_of(want: Sequence[str]) -> list[str]:
    """The columns that a replay gives, in their order."""
    return ["ruling", *(name for name in ("possible", "deciding", "missing", "epoch") if name in want)]


def plain(column: Any, name: str) -> Any:
    """A column of rulings in a type that every system has."""
    import pyarrow as pa

    return column.cast(pa.int64() if name == "epoch" else pa.string())


def beside(schema: Any, batches: Iterable[Any], *, want: Sequence[str] = (), **options: Any) -> Iterator[Any]:
    """Each batch with its rulings. One replay rules them all, which gives one batch of rulings for each that it takes."""
    import pyarrow as pa

    taken: collections.deque[Any] = collections.deque()

    def kept() -> Iterator[Any]:
        for batch in batches:
            taken.append(batch)
            yield batch

    names = columns_of(want)
    for rulings in pa.RecordBatchReader.from_stream(replay(pa.RecordBatchReader.from_batches(schema, kept()), want=list(want), **options)):
        batch = taken.popleft()
        assert batch.num_rows == rulings.num_rows
        yield pa.RecordBatch.from_arrays([*batch.columns, *(plain(rulings.column(name), name) for name in names)], names=[*schema.names, *names])
