"""The same rulings on a Spark cluster of two workers, each a process of its own with one core, as on one machine."""

import os
import random
import shutil

import pytest

pyspark = pytest.importorskip("pyspark")
pa = pytest.importorskip("pyarrow")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

from .conftest import BOOKS


@pytest.fixture(scope="module")
def spark():
    import sys

    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.sql.execution.arrow.maxRecordsPerBatch": "300"}
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("comity")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def test_there_are_two_workers(spark):
    import pyarrow as pa

    def where(batches):
        # The folder in which a worker runs its executor is named after both.
        for batch in batches:
            yield pa.RecordBatch.from_arrays([pa.array([os.getcwd()] * batch.num_rows)], names=["folder"])

    assert spark.range(4000).repartition(8).mapInArrow(where, "folder string").distinct().count() == 2


@pytest.mark.parametrize("want", [[], ["possible", "deciding", "missing", "epoch"]])
def test_spark_rules_as_one_machine_does(dc, spark, want):
    from comity.spark import replay

    draw = random.Random(4)
    rows = [
        {
            "id": i,
            "subject.in_custody": draw.choice([True, False, None]),
            "grounds": draw.choice(["civil_detainer", "judicial_warrant", "civil_detainer,judicial_warrant", None]),
            "information": draw.choice(["photograph", "immigration_status", None]),
        }
        for i in range(5_000)
    ]
    asked = {"action": "share_information", "at": "2025-08-14 12:00", "by_names": True, "want": want}
    expected = dc.replay(pa.Table.from_pylist(rows), **asked).arrow().to_pylist()
    df = spark.createDataFrame([tuple(row.values()) for row in rows], "id long, `subject.in_custody` boolean, grounds string, information string").repartition(5)
    ruled = replay(df, book="dc", books=BOOKS, **asked)
    assert ruled.columns == [*df.columns, "ruling", *want]
    found = {row["id"]: {name: row[name] for name in ["ruling", *want]} for row in ruled.collect()}
    assert found == {row["id"]: one for row, one in zip(rows, expected, strict=True)}
    assert len({one["ruling"] for one in expected}) > 1


def test_each_row_at_its_own_instant(dc, spark):
    from comity.spark import replay

    rows = [(i, f"20{10 + i % 16}-0{1 + i % 9}-01 12:00", bool(i % 2)) for i in range(200)]
    df = spark.createDataFrame(rows, "id long, `case.at` string, `subject.in_custody` boolean").repartition(3)
    table = pa.table({"case.at": [at for _, at, _ in rows], "subject.in_custody": [held for _, _, held in rows]})
    expected = dc.replay(table, "share_information", by_names=True).arrow()["ruling"].to_pylist()
    found = {row["id"]: row["ruling"] for row in replay(df, book=dc, action="share_information", by_names=True).collect()}
    assert [found[i] for i in range(200)] == expected and len(set(expected)) > 1


def test_an_empty_frame(dc, spark):
    from comity.spark import replay

    df = spark.createDataFrame([], "`subject.in_custody` boolean")
    assert replay(df, book=dc, action="share_information", at="2025-08-14 12:00", by_names=True).collect() == []
