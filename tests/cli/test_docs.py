"""The commands that docs/proofs.md shows are run, and the pages made from the books say what the books say today."""

from __future__ import annotations

import os
import re
import shlex
import subprocess

import pytest

from .golden import ROOT, program

TOWN = """book town "A town"
timezone America/New_York

authority council "Council"
authority chief "Chief" below council
precedence by rank

source code "Town Code"
  issued by council
  in force from 2024-01-01
  text verified

action arrest "arrest a person"
fact grounds is some of detainer, warrant
fact in_custody is yes-no

norm no_arrest_on_paper
  cites code
  forbids arrest
  when grounds includes only detainer

claim paper_is_never_enough from 2024-01-01
  arrest is never permitted or conflicting when grounds includes only detainer
"""
# A draft that forgets the code: of the same rank, so that the two conflict.
DRAFT = """
source draft "A draft"
  issued by council
  in force from 2025-01-01
  text verified

norm arrest_in_custody
  cites draft
  permits arrest
  when in_custody
"""


def commands(page: str) -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.M | re.S)
    return [line for block in blocks for line in block.splitlines() if line.startswith("comity ")]


@pytest.fixture(name="bash")
def _bash(tmp_path):
    (tmp_path / ".bin").mkdir()
    (tmp_path / ".bin" / "comity").symlink_to(program())
    for folder, text in (("books/town", TOWN), ("drafts/town", TOWN + DRAFT)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "law.comity").write_text(text, encoding="utf-8")
    environment = {"PATH": f"{tmp_path / '.bin'}:{os.environ['PATH']}", "COMITY_BOOKS": f"{tmp_path / 'books'}:{ROOT / 'books'}", "HOME": str(tmp_path),
                   "LC_ALL": "C.UTF-8"}

    def bash(line):
        return subprocess.run(["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    bash.folder = tmp_path
    return bash


def test_the_commands_of_the_page_on_proofs(bash):
    shown = [(line, bash(line)) for line in commands("proofs.md")]
    assert [done.stderr for line, done in shown if done.returncode not in (0, 1)] == []
    says = {shlex.split(line, comments=True)[1] + " " + shlex.split(line, comments=True)[2]: done for line, done in shown}
    assert "C1001" in says["check drafts/town"].stderr + says["check drafts/town"].stdout
    assert "refuted   paper_is_never_enough" in says["prove drafts/town"].stdout
    assert "silent -> permitted" in says["diff town"].stdout
    assert "drafts/town" in says["diff town"].stdout
    assert (bash.folder / "change.html").read_text(encoding="utf-8").count("<h3>") > 3
    assert "It contradicts norms of chicago" in says["adopt dc.mpd/eo_25_005@2025-08-14T12:00"].stdout
    assert "CASE" in says["export sql"].stdout
    assert len(shown) == 6


def test_the_page_on_adoption_is_what_the_books_say(bash):
    page = (ROOT / "docs" / "adoption.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    (comity adopt [^\n]*)\n\n```text\n(.*?)^```$", page, re.M | re.S)
    assert len(shown) == 6
    for line, text in shown:
        assert bash(line).stdout == text, f"{line}: make the page anew with ./dev docs, and read what changed"


def test_the_matrix_is_what_the_books_say(bash):
    page = bash("comity compare --html --at 2026-01-15").stdout
    assert page == (ROOT / "docs" / "matrix.html").read_text(encoding="utf-8"), "make the page anew with ./dev docs, and read what changed"
