"""Counting: the report of a table is what counting its rulings gives; notebooks show it; the command line reads what pyarrow reads."""

import collections
import json
import os
import subprocess
import sys

import pytest

import comity

from .conftest import BOOKS

pa = pytest.importorskip("pyarrow")
import pyarrow.parquet  # noqa: E402

AT, THEN = "2025-08-13 12:00", "2025-08-14 12:00"
ASKED = {"requester": "federal_immigration"}


@pytest.fixture(scope="module")
def table():
    rows = [{"subject.in_custody": (True, False, None)[i % 3], "encounter": ("traffic_stop", "jail")[i % 2], "place": f"district {i % 5}"} for i in range(3000)]
    return pa.Table.from_pylist(rows)


@pytest.fixture(scope="module")
def report(dc, table):
    return dc.report(table, "share_information", at=AT, against=THEN, given=ASKED, by=["place"], by_names=True)


def rulings(dc, table, at):
    return dc.replay(table, "share_information", at=at, given=ASKED, by_names=True).arrow()["ruling"].to_pylist()


def test_the_counts_are_those_of_the_rows(dc, table, report):
    first, second = rulings(dc, table, AT), rulings(dc, table, THEN)
    assert report.rows == 3000
    assert {name: counts["rows"] for name, counts in report["all"].items() if name != "rows" and counts["rows"]} == collections.Counter(first)
    assert {(one["from"], one["to"]): one["rows"] for one in report["changes"]} == collections.Counter(zip(first, second))
    changed = collections.Counter(place for place, before, after in zip(table["place"].to_pylist(), first, second) if before != after)
    assert {one["group"][0]: one["changed"]["rows"] for one in report["groups"]} == {place: changed[place] for place in set(table["place"].to_pylist())}


def test_its_forms_tell_the_same(report, tmp_path):
    groups = report.arrow()
    assert groups.schema.field("rows").type == pa.int64() and groups.schema.field("permitted_rate").type == pa.float64()
    assert groups["place"].to_pylist() == [f"district {i}" for i in range(5)] and sum(groups["rows"].to_pylist()) == 3000
    report.parquet(tmp_path / "groups.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "groups.parquet").equals(groups)
    assert report.csv(tmp_path / "groups.csv").splitlines()[0].startswith("place,rows,permitted,")
    assert report.html(tmp_path / "page.html").startswith("<!doctype html>") and (tmp_path / "page.html").exists()
    assert "3,000 rows read" in str(report)


def test_notebooks_show_it(dc, table, report):
    assert "srcdoc=" in report._repr_html_() and "<h1>" not in report._repr_html_()
    lazy = dc.replay(table, "share_information", at=AT, by_names=True)
    assert "not read yet" in lazy._repr_html_()
    lazy.arrow()
    assert "<table>" in lazy._repr_html_() and "3,000" in lazy._repr_html_()
    assert pa.table(lazy).num_rows == 3000  # what was read is kept, and given on


def test_errors_have_their_code(dc, table):
    with pytest.raises(comity.Error) as caught:
        dc.report(table, "share_information", at=AT, by=["colour"])
    assert caught.value.code == "C1104"
    with pytest.raises(comity.Error) as caught:
        dc.report(table, "share_information", at=AT, against="one day")
    assert caught.value.code.startswith("C08")
    with pytest.raises(comity.Error, match="PyCapsule"):
        dc.report([1, 2], "share_information", at=AT)


def command(folder, *words):
    environment = {**os.environ, "COMITY_BOOKS": BOOKS}
    return subprocess.run([sys.executable, "-m", "comity", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_command_line_reads_and_writes_what_pyarrow_does(table, report, tmp_path):
    pyarrow.parquet.write_table(table, tmp_path / "rows.parquet", row_group_size=1000)
    with pa.OSFile(str(tmp_path / "rows.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    with pa.OSFile(str(tmp_path / "rows.arrows"), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    asked = ["--book", "dc", "--action", "share_information", "--at", AT, "--against", THEN, "--given", "requester=federal_immigration", "--by", "place", "--json"]
    for name in ("rows.parquet", "rows.arrow", "rows.arrows"):
        done = command(tmp_path, "replay", name, *asked, "--parquet", "groups.parquet")
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert (told["all"], told["groups"], told["changes"], told["lacks"]) == (report["all"], report["groups"], report["changes"], report["lacks"])
        assert pyarrow.parquet.read_table(tmp_path / "groups.parquet").equals(report.arrow())
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and nothing else")
    done = command(tmp_path, "replay", "broken.parquet", *asked)
    assert done.returncode == 3 and "C1107" in done.stdout + done.stderr
    assert "permitted" in command(tmp_path, "ask", "dc", "share_information", "--at", THEN, "subject.in_custody=no").stdout
