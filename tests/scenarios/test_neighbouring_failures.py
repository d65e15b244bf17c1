"""
Failures of the same kind as that night's, each of which a force had to answer for, over HTTP.

What nobody did in hours or days is left undone here; what the contact centre does about it is asked
at the hours between.
"""

import pytest

from incidents import figures
from incidents.enums import Status
from incidents.models import Incident
from tests.rules.invariants import broken, broken_logs
from tests.scenarios.over_http import Room
from tests.world import check_constraints

OFFICER = "duty_officer"
LATE, MISSED, CAME_LATE = "ATTENDANCE_LATE", "OBLIGATION_MISSED", "CAME_LATE"
TO_CLOSE = "CLOSE_OR_SEND"


@pytest.fixture
def room(world) -> Room:
    """A control room at ten in the evening, with one free unit."""
    world.unit("PC12")
    return Room(world)


@pytest.fixture
def hers(room) -> Incident:
    """An incident that was attended."""
    incident = room.graded("S")
    room.attended(incident, "PC12")
    return incident


def close(room: Room, incident: Incident) -> None:
    """Record the result, and close."""
    path = f"incidents/{incident.slug}"
    room.do(f"{path}/result/", {"code": "ADVICE", "text": "All in order"}, by="dispatcher")
    room.do(f"{path}/close/", by="dispatcher")


def check_it_is_to_be_closed_again(room: Room, incident: Incident) -> None:
    """Check that a closed incident was opened again, and is at its desk."""
    incident.refresh_from_db()
    assert (incident.status, incident.owner) == (Status.RESULTED, room.world.dispatcher)


def check_that_all_is_in_order() -> None:
    """Check that no rule is broken, and that nobody is lost."""
    check_constraints()
    assert (broken(), broken_logs()) == ([], [])
    assert not figures.listed("lost").exists()


def figure(room: Room, name: str) -> int:
    """Return a figure as the supervisor's board shows it."""
    return room.board("supervisor", "supervisor")["figures"]["ALL"][name]


@pytest.mark.capability("I2", "I3", "I5", "L7")
def test_an_immediate_that_nobody_is_sent_to_sounds_for_eleven_hours(room):
    """Cleveland 2020/132889: its computer did not say that it had no unit, nor escalate it."""
    hers, heard = room.graded("I"), []
    began_at, target = hers.clock_start_at, hers.due_at - hers.clock_start_at
    for percent in (75, 90, 100):
        room.until(began_at + target * percent / 100)
        heard.append(room.heard(hers, LATE))
    assert heard == ["dispatcher", "supervisor", OFFICER]

    for hour in range(1, 12):
        room.until(began_at + 4 * target * hour)
        assert room.heard(hers, LATE) == OFFICER, hour
        assert (figure(room, "waiting"), figure(room, "overdue")) == (1, 1), hour
        # Whoever takes it on and sends nobody hears it again.
        room.take_on(hers, LATE, by="officer")
        check_that_all_is_in_order()
    refusal = room.refused(f"incidents/{hers.slug}/close/", by="supervisor")
    assert "Nobody attended" in refusal

    room.attended(hers, "PC12")
    assert room.heard(hers, LATE) == ""


@pytest.mark.capability("I8", "E6", "L7")
def test_officers_who_were_to_return_tomorrow_are_missed_in_time(room, hers):
    """IX/1932/20: they meant to return, and nobody was sent again for three days (node/4017)."""
    told = {"what": "Officers will return", "due": "2026-03-15T10:00", "desk": "DISPATCH"}
    room.do(f"incidents/{hers.slug}/obligations/", told, by="handler")
    close(room, hers)

    heard = []
    for hours, minutes in ((11, 35), (0, 30), (0, 30), (0, 30)):
        room.after(hours=hours, minutes=minutes)
        heard.append((room.heard(hers, "OBLIGATION_SOON"), room.heard(hers, MISSED)))

    assert heard == [("dispatcher", ""), ("", "dispatcher"), ("", "supervisor"), ("", OFFICER)]
    check_it_is_to_be_closed_again(room, hers)
    check_that_all_is_in_order()


@pytest.mark.capability("I8", "E6", "L7")
def test_what_was_promised_and_missed_sounds_for_three_days_and_until_it_is_kept(room, hers):
    """IX/1932/20, where it stood on a log (node/4017)."""
    path = f"incidents/{hers.slug}"
    told = {"what": "Officers will return", "due": "2026-03-15T10:00", "desk": "DISPATCH"}
    made = room.do(f"{path}/obligations/", told, by="handler")
    close(room, hers)

    for day in range(1, 4):
        room.after(days=1)
        assert room.heard(hers, MISSED) == OFFICER, day
        assert figure(room, "promised") == 1, day
        room.take_on(hers, MISSED, by="officer")
        check_that_all_is_in_order()
    assert "Promised and not done" in room.refused(f"{path}/close/", by="dispatcher")

    kept = {"ended_as": "KEPT", "note": "PC12 took her statement"}
    room.do(f"obligations/{made['id']}/end/", kept, by="dispatcher")
    room.take_on(hers, TO_CLOSE, by="officer")
    close(room, hers)
    assert room.heard(hers, MISSED) == ""


WAYS = pytest.mark.parametrize(
    ("to", "sender", "unread", "reader"),
    [
        ("CALLS", "dispatcher", "MESSAGE_NOT_READ_BY_CALLS", "supervisor"),
        ("DISPATCH", "handler", "MESSAGE_NOT_READ_BY_DISPATCH", "dispatcher"),
    ],
)


def write(room: Room, incident: Incident, to: str, sender: str) -> dict:
    """Send a message about an incident that was closed a while ago."""
    close(room, incident)
    room.after(minutes=40)
    words = {"to": to, "text": "He has left the ward and is missing"}
    return room.do(f"incidents/{incident.slug}/messages/", words, by=sender)


@WAYS
@pytest.mark.capability("E6", "E7", "L7")
def test_a_message_to_a_closed_incident_is_with_the_duty_officer_in_minutes(
    room, hers, to, sender, unread, reader
):
    """Finsbury Park, December 2019: the CAD was closed, and nobody watched it (node/7631)."""
    sent = write(room, hers, to, sender)
    check_it_is_to_be_closed_again(room, hers)
    assert room.heard(hers, CAME_LATE) == "dispatcher"

    for _minute in range(4):
        room.after(minutes=1)

    assert [room.heard(hers, code) for code in (CAME_LATE, unread)] == [OFFICER, OFFICER]
    room.do(f"messages/{sent['id']}/acknowledge/", by=reader)
    assert [room.heard(hers, code) for code in (CAME_LATE, unread)] == [OFFICER, ""]
    check_that_all_is_in_order()


@WAYS
@pytest.mark.capability("E6", "E7", "L7")
def test_a_message_to_a_closed_incident_does_not_rest_in_ten_hours(
    room, hers, to, sender, unread, reader
):
    """Finsbury Park, December 2019, where it was read after ten hours (node/7631)."""
    sent = write(room, hers, to, sender)

    for hour in range(1, 11):
        room.after(hours=1)
        for code in (CAME_LATE, unread):
            assert room.heard(hers, code), (hour, code)
            room.take_on(hers, code, by="officer")
        check_that_all_is_in_order()
    refusal = room.refused(f"incidents/{hers.slug}/close/", by="dispatcher")
    assert "after it was closed" in refusal

    room.do(f"messages/{sent['id']}/acknowledge/", by=reader)
    room.take_on(hers, TO_CLOSE, by="officer")
    close(room, hers)
    assert [room.heard(hers, code) for code in (CAME_LATE, unread)] == ["", ""]
