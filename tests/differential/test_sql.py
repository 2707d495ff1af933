"""The exported expression against the program's own answers, on random rows with unknowns: in DuckDB, in a PostgreSQL of the test's own, in Spark.

COMITY_SQL_ROWS sets how many rows (10,000 unless told otherwise). A database that is not installed is skipped.
"""

from __future__ import annotations

import datetime
import decimal
import glob
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from .sql_rows import BOOK, TYPES, UNKNOWN, answers, columns, draw_rows, expression, mistakes, write_csv

ROWS = int(os.environ.get("COMITY_SQL_ROWS", "10000"))


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """The book's folder, the rows, and the program's answers."""
    folder = tmp_path_factory.mktemp("law")
    (folder / "law.comity").write_text(BOOK, encoding="utf-8")
    rows = draw_rows(ROWS)
    return folder, rows, answers(folder, rows)


def test_duckdb_agrees_with_the_program(asked, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    book, rows, expected = asked
    write_csv(tmp_path / "cases.csv", rows)
    table = duckdb.connect()
    table.execute(f"CREATE TABLE cases ({columns()})")
    table.execute(f"COPY cases FROM '{tmp_path / 'cases.csv'}' (FORMAT csv, HEADER, NULLSTR '{UNKNOWN}')")
    found = [row[0] for row in table.execute(f"SELECT {expression(book, 'duckdb')} FROM cases ORDER BY n").fetchall()]
    assert not mistakes(rows, expected, found)[:3]


class Postgres:
    """A server for one test: in a folder of its own, reached by a socket there, run by a user other than root, ended by its process id."""

    def __init__(self):
        self.bin = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.folder = Path(tempfile.mkdtemp(prefix="comity_pg_"))
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        subprocess.run([f"{self.bin}/initdb", "-D", self.folder / "data", "-U", "judge", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"],
                       check=True, capture_output=True, cwd=self.folder, **self.user)
        self.server = subprocess.Popen([f"{self.bin}/postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, **self.user)
        end = time.monotonic() + 30
        while self.query("SELECT 1").returncode != 0:
            assert self.server.poll() is None and time.monotonic() < end, "the server does not answer"
            time.sleep(0.1)

    def query(self, text: str) -> subprocess.CompletedProcess:
        return subprocess.run([f"{self.bin}/psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "judge", "-d", "postgres", "-f", "-"], input=text,
                              capture_output=True, text=True, check=False, cwd=self.folder)

    def close(self) -> None:
        self.server.send_signal(signal.SIGINT)  # a fast shutdown: what is asked is rolled back
        self.server.wait(30)
        shutil.rmtree(self.folder)


@pytest.fixture
def postgres():
    if not glob.glob("/usr/lib/postgresql/*/bin/initdb"):
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql)")
    server = Postgres()
    yield server
    server.close()


def test_postgres_agrees_with_the_program(asked, postgres):
    book, rows, expected = asked
    file = postgres.folder / "cases.csv"
    write_csv(file, rows)
    file.chmod(0o644)
    loaded = postgres.query(f"CREATE TABLE cases ({columns()}); COPY cases FROM '{file}' (FORMAT csv, HEADER, NULL '{UNKNOWN}');")
    assert loaded.returncode == 0, loaded.stderr
    run = postgres.query(f"SELECT {expression(book, 'postgres')} FROM cases ORDER BY n;")
    assert run.returncode == 0, run.stderr[-2000:]
    assert not mistakes(rows, expected, run.stdout.splitlines())[:3]


@pytest.fixture
def spark(monkeypatch):
    pyspark = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    monkeypatch.setenv("TZ", "UTC")
    session = (pyspark.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "1")
               .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate())
    yield session
    session.stop()


@pytest.mark.parametrize("zone", ("UTC", "Asia/Tokyo"))  # of the session, which must not matter
def test_spark_agrees_with_the_program(asked, spark, zone):
    book, rows, expected = asked
    spark.conf.set("spark.sql.session.timeZone", zone)
    kinds = {"DECIMAL(18,6)": decimal.Decimal, "DATE": datetime.date.fromisoformat, "TIMESTAMPTZ": datetime.datetime.fromisoformat}
    told = [(n, datetime.datetime.fromisoformat(row["at"]), *(typed(row["facts"][fact], kinds.get(kind)) for fact, kind in TYPES.items())) for n, row in enumerate(rows)]
    names = {"VARCHAR": "STRING", "TIMESTAMPTZ": "TIMESTAMP"}
    schema = "n INT, `case.at` TIMESTAMP, " + ", ".join(f"`{fact}` {names.get(kind, kind)}" for fact, kind in TYPES.items())
    spark.createDataFrame(told, schema).createOrReplaceTempView("cases")
    found = [row[0] for row in spark.sql(f"SELECT {expression(book, 'spark')} FROM cases ORDER BY n").collect()]
    assert not mistakes(rows, expected, found)[:3]


def typed(told, read):
    """As the Python of Spark takes it."""
    if isinstance(told, list):
        return ",".join(told)
    return read(str(told)) if read and told is not None else told
