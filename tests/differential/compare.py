"""One library put to the program and to the reference; the differences as text."""

from __future__ import annotations

import json
import subprocess
import tempfile

from tests.reference import facts
from tests.reference.answers import Court
from tests.reference.load import load_texts
from tests.reference.model import BookError, plain
from tests.reference.unknown import TooMany


class Program:
    def __init__(self, path: str):
        self.path = path

    def ask(self, library, lines: list[dict]) -> tuple[int, list, str]:
        """Exit code, the answers, and what it said otherwise."""
        with tempfile.TemporaryDirectory() as folder:
            book = library.write(folder)
            done = subprocess.run([self.path, "ask", book, "--jsonl", "-", "--books", folder], input="".join(json.dumps(line) + "\n" for line in lines),
                                  capture_output=True, text=True, timeout=120, check=False)
        answers = []
        for line in done.stdout.splitlines():
            try:
                answers.append(json.loads(line))
            except ValueError:
                answers.append({"unreadable": line})
        return done.returncode, answers, done.stderr


def court_of(library) -> Court | str:
    """The reference's court, or why it rejects the library."""
    try:
        return Court(load_texts(library.main, library.texts))
    except BookError as error:
        return str(error)


def norms(found: list) -> list[str]:
    return sorted(one["norm"] if isinstance(one, dict) else one for one in found)


def names(found: list) -> list[str]:
    return sorted(plain(one.get("fact") or one.get("question")) if isinstance(one, dict) else plain(one) for one in found)


def differences(court: Court, line: dict, theirs: dict) -> list[str]:
    """What the program's answer to one case says otherwise than the reference; empty where they agree."""
    if "ruling" not in theirs:
        return [f"no answer: {theirs}"]
    answer = court.ask(line)
    ours = answer.as_json()
    found = []

    def differ(what: str, mine, other) -> None:
        if mine != other:
            found.append(f"{what}: reference {mine}, program {other}")

    differ("ruling", ours["ruling"], theirs["ruling"])
    differ("possible", ours["possible"], theirs["possible"])
    for what in ("decided_by", "may_decide", "defeated"):
        differ(what, ours[what], norms(theirs.get(what, [])))
    differ("missing", ours["missing"], names(theirs.get("missing", [])))
    differ("may_not_ask", ours["may_not_ask"], names(theirs.get("may_not_ask", [])))
    found += because(answer, ours, theirs) + question(answer, theirs) + duties(court, answer, theirs)
    if "hangs_on" in theirs:
        differ("hangs_on", ours["hangs_on"], sorted(({key: plain(one[key]) if key == "question" else one[key] for key in ("question", "if_yes", "if_no")}
                                                     for one in theirs["hangs_on"]), key=lambda one: one["question"]))
    return found


def because(answer, ours: dict, theirs: dict) -> list[str]:
    """The program's set need not be the reference's: it must force the ruling and be as small."""
    if len(answer.possible) != 1:
        return [f"because given for an unsettled case: {theirs['because']}"] if theirs.get("because") else []
    told = {plain(key): key for key in answer.told}
    given = [plain(name) for name in theirs.get("because") or {}]
    if not set(given) <= set(told):
        return [f"because names what was not told: {given}"]
    try:
        if not answer.forces([told[name] for name in given]):
            return [f"because {given} does not force the ruling; reference {ours['because']}"]
    except TooMany:
        return []
    if ours["because_size"] is not None and len(given) != ours["because_size"]:
        return [f"because {given} is not smallest: reference {ours['because']}"]
    return []


def question(answer, theirs: dict) -> list[str]:
    """The next question must be missing and askable, and absent only where nothing is."""
    askable = [plain(key) for key in answer.askable()]
    given = theirs.get("next_question")
    if given is None:
        return [f"next_question is null, but {askable} could be asked"] if askable else []
    return [] if plain(given["fact"]) in askable else [f"next_question {given['fact']}: only {askable} could be asked"]


def duties(court: Court, answer, theirs: dict) -> list[str]:
    zone = court.world.books[court.world.main].zone
    ours = sorted((duty["norm"], duty["do"], duty["deadline"] or 0) for duty in answer.duties())
    given = sorted((duty["norm"], duty["do"], facts.read_instant(duty["deadline"], zone) if duty.get("deadline") else 0) for duty in theirs.get("duties", []))
    if ours == given:
        return []
    return [f"duties: reference {[(norm, do, when and facts.show_instant(when, zone)) for norm, do, when in ours]}, program {theirs.get('duties')}"]


def failures(program: Program, library, lines: list[dict]) -> tuple[int, list]:
    """How many cases agreed, and (case, differences, both answers) for those that did not; a case of None is the library itself."""
    court = library.court or court_of(library)
    code, answers, said = program.ask(library, lines)
    if isinstance(court, str):
        if code == 1:
            return 1, []
        return 0, [(None, [f"the reference rejects the book ({court}), the program answers (exit {code})"], None)]
    if code not in (0, 3) or len(answers) != len(lines):
        return 0, [(None, [f"exit {code} with {len(answers)} answers to {len(lines)} cases: {said.strip()[:600]}"], None)]
    passed, failed = 0, []
    for line, theirs in zip(lines, answers):
        try:
            found = differences(court, line, theirs)
        except TooMany:
            continue
        except Exception as error:  # pylint: disable=broad-except
            found = [f"the reference fails: {type(error).__name__}: {error}"]
        if found:
            failed.append((line, found, theirs))
        else:
            passed += 1
    return passed, failed
