"""Tables: every producer of Arrow in, Arrow out, and each row as `ask` would rule it."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
