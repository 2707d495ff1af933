"""What is said about every case: claims, differences and what would have to be different, as the command line says it."""

import pytest

import comity

from .conftest import BOOKS

IN_CUSTODY = {"subject.in_custody": True, "information": [], "grounds": [], "subject.federal_criminal_charge": False}


def test_claims_are_proved(dc):
    verdicts = dc.prove()
    assert verdicts and all(verdict.proved for verdict in verdicts)
    assert {verdict.claim for verdict in verdicts} <= set(dc.claims)
    (one,) = dc.prove(f"{verdicts[0]['book']}/{verdicts[0].claim}")  # other books may have claims of the same name
    assert one.claim == verdicts[0].claim and "<strong>proved" in one._repr_html_()


def test_a_refuted_claim_brings_a_case_that_asks_back(tmp_path):
    (tmp_path / "wrong.comity").write_text('book wrong "A claim that does not hold"\nuse dc\nclaim never_told "Nothing is ever told" share_information is never permitted\n')
    book = comity.load(str(tmp_path / "wrong.comity"), books=BOOKS)
    (verdict,) = book.prove("never_told")
    assert verdict.result == "refuted" and "scenario" in verdict.scenario
    case = verdict.case
    assert book.ask(case["action"], at=case["at"], facts=case["facts"], assume=case.get("assume")).ruling == "permitted"


def test_no_such_claim(dc):
    with pytest.raises(comity.Error, match="no claim"):
        dc.prove("no_such_claim")


def test_what_an_order_changed(dc):
    changes = {one.action: one.changes for one in dc.diff(at="2025-08-13", other_at="2025-08-14 12:00")}
    assert changes["share_information"]
    for change in changes["share_information"]:
        assert change.before != change.after and 0 < change.share <= 1 and change.conditions
    assert dc.diff(at="2025-08-14 12:00", other_at="2025-08-14 12:00") == []
    assert [one.action for one in dc.diff(at="2025-08-13", other_at="2025-08-14 12:00", actions=["share_information"])] == ["share_information"]
    with pytest.raises(comity.Error) as caught:
        dc.diff(actions=["no_such_action"])
    assert caught.value.code == "C0902"


def test_between_two_books():
    books = [comity.load(name, books=BOOKS) for name in ("chicago", "nyc")]
    assert comity.diff(*books)


def test_what_would_have_to_be_different(dc):
    why_not = dc.why_not("share_information", "permitted", at="2025-08-14 12:00", facts=IN_CUSTODY)
    assert why_not.reachable and why_not.exact and why_not.changes and "no facts" not in repr(why_not)
    facts = {**IN_CUSTODY, **{fact: after for fact, (_, after) in why_not.changes.items()}}
    assert dc.ask("share_information", at="2025-08-14 12:00", facts=facts).ruling == "permitted"
    assert "<ul>" in why_not._repr_html_()
    assert "no facts make it so" in repr(dc.why_not("arrest", "permitted", at="2025-08-14 12:00"))
    with pytest.raises(comity.Error, match="no ruling"):
        dc.why_not("arrest", "allowed", at="2025-08-14 12:00")
