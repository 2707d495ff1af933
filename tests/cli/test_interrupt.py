"""Ctrl-C ends a long search with what was found by then, said to be a part; a success it is not."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time

from .golden import ROOT, program


def generated(folder, norms: int, seed: int = 1):
    """A generated book in a folder of its own."""
    subprocess.run(
        [sys.executable, str(ROOT / "bench" / "generate_book.py"), str(norms), "--seed", str(seed), "--out", str(folder)], check=True, stdout=subprocess.DEVNULL
    )
    return folder


def interrupted(*command: str) -> tuple[int, str, str]:
    """What a command leaves that is interrupted while it searches: its books are loaded by then, and it is far from its end."""
    running = subprocess.Popen([str(program()), *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.6)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    return running.returncode, out, err


def test_check_deep_leaves_a_part_that_says_so(tmp_path):
    code, out, err = interrupted("check", "--deep", "code", "--books", str(generated(tmp_path, 1000)))
    assert code == 1
    assert out.startswith("code: ")
    assert "stopped before all of code was looked at; what stands above is a part" in err


def test_diff_names_the_question_at_work_and_tells_what_it_found_of_it(tmp_path):
    sides = [str(generated(tmp_path / name, 1000, seed)) for name, seed in (("a", 1), ("b", 2))]
    code, out, err = interrupted("diff", *sides)
    assert code == 1
    said = re.search(r"^stopped: of \d+ questions compared \d+ differ between .*; (act_\d+) was compared in part, the others were not$", out, re.MULTILINE)
    assert said, out[-400:]
    assert f"\n{said[1]}\n  the comparison was stopped here" in "\n" + out
    assert err == ""
    code, out, err = interrupted("diff", *sides, "--html")
    assert code == 1
    assert re.search(r"The comparison was stopped: act_\d+ was compared in part", out)
    assert out.endswith("</html>\n")
    assert err == ""
    code, out, err = interrupted("diff", *sides, "--json")
    assert code == 1
    assert json.loads(out.splitlines()[-1])["compared"] is False
    assert re.fullmatch(r"comity diff: stopped: \d+ questions were compared; act_\d+ was compared in part, the others were not\n", err)
