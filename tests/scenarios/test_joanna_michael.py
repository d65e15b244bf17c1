"""
X7, Joanna Michael, 2009: a call that was passed on from one force to another lost its grade there.

The second force was told less than the first had heard, and nobody noticed that it had not gone.
"""

import pytest

from contactcentre.countdowns.models import Alert
from incidents.models import Transfer
from tests.agencies import agency
from tests.rules.invariants import broken, broken_logs
from tests.scenarios.over_http import Room
from tests.world import AT_THE_DOOR, check_constraints

WAITS, REFUSED, UNDECIDED = "TRANSFER_NOT_ACCEPTED", "TRANSFER_REFUSED", "TRANSFER_UNDECIDED"


@pytest.fixture
def room(world) -> Room:
    """A control room, and another force that can be told."""
    agency(world)
    return Room(world)


@pytest.fixture
def hers(room):
    """Her call, graded I for what she said: he will come back and kill her."""
    world = room.world
    incident = world.incident(summary="He bit her ear and said he will come back and kill her")
    world.grade(incident, "I", answers=AT_THE_DOOR, reason="He said he will kill her")
    return incident


def give_over(room: Room, incident) -> Transfer:
    """Give it over to the force in whose area her mobile rang."""
    body = {"agency": "THAMES", "reason": "Her mobile was picked up by our mast; she is in theirs"}
    room.do(f"incidents/{incident.slug}/transfers/", body, by="handler")
    return Transfer.objects.latest("pk")


def answer(room: Room, made: Transfer, **receipt) -> None:
    """Record on the telephone what they said."""
    room.do(f"transfers/{made.pk}/receipt/", receipt, by="dispatcher")


def check_nothing_changed(room: Room, incident) -> None:
    """Check that it is ours: its owner, its state, and its clock, which runs as before."""
    before = (incident.due_at, incident.owner, incident.status)
    incident.refresh_from_db()
    assert (incident.due_at, incident.owner, incident.status) == before
    assert "attend" in room.world.clocks(incident)
    check_constraints()
    assert (broken(), broken_logs()) == ([], [])


@pytest.mark.capability("A14")
def test_her_grade_goes_with_her_with_every_word_that_we_heard(room, hers):
    made = give_over(room, hers)

    told = made.message["incident"]
    assert (told["grade"]["code"], told["summary"]) == ("I", hers.summary)
    assert told["grade"]["reason"] == made.grade_reason
    assert made.grade_reason.startswith("test; He said he will kill her; ")
    assert told["callers"][0]["number"] == "+447700900123"
    check_nothing_changed(room, hers)


@pytest.mark.capability("A14")
def test_what_nobody_accepts_in_a_minute_is_heard_until_somebody_does(room, hers):
    made = give_over(room, hers)
    room.after(seconds=58)
    assert room.heard(hers, WAITS) == ""
    room.after(seconds=4)
    assert room.heard(hers, WAITS) == "dispatcher"
    text = Alert.objects.live().get(code=WAITS).text
    assert text.startswith("NOT ACCEPTED by Thames control room: grade I")
    assert text.endswith("It is ours. Ring them: 01632 960 001")
    room.after(seconds=61)
    assert room.heard(hers, WAITS) == "supervisor"
    room.take_on(hers, WAITS, by="supervisor")
    room.after(minutes=5, seconds=2)
    assert room.heard(hers, WAITS) == "supervisor"
    check_nothing_changed(room, hers)

    answer(room, made, state="ACCEPTED", accepted_by="Sgt Grey", their_reference="TV 1207")

    assert room.heard(hers, WAITS) == ""
    check_nothing_changed(room, hers)


@pytest.mark.capability("A14")
def test_what_they_accepted_is_for_a_person_of_ours_to_decide_on(room, hers):
    made = give_over(room, hers)
    answer(room, made, state="ACCEPTED", accepted_by="Sgt Grey", their_reference="TV 1207")
    room.after(minutes=9)
    assert room.heard(hers, UNDECIDED) == ""
    room.after(minutes=1, seconds=2)
    assert room.heard(hers, UNDECIDED) == "dispatcher"
    refusal = room.refused(f"incidents/{hers.slug}/close/", by="dispatcher")
    assert "Accepted by Thames control room: say on its page what we do now." in refusal

    decided = {"decision": "Our unit goes as well"}
    room.do(f"transfers/{made.pk}/decision/", decided, by="dispatcher")

    assert room.heard(hers, UNDECIDED) == ""
    check_nothing_changed(room, hers)


@pytest.mark.capability("A14")
def test_what_is_refused_is_heard_at_once_and_ours_as_before(room, hers):
    made = give_over(room, hers)

    answer(room, made, state="REFUSED", note="She lives in your area")

    assert room.heard(hers, REFUSED) == "dispatcher"
    assert "She lives in your area. It is ours." in Alert.objects.live().get(code=REFUSED).text
    room.after(minutes=2, seconds=2)
    assert room.heard(hers, UNDECIDED) == "dispatcher"
    room.do(f"transfers/{made.pk}/decision/", {"decision": "Ours; PC12 goes"}, by="dispatcher")
    assert [room.heard(hers, code) for code in (WAITS, REFUSED, UNDECIDED)] == ["", "", ""]
    check_nothing_changed(room, hers)
