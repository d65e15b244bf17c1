"""What is known beside a call is found by indexes, in a known number of statements."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import gazetteer, knowing, known, narrative
from tests.budgets import lives

CONTACTS = (40, 40_000)
GROWING = re.compile(
    r"Seq Scan on (contacts_contact|incidents_(?:incident|incidentcontact|party|place))\b"
)
WALKED = re.compile(r"Index Scan Backward using \w+_pkey")


def explained(asked: list[str]) -> str:
    """Return the plans of what reads a table that grows."""
    plans = []
    with connection.cursor() as cursor:
        for sql in asked:
            if sql.startswith("SELECT"):
                cursor.execute(f"EXPLAIN {sql}")
                plans += [line for [line] in cursor.fetchall()]
    return "\n".join(plans)


def asked_by(read) -> list[str]:
    """Return the statements of one read that is not the first."""
    read()
    with CaptureQueriesContext(connection) as statements:
        read()
    return [each["sql"] for each in statements]


@pytest.mark.capability("C1", "F1", "F8")
def test_what_is_known_is_found_by_indexes_and_as_many_statements_whatever_the_history(world):
    since = lives.one_night(world)
    contact = world.call()
    incident = world.opened(contact, people=lives.PEOPLE)
    who, sought = {"person": world.dispatcher, "at": world.at}, narrative.sought_for(name="Ann Ivy")
    near = {"lat": world.place.lat, "lon": world.place.lon}
    reads = {
        "panel": lambda: knowing.about(contact, name="Ann M Ivy", vehicle="AB12CDE", **who),
        "story": lambda: narrative.of(sought, **who),
        "facts": lambda: known.facts(incident, {}, at=world.at),
        "tonight": lambda: known.domestic_tonight(contact, at=world.at),
        "address": lambda: gazetteer.search("2/7 cross7 st, lambeth", **near),
    }
    counts, done = [], 0
    for size in CONTACTS:
        lives.lived(size, since=since, first=done)
        lives.charted(world, size // 10, first=done // 10)
        done = size
        counts.append({name: len(asked_by(read)) for name, read in reads.items()})

    assert counts[0] == counts[1]
    for name, read in reads.items():
        plan = explained(asked_by(read))
        assert not GROWING.search(plan), f"{name} reads a table from end to end:\n{plan}"
        assert not WALKED.search(plan), f"{name} walks a table backwards:\n{plan}"
