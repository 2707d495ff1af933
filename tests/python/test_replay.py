"""Tables: every producer of Arrow in, Arrow out, and each row as `ask` would rule it."""

import datetime
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import BOOKS

pa = pytest.importorskip("pyarrow")

AT = "2025-08-14 12:00"
ENCOUNTERS = ["traffic_stop", "pedestrian_stop", "jail", "court", "none"]
GROUNDS = ["civil_detainer", "administrative_warrant", "judicial_warrant", "probable_cause_of_crime"]

ROW = st.fixed_dictionaries(
    {
        "encounter": st.none() | st.sampled_from(ENCOUNTERS),
        "subject.in_custody": st.none() | st.booleans(),
        "subject.federal_criminal_charge": st.none() | st.booleans(),
        "grounds": st.none() | st.lists(st.sampled_from(GROUNDS), unique=True),
        "information": st.none() | st.lists(st.sampled_from(["immigration_status", "release_date", "photograph"]), unique=True),
        "hold.hours": st.none() | st.integers(0, 100),
    }
)
SCHEMA = pa.schema(
    [
        ("encounter", pa.dictionary(pa.int8(), pa.string())),
        ("subject.in_custody", pa.bool_()),
        ("subject.federal_criminal_charge", pa.bool_()),
        ("grounds", pa.list_(pa.string())),
        ("information", pa.list_(pa.string())),
        ("hold.hours", pa.int32()),
    ]
)


def table_of(rows):
    return pa.Table.from_pylist(rows, schema=SCHEMA)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=30), action=st.sampled_from(["share_information", "arrest", "hold_past_release"]), day=st.sampled_from([AT, "2013-05-01", "2021-06-01"]))
def test_rows_are_ruled_as_single_cases(dc, rows, action, day):
    result = dc.replay(table_of(rows), action, at=day, by_names=True, want=["possible", "deciding", "missing"]).arrow().to_pylist()
    for row, ruled in zip(rows, result, strict=True):
        one = dc.ask(action, at=day, facts=row)
        assert ruled["ruling"] == one.ruling
        assert sorted(ruled["possible"].split(", ")) == sorted(one.possible)
        if one.ruling != "undetermined":
            assert sorted(filter(None, ruled["deciding"].split(", "))) == sorted(one.decided_by)
        else:
            assert sorted(ruled["missing"].split(", ")) == sorted(one.missing)


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(ROW, min_size=5, max_size=40), start=st.integers(0, 4), threads=st.integers(1, 3))
def test_slices_and_threads_change_nothing(dc, rows, start, threads):
    whole = dc.replay(table_of(rows), "arrest", at=AT, by_names=True).arrow()["ruling"].to_pylist()
    part = dc.replay(table_of(rows).slice(start), "arrest", at=AT, by_names=True, threads=threads).arrow()["ruling"].to_pylist()
    assert part == whole[start:]


def test_nulls_in_every_column(dc):
    rows = [dict.fromkeys(SCHEMA.names)] * 3
    result = dc.replay(table_of(rows), "share_information", at=AT, by_names=True).arrow()
    assert set(result["ruling"].to_pylist()) == {dc.ask("share_information", at=AT).ruling}


def test_each_row_at_its_own_instant(dc):
    zone = datetime.timezone.utc
    instants = [datetime.datetime(2025, 8, 14, 16, tzinfo=zone), datetime.datetime(1890, 1, 1, tzinfo=zone), None, datetime.datetime(2020, 1, 23, tzinfo=zone)]
    table = pa.table({"case.at": pa.array(instants, pa.timestamp("us", "UTC")), "subject.in_custody": [False] * 4})
    result = dc.replay(table, "share_information", by_names=True, want=["epoch"]).arrow().to_pylist()
    assert result[2]["ruling"] is None
    for at, ruled in zip(instants, result, strict=True):
        if at is not None:
            assert ruled["ruling"] == dc.ask("share_information", at=at, facts={"subject.in_custody": False}).ruling
    assert len({ruled["epoch"] for ruled in result if ruled["ruling"]}) > 1


def test_local_times_that_a_clock_change_skips_or_repeats_are_not_guessed(dc):
    stamps = [datetime.datetime(2025, 3, 9, 2, 30), datetime.datetime(2025, 11, 2, 1, 30), datetime.datetime(2025, 11, 2, 3, 0)]
    table = pa.table({"case.at": pa.array(stamps, pa.timestamp("s")), "subject.in_custody": [False] * 3})
    ruled = dc.replay(table, "share_information", by_names=True).arrow()["ruling"].to_pylist()
    assert ruled[0] is None and ruled[1] is None and ruled[2] is not None


def test_text_without_meaning_is_counted(dc):
    rulings = dc.replay(pa.table({"encounter": ["traffic_stop", "trafic_stop"], "subject.in_custody": [False, False]}), "share_information", at="2013-05-01", by_names=True)
    rulings.arrow()
    assert sum(rulings.unrecognised.get("encounter", {}).values()) in (0, 1)  # read only where the question depends on it


def test_what_is_given_is_told_as_in_a_single_case(dc):
    """A None is unknown, and no text of that name; a list of records, an empty one, a date and a set are what they are in `ask`."""
    table = pa.table({"encounter": ["jail"]})
    at = "2022-03-01"
    for given_facts in (
        {"subject.convictions": [{"offense": "theft", "on": datetime.date(2020, 1, 1)}]},
        {"subject.convictions": [], "grounds": {"civil_detainer"}},
        {"grounds": [], "subject.in_custody": None},
    ):
        ruled = dc.replay(table, "hold_past_release", at=at, by_names=True, given=given_facts, want=["possible"]).arrow().to_pylist()[0]
        one = dc.ask("hold_past_release", at=at, facts={"encounter": "jail", **given_facts})
        assert (ruled["ruling"], sorted(ruled["possible"].split(", "))) == (one.ruling, sorted(one.possible))


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        ({"colour": ["red"]}, {"at": AT}, "C1103"),
        ({"subject.in_custody": [0.5]}, {"at": AT}, "C1105"),
        ({"subject.in_custody": [True]}, {}, "C1111"),
        ({"subject.in_custody": [True]}, {"at_column": "when"}, "C1104"),
        ({"subject.in_custody": [True]}, {"at": AT, "reading": "no_such"}, "C1101"),
    ],
)
def test_what_does_not_fit_is_told_with_its_code(dc, columns, options, code):
    with pytest.raises(ValueError, match=code):
        dc.replay(pa.table(columns), "share_information", **options)


def test_other_frames(dc):
    rows = [{"subject.in_custody": False}, {"subject.in_custody": True}, {"subject.in_custody": None}]
    expected = dc.replay(pa.Table.from_pylist(rows), "share_information", at=AT, by_names=True).arrow()["ruling"].to_pylist()
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(rows)
    from comity import frames

    options = {"book": dc, "action": "share_information", "at": AT, "by_names": True}
    assert frames.polars(frame, **options)["ruling"].to_list() == expected
    assert frames.polars(frame.lazy(), **options).collect()["ruling"].to_list() == expected
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.sql("select * from frame")
    ruled = frames.duckdb(relation, **options)
    assert ruled["ruling"].to_pylist() == expected
    assert duckdb.sql("select count(*) from ruled where ruling is not null").fetchall() == [(3,)]
    pd = pytest.importorskip("pandas")
    assert dc.replay(pd.DataFrame({"subject.in_custody": [False, True]}), "share_information", at=AT, by_names=True).arrow()["ruling"].to_pylist() == expected[:2]


OPTIONS = {"action": "share_information", "at": AT, "by_names": True}


@pytest.fixture(scope="module", name="custody")
def _custody(dc):
    """A table, and the ruling of each row."""
    rows = [{"n": i, "subject.in_custody": (True, False, None)[i % 3], "encounter": ENCOUNTERS[i % 5]} for i in range(5000)]
    table = pa.Table.from_pylist(rows)
    return table, dc.replay(table, **OPTIONS).arrow()["ruling"].to_pylist()


def test_polars_stays_lazy_and_in_expressions(dc, custody):
    pl = pytest.importorskip("polars")
    from comity import frames

    table, expected = custody
    frame = pl.from_arrow(table)
    lazy = frames.polars(frame.lazy(), book=dc, want=["epoch"], **OPTIONS)
    assert isinstance(lazy, pl.LazyFrame) and lazy.collect_schema()["ruling"] == pl.String
    assert lazy.select("n", "ruling").collect()["ruling"].to_list() == expected
    assert lazy.filter(pl.col("ruling") == expected[0]).collect().height == expected.count(expected[0])
    ruling = frames.polars_ruling("subject.in_custody", "encounter", book=dc, **OPTIONS)
    assert frame.with_columns(ruling=ruling)["ruling"].to_list() == expected
    assert frame.lazy().with_columns(ruling=ruling).sort("n").collect(engine="streaming")["ruling"].to_list() == expected


def test_duckdb_rules_inside_its_queries(dc, custody):
    duckdb = pytest.importorskip("duckdb")
    from comity import frames

    table, expected = custody
    connection = duckdb.connect()
    connection.register("arrow_rows", table)
    connection.execute("create table stops as from arrow_rows")
    ruled = frames.duckdb(connection.sql("from stops order by n"), book=dc, want=["deciding"], **OPTIONS)
    assert ruled.column_names == [*table.column_names, "ruling", "deciding"] and ruled["ruling"].to_pylist() == expected
    assert frames.duckdb(connection.sql("from stops where n < 0"), book=dc, **OPTIONS).num_rows == 0
    frames.duckdb_function(connection, "ruled", {"subject.in_custody": "BOOLEAN", "encounter": "VARCHAR"}, book=dc, **OPTIONS)
    assert [ruling for (ruling,) in connection.execute("select ruling from ruled('stops') order by n").fetchall()] == expected
    counted = dict(connection.execute("select ruling, count(*) from ruled('stops') group by all").fetchall())
    assert counted == {ruling: expected.count(ruling) for ruling in set(expected)}
    by_row = connection.execute('select ruled_row("subject.in_custody", encounter) from stops order by n').fetchall()
    assert [ruling for (ruling,) in by_row] == expected


def test_what_comes_out_goes_into_every_frame(dc, custody):
    table, expected = custody
    again = lambda: dc.replay(table, **OPTIONS)  # noqa: E731
    assert pa.table(again())["ruling"].to_pylist() == expected
    pl = pytest.importorskip("polars")
    assert pl.DataFrame(again())["ruling"].to_list() == expected
    duckdb = pytest.importorskip("duckdb")
    rulings = pa.RecordBatchReader.from_stream(again())
    assert duckdb.sql("select count(*) from rulings where ruling is not null").fetchall() == [(len(expected),)]
    pd = pytest.importorskip("pandas")
    assert pd.DataFrame.from_arrow(again())["ruling"].tolist() == expected if hasattr(pd.DataFrame, "from_arrow") else True
    taken = again()
    taken.__arrow_c_stream__()
    with pytest.raises(ValueError, match="already taken"):
        taken.__arrow_c_stream__()


def test_columns_are_read_where_they_lie(tmp_path):
    """Sixty million cells of a byte are ruled without memory of their size: neither the table is copied nor all rulings are kept."""
    script = """
import resource, sys
import pyarrow as pa, comity

book = comity.load("dc", books=sys.argv[1])
codes = pa.concat_arrays([pa.array([0, 1, None] * 1000, pa.int8())] * 20_000)
table = pa.table({"encounter": pa.DictionaryArray.from_arrays(codes, pa.array(["traffic_stop", "jail"]))})
options = {"action": "share_information", "at": "2025-08-14 12:00", "by_names": True}
pa.table(book.replay(table.slice(0, 1000), **options))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = 0
for batch in pa.RecordBatchReader.from_stream(book.replay(pa.Table.from_batches(table.to_batches(max_chunksize=65536)), **options)):
    rows += batch.num_rows
print(rows == table.num_rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, table.nbytes >> 10)
"""
    done = subprocess.run([sys.executable, "-c", script, BOOKS], capture_output=True, text=True, check=True, cwd=tmp_path)
    fine, grown, whole = done.stdout.split()
    assert fine == "True" and int(grown) < int(whole) / 8


def test_the_stops_of_the_district(dc, shared):
    import pyarrow.csv

    path = shared / "dc-mpd-stops-2023" / "dc_mpd_stops_2023.csv.gz"
    if not path.exists():
        pytest.skip("the stops of 2023 are not here")
    reading = next(name for name in dc.readings if "stop" in name and "mpd" in name)
    text = pyarrow.csv.ConvertOptions(strings_can_be_null=False, column_types={}, auto_dict_encode=False)
    names = pyarrow.csv.open_csv(path).schema.names
    text.column_types = dict.fromkeys(names, pa.string())
    stops = pyarrow.csv.read_csv(path, convert_options=text, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))
    ruled = dc.replay(stops, "share_information", reading=reading, at=AT, given={"requester": "federal_immigration"}, want=["missing"]).arrow()
    assert ruled.num_rows == stops.num_rows
    assert ruled["ruling"].null_count == 0
