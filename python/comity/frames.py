"""Small helpers for Polars and DuckDB."""

from __future__ import annotations

from typing import Any

from ._replay import replay


def polars(frame: Any, **options: Any) -> Any:
    """A Polars DataFrame or LazyFrame with the columns of `comity.replay` beside its own. A LazyFrame stays lazy (map_batches)."""
    import polars as pl

    names = ["ruling", *(name for name in ("possible", "deciding", "missing", "epoch") if name in options.get("want", ()))]

    def ruled(batch: Any) -> Any:
        rulings = pl.from_arrow(replay(batch, **options).arrow())
        return batch.hstack([rulings[name].cast(pl.UInt16 if name == "epoch" else pl.String) for name in names])

    if isinstance(frame, pl.DataFrame):
        return ruled(frame)
    schema = {**frame.collect_schema(), **{name: pl.UInt16 if name == "epoch" else pl.String for name in names}}
    return frame.map_batches(ruled, schema=schema, streamable=True)


def duckdb(relation: Any, **options: Any) -> Any:
    """The rulings of a DuckDB relation's rows as an Arrow table with its columns, which DuckDB reads again by name."""
    table = relation.to_arrow_table() if hasattr(relation, "to_arrow_table") else relation.arrow()
    rulings = replay(table, **options).arrow()
    for name in rulings.column_names:
        column = rulings.column(name)
        table = table.append_column(name, column.cast("string") if name != "epoch" else column)
    return table
