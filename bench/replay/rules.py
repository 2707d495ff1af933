"""The rules of the two tables, written once and turned into what each peer runs: SQL, a Polars expression, OpenFisca variables.

A rule is a name and a conjunction over columns and earlier rules; exceptions come before what they except. The C++ of dc.cpp and order.cpp
says the same by hand, and every peer's answers are compared with ours before a clock is started.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CODES = {"permitted": 0, "forbidden": 1, "required": 2, "silent": 3, "conflicting": 4}


@dataclass(frozen=True)
class Rules:
    name: str
    action: str
    words: dict[str, list[str]]
    terms: list[tuple[str, str]]
    permits: tuple[str, ...]
    forbids: tuple[str, ...]
    requires: tuple[str, ...]

    @property
    def read(self) -> list[str]:
        return [fact for fact in self.words if any(re.search(rf"(?<![\w.]){re.escape(fact)} ", term) for _, term in self.terms)]


ORDER = Rules(
    "order",
    "share",
    {
        "encounter": ["traffic_stop", "pedestrian_stop", "booking", "court", "none"],
        "custody": ["free", "held"],
        "requester": ["federal_immigration", "federal_other", "state_or_local", "court", "nobody"],
        "purpose": ["civil", "criminal", "benefits", "safety", "other"],
        "agreement": ["absent", "present"],
        "age": ["adult", "minor"],
        "ground": ["nothing", "detainer", "administrative_warrant", "judicial_warrant", "criminal_warrant"],
        "information": ["status", "release_date", "home_address", "photograph", "contact"],
    },
    [
        ("a3", "ground = 'judicial_warrant'"),
        ("a2", "custody = 'held' and information in ('release_date', 'home_address', 'photograph') and not a3"),
        ("a1", "encounter in ('traffic_stop', 'pedestrian_stop') and custody = 'free' and not a2"),
        ("a8", "encounter = 'court'"),
        ("a5", "agreement = 'present' and requester = 'federal_immigration' and not a8"),
        ("a4", "purpose = 'civil' and requester = 'federal_immigration' and not a3 and not a5"),
        ("a6", "age = 'minor' and ground <> 'criminal_warrant' and not a3"),
        ("a7", "information = 'status' and not a8"),
        ("a12", "encounter = 'none' and agreement = 'absent'"),
        ("a10", "requester = 'court' and not a12"),
        ("a9", "purpose = 'benefits' and not a10"),
        ("a11", "purpose = 'criminal' and ground = 'criminal_warrant' and requester in ('federal_other', 'state_or_local')"),
    ],
    ("a1", "a5", "a7", "a10"),
    ("a2", "a4", "a6", "a8", "a9", "a12"),
    ("a3", "a11"),
)

# The D.C. book on share_information on 14 August 2025 at noon.
DC = Rules(
    "dc",
    "share_information",
    {
        "encounter": ["traffic_stop", "street_encounter", "booking", "court", "none"],
        "subject.in_custody": ["no", "yes"],
        "requester": ["federal_immigration", "federal_other", "state_or_local"],
        "purpose": ["civil_immigration_enforcement", "criminal_investigation", "criminal_immigration_offense"],
        "information": ["release_date", "immigration_status", "home_address,contact", "photograph", "immigration_status,criminal_case", "empty"],
        "grounds": ["empty", "civil_detainer", "administrative_warrant", "civil_detainer,judicial_warrant", "probable_cause_of_crime", "criminal_warrant"],
        "subject.federal_criminal_charge": ["no", "yes"],
        "marshals_agreement_provides": ["no", "yes"],
    },
    [
        ("a1", "subject.in_custody = 'no'"),
        (
            "a2",
            "subject.in_custody = 'yes' and subject.federal_criminal_charge = 'no' and grounds <> 'civil_detainer,judicial_warrant'"
            " and information in ('release_date', 'home_address,contact', 'photograph', 'immigration_status,criminal_case')",
        ),
    ],
    ("a1",),
    ("a2",),
    (),
)


def parts(term: str):
    """The conjuncts of a term: ("not", name), or (fact, True or False, words)."""
    for part in term.split(" and "):
        if match := re.fullmatch(r"not (a\d+)", part):
            yield "not", match[1]
        elif match := re.fullmatch(r"([\w.]+) (=|<>) '([\w,]+)'", part):
            yield match[1], match[2] == "=", [match[3]]
        elif match := re.fullmatch(r"([\w.]+) in \((.*)\)", part):
            yield match[1], True, re.findall(r"'([\w,]+)'", match[2])
        else:
            raise ValueError(part)


def sql_case(rules: Rules) -> str:
    """One CASE with all exceptions written out, as an export to SQL has it."""
    terms: dict[str, str] = {}
    for name, term in rules.terms:
        quoted = re.sub(r"([\w.]+)(?= (?:=|<>|in) )", r'"\1"', term)
        terms[name] = "(" + re.sub(r"\ba(\d+)\b", lambda match: terms["a" + match[1]], quoted) + ")"

    def either(names):
        return "(" + (" or ".join(terms[name] for name in names) or "false") + ")"

    p, f, r = either(rules.permits), either(rules.forbids), either(rules.requires)
    return f"case when {f} and ({p} or {r}) then 4 when {r} then 2 when {p} then 0 when {f} then 1 else 3 end"


def polars_expression(rules: Rules):
    import polars as pl

    terms: dict[str, pl.Expr] = {}
    for name, term in rules.terms:
        found = []
        for part in parts(term):
            if part[0] == "not":
                found.append(~terms[part[1]])
            else:
                fact, positive, words = part
                equal = pl.any_horizontal([pl.col(fact) == word for word in words])
                found.append(equal if positive else ~equal)
        terms[name] = pl.all_horizontal(found)

    def either(names):
        return pl.any_horizontal([terms[name] for name in names]) if names else pl.lit(False)

    p, f, r = either(rules.permits), either(rules.forbids), either(rules.requires)
    return pl.when(f & (p | r)).then(4).when(r).then(2).when(p).then(0).when(f).then(1).otherwise(3).cast(pl.UInt8).alias("ruling")


def openfisca_simulation(rules: Rules, codes: dict):
    """A simulation with the facts told, and one variable a norm; `calculate("ruling", day)` is then the work."""
    import numpy as np
    from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

    person = entities.Entity("person", "persons", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    code = {fact: {word: i for i, word in enumerate(words)} for fact, words in rules.words.items()}

    def plain(fact):
        return fact.replace(".", "_")

    def add(name, kind, formula=None):
        body = {"value_type": kind, "entity": person, "definition_period": periods.DateUnit.DAY, "label": name}
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (variables.Variable,), body))

    for fact in rules.words:
        add(plain(fact), int)

    def formula_of(term):
        def formula(people, period):
            result = None
            for part in parts(term):
                if part[0] == "not":
                    value = ~people(part[1], period)
                else:
                    fact, positive, words = part
                    column = people(plain(fact), period)
                    value = column == code[fact][words[0]]
                    for word in words[1:]:
                        value = value | (column == code[fact][word])
                    value = value if positive else ~value
                result = value if result is None else result & value
            return result

        return formula

    for name, term in rules.terms:
        add(name, bool, formula_of(term))

    def ruling(people, period):
        count = people.count

        def either(names):
            return np.logical_or.reduce([people(name, period) for name in names]) if names else np.zeros(count, dtype=bool)

        p, f, r = either(rules.permits), either(rules.forbids), either(rules.requires)
        return np.select([f & (p | r), r, p, f], [np.int32(4), np.int32(2), np.int32(0), np.int32(1)], np.int32(3))

    add("ruling", int, ruling)
    count = len(next(iter(codes.values())))
    builder = simulation_builder.SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(count))
    simulation = builder.build(system)
    for fact, values in codes.items():
        simulation.set_input(plain(fact), "2025-08-14", values.astype(np.int32))
    return simulation
