"""Questions about all cases, by comity and by Cedar's symbolic compiler, on the same generated policies.

The law: policies that permit or forbid one action by texts, a number, a set of words and yes-no facts; a forbid wins. In comity forbids are
issued by the higher authority and precedence is by rank; in Cedar this is so without saying. Thresholds are whole and tests of the number are
`at least` and `less than`, so that whole numbers (Cedar's) and numbers of six places (comity's) give the same answers.

Asked of both: is the action never permitted when C (Cedar: is the law disjoint from `permit when C`), and does an amended law permit the same
(Cedar: is it equivalent; comity: is either permitted where the other is not). Answers are compared before any time is told.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

from .common import Settings, result, whole_process

PLACES = ("street", "home", "school", "court", "jail", "hospital")
GROUNDS = ("detainer", "warrant", "consent", "cause", "order")
HOURS = (4, 12, 24, 48, 72)
FLAGS = tuple(f"flag_{i:02}" for i in range(24))

# A test is (comity, Cedar).
Test = tuple[str, str]


def test(rng: random.Random) -> Test:
    kind = rng.choice(("flag", "flag", "flag", "place", "grounds", "hours"))
    if kind == "flag":
        flag, yes = rng.choice(FLAGS), rng.random() < 0.6
        return (flag if yes else f"not {flag}"), f"{'' if yes else '!'}context.{flag}"
    if kind == "place":
        place = rng.choice(PLACES)
        return f'place is "{place}"', f'context.place == "{place}"'
    if kind == "hours":
        hours, least = rng.choice(HOURS), rng.random() < 0.5
        return f"hours is {'at least' if least else 'less than'} {hours}", f"context.hours {'>=' if least else '<'} {hours}"
    words, every = rng.sample(GROUNDS, 2), rng.random() < 0.5
    listed = ", ".join(f'"{word}"' for word in words)
    return f"grounds includes {'all of' if every else 'any of'} {', '.join(words)}", f"context.grounds.contains{'All' if every else 'Any'}([{listed}])"


def policy(rng: random.Random) -> tuple[str, list[Test]]:
    return rng.choice(("permit", "permit", "forbid")), [test(rng) for _ in range(rng.choice((2, 3, 3, 4)))]


def comity_law(book: str, policies: list) -> str:
    lines = [f'book {book} "Generated policies"', "timezone Etc/UTC", "precedence by rank", 'authority high "High"', 'authority low "Low" below high']
    for name in ("high", "low"):
        lines += [f'source {name}_act "An act"', f"  issued by {name}", "  in force from 2000-01-01"]
    for i, (effect, tests) in enumerate(policies):
        issuer = "low" if effect == "permit" else "high"
        lines += [f'norm n{i:04} "a rule"', f'  cites {issuer}_act at "{i}" "words"', f"  {effect}s act", f"  when {tests[0][0]}"]
        lines += [f"   and {one}" for one, _ in tests[1:]]
    return "\n".join(lines) + "\n"


def facts(book: str) -> str:
    lines = [f'book {book} "What the policies speak of"', 'action act "act"', "fact place is text", "fact hours is number"]
    return "\n".join(lines + [f"fact grounds is some of {', '.join(GROUNDS)}"] + [f"fact {flag} is yes-no" for flag in FLAGS]) + "\n"


def cedar_law(policies: list) -> str:
    return "\n".join(f"{effect}(principal, action, resource) when {{ {' && '.join(one for _, one in tests)} }};" for effect, tests in policies)


def cedar_schema() -> str:
    flags = "".join(f", {flag}: Bool" for flag in FLAGS)
    return ("entity Person; entity Thing;\naction act appliesTo { principal: [Person], resource: [Thing], "
            f"context: {{ place: String, hours: Long, grounds: Set<String>{flags} }} }};\n")


def write(folder: Path, count: int, seed: int) -> None:
    """The law, its questions and its amendments for both."""
    rng = random.Random(f"symcc {seed}")
    policies = [policy(rng) for _ in range(count)]
    # The first amendment changes nothing: a policy that says less than another with the same effect. The second lets go a test of a permit, so
    # that what changes is what is permitted, and no other ruling.
    effect, tests = rng.choice(policies)
    widened = next(i for i, (effect, _) in enumerate(policies) if effect == "permit")
    amended = [policies + [(effect, tests + [test(rng)])], [(e, t[1:] if i == widened else t) for i, (e, t) in enumerate(policies)]]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    claims, queries = [], []
    for i in range(10):
        some = [test(rng) for _ in range(rng.choice((2, 3, 4)))]
        # Every second question is about cases that some forbid covers, so that the answer is yes.
        if i % 2 == 0:
            some += rng.choice([t for e, t in policies if e == "forbid"])
        claims.append(f"claim q{i:02}\n  act is never permitted when {' and '.join(one for one, _ in some)}\n")
        queries.append({"kind": "disjoint", "policies": f"permit(principal, action, resource) when {{ {' && '.join(one for _, one in some)} }};"})
    for i, other in enumerate(amended):
        queries.append({"kind": "equivalent", "policies": cedar_law(other)})
        claims.append(f"claim q{10 + i}\n  act agrees with amended{i}\n")
        (folder / f"amended{i}.comity").write_text(comity_law(f"amended{i}", other).replace("timezone", "use words\ntimezone", 1), encoding="utf-8")
    (folder / "words.comity").write_text(facts("words"), encoding="utf-8")
    (folder / "law.comity").write_text(comity_law("law", policies).replace("timezone", "use words\ntimezone", 1) + "\n".join(claims), encoding="utf-8")
    (folder / "law.cedar").write_text(cedar_law(policies), encoding="utf-8")
    (folder / "law.cedarschema").write_text(cedar_schema(), encoding="utf-8")
    (folder / "queries.jsonl").write_text("".join(json.dumps(query) + "\n" for query in queries), encoding="utf-8")


def build(settings: Settings) -> Path | str:
    """The program, or why there is none."""
    cargo = shutil.which("cargo") or shutil.which("cargo", path=str(Path.home() / ".cargo/bin"))
    if cargo is None:
        return "no cargo"
    if shutil.which("cvc5") is None:
        return "no cvc5"
    target = settings.root / "build/peers/symcc"
    done = subprocess.run([cargo, "build", "--release", "--locked", "--manifest-path", str(settings.root / "bench/peers/symcc/Cargo.toml"), "--target-dir", str(target)],
                          capture_output=True, text=True, check=False)
    return target / "release/comity-symcc" if done.returncode == 0 else f"it cannot be built: {done.stderr.strip().splitlines()[-1]}"


def ours(settings: Settings, folder: Path) -> tuple[list[bool], float]:
    """What holds, and the milliseconds of the whole process, books loaded and all."""
    command = [settings.program, "prove", "law", "--json", "--books", folder]
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    found = sorted(map(json.loads, run.stdout.splitlines()), key=lambda line: line["claim"])
    if len(found) != 12 or any(line["result"] == "undecided" for line in found):
        raise RuntimeError(run.stderr[:2000] + run.stdout[:2000])
    return [line["result"] == "proved" for line in found], whole_process(settings, command, rounds=3 if settings.quick else 7)


def symcc(settings: Settings):
    program = build(settings)
    for count in (20, 100) if settings.quick else (20, 100, 400):
        folder = settings.out / f"symcc_{count}"
        write(folder, count, count)
        answers, mine = ours(settings, folder)
        if isinstance(program, str):
            yield result(f"prove/policies_{count}", mine, "ms", note=f"12 questions about all cases; Cedar's symcc left out: {program}")
            continue
        law, *theirs = [json.loads(line) for line in settings.run(program, folder).stdout.splitlines()]
        encode, solve = law["law_ms"] + sum(line["encode_ms"] for line in theirs), sum(line["solve_ms"] for line in theirs)
        note = f"12 questions about {count} policies, {sum(answers)} hold; ours is a whole process, symcc compiles and encodes in {encode:,.0f} ms, cvc5 solves in {solve:,.0f} ms"
        yield result(f"prove/policies_{count}", mine, "ms", "symcc", encode + solve, answers == [line["answer"] for line in theirs], note)
