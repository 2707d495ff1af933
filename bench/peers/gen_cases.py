#!/usr/bin/env python3
"""Makes random cases for the D.C. questions, one JSON object a line, the same for the same seed.

    gen_cases.py [--count N] [--seed S] [--settle COMITY] [--books DIR] > cases.jsonl

Every fact that one of the questions can turn on is told. Cedar, Rego and SAPL, as they are used here, answer permitted, forbidden or silent
and nothing else; with `--settle` the program comity is asked and cases to which it answers anything else are left out (and counted on standard
error). Without it the cases are written as drawn.
"""

import argparse
import collections
import json
import random
import subprocess
import sys

ACTIONS = [
    "share_information", "arrest", "transport", "hold_past_release", "notify_of_release", "transfer_custody", "allow_interview",
    "query_database",
]
# The day before the order, and the day on which it was in force from nine to the evening.
INSTANTS = ["2025-08-13T12:00:00-04:00", "2025-08-14T12:00:00-04:00"]

YES_NO = [
    "agreement_287g", "hold.waiver_until_seven", "information.public", "interview.judicial_order", "purpose.sole",
    "subject.federal_criminal_charge", "subject.in_custody", "subject.minor", "subject.victim_or_witness",
]
ONE_OF = {
    "encounter": ["traffic_stop", "pedestrian_stop", "call_for_service", "arrest", "booking", "jail", "release", "court", "none"],
    "purpose": [
        "civil_immigration_enforcement", "criminal_investigation", "criminal_immigration_offense", "benefits_eligibility", "officer_safety",
        "consular_notification", "other",
    ],
    "requester": ["federal_immigration", "federal_other", "state_or_local", "court", "nobody"],
    "subject.consents_to_interview": ["asked_for_it", "consents", "refuses", "not_informed"],
    "subject.counsel": ["present", "waived", "absent"],
}
SOME_OF = {
    "grounds": [
        "civil_detainer", "administrative_warrant", "removal_order", "judicial_warrant", "criminal_warrant", "probable_cause_of_crime",
    ],
    "information": [
        "immigration_status", "release_date", "custody_location", "home_address", "work_address", "personal_details", "photograph",
        "medical", "criminal_case", "contact",
    ],
    "request": ["detainer", "notification", "transfer", "interview", "information", "transport", "assistance"],
}
PAPER = ["civil_detainer", "administrative_warrant"]


def some_of(rng, words):
    """Small sets are as likely as the middle ones, so that rules about "only" and "none" are met often."""
    chosen = rng.sample(words, rng.randint(0, min(4, len(words))))
    return sorted(chosen, key=words.index)


def draw(rng):
    facts = {name: rng.random() < 0.5 for name in YES_NO}
    facts |= {name: rng.choice(words) for name, words in ONE_OF.items()}
    facts |= {name: some_of(rng, words) for name, words in SOME_OF.items()}
    facts["hold.hours"] = rng.randint(0, 96)
    # Half of all cases rest on immigration paper alone, or on nothing: what most of the law here is about.
    if rng.random() < 0.5:
        facts["grounds"] = some_of(rng, PAPER)
    # A third of the purposes are the one that the order names.
    if rng.random() < 1 / 3:
        facts["purpose"] = "civil_immigration_enforcement"
    return {"at": rng.choice(INSTANTS), "action": rng.choice(ACTIONS), "facts": dict(sorted(facts.items()))}


def ask(program, books, cases):
    """What comity answers to these cases, in order."""
    command = [program, "ask", "dc", "--jsonl", "-"] + (["--books", books] if books else [])
    told = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(cases):
        sys.exit(f"{program} gave {len(answers)} answers to {len(cases)} cases: {done.stderr.strip()}")
    for answer in answers:
        if "error" in answer:
            sys.exit(f"{program}: {answer['error']}")
    return answers


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20250814)
    parser.add_argument("--settle", metavar="COMITY", help="the program that is asked which cases to leave out")
    parser.add_argument("--books", metavar="DIR", help="the books that it reads")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    left_out = collections.Counter()
    written = 0
    while written < options.count:
        batch = [draw(rng) for _ in range(options.count)]
        answers = ask(options.settle, options.books, batch) if options.settle else [{"ruling": "silent"}] * len(batch)
        for case, answer in zip(batch, answers):
            ruling = answer["ruling"]
            if ruling not in ("permitted", "forbidden", "silent"):
                left_out[f"{case['action']} {case['at'][:10]} {ruling}"] += 1
            elif written < options.count:
                print(json.dumps(case))
                written += 1
        if sum(left_out.values()) > 50 * options.count:
            sys.exit("hardly any case is left: " + str(dict(left_out)))
    for what, times in sorted(left_out.items()):
        print(f"left out: {what}, {times} times", file=sys.stderr)


if __name__ == "__main__":
    main()
