"""What is in force when, precedence, suspension, and cycles."""

import pytest

from .lex import day_of
from .life import source_in_force
from .model import BookError
from .small import ask, court


def in_force(text: str, *days: str) -> str:
    """For each day's first moment in New York `+` or `-`."""
    from .calendars import first_moment
    of = court(text)
    return "".join("+" if source_in_force(of.world, "t/s", first_moment(day_of(day), "America/New_York")) else "-" for day in days)


MONTHS = tuple(f"2025-{month:02}-01" for month in range(1, 8))


def test_events():
    assert in_force('source s "S" in force from 2025-02-01 until 2025-04-01', *MONTHS) == "-++----"
    assert in_force('source s "S" in force from 2025-02-01 through 2025-04-01', *MONTHS) == "-+++---"
    assert in_force('source s "S" in force from 2025-02-01 expires after 2 months', *MONTHS) == "-++----"
    assert in_force('source s "S" in force from 2025-02-01 rescinded by s on 2025-03-01 revived by s on 2025-05-01', *MONTHS) == "-+--+++"
    assert in_force('source s "S" in force from 2025-02-01 rescinded by s on 2025-03-01 revived by s on 2025-03-01', *MONTHS) == "-++++++"
    assert in_force('source s "S" in force from 2025-02-01 stayed by s from 2025-03-01 until 2025-04-01 stayed by s from 2025-06-01', *MONTHS) == "-+-++--"
    assert in_force('source s "S" in force from 2025-01-01 until 2025-03-01 in force from 2025-05-01 expires on 2025-07-01', *MONTHS) == "++--++-"
    assert in_force('source s "S" signed 2025-01-01', *MONTHS) == "-------"


def test_replaced_text_stands_again_in_the_gap():
    text = """source s "S" in force from 2025-01-01
source e "emergency" in force from 2025-02-01 expires after 28 days replaces s while in force
source f "second" in force from 2025-04-01 until 2025-06-01 replaces s while in force stayed by s from 2025-05-01 until 2025-05-15"""
    assert in_force(text, *MONTHS) == "+-+-+++"
    chain = """source s "S" in force from 2025-01-01
source e "E" in force from 2025-02-01 replaces s while in force
source f "F" in force from 2025-04-01 until 2025-06-01 replaces e while in force"""
    assert in_force(chain, *MONTHS) == "+--++--"
    with pytest.raises(BookError, match="cycle of replaces"):
        in_force('source s "S" replaces r while in force source r "R" replaces s while in force')


def test_norms_own_time_and_several_sources():
    of = court('''source a "A" in force from 2025-01-01 until 2025-02-01 source b "B" in force from 2025-03-01 until 2025-04-01 action go "go"
norm n cites a cites b see b permits go''')
    assert [ask(of, "go", f"{month}T00:00:00").ruling for month in MONTHS[:4]] == ["permitted", "silent", "permitted", "silent"]
    of = court('source a "A" in force from 2025-01-01 action go "go" norm n cites a permits go in force from 2025-02-01 through 2025-03-31 in force from 2025-05-01')
    assert [ask(of, "go", f"{month}T00:00:00").ruling for month in MONTHS[:5]] == ["silent", "permitted", "permitted", "silent", "permitted"]


def ruling(precedence: str, first: str, second: str, norms: str = "norm p cites s permits go norm f cites r forbids go") -> str:
    return ask(court(f'''authority top "T" authority low "L" below top authority side "S" {precedence}
source s "S" {first} in force from 2020-01-01 source r "R" {second} in force from 2021-01-01 action go "go" {norms}'''), "go").ruling


def test_precedence():
    high, low, side = "issued by top", "issued by low", "issued by side"
    assert ruling("", high, low) == "conflicting" == ruling("precedence none", high, low)
    assert ruling("precedence by rank", high, low) == "permitted" and ruling("precedence by rank", low, high) == "forbidden"
    assert ruling("precedence by rank", high, side) == "conflicting" == ruling("precedence by rank", high, high)
    assert ruling("precedence by date", high, low) == "forbidden" and ruling("precedence by date", "signed 2022-01-01", low) == "permitted"
    both = "precedence by rank, then by date"
    assert ruling(both, high, low) == "permitted" and ruling(both, high, high) == "forbidden" and ruling(both, high, side) == "conflicting"


def test_either_books_precedence_applies():
    us = 'book us "U" precedence by date action go "go" source s "S" in force from 2020-01-01 norm p cites s permits go'
    assert ask(court('use us source r "R" in force from 2021-01-01 norm f cites r forbids go', us=us), "go").ruling == "forbidden"


def test_carrying_source():
    text = '''precedence by date action go "go" source a "A" signed 2030-01-01 in force from 2021-01-01 until 2025-01-01
source b "B" in force from 2020-01-01 source c "C" in force from 2022-01-01
norm p cites a cites b permits go norm f cites c forbids go'''
    assert ask(court(text), "go", "2024-06-01T00:00:00").ruling == "permitted" and ask(court(text), "go").ruling == "forbidden"


def test_rulings():
    base = 'source s "S" in force from 2020-01-01 action go "go" '
    assert ask(court(base + "norm a cites s permits go norm b cites s requires go"), "go").ruling == "required"
    found = ask(court(base + "norm a cites s permits go norm b cites s requires go norm c cites s forbids go"), "go")
    assert found.ruling == "conflicting" and len(found.split(found.judgement.deciding)[0]) == 3
    found = ask(court(base + "norm a cites s permits go norm c cites s forbids go yields to a"), "go")
    assert found.ruling == "permitted" and found.defeated() == (["t/c"], [])
    assert ask(court(base), "go").ruling == "silent"


def test_suspension_chain():
    base = 'source s "S" in force from 2020-01-01 action go "go" fact x is yes-no norm a cites s permits go norm b cites s suspends a '
    assert ask(court(base), "go").ruling == "silent"
    assert ask(court(base + "norm c cites s suspends b"), "go").ruling == "permitted"
    assert ask(court(base + "norm c cites s suspends b when x"), "go").possible == ["permitted", "silent"]
    defeated = base + "norm c cites s forbids asking x suspends b norm d cites s permits asking x overrides c"
    assert ask(court(defeated), "go").ruling == "silent"


def test_cycles():
    base = 'source s "S" issued by top in force from 2020-01-01 source r "R" issued by low in force from 2021-01-01 authority top "T" authority low "L" below top action go "go" '
    for text in ("norm a cites s permits go overrides b norm b cites s forbids go overrides a", "norm a cites s permits go suspends a",
                 "norm a cites s permits go suspends b norm b cites s forbids go overrides a",
                 "precedence by rank norm a cites s permits go norm b cites r forbids go overrides a"):
        with pytest.raises(BookError, match="cycle"):
            court(base + text)
    court(base + "norm a cites s permits go overrides b norm b cites s permits go overrides a")
    apart = "norm a cites s permits go overrides b in force from 2020-01-01 until 2021-01-01 norm b cites s forbids go overrides a in force from 2021-01-01"
    court(base + apart)


def test_questions_answered_and_reopened():
    of = court('''source s "S" in force from 2020-01-01 action go "go" norm n cites s permits go when q
question q "Q" raised by s on 2025-01-15 answered yes by s on 2025-02-01 reopened by s on 2025-03-01 answered no by s on 2025-04-01''')
    assert [ask(of, "go", f"{month}T00:00:00").possible for month in MONTHS[:4]] == [["permitted", "silent"], ["permitted"], ["permitted", "silent"], ["silent"]]
    assert ask(of, "go", "2025-03-01T00:00:00", {"q": "yes"}).ruling == "permitted"


def test_list_elements_have_their_time():
    of = court('''source s "S" in force from 2020-01-01 action go "go" fact j is text norm n cites s permits go when j is on list l
list l "L" of text cites s "dc" from 2025-02-01 through 2025-02-28 "dc" from 2025-04-01 "ca"''')
    assert [ask(of, "go", f"{month}T00:00:00", j="dc").ruling for month in MONTHS[:4]] == ["silent", "permitted", "silent", "permitted"]
    assert ask(of, "go", j="ca").ruling == "permitted" and ask(of, "go", j="md").ruling == "silent"
