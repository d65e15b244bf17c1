"""Giving an incident over to another force or agency, and every way in which that is refused."""

import pytest

from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.countdowns.models import Alert, Clock
from incidents import closing
from incidents.actions import results, transfers
from incidents.actions.transfers import Receipt
from tests.agencies import agency
from tests.world import check_constraints

ACCEPTED = Receipt("ACCEPTED", their_reference="TV 12", accepted_by="Sgt Grey")
REFUSED = Receipt("REFUSED", note="Not ours")
WAITS = "TRANSFER_NOT_ACCEPTED"


@pytest.fixture
def room(world):
    """A world with an incident graded S, and two agencies that can be told."""
    agency(world), agency(world, "FIRE", name="Fire control")
    world.hers = world.graded("S")
    return world


def give(room, to: str = "THAMES", *, by=None, **changes):
    about = {"incident_id": room.hers.pk, "agency": to, "reason": "In their area"}
    return transfers.give_over(**about | changes, by=by or room.handler, at=room.at)


def settle(room, made, receipt, *, by=None):
    about = {"transfer_id": made.pk, "receipt": receipt}
    return transfers.settle(**about, by=by or room.dispatcher, at=room.at)


def decide(room, made, decision="Nobody of ours goes"):
    about = {"transfer_id": made.pk, "decision": decision}
    return transfers.decide(**about, by=room.dispatcher, at=room.at)


@pytest.mark.capability("A14")
def test_what_cannot_be_given_over_is_refused_in_a_sentence(room):
    give(room)
    with pytest.raises(WrongState, match="waits at Thames control room already"):
        give(room)
    for changes, words in (
        ({"agency": "NOBODY"}, "Choose to whom"),
        ({"agency": "FIRE", "reason": " "}, "Say why"),
        ({"agency": "FIRE", "reason": "x" * 301}, "at most 300"),
    ):
        with pytest.raises(Invalid, match=words):
            give(room, **changes)
    with pytest.raises(NotFound):
        give(room, incident_id=0)
    with pytest.raises(NotAllowed):
        give(room, by=room.admin)
    agency(room, "FIRE", is_current=False)
    with pytest.raises(Invalid, match="Choose to whom"):
        give(room, "FIRE")
    with pytest.raises(WrongState, match="Grade it first"):
        give(room, incident_id=room.incident().pk)


@pytest.mark.capability("A14")
def test_a_receipt_names_who_and_under_which_number_and_is_written_once(room):
    made = give(room)
    for receipt, words in (
        (Receipt("ACCEPTED", accepted_by="Sgt Grey"), "that is the receipt"),
        (Receipt("ACCEPTED", their_reference="TV 12"), "that is the receipt"),
        (Receipt("REFUSED"), "why"),
        (Receipt("WITHDRAWN", note=" "), "why"),
        (Receipt("SENT"), "accepted, refused or is withdrawn"),
    ):
        with pytest.raises(Invalid, match=words):
            settle(room, made, receipt)
    with pytest.raises(WrongState, match="not answered yet"):
        decide(room, made)

    settle(room, made, ACCEPTED)

    with pytest.raises(WrongState, match="Accepted by Thames control room: Sgt Grey there"):
        settle(room, made, REFUSED)
    with pytest.raises(Invalid, match="what we do now"):
        decide(room, made, " ")
    decide(room, made)
    with pytest.raises(WrongState, match="Dispatcher has decided already: Nobody of ours"):
        decide(room, made)
    assert not Clock.objects.open().filter(subject="transfer").exists()
    check_constraints()


@pytest.mark.capability("A14")
def test_what_is_taken_back_alarms_nobody_and_what_waits_elsewhere_still_does(room):
    first, other = give(room), give(room, "FIRE")
    room.wait(seconds=61)
    assert WAITS in room.alerts(room.hers)

    settle(room, first, Receipt("WITHDRAWN", note="It is ours after all"))

    assert "Fire control" in Alert.objects.live().get(code=WAITS).text
    assert not closing.lacking(room.hers, by=room.dispatcher, at=room.at)[0].startswith("Thames")
    settle(room, other, Receipt("WITHDRAWN", note="No fire"))
    assert room.alerts(room.hers) == []
    assert give(room).pk > other.pk


@pytest.mark.capability("A14")
def test_that_nobody_of_ours_need_attend_ends_no_alarm_of_a_transfer(room):
    made = give(room)
    room.wait(seconds=61)
    about = {"incident_id": room.hers.pk, "at": room.at}
    results.ask_non_attendance(**about, reason="Theirs", by=room.dispatcher)
    results.approve_non_attendance(**about, by=room.supervisor)
    assert WAITS in room.alerts(room.hers)
    results.result(**about, code="PHONE", text="", by=room.dispatcher)
    with pytest.raises(WrongState, match="Thames control room has not accepted it"):
        results.close(**about, by=room.dispatcher)

    settle(room, made, ACCEPTED)
    decide(room, made)

    for alert in Alert.objects.live().filter(acknowledged_by=None):
        room.acknowledge_alert(alert, by=room.supervisor)
    results.close(**about, by=room.dispatcher)


def test_an_alert_about_a_restricted_incident_says_neither_place_nor_reason(room):
    room.hers = room.graded("S", restricted=True)
    made = give(room, by=room.supervisor)
    room.wait(seconds=61)
    assert "a restricted place" in Alert.objects.live().get(code=WAITS).text

    settle(room, made, REFUSED, by=room.supervisor)

    assert "Not ours" not in Alert.objects.live().get(code="TRANSFER_REFUSED").text
