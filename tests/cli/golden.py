"""Golden cases of the command line: what is run, what goes in, and what must come out, in one file.

    === about one line
    === file NAME          a file to be there, up to the next ===
    === input              the standard input
    === run                a line or more for bash, in which `comity` is the program
    === exit 0
    === out                the standard output
    === err                the standard error

A case runs in an empty folder; the books of tests/golden/cli/books are found by COMITY_BOOKS. COMITY_UPDATE=1 rewrites exit, out and err.
"""

from __future__ import annotations

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "cli"
SECTION = re.compile(r"^=== (about|file|input|run|exit|out|err)(?: (.*))?$")
SECONDS = 600  # of a machine that has much else to do


def program() -> pathlib.Path:
    """COMITY_PROGRAM, else the build that was made last."""
    if "COMITY_PROGRAM" in os.environ:
        return pathlib.Path(os.environ["COMITY_PROGRAM"]).resolve()
    builds = [path for path in (ROOT / "build" / preset / "comity" for preset in ("release", "debug")) if path.exists()]
    if not builds:
        raise FileNotFoundError("build the program, or set COMITY_PROGRAM")
    return max(builds, key=lambda path: path.stat().st_mtime)


class Golden:
    def __init__(self, path: pathlib.Path):
        self.path, self.sections = path, []
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            match = SECTION.match(line)
            if match:
                self.sections.append([match[1], match[2] or "", ""])
            else:
                self.sections[-1][2] += line

    def body(self, name: str) -> str:
        return "".join(body for section, _, body in self.sections if section == name)

    def expected(self) -> tuple[int, str, str]:
        codes = [argument for section, argument, _ in self.sections if section == "exit"]
        return int(codes[0]) if codes else -1, self.body("out"), self.body("err")

    def run(self, folder: pathlib.Path) -> tuple[int, str, str]:
        for section, name, body in self.sections:
            if section == "file":
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(body, encoding="utf-8")
        (folder / ".bin").mkdir()
        (folder / ".bin" / "comity").symlink_to(program())
        environment = {"PATH": f"{folder / '.bin'}:{os.environ['PATH']}", "COMITY_BOOKS": str(GOLDEN / "books"), "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(["bash", "-c", self.body("run")], cwd=folder, env=environment, input=self.body("input").encode(), capture_output=True,
                              timeout=SECONDS, check=False)
        return done.returncode, self.shown(done.stdout, folder), self.shown(done.stderr, folder)

    @staticmethod
    def shown(output: bytes, folder: pathlib.Path) -> str:
        """What does not depend on the machine: no folders of this run, the release of a book as one word."""
        text = output.decode("utf-8", errors="backslashreplace").replace(str(folder), "FOLDER").replace(str(GOLDEN / "books"), "BOOKS")
        return re.sub(r"sha256:[0-9a-f]{64}", "sha256:RELEASE", text)

    def update(self, actual: tuple[int, str, str]) -> None:
        kept = [section for section in self.sections if section[0] not in ("exit", "out", "err")]
        kept.append(["exit", str(actual[0]), ""])
        kept += [[name, "", body if body.endswith("\n") else body + "\n"] for name, body in (("out", actual[1]), ("err", actual[2])) if body]
        self.path.write_text("".join(f"=== {name}{' ' if argument else ''}{argument}\n{body}" for name, argument, body in kept), encoding="utf-8")
