"""Ctrl-C ends a long search with what was found by then, said to be a part; a success it is not."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from .golden import ROOT, program


def test_check_deep_leaves_a_part_that_says_so(tmp_path):
    subprocess.run([sys.executable, str(ROOT / "bench" / "generate_book.py"), "1000", "--out", str(tmp_path)], check=True, stdout=subprocess.DEVNULL)
    running = subprocess.Popen(
        [str(program()), "check", "--deep", "code", "--books", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(1)  # loaded by then, and far from its end: the pairs of this book's norms take many times that
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert out.startswith("code: ")
    assert "stopped before all of code was looked at; what stands above is a part" in err
