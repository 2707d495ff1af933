"""Polars and DuckDB: rulings beside the columns of their frames, and inside their own queries."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from ._beside import beside, columns_of, plain
from ._replay import replay


def polars(frame: Any, **options: Any) -> Any:
    """A Polars DataFrame or LazyFrame with the columns of `comity.replay` beside its own. A LazyFrame stays lazy (map_batches)."""
    import polars as pl

    names = columns_of(options.get("want", ()))
    types = {name: pl.Int64 if name == "epoch" else pl.String for name in names}

    def ruled(batch: Any) -> Any:
        rulings = pl.DataFrame(replay(batch, **options).arrow())
        return batch.hstack([rulings[name].cast(kind) for name, kind in types.items()])

    if isinstance(frame, pl.DataFrame):
        return ruled(frame)
    # Each row's ruling hangs on that row alone: the frame may be ruled in parts, and its own columns read late.
    return frame.map_batches(ruled, schema={**frame.collect_schema(), **types}, streamable=True, predicate_pushdown=False, projection_pushdown=False)


def polars_ruling(*columns: str, **options: Any) -> Any:
    """The ruling as a Polars expression over the columns that it reads: `frame.with_columns(ruling=polars_ruling("encounter", …))`."""
    import polars as pl

    def ruled(rows: Any) -> Any:
        return pl.Series(replay(rows.struct.unnest(), **options).arrow()["ruling"]).cast(pl.String)

    return pl.struct(*columns).map_batches(ruled, return_dtype=pl.String, is_elementwise=True)


def duckdb(relation: Any, **options: Any) -> Any:
    """The rows of a DuckDB relation with their rulings as an Arrow table, which DuckDB reads again by its name."""
    import pyarrow as pa

    reader = pa.RecordBatchReader.from_stream(relation)
    batches = list(beside(reader.schema, reader, **options))
    if batches:
        return pa.Table.from_batches(batches)
    names = columns_of(options.get("want", ()))
    return pa.Table.from_batches([], pa.schema([*reader.schema, *(pa.field(name, pa.int64() if name == "epoch" else pa.string()) for name in names)]))


def duckdb_function(connection: Any, name: str, columns: Mapping[str, str], **options: Any) -> None:
    """Two functions of the connection: `NAME(TABLE)`, a table function that gives the rows of a table or view with the column `ruling`, and
    `NAME_row(…)`, the ruling of one row.

    `columns` are those that the rulings read, with their types of DuckDB: {"encounter": "VARCHAR", "subject.in_custody": "BOOLEAN"}.

        comity.frames.duckdb_function(con, "ruled", {"encounter": "VARCHAR"}, book="dc", action="arrest", at="2025-08-14 12:00")
        con.sql("select ruling, count(*) from ruled('stops') group by all")
    """
    import pyarrow as pa

    names = list(columns)

    def ruled(*values: Any) -> Any:
        chunks = [value.combine_chunks() if isinstance(value, pa.ChunkedArray) else value for value in values]
        rulings = replay(pa.table(chunks, names=names), **options).arrow()
        return plain(rulings["ruling"], "ruling").combine_chunks()

    # DuckDB counts the parameters that a function declares.
    declared = [inspect.Parameter(f"c{i}", inspect.Parameter.POSITIONAL_ONLY) for i in range(len(names))]
    ruled.__signature__ = inspect.Signature(declared)  # type: ignore[attr-defined]

    def quoted(word: str) -> str:
        return '"' + word.replace('"', '""') + '"'

    connection.create_function(f"{name}_row", ruled, list(columns.values()), "VARCHAR", type="arrow", null_handling="special")
    told = ", ".join(f"source.{quoted(column)}" for column in names)
    connection.execute(
        f"create or replace temporary macro {quoted(name)}(rows) as table "
        f"select source.*, {quoted(name + '_row')}({told}) as ruling from query_table(rows) as source"
    )
