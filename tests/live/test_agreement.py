"""Old board + news = fresh board, after every step of a night that has everything in it."""

import pytest

from contactcentre.core.models import Desk
from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments, diverts, units
from incidents.actions import duty
from tests.live.agreement import Witness


@pytest.fixture
def witness(world):
    """Look over the shoulders of a handler, two dispatchers and a supervisor."""
    elsewhere = world.person("camden", "DISPATCHER", area=world.elsewhere)
    viewers = [
        ("calls", world.handler),
        ("dispatch", world.dispatcher),
        ("dispatch", elsewhere),
        ("supervisor", world.supervisor),
    ]
    with Witness(*viewers) as looking:
        yield looking


def test_calls(world, witness):
    world.ring()
    witness.check()
    world.call()
    witness.check()
    incident = world.incident(world.ring_answered()) if hasattr(world, "ring_answered") else None
    assert incident is None
    witness.check()


def test_the_night_of_a_divert(world, witness):
    first, second = world.graded("S"), world.graded("I")
    witness.check()
    unit = world.unit("PC12")
    witness.check()
    assignment = world.assign(unit, first)
    witness.check()
    assignments.acknowledge(assignment_id=assignment.pk, by=world.dispatcher, at=world.at)
    witness.check()
    world.divert(unit, second)
    witness.check()
    world.wait(seconds=61)
    witness.check()
    for alert in Alert.objects.live():
        world.acknowledge_alert(alert)
        witness.check()
    world.wait(minutes=20)
    witness.check()
