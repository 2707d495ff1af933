"""The same rulings on a local Spark of two workers as on one machine."""

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
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


def test_spark_rules_as_one_machine_does(dc, spark):
    from comity.spark import replay

    random.seed(4)
    rows = [
        {
            "id": i,
            "subject.in_custody": random.choice([True, False, None]),
            "grounds": random.choice(["civil_detainer", "judicial_warrant", "civil_detainer,judicial_warrant", None]),
            "information": random.choice(["photograph", "immigration_status", None]),
        }
        for i in range(2_000)
    ]
    table = pa.Table.from_pylist(rows)
    expected = dc.replay(table, "share_information", at="2025-08-14 12:00", by_names=True, want=["deciding"]).arrow().to_pylist()
    df = spark.createDataFrame([tuple(row.values()) for row in rows], "id long, `subject.in_custody` boolean, grounds string, information string").repartition(4)
    ruled = replay(df, book="dc", books=BOOKS, action="share_information", at="2025-08-14 12:00", by_names=True, want=["deciding"])
    found = {row["id"]: (row["ruling"], row["deciding"]) for row in ruled.collect()}
    assert found == {i: (one["ruling"], one["deciding"]) for i, one in enumerate(expected)}
