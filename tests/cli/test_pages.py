"""The pages for users say what they say: every command that a page shows is run, and does what the page states.

The lines of a fenced block marked `sh` that call `comity` are run one after another in one folder; each must end with exit code 0 (the pages
promise no other). What stands in bold between a block and the next (**Forbidden**, **Undetermined between permitted and silent**) must be in the
first line that the block's last command prints: each of its rulings. A block marked `text` is all that the last command before it prints; one
marked `comity` in the README stands so in a book.
"""

from __future__ import annotations

import itertools
import os
import re
import subprocess

import pytest

from .golden import ROOT, SECONDS, program

PAGES = ["README.md", "docs/tour.md", "docs/sources.md", "docs/replay.md"]
RULING = re.compile(r"permitted|forbidden|required|silent|conflicting|undetermined")
ROWS = {"stops.csv": "DATETIME,STOP_TYPE,ARREST_DATE,AGE,GENDER,ETHNICITY\n"
                     "2025/08/14 12:00:00+00,Ticket Only,NULL,30,F,A\n2025/08/15 01:30:00+00,Harbor,2025/08/15,17,M,B\n"}


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Each fenced block: its language, what stands in it, and the prose up to the next block or heading."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for match in re.finditer(r"^```(\w*)\n(.*?)^```\n(.*?)(?=^```|^#|\Z)", text, re.M | re.S):
        found.append((match[1], match[2], match[3]))
    return found


def commands(block: str) -> list[str]:
    lines = block.replace("\\\n", " ").splitlines()
    return [line for line in lines if re.search(r"(^|\| *|<\()comity ", line)]


SHOWN = [(page, commands(block), prose) for page in PAGES for language, block, prose in blocks(page) if language == "sh" and commands(block)]


@pytest.mark.parametrize("page, lines, prose", SHOWN, ids=[f"{page}-{lines[0][:30]}" for page, lines, _ in SHOWN])
def test_every_command_of_a_page_does_what_the_page_says(page, lines, prose, tmp_path):
    """As in a shell in the project's folder, but that files are written elsewhere."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "comity").symlink_to(program())
    for name, rows in ROWS.items():
        (tmp_path / name).write_text(rows)
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "COMITY_BOOKS": str(ROOT / "books")}
    for line in lines:
        done = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=environment, input="", capture_output=True, text=True, timeout=SECONDS, check=False)
        assert done.returncode == 0, f"{page}: {line}\n{done.stdout}{done.stderr}"
    first = done.stdout.splitlines()[0] if done.stdout else ""
    for bold in re.findall(r"\*\*(.+?)\*\*", prose):
        for ruling in RULING.findall(bold.lower()):
            assert ruling in first, f"{page} promises {bold!r} of {lines[-1]}, found {first!r}"


PRINTED = [(page, commands(before), text)
           for page in PAGES for (kind, before, _), (language, text, _) in itertools.pairwise(blocks(page)) if (kind, language) == ("sh", "text")]


@pytest.mark.parametrize("page, lines, text", PRINTED, ids=[page for page, _, _ in PRINTED])
def test_a_page_prints_what_the_program_prints(page, lines, text):
    environment = {**os.environ, "PATH": f"{os.path.dirname(program())}:{os.environ['PATH']}", "COMITY_BOOKS": str(ROOT / "books")}
    done = subprocess.run(["bash", "-c", lines[-1]], env=environment, input="", capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.stdout == text, page


def test_the_law_on_the_first_page_stands_in_a_book():
    shown = [text for language, text, _ in blocks("README.md") if language == "comity"]
    books = [path.read_text(encoding="utf-8") for path in (ROOT / "books").rglob("*.comity")]
    assert shown and PRINTED
    assert all(any(text in book for book in books) for text in shown)


def test_the_pages_show_commands():
    lines = {page: sum(len(lines) for shown, lines, _ in SHOWN if shown == page) for page in PAGES}
    promises = [bold for _, _, prose in SHOWN for bold in re.findall(r"\*\*(.+?)\*\*", prose) if RULING.search(bold.lower())]
    assert lines["docs/tour.md"] >= 13 and lines["docs/sources.md"] >= 9 and lines["docs/replay.md"] >= 1 and len(promises) >= 3


def dev(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run(["./dev", *words], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)


def test_dev_tells_every_verb_that_the_pages_name():
    told = dev().stdout
    named = {match for page in [*PAGES, "CONTRIBUTING.md"] for match in re.findall(r"\./dev (\w+)", (ROOT / page).read_text(encoding="utf-8"))}
    assert {"demo", "test"} <= named
    assert not [verb for verb in named if f"./dev {verb}" not in told]


def test_dev_refuses_what_it_does_not_know():
    assert dev("nonsense").returncode == 2


def test_links_lead_somewhere():
    for page in [*PAGES, "CONTRIBUTING.md", *(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))]:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8")):
            assert ((ROOT / page).parent / link).exists(), f"{page}: {link}"


def test_commands_in_prose_are_commands():
    """`comity ask …` in running text names a command that there is."""
    known = set(re.findall(r"^  ([a-z-]+) ", subprocess.run([program(), "--help"], capture_output=True, text=True, check=True).stdout, re.M))
    for page in [*PAGES, "CONTRIBUTING.md", "docs/how-it-works.md", "docs/language.md", "docs/proofs.md"]:
        for code in re.findall(r"`comity ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8")):
            assert code in known, f"{page}: comity {code}"
