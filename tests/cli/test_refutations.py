"""What a refutation prints: the command gives the ruling that was told, and the scenario holds once it stands in the book."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from .golden import program

BOOK = """book town "A town"
timezone America/New_York

authority council "Council"
source code "Town Code"
  issued by council
  in force from 2024-01-01 08:30
  text verified

record charge
  offense is offense
  felony is yes-no
  filed_on is date
kind offense is one of theft, assault

action arrest "arrest a person"
action tell "tell an agency something"
fact grounds is some of detainer, warrant, cause
fact place is one of street, jail, court
fact in_custody is yes-no
fact hours is number of hours
fact wait is duration
fact birth is date
fact released_at is instant
fact agency is text
fact charges is list of charge
fact status is one of citizen, other
  sensitive
question valid "Is the order valid?"

norm on_paper
  cites code
  forbids arrest
  when grounds includes only detainer
   and valid
norm for_cause
  cites code
  permits arrest
  when grounds includes all of warrant, cause
   and place is not court
norm long_held
  cites code
  forbids tell
  when hours is more than 47.5
   or wait is more than 90 minutes
norm minors
  cites code
  permits tell
  when birth is within 18 years before case.at
   and released_at is before 2024-03-10 03:00:30
norm sheriffs
  cites code
  requires tell
  when agency is one of "the county's \\"sheriff\\"", "a `b` $c; d", "Zoë"
norm charged
  cites code
  permits arrest
  when at least 2 charge in charges where (offense is theft and felony and filed_on is before 2020-02-29)
norm no_question
  cites code
  forbids asking status
  when place is street

claim paper
  arrest is never forbidden
claim cause
  arrest is never permitted when place is street
claim charges
  arrest is never permitted when charges is not empty and not grounds includes cause
claim hours
  tell is never forbidden when wait is at most 90 minutes
claim wait
  tell is never forbidden when hours is at most 1
claim minors
  tell is never permitted
claim agencies
  tell is never required
claim other_agencies
  tell is always required when agency is not "Zoë"
claim alike
  tell agrees with itself at 2023-01-01
claim blind
  arrest ignores place, grounds
claim more
  more of hours never turns tell from permitted into conflicting
claim questions
  asking status is never forbidden
"""


def run(folder, *words, **more):
    environment = {"PATH": f"{folder / '.bin'}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8"} | more.pop("environment", {})
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False, **more)


@pytest.fixture(name="folder", params=["books", "a folder of 'books'"])
def _folder(request, tmp_path):
    (tmp_path / ".bin").mkdir()
    (tmp_path / ".bin" / "comity").symlink_to(program())
    (tmp_path / request.param / "town").mkdir(parents=True)
    (tmp_path / request.param / "town" / "law.comity").write_text(BOOK, encoding="utf-8")
    return tmp_path, request.param


def possible_of(text: str) -> set[str]:
    words = text.removeprefix("undetermined between ")
    return {word.strip() for word in words.split(",")}


def test_commands_and_scenarios_give_the_ruling(folder):
    place, library = folder
    told = run(place, "comity", "prove", "town", "--books", library).stdout
    refuted = told.count("refuted ") - 1  # the last line counts them
    assert refuted >= 11, told
    expected, commands, scenarios = [], [], []
    for line in told.splitlines():
        if line.startswith("    expect "):
            expected.append(possible_of(line.split(" ", 7 if "asking" in line else 6)[-1]))
        if line.startswith("  comity ask "):
            commands.append(line.strip())
        if line.startswith(("  scenario ", "    ")):
            scenarios.append(line[2:])
    assert len(commands) == len(expected) >= refuted
    for command, rulings in zip(commands, expected, strict=True):
        answered = run(place, "bash", "-c", command + " --json")
        assert answered.returncode == 0, command + answered.stderr
        assert set(json.loads(answered.stdout)["possible"]) == rulings, command
    (place / library / "town" / "kept.comity").write_text('book town "A town"\n\n' + "\n".join(scenarios) + "\n", encoding="utf-8")
    kept = run(place, "comity", "test", "town", "--books", library)
    assert kept.returncode == 0, kept.stdout + kept.stderr


def test_the_case_in_json_gives_the_ruling(folder):
    place, library = folder
    refuted = [json.loads(line) for line in run(place, "comity", "prove", "town", "--json", "--books", library).stdout.splitlines()]
    refuted = [one for one in refuted if one["result"] == "refuted"]
    assert len(refuted) >= 11
    for one in refuted:
        for case, rulings in (("case", "rulings"), ("other_case", "other_rulings")):
            if case not in one:
                continue
            asked = json.dumps(one[case])
            answered = run(place, "comity", "ask", "town", "--jsonl", "-", "--books", library, input=asked + "\n")
            assert set(json.loads(answered.stdout)["possible"]) == set(one[rulings]), one["claim"]
