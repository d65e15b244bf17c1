"""Any order and any repetition of a call's events: the same call."""

import itertools
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactcentre.contacts.actions import lines
from contactcentre.contacts.channels import reading
from contactcentre.contacts.models import CallerLocation, Contact, Handler
from tests.contacts.floor import NUMBER

LEFT_OUT = {"id", "source_id", "version", "fence", "lease_until", "previous"}
ids = itertools.count(1)
LATER = timedelta(minutes=10)


@st.composite
def stories(draw, agents):
    """The events of one call, as (type, second, facts), and an order with repetitions."""
    kinds = st.sampled_from(["ringing", "ringing", "answered", "abandoned", "ended"])
    told = []
    for number, kind in enumerate(draw(st.lists(kinds, min_size=1, max_size=5))):
        facts = {"event_id": f"e{number}"}
        if kind == "ringing":
            facts |= {"from": NUMBER, "channel": draw(st.sampled_from(["999", "101"]))}
            facts["connected"] = draw(st.integers(0, 5))
            facts["location"] = {"lat": 51.46, "lon": -0.12, "radius_m": draw(st.integers(5, 90))}
        if kind == "answered":
            facts |= agents
        if kind == "ended":
            facts["cause"] = draw(st.sampled_from(["cut", "normal"]))
        told.append((kind, draw(st.integers(0, 60)), facts))
    again = draw(st.lists(st.sampled_from(range(len(told))), max_size=4))
    order = draw(st.permutations([*range(len(told)), *again]))
    return told, order


def _tell(floor, call, told, order):
    base = floor.at
    for turn, place in enumerate(order):
        kind, second, facts = told[place]
        facts = {**facts, "event_id": f"{call}-{facts['event_id']}"}
        happened = base + timedelta(seconds=second)
        if "connected" in facts:
            before = timedelta(seconds=facts.pop("connected"))
            facts["connected_at"] = (happened - before).isoformat()
        sent = {"type": kind, "call_id": call, "at": happened.isoformat(), **facts}
        found = reading.read(str(sent).replace("'", '"').encode())
        lines.report(event=found.event, by=floor.system, at=base + LATER + timedelta(seconds=turn))


def _outcome(floor, told, order) -> tuple:
    """Return the row a call ends in, and what everybody is doing, without keeping it."""
    call = f"call-{next(ids)}"
    with transaction.atomic():
        _tell(floor, call, told, order)
        row = Contact.objects.values().get(source_id=call)
        doing = Handler.objects.order_by("person_id").values_list(
            "person__username", "state", "contact__source_id"
        )
        people = [(name, state, bool(contact)) for name, state, contact in doing]
        places = set(CallerLocation.objects.values_list("lat", "lon", "radius_m"))
        transaction.set_rollback(True)
    kept = {name: value for name, value in row.items() if name not in LEFT_OUT}
    kept.pop("location_source"), kept.pop("located_at"), kept.pop("radius_m")
    return kept, people, places


QUIET = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.capability("A1", "B6", "O2")
@QUIET
@given(story=stories(agents={}))
def test_any_order_and_any_repetition_end_in_the_same_row(floor, story):
    told, order = story
    assert _outcome(floor, told, order) == _outcome(floor, told, range(len(told)))


@pytest.mark.capability("B4", "B6", "O2")
@QUIET
@given(story=stories(agents={"agent": "bob"}))
def test_the_same_with_everybody_at_work(floor, story):
    told, order = story
    with transaction.atomic():
        for name in ("ann", "bob", "cat"):
            floor.handler(name)
        mixed, straight = _outcome(floor, told, order), _outcome(floor, told, range(len(told)))
        transaction.set_rollback(True)
    assert mixed == straight
