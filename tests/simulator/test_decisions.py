"""Colleagues and crews do what follows from board and seed, and spare what is a visitor's."""

import pytest

from contactcentre.management.simulator.alarms import Alarms
from contactcentre.management.simulator.callers import Callers
from contactcentre.management.simulator.client import Client
from contactcentre.management.simulator.crews import (
    AT_SCENE,
    EN_ROUTE,
    ON_PATROL,
    RECEIVED,
    Crews,
)
from contactcentre.management.simulator.dispatchers import Dispatchers, scope_of
from contactcentre.management.simulator.handlers import Handlers
from tests.simulator.board import HANDLER, VISITOR, ago, alert, floor, incident, unit

NOWHERE = Client("http://127.0.0.1:9", "no.key", "no secret")


@pytest.fixture
def crews():
    return Crews(NOWHERE, seed="x", visitors=["AS11"])


@pytest.fixture
def dispatchers():
    callers = Callers(NOWHERE, seed="x", scale=1, share=0.7)
    return Dispatchers(NOWHERE, Handlers(NOWHERE, callers, seed="x"), seed="x", share=0.7)


def candidate(callsign: str, minutes: float, leaves: str = "", needs_supervisor: bool = False):
    left = {"reference": leaves} if leaves else None
    return {
        "callsign": callsign,
        "minutes": minutes,
        "leaves": left,
        "needs_supervisor": needs_supervisor,
    }


@pytest.mark.parametrize(
    ("state", "code"), [("ASSIGNED", RECEIVED), ("ACKNOWLEDGED", EN_ROUTE), ("AT_SCENE", ON_PATROL)]
)
def test_a_crew_presses_the_next_code_when_it_is_time_and_not_before(crews, state, code):
    late, early = unit(state), unit(state, assigned_at=ago(1))

    assert crews.pressed(late, floor(incident(), late)) == code
    assert crews.pressed(early, floor(incident(), early)) is None


def test_a_crew_is_at_the_scene_once_it_has_driven_there(crews):
    on_its_way = unit("EN_ROUTE")
    there = unit("EN_ROUTE", lat=51.4300, lon=-0.1290)

    assert crews.pressed(on_its_way, floor(incident(), on_its_way)) is None
    assert crews.pressed(there, floor(incident(), there)) == AT_SCENE


def test_a_free_crew_presses_nothing_and_patrols(crews):
    crews.beats["Lambeth"] = ["somewhere in Lambeth"]
    free = unit()

    assert crews.pressed(free, floor(free)) is None
    assert crews.heading(free, floor(free))[0] == "somewhere in Lambeth"


def test_a_crew_that_drives_to_a_restricted_incident_arrives_all_the_same(crews):
    secret = unit("EN_ROUTE", lat=None, lon=None, incident="restricted", incident_slug=None)

    assert crews.pressed(secret, floor(secret)) == AT_SCENE


def test_the_crew_of_a_visitor_is_given_time(crews):
    own = unit("ASSIGNED", callsign="AS11", assigned_at=ago(60))
    another = unit("ASSIGNED", assigned_at=ago(60))

    assert crews.pressed(own, floor(incident(), own)) is None
    assert crews.pressed(another, floor(incident(), another)) == RECEIVED


def test_a_visitors_incident_is_left_alone(dispatchers):
    theirs = incident(owner_id=VISITOR)

    assert dispatchers.is_left_to_visitors(theirs, floor(theirs))
    assert not dispatchers.is_left_to_visitors(incident(), floor(incident()))


def test_where_a_visitor_dispatches_colleagues_take_their_share_of_colleagues_calls(dispatchers):
    dispatchers.visited = {"AS"}
    opened_by_a_visitor = incident(slug="1-14MAR26")
    dispatchers.handlers.opened = {n: f"{n}-14MAR26" for n in range(100, 400)}
    rows = [incident(slug=slug) for slug in dispatchers.handlers.opened.values()]
    left = [dispatchers.is_left_to_visitors(row, floor(row)) for row in rows]

    assert dispatchers.is_left_to_visitors(opened_by_a_visitor, floor(opened_by_a_visitor))
    assert sum(left) / len(left) == pytest.approx(0.3, abs=0.08)
    elsewhere = incident(scope="CN")
    assert not dispatchers.is_left_to_visitors(elsewhere, floor(elsewhere))


def test_an_alert_about_a_visitors_incident_is_not_taken_on(dispatchers):
    alarms = Alarms(NOWHERE, dispatchers, seed="x")

    assert alarms.due(alert(), floor(incident(), alert()))
    assert not alarms.due(alert(), floor(incident(owner_id=VISITOR), alert()))


def test_an_alert_about_a_visitors_call_is_not_taken_on_either(dispatchers):
    alarms = Alarms(NOWHERE, dispatchers, seed="x")
    about = alert(subject="contact", subject_id=4)
    call = {"kind": "contact", "id": 4}

    assert not alarms.due(about, floor({**call, "handler_id": VISITOR}, about))
    assert alarms.due(about, floor({**call, "handler_id": HANDLER}, about))


def test_an_alert_is_taken_on_once_by_whom_it_is_for(dispatchers):
    alarms = Alarms(NOWHERE, dispatchers, seed="x")
    board = floor(incident(), alert())

    assert not alarms.due(alert(acknowledged_by="M. Linden"), board)
    assert not alarms.due(alert(raised_at=ago(1)), board)
    people = {
        audience: alarms.hearer(alert(audience=audience), board)
        for audience in ("call_handler", "dispatcher", "supervisor", "duty_officer")
    }
    assert people == {
        "call_handler": "colleague13",
        "dispatcher": "colleague-as",
        "supervisor": "colleague-supervisor",
        "duty_officer": "colleague-officer",
    }


def test_the_nearest_free_unit_is_sent(dispatchers):
    found = [candidate("AS12", 4), candidate("AS13", 9)]

    assert dispatchers.picked(found, incident())["callsign"] == "AS12"
    assert dispatchers.picked([], incident()) is None


def test_a_unit_is_diverted_to_an_immediate_incident_when_it_is_much_sooner_there(dispatchers):
    found = [candidate("AS12", 3, leaves="5/14MAR26"), candidate("AS13", 9)]
    immediate, significant = incident(grade="I"), incident(grade="S")

    assert dispatchers.picked(found, immediate)["callsign"] == "AS12"
    assert dispatchers.picked(found, significant)["callsign"] == "AS13"
    nearly = [candidate("AS12", 8, leaves="5/14MAR26"), candidate("AS13", 9)]
    assert dispatchers.picked(nearly, immediate)["callsign"] == "AS13"


def test_no_colleague_orders_a_divert_that_is_for_a_supervisor(dispatchers):
    found = [candidate("AS12", 3, leaves="5/14MAR26", needs_supervisor=True)]

    assert dispatchers.picked(found, incident(grade="I")) is None


def test_a_visitor_dispatches_where_they_have_signed_on_and_are_not_on_a_break():
    duty = {"desk": "DISPATCH", "command_unit": "AS", "on_break": False}

    assert scope_of(duty) == "AS"
    assert scope_of({**duty, "on_break": True}) is None
    assert scope_of({**duty, "desk": "CALLS"}) is None
    assert scope_of(None) is None


class Recorded:
    """A client that reads one list and keeps what was ordered."""

    def __init__(self, *rows: dict):
        self.rows, self.orders = rows, []

    def read(self, _path: str, by: str = "") -> dict:
        return {"results": self.rows}

    def do(self, order) -> None:
        self.orders.append((order.path, order.by))


def test_a_colleague_rings_back_the_caller_that_an_alert_is_about(dispatchers):
    client = Recorded({"id": 3, "incident_id": 7}, {"id": 4, "incident_id": 8})
    about = alert(code="RING_BACK_DUE", audience="call_handler", subject="incident", subject_id=7)

    Alarms(client, dispatchers, seed="x").turn(floor(incident(id=7), about))

    assert [path for path, _by in client.orders][1:] == ["ring-backs/3/report/"]
