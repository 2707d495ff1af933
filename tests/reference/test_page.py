"""The examples of docs/language.md, in one book as the page builds it up."""

import pytest

from .model import BookError
from .scenarios import failures
from .small import ask, court

DC = """
authority council "Council of the District of Columbia"
authority chief "Chief of Police" below council
precedence by rank, then by date
source eo_25_005 "Assistance to Federal Immigration Enforcement Agencies"
  issued by chief
  signed 2025-08-14
  in force from 2025-08-14 09:00
  text as quoted in press
  note "The hour is not known; nine in the morning stands for 'in the morning'."
fact subject.in_custody is yes-no
  asks "Is the person in the agency's custody?"
fact encounter is one of traffic_stop, pedestrian_stop, none
fact grounds is some of civil_detainer, administrative_warrant, judicial_warrant
fact subject.race is text protected
fact subject.immigration_status is one of citizen, permanent_resident, other_lawful, no_lawful_status
  sensitive
fact surname_origin is text proxy for subject.race
define immigration_paper_only means grounds includes only civil_detainer, administrative_warrant
action share_information "tell a federal immigration agency something about a person"
action arrest "arrest a person"
norm sharing_outside_custody "sharing about persons who are not in custody"
  cites eo_25_005 at "provision 1" "persons not in MPD custody"
  permits share_information
  when encounter is traffic_stop and not subject.in_custody
norm no_arrest_on_paper_alone
  cites eo_25_005 at "provision 5" "based solely on federal immigration warrants or detainers"
  forbids arrest
  when immigration_paper_only
norm no_status_question
  cites eo_25_005 at "provision 4" "inquiries into any person's immigration status"
  forbids asking subject.immigration_status
source ag_order "Restoring Safety and Security" signed 2025-08-14 in force from 2025-08-14 20:00
question rescission "Can the Attorney General, under section 740, rescind an order of the Chief?"
  raised by ag_order on 2025-08-14 20:00
norm rescinded
  cites ag_order
  suspends sharing_outside_custody, no_arrest_on_paper_alone, no_status_question
  when rescission is yes
claim never_on_paper_alone "no arrest on immigration paper alone" from 2025-08-14 09:00 until 2025-08-14 20:00
  arrest is never permitted when immigration_paper_only
claim blind every ruling ignores subject.race
scenario "asked by radio at a traffic stop" at 2025-08-14 12:00
  given encounter is traffic_stop, subject.in_custody is no
  given grounds is (civil_detainer)
  expect share_information permitted by sharing_outside_custody
  expect arrest forbidden by no_arrest_on_paper_alone
scenario "the same that evening" at 2025-08-14 21:00
  given encounter is traffic_stop, subject.in_custody is no
  expect share_information undetermined between permitted, silent
  expect asking subject.immigration_status undetermined
scenario "if the rescission was good" at 2025-08-14 21:00
  assume rescission is yes
  given encounter is traffic_stop
  expect share_information silent
reading mpd_stops "MPD stop data as published"
  column "stop_type" gives encounter
    "Ticket" means traffic_stop
    "" means unknown
  column "datetime" gives case.at format "%Y/%m/%d %H:%M:%S"
  given subject.in_custody is no
"""


def test_scenarios_of_the_page():
    assert failures(court(DC)) == (3, [])


def test_before_the_order_there_is_silence():
    found = ask(court(DC), "share_information", "2025-08-14T08:59:59", encounter="traffic_stop", subject__in_custody=False)
    assert found.possible == ["silent"] and found.because() == []


def test_because_is_smallest():
    found = ask(court(DC), "arrest", "2025-08-14T12:00:00-04:00", encounter="traffic_stop", grounds=["civil_detainer"])
    assert found.ruling == "forbidden" and found.because() == ["t/grounds"]
    found = ask(court(DC), "share_information", "2025-08-14T12:00:00-04:00", encounter="none", subject__in_custody=True)
    assert found.ruling == "silent" and len(found.because()) == 1


def test_the_rescission_question():
    of = court(DC)
    evening = "2025-08-14T21:00:00-04:00"
    told = {"encounter": "traffic_stop", "subject__in_custody": False}
    found = ask(of, "share_information", evening, **told)
    assert found.possible == ["permitted", "silent"] and found.missing == ["t/rescission?"] and found.askable() == []
    assert found.split(found.judgement.deciding) == ([], ["t/sharing_outside_custody"])
    assert ask(of, "share_information", evening, {"rescission": False}, **told).ruling == "permitted"
    yes = ask(of, "share_information", evening, {"rescission": True}, **told)
    assert yes.ruling == "silent" and yes.defeated()[0] == ["t/sharing_outside_custody"]
    custody = ask(of, "share_information", evening, encounter="traffic_stop")
    assert set(custody.missing) == {"t/subject.in_custody", "t/rescission?"}
    assert custody.askable() == ["t/subject.in_custody"]


def test_status_may_not_be_asked():
    more = DC + """
norm by_status cites ag_order permits arrest when subject.immigration_status is citizen"""
    found = ask(court(more), "arrest", "2025-08-14T21:00:00-04:00", grounds=[])
    assert found.missing == ["t/subject.immigration_status"] and found.may_not_ask() == found.missing and found.askable() == []
    found = ask(court(more), "arrest", "2025-08-14T21:00:00-04:00", {"rescission": "yes"}, grounds=[])
    assert found.askable() == ["t/subject.immigration_status"]


def test_grounds_empty_is_not_only():
    of = court(DC)
    assert ask(of, "arrest", "2025-08-14T12:00:00", grounds=[]).ruling == "silent"
    assert ask(of, "arrest", "2025-08-14T12:00:00", grounds=["civil_detainer", "judicial_warrant"]).ruling == "silent"
    assert ask(of, "arrest", "2025-08-14T12:00:00").possible == ["forbidden", "silent"]


def test_protected_facts_are_not_read_by_norms():
    with pytest.raises(BookError, match="protected"):
        court(DC + 'norm n cites eo_25_005 permits arrest when subject.race is "x"')


def test_why_not():
    of = court(DC)
    noon = "2025-08-14T12:00:00"
    assert ask(of, "share_information", noon, encounter="none", subject__in_custody=True).why_not("permitted") == (2, 0)
    assert ask(of, "share_information", noon, encounter="none").why_not("permitted") == (1, 1)
    assert ask(of, "share_information", noon).why_not("silent") == (0, 1)
    assert ask(of, "arrest", noon).why_not("permitted") is None
    assert ask(of, "share_information", "2025-08-14T21:00:00").why_not("permitted") is None


def test_several_books():
    us = 'book us "U" timezone UTC source c "C" in force from 2020-01-01 fact f is yes-no action go "go" norm n cites c permits go when f'
    of = court('use us source c "C" in force from 2021-01-01 norm n cites us/c forbids go overrides us/n when not f norm m cites c forbids go yields to us/n', us=us)
    assert ask(of, "go", "2020-06-01T00:00:00Z", f=False).split(ask(of, "go", "2020-06-01T00:00:00Z", f=False).judgement.deciding)[0] == ["t/n"]
    yes = ask(of, "go", "2022-06-01T00:00:00Z", f=True)
    assert yes.ruling == "permitted" and yes.defeated()[0] == ["t/m"]
    with pytest.raises(BookError):
        court("use us fact f is yes-no", us=us)
    with pytest.raises(BookError, match="cycle of use"):
        court("use us", us='book us "U" use t')
    two = {"b": 'book b "B" source s "S" in force from 2020-01-01', "c": 'book c "C" source s "S" in force from 2020-01-01'}
    with pytest.raises(BookError, match="ambiguous"):
        court('use b use c action go "go" norm n cites s permits go', **two)
    assert ask(court('use b use c action go "go" norm n cites b/s permits go', **two), "go").ruling == "permitted"
