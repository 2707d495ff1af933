"""Completions in the shells themselves, at a terminal: what is typed, a tab, and what then stands there. A shell that is not installed is skipped."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
import time

import pytest

from .golden import GOLDEN, program

WAIT = 60  # seconds; a busy machine takes its time

# Typed, and what the tab makes of it. Words are those of tests/golden/cli/books.
CASES = [
    ("comity interv", "comity interview"),
    ("comity ask tow", "comity ask town"),
    ("comity ask town arr", "comity ask town arrest"),
    ("comity ask town share --fa", "comity ask town share --facts"),
    ("comity ask town arrest subject.in", "comity ask town arrest subject.in_custody="),
    ("comity ask town arrest where=sta", "comity ask town arrest where=station"),
    ("comity ask town arrest grounds=detainer,war", "comity ask town arrest grounds=detainer,warrant"),
    ("comity why-not town arrest forb", "comity why-not town arrest forbidden"),
    ("comity fmt dra", "comity fmt draft.comity"),
]


class Terminal:
    """A program at a terminal of 200 columns."""

    def __init__(self, words, folder, extra=None, columns=200):
        (folder / "bin").mkdir(exist_ok=True)
        if not (folder / "bin" / "comity").exists():
            (folder / "bin" / "comity").symlink_to(program())
        environment = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "xterm", "LC_ALL": "C.UTF-8",
                       "COMITY_BOOKS": str(GOLDEN / "books"), **(extra or {})}
        self.seen = ""
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(words[0], words, environment)
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode())

    def until(self, pattern: str) -> bool:
        """Reads on until the pattern has been seen in what came since the last call of `forget`."""
        end = time.monotonic() + WAIT
        while not re.search(pattern, self.plain()):
            if time.monotonic() > end or not self.read(1):
                return False
        return True

    def read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.screen], [], [], seconds)
        if not ready:
            return True
        try:
            piece = os.read(self.screen, 65536)
        except OSError:  # the program has ended
            return False
        # Fish asks the terminal what it is, and waits for the reply.
        if b"\x1b[c" in piece or b"\x1b[0c" in piece:
            os.write(self.screen, b"\x1b[?62;c")
        self.seen += piece.decode("utf-8", errors="replace")
        return bool(piece)

    def all(self) -> str:
        while self.read(WAIT):
            pass
        return self.plain()

    def plain(self) -> str:
        text = re.sub(r"\x1b\][^\x07\x1b]*(\x07|\x1b\\)", "", self.seen)
        return re.sub(r"\x1b[\[(][0-9;?>=]*[a-zA-Z]|\x1b[=>]|[\x00\x07\r]|.\x08", "", text)

    def forget(self) -> None:
        self.seen = ""

    def close(self) -> None:
        os.close(self.screen)
        try:
            os.kill(self.pid, 9)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)


@pytest.fixture(name="folder")
def with_scripts(tmp_path):
    (tmp_path / "draft.comity").write_text("book draft\n")
    for shell in ("bash", "zsh", "fish"):
        (tmp_path / f"completion.{shell}").write_text(subprocess.run([program(), "completions", shell], capture_output=True, text=True, check=True).stdout)
    return tmp_path


START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "PS1='ready''> '; bind 'set enable-bracketed-paste off'; source completion.bash\n"),
    "zsh": (["zsh", "-f", "-i"], "PS1='ready''> '; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -d dump; source completion.zsh\n"),
}


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completes_at_a_terminal(shell, folder):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    words, begin = START[shell]
    terminal = Terminal(words, folder)
    try:
        terminal.type(begin)
        assert terminal.until("ready> "), terminal.seen
        for typed, completed in CASES:
            terminal.forget()
            terminal.type(typed + "\t")
            assert terminal.until(re.escape(completed)), f"{shell}: {typed!r} gives {terminal.plain()!r}"
            terminal.type("\x15")  # clears the line
    finally:
        terminal.close()


def test_fish_completes(folder):
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": str(folder), "COMITY_BOOKS": str(GOLDEN / "books")}
    (folder / "bin").mkdir()
    (folder / "bin" / "comity").symlink_to(program())
    for typed, completed in CASES:
        done = subprocess.run(["fish", "--no-config", "-c", "source completion.fish; complete -C $argv[1]", typed], cwd=folder, env=environment,
                              capture_output=True, text=True, timeout=WAIT, check=False)
        words = [line.split("\t")[0] for line in done.stdout.splitlines()]
        assert words == [completed.rsplit(" ", 1)[1]], f"fish: {typed!r} gives {done.stdout}{done.stderr}"


def test_words_say_what_they_are():
    told = subprocess.run([program(), "completions", "words", "--", "ask", "town", "arrest", ""], capture_output=True, text=True, check=True,
                          env={**os.environ, "COMITY_BOOKS": str(GOLDEN / "books")}).stdout.splitlines()
    assert "subject.in_custody=\tIs the person in custody?" in told


@pytest.mark.parametrize("words", [[], [""], ["nonsense", ""], ["ask", "no_such_book", ""], ["ask", "broken", ""], ["ask", "", ""], ["--", "-"], ["prove", "town", ""]])
def test_where_nothing_is_known_nothing_is_offered_and_nothing_fails(words):
    done = subprocess.run([program(), "completions", "words", "--", *words], capture_output=True, text=True, check=False,
                          env={**os.environ, "COMITY_BOOKS": str(GOLDEN / "books")})
    assert done.returncode == 0 and done.stderr == ""


def test_the_man_page_is_sound_troff(tmp_path):
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    page = tmp_path / "comity.1"
    page.write_text(subprocess.run([program(), "man"], capture_output=True, text=True, check=True).stdout)
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-rLL=80n", "-K", "utf8", page], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr == ""
    text = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    assert "EXIT STATUS" in text and "NO_COLOR" in text and "comity why-not dc arrest permitted" in text


@pytest.mark.parametrize("line", ["comity --help", "comity ask --help", "comity ask town arrest grounds=detainer --at 2025-03-01",
                                  "comity timeline town share", "comity why-not town arrest permitted grounds=detainer --at 2025-03-01"])
def test_fits_a_narrow_terminal(line, folder):
    terminal = Terminal(["bash", "-c", f"sleep 0.5; {line}"], folder, columns=80)
    try:
        shown = terminal.all()
    finally:
        terminal.close()
    # A command to be typed is not broken.
    wide = [text for text in shown.split("\n") if len(text) > 80 and not text.startswith("  comity ")]
    assert shown and not wide


def test_colours_only_at_a_terminal_and_where_welcome(folder):
    line = ["bash", "-c", "comity ask town arrest grounds=detainer --at 2025-03-01"]
    for extra, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        terminal = Terminal(line, folder, extra)
        try:
            terminal.all()
        finally:
            terminal.close()
        assert ("\x1b[1m" in terminal.seen) == coloured
