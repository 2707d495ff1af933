"""One case: the same answers as the scenarios of the book."""

import datetime
import pickle
import subprocess
import sys

import pytest

import comity

from .conftest import BOOKS

AUGUST = "2025-08-14 12:00"


def test_arrest_on_paper_alone_is_forbidden(dc):
    ruling = dc.ask("arrest", at=AUGUST, facts={"grounds": ["civil_detainer"]})
    assert ruling.ruling == "forbidden"
    assert any(norm.startswith("dc.") for norm in ruling.decided_by)
    assert "forbidden" in ruling.why()
    assert "<strong" in ruling._repr_html_()


def test_a_notebook_shows_what_a_book_holds(dc, tmp_path):
    shown = dc._repr_html_()
    assert dc.name == "dc" and dc.title in shown and dc.release in shown
    for name in ("sources", "actions", "norms"):
        assert f'<tr><th scope="row">{name}</th><td>{len(getattr(dc, name))}</td></tr>' in shown
    page = tmp_path / "law.comity"
    page.write_text('book law "A <b>town</b> & more"\naction enter "enter"\nsource s "S"\n  in force from 2020-01-01\n', encoding="utf-8")
    shown = comity.load(str(page))._repr_html_()
    assert "A &lt;b&gt;town&lt;/b&gt; &amp; more" in shown and "<b>" not in shown


def test_what_is_not_told_is_unknown(dc):
    ruling = dc.ask("share_information", at=AUGUST)
    assert ruling.ruling == "undetermined"
    assert "subject.in_custody" in ruling.missing
    assert dc.ask("share_information", at=AUGUST, facts={"subject.in_custody": None}) == ruling


def test_python_values_are_told_as_json(dc):
    as_set = dc.ask("arrest", at=datetime.datetime(2025, 8, 14, 12), facts={"grounds": {"civil_detainer"}})
    assert as_set["ruling"] == dc.ask("arrest", at=AUGUST, facts={"grounds": ["civil_detainer"]})["ruling"]


def test_values_within_records_are_told_too(dc):
    by_text = {"subject.convictions": [{"offense": "theft", "on": "2020-01-01"}]}
    by_date = {"subject.convictions": [{"offense": "theft", "on": datetime.date(2020, 1, 1)}]}
    assert dc.ask("hold_past_release", at="2022-03-01", facts=by_date) == dc.ask("hold_past_release", at="2022-03-01", facts=by_text)


def test_frames_and_spark_are_there_once_comity_is_imported():
    words = "import comity; comity.frames.polars, comity.spark.replay; assert not hasattr(comity, 'no_such')"
    subprocess.run([sys.executable, "-c", words], check=True)


def test_errors_name_what_is_wrong(dc):
    with pytest.raises(ValueError, match="C08"):
        dc.ask("arest", at=AUGUST)
    with pytest.raises(ValueError):
        comity.load("no_such_book", books=BOOKS)
    assert comity.check("no_such_book", books=BOOKS)


def test_books_can_be_sent_to_other_processes(dc):
    again = pickle.loads(pickle.dumps(dc))
    assert again.release == dc.release
    assert again.actions == dc.actions
