"""Cheshire: one of two logs was closed, and with it the other was forgotten. Not here (F5, X6)."""

from datetime import timedelta

import pytest

from contactcentre.core.errors import NotFound, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from incidents.actions import links, results
from incidents.enums import Status

pytestmark = pytest.mark.capability("F5")


class Night:
    """A woman rings twice: `hers` still waits; `dealt_with`, the second log, is resulted."""

    def __init__(self, world):
        self.world = world
        self.hers, self.dealt_with = world.graded("S"), world.graded("S")
        unit = world.unit()
        world.assign(unit, self.dealt_with)
        world.press(unit, 6)
        world.press(unit, 2)
        what = {"code": "ADVICE", "text": "Advised", "by": world.dispatcher, "at": world.at}
        results.result(incident_id=self.dealt_with.pk, **what)

    def link(self, kind="SAME_VICTIM", *, by=None):
        ends = {"incident_id": self.dealt_with.pk, "to_incident_id": self.hers.pk}
        return links.link(kind=kind, **ends, by=by or self.world.handler, at=self.world.at)

    def look(self, *, by=None, words=""):
        about = {"incident_id": self.dealt_with.pk, "other_id": self.hers.pk, "words": words}
        return links.stays_open(**about, by=by or self.world.dispatcher, at=self.world.at)

    def close(self, *, by=None):
        who = {"by": by or self.world.dispatcher, "at": self.world.at}
        return results.close(incident_id=self.dealt_with.pk, **who)


@pytest.fixture
def night(world):
    return Night(world)


@pytest.mark.parametrize("kind", ["SAME_VICTIM", "SAME_SUSPECT", "CONTINUATION"])
def test_closing_the_second_log_asks_about_the_first(night, kind):
    night.link(kind)
    named = f"Linked with CAD {night.hers.reference}, awaiting a unit: look at it"
    with pytest.raises(WrongState, match=named):
        night.close()

    night.look(words="Nobody has been to her yet")

    assert night.close().status == Status.CLOSED
    said = f"Looked at CAD {night.hers.reference}, which is linked: it stays open. Nobody has"
    assert night.dealt_with.log.filter(text__startswith=said).exists()
    assert night.hers.log.filter(text__startswith="Looked at before CAD").exists()
    assert AuditEntry.objects.filter(name="link.looked_at").count() == 1


def test_one_that_is_about_the_same_by_way_of_a_third_is_asked_about_too(night):
    third = night.world.graded("S")
    for end in (night.hers, night.dealt_with):
        ends = {"incident_id": third.pk, "to_incident_id": end.pk, "kind": "DUPLICATE"}
        links.link(**ends, by=night.world.handler, at=night.world.at)

    with pytest.raises(WrongState) as refused:
        night.close()

    for other in (night.hers, third):
        assert f"Linked with CAD {other.reference}" in str(refused.value)


def test_what_was_unlinked_is_not_asked_about(night):
    made = night.link()
    links.unlink(link_id=made.pk, why="Another woman", by=night.world.handler, at=night.world.at)

    assert night.close().status == Status.CLOSED


def test_a_colleague_who_looked_does_not_look_for_who_closes(night):
    night.link()
    night.look(by=night.world.supervisor)

    with pytest.raises(WrongState, match="Linked with"):
        night.close()


def test_a_look_counts_for_half_an_hour_and_until_something_weighty_changes(night):
    night.link()
    night.look()
    night.world.at += timedelta(minutes=31)
    with pytest.raises(WrongState, match="Linked with"):
        night.close()

    night.look()
    night.world.at += timedelta(minutes=1)
    night.world.grade(night.hers, "I")
    with pytest.raises(WrongState, match="Linked with"):
        night.close()


def test_what_the_closer_may_not_see_somebody_who_may_looks_at_and_it_is_not_named(night):
    world = night.world
    night.hers = world.graded("S", restricted=True)
    night.link(by=world.officer)
    second = world.person("second", Role.DISPATCHER, area=world.area)
    with pytest.raises(WrongState, match="a restricted incident, .*ask a supervisor"):
        night.close(by=second)
    with pytest.raises(NotFound):
        night.look(by=second)

    night.look(by=world.officer)

    assert night.close(by=second).status == Status.CLOSED


def test_only_what_is_linked_and_open_is_looked_at(night):
    with pytest.raises(WrongState, match="is not linked with this, or is closed"):
        night.look()
