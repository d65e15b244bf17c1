"""An old board and its news make a fresh board, for every action; and figures equal their lists."""

import json
import select

import pytest
from django.db import connection

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.core.live import boards
from contactcentre.core.live.telling import CHANNEL
from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments, units
from incidents.actions import duty, grading, places, results
from incidents.places import Where
from tests.world import CALM

KINDS = ("contact", "handler", "incident", "unit", "alert")


def fresh() -> dict:
    """Read every board anew: rows by kind and id."""
    return {
        (name, row["id"]): row
        for name in KINDS
        for row in boards.kinds()[name].rows([pk for _scope, pk, _version in _open(name)])
    }


def _open(name: str) -> list:
    return list(boards.kinds()[name].open_rows())


class Ear:
    """A second connection that listens as a web process does."""

    def __init__(self):
        self.connection = connection.Database.connect(**connection.get_connection_params())
        self.connection.autocommit = True
        self.connection.cursor().execute(f"LISTEN {CHANNEL}")

    def heard(self) -> list[dict]:
        """Return every change told since the last look."""
        select.select([self.connection], [], [], 0.2)
        self.connection.poll()
        told = [item for note in self.connection.notifies for item in json.loads(note.payload)]
        self.connection.notifies.clear()
        return told


@pytest.fixture
def ear(committed_world):
    ear = Ear()
    yield ear
    ear.connection.close()


def with_news(board: dict, told: list[dict]) -> dict:
    """Do what a web process and its browsers do: read what was told of, drop what is gone."""
    board = dict(board)
    for change in told:
        key = (change["k"], change["i"])
        found = boards.kinds()[change["k"]].rows([change["i"]])
        if found:
            board[key] = found[0]
        else:
            board.pop(key, None)
    return board


def _who(world, person=None) -> dict:
    return {"by": person or world.dispatcher, "at": world.at}


def _answered(world):
    contact = world.ring()
    return lambda: calls.answer(contact_id=contact.pk, **_who(world, world.handler))


def _given_back(world):
    contact = world.ring()
    return lambda: calls.release(contact_id=contact.pk, **_who(world, world.handler))


def _abandoned(world):
    contact = world.ring()
    return lambda: calls.abandon(contact_id=contact.pk, **_who(world, world.system))


def _disposed(world):
    contact = world.call()
    said = {"outcome": Outcome.ADVICE, "note": "Told to lock the door"}
    return lambda: calls.dispose(contact_id=contact.pk, **said, **_who(world, world.handler))


def _graded(world):
    incident = world.incident()
    return lambda: world.grade(incident, "I")


def _regraded(world):
    incident = world.graded("S")
    return lambda: grading.grade(incident_id=incident.pk, grade="I", **_who(world, world.handler))


def _sent(world):
    incident, unit = world.graded("I"), world.unit()
    return incident, unit, lambda: world.assign(unit, incident)


def _pressed(*codes):
    def prepare(world):
        _incident, unit, send = _sent(world)
        send()
        for code in codes[:-1]:
            world.press(unit, code)
        return lambda: world.press(unit, codes[-1])

    return prepare


def _diverted(world):
    first, unit = world.graded("S"), world.unit()
    world.assign(unit, first)
    second = world.graded("I")
    return lambda: world.divert(unit, to=second)


def _stood_down(world):
    _incident, unit, send = _sent(world)
    send()
    return lambda: assignments.stand_down(unit_id=unit.pk, reason="not needed", **_who(world))


def _sent_again(world):
    _stood_down(world)()
    incident, another = Alert.objects.live().get(code="UNIT_LEFT").subject_id, world.unit("PC20")
    return lambda: assignments.assign(unit_id=another.pk, incident_id=incident, **_who(world))


def _place_corrected(world):
    _stood_down(world)()
    incident = Alert.objects.live().get(code="UNIT_LEFT").subject_id
    right = Where(text="3 Park Road, Camden", place_id=world.place_elsewhere().pk)
    return lambda: places.correct(incident_id=incident, location=right, **_who(world))


def _unable(world):
    _incident, unit, send = _sent(world)
    send()
    return lambda: assignments.unable(unit_id=unit.pk, reason="puncture", **_who(world))


def _booked_off(world):
    _incident, unit, send = _sent(world)
    send()
    return lambda: units.book_off(unit_id=unit.pk, **_who(world))


def _late(minutes):
    def prepare(world):
        world.graded("I")
        return lambda: world.wait(minutes=minutes)

    return prepare


def _acknowledged(world):
    _stood_down(world)()
    alert = Alert.objects.live().filter(code="UNIT_LEFT").get()
    return lambda: world.acknowledge_alert(alert)


def _lease_over(world):
    _acknowledged(world)()
    return lambda: world.wait(minutes=11)


def _owner_leaves(world):
    _stood_down(world)()
    return lambda: duty.sign_off(**_who(world))


def _owner_deactivated(world):
    _stood_down(world)()
    return lambda: duty.deactivate(person_id=world.dispatcher.pk, **_who(world, world.admin))


def _excused(world):
    incident = world.graded("S")
    asked = {"incident_id": incident.pk, "reason": "caller cancelled"}
    results.ask_non_attendance(**asked, **_who(world))
    approve = {"incident_id": incident.pk, **_who(world, world.supervisor)}
    return lambda: results.approve_non_attendance(**approve)


def _closed(world):
    incident, unit, send = _sent(world)
    send()
    for code in (6, 2):
        world.press(unit, code)
    return lambda: world.finish(incident)


STEPS = {
    "ring": lambda world: lambda: world.ring(),
    "answer": _answered,
    "give back": _given_back,
    "abandon": _abandoned,
    "dispose": _disposed,
    "offer runs out": lambda world: (world.ring(), lambda: world.wait(seconds=20))[1],
    "nobody disposes": lambda world: (world.call(), lambda: world.wait(minutes=11))[1],
    "open": lambda world: lambda: world.incident(),
    "grade": _graded,
    "grade again": _regraded,
    "note": lambda world: (lambda one: lambda: world.note(one, "She is at the back"))(
        world.graded()
    ),
    "assess": lambda world: (
        lambda one: (
            lambda: grading.assess(incident_id=one.pk, answers=CALM, **_who(world, world.handler))
        )
    )(world.graded()),
    "book on": lambda world: lambda: world.unit(),
    "assign": lambda world: _sent(world)[2],
    "acknowledge": _pressed(15),
    "set off": _pressed(5),
    "arrive": _pressed(6),
    "deployable": _pressed(6, 7),
    "clear": _pressed(6, 2),
    "refreshments on the way": _pressed(5, 4),
    "emergency": _pressed(5, 0),
    "divert": _diverted,
    "stand down": _stood_down,
    "send again": _sent_again,
    "place corrected": _place_corrected,
    "unable": _unable,
    "book off": _booked_off,
    "not acknowledged": lambda world: (_sent(world)[2](), lambda: world.wait(minutes=3))[1],
    "attendance late": _late(16),
    "acknowledge an alert": _acknowledged,
    "a lease runs out": _lease_over,
    "owner signs off": _owner_leaves,
    "owner is deactivated": _owner_deactivated,
    "break": lambda world: lambda: duty.start_break(**_who(world, world.handler)),
    "excuse attendance": _excused,
    "close": _closed,
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.capability("L1", "L2")
@pytest.mark.parametrize("step", STEPS)
def test_news_brings_an_old_board_up_to_date(committed_world, ear, step):
    act = STEPS[step](committed_world)
    ear.heard()
    before = fresh()

    act()

    after = fresh()
    assert after != before, "the step changed nothing that a board shows"
    assert with_news(before, ear.heard()) == after
