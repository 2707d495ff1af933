"""The same replay on Apache Spark, by mapInArrow: every partition is a stream of Arrow batches, and rows keep their columns.

    >>> import comity.spark
    >>> ruled = comity.spark.replay(df, book="dc", action="arrest", at="2025-08-14 12:00")

Every worker process loads the book once; it must find it (`books=`, COMITY_BOOKS, or the books that came with the package).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from ._beside import beside, columns_of
from ._book import Book, _roots, load

_WORKERS: dict[tuple[Any, ...], Book] = {}


def _book(made_of: tuple[Any, ...]) -> Book:
    if made_of not in _WORKERS:
        _WORKERS[made_of] = Book(*made_of)
    return _WORKERS[made_of]


def replay(df: Any, *, book: Book | str, action: str, want: Sequence[str] = (), books: Any = None, **options: Any) -> Any:
    """`df` with the columns `ruling` and those named by `want` (comity.replay), the texts as plain strings."""
    import pyarrow as pa
    from pyspark.sql.types import LongType, StringType, StructField, StructType

    made_of = book._made_of if isinstance(book, Book) else load(book, books=_roots(books))._made_of
    added = [StructField(name, LongType() if name == "epoch" else StringType()) for name in columns_of(want)]

    # Spark takes the dots of facts' names for fields of records, so columns travel under numbers.
    names = list(df.columns)

    def ruled(numbered: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        first = next(numbered, None)
        if first is None:
            return
        schema = pa.schema([pa.field(name, field.type) for name, field in zip(names, first.schema)])
        batches = (pa.RecordBatch.from_arrays(one.columns, schema=schema) for one in itertools.chain([first], numbered))
        # One thread: Spark gives each core a partition of its own.
        yield from beside(schema, batches, book=_book(made_of), action=action, want=want, threads=1, **options)

    return df.toDF(*(f"c{i}" for i in range(len(names)))).mapInArrow(ruled, StructType([*df.schema.fields, *added]))
