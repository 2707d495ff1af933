"""The same replay on Apache Spark, by mapInArrow: every partition is a stream of Arrow batches, and rows keep their columns.

    >>> import comity.spark
    >>> ruled = comity.spark.replay(df, book="dc", action="arrest", at="2025-08-14 12:00")

Every worker process loads the book once; it must find it (`books=`, COMITY_BOOKS, or the books that came with the package).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._book import Book, _roots, load
from ._replay import replay as _replay

_WORKERS: dict[tuple[Any, ...], Book] = {}


def _book(made_of: tuple[Any, ...]) -> Book:
    if made_of not in _WORKERS:
        _WORKERS[made_of] = Book(*made_of)
    return _WORKERS[made_of]


def replay(df: Any, *, book: Book | str, action: str, want: tuple[str, ...] | list[str] = (), books: Any = None, **options: Any) -> Any:
    """`df` with the columns `ruling` and those named by `want` (comity.replay), the texts as plain strings."""
    import pyarrow as pa
    from pyspark.sql.types import LongType, StringType, StructField, StructType

    made_of = book._made_of if isinstance(book, Book) else load(book, books=_roots(books))._made_of
    wanted = ["ruling", *(name for name in ("possible", "deciding", "missing", "epoch") if name in want)]
    schema = StructType([*df.schema.fields, *(StructField(name, LongType() if name == "epoch" else StringType()) for name in wanted)])

    # Spark takes the dots of facts' names for fields of records, so columns travel under numbers.
    names = list(df.columns)

    def ruled(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for numbered in batches:
            if numbered.num_rows == 0:
                continue
            batch = pa.RecordBatch.from_arrays(numbered.columns, names=names)
            rulings = _replay(batch, book=_book(made_of), action=action, want=want, threads=1, **options).arrow()
            table = pa.Table.from_batches([batch])
            for name in wanted:
                column = rulings.column(name).cast(pa.int64() if name == "epoch" else pa.string())
                table = table.append_column(name, column)
            yield from table.combine_chunks().to_batches()

    return df.toDF(*(f"c{i}" for i in range(len(names)))).mapInArrow(ruled, schema)
