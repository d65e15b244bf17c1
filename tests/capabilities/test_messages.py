"""Call handler and dispatcher write to each other; what is not read is heard (E7, IX/2919/20)."""

import pytest

from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert
from incidents import boards, queries
from incidents.actions import incidents, messages, places, results
from incidents.actions.incidents import Opening
from incidents.models import Incident
from incidents.places import Where

TO_DISPATCH, TO_CALLS = "MESSAGE_NOT_READ_BY_DISPATCH", "MESSAGE_NOT_READ_BY_CALLS"


def send(world, incident, to="DISPATCH", text="He is at the door now", *, by=None):
    by = by or (world.handler if to == "DISPATCH" else world.dispatcher)
    return messages.send(incident_id=incident.pk, to=to, text=text, by=by, at=world.at)


def read(world, message, *, by=None):
    return messages.acknowledge(message_id=message.pk, by=by or world.dispatcher, at=world.at)


def row(incident) -> dict:
    [shown] = queries.for_board(Incident.objects.filter(pk=incident.pk))
    return boards.row(shown)


def heard(code: str) -> list[Alert]:
    return list(Alert.objects.live().filter(code=code))


def on_the_line(world):
    """Return an incident whose caller the handler still has on the line."""
    contact = world.call()
    said = Opening(opening_code="DOM", summary="Somebody is banging on her door")
    incident = incidents.open_from(
        contact_id=contact.pk, opening=said, by=world.handler, at=world.at
    )
    world.grade(incident, "I")
    return incident


@pytest.mark.capability("E7")
@pytest.mark.parametrize(("grade", "seconds"), [("I", 30), ("S", 60)])
def test_a_message_that_dispatch_does_not_read_in_time_is_heard_and_climbs(world, grade, seconds):
    incident = world.graded(grade)
    send(world, incident)

    world.wait(seconds=seconds - 1)
    assert heard(TO_DISPATCH) == []
    world.wait(seconds=1)
    [alert] = heard(TO_DISPATCH)
    assert (alert.audience, alert.level, alert.area_id) == ("dispatcher", 0, "AS")
    assert alert.text == "Message to dispatch not acknowledged: He is at the door now"
    world.wait(seconds=61)
    [alert] = heard(TO_DISPATCH)
    assert alert.level == 1


@pytest.mark.capability("E7")
def test_a_message_read_in_time_alarms_nobody_and_both_are_on_the_log(world):
    incident = world.graded("I")
    message = send(world, incident)
    assert [each["text"] for each in row(incident)["messages"]] == ["He is at the door now"]

    read(world, message)

    assert row(incident)["messages"] == []
    assert "message_to_dispatch" not in world.clocks(incident)
    written = incident.log.filter(kind="MESSAGE").order_by("seq")
    assert [entry.text for entry in written] == [
        "To dispatch: He is at the door now",
        "Read the message of Handler: He is at the door now",
    ]
    world.outage(minutes=3)
    assert heard(TO_DISPATCH) == []


@pytest.mark.capability("E7")
def test_a_question_is_for_whoever_has_the_caller_on_the_line(world):
    incident = on_the_line(world)

    message = send(world, incident, "CALLS", "Ask her which entrance")

    assert message.for_person == world.handler
    assert row(incident)["messages"][0]["for_id"] == world.handler.pk
    world.wait(seconds=30)
    [alert] = heard(TO_CALLS)
    assert (alert.audience, alert.for_person, alert.level) == ("call_handler", world.handler, 0)
    read(world, message, by=world.handler)
    assert heard(TO_CALLS) == []


@pytest.mark.capability("E7")
def test_with_nobody_on_the_line_a_question_goes_to_a_supervisor(world):
    incident = world.graded("I")
    send(world, incident, "CALLS", "Ring her back: which entrance?")

    world.wait(seconds=30)

    [alert] = heard(TO_CALLS)
    assert (alert.audience, alert.level) == ("supervisor", 1)


def test_the_alert_ends_with_the_last_unread_message_and_says_the_next_until_then(world):
    incident = world.graded("I")
    first = send(world, incident)
    world.wait(seconds=20)
    second = send(world, incident, text="He has a knife")
    world.wait(seconds=10)

    read(world, first)
    [alert] = heard(TO_DISPATCH)
    assert alert.text.endswith("He has a knife")
    read(world, second)
    assert heard(TO_DISPATCH) == []
    assert "message_to_dispatch" not in world.clocks(incident)


def test_a_new_message_sounds_again_although_the_alert_of_another_was_taken_on(world):
    incident = world.graded("I")
    send(world, incident)
    world.wait(seconds=30)
    world.acknowledge_alert(heard(TO_DISPATCH)[0])
    send(world, incident, text="He has a knife")

    world.wait(seconds=30)

    [alert] = heard(TO_DISPATCH)
    assert alert.acknowledged_by is None


@pytest.mark.parametrize(
    ("who", "words"), [("handler", "You sent this yourself"), ("second", "is for dispatch")]
)
def test_neither_its_sender_nor_another_desk_acknowledges_a_message(world, who, words):
    world.second = world.on_shift("second", Role.CALL_HANDLER)
    message = send(world, world.graded("S"))

    with pytest.raises(NotAllowed, match=words):
        read(world, message, by=getattr(world, who))
    assert read(world, message, by=world.supervisor).acknowledged_by == world.supervisor
    with pytest.raises(WrongState, match="Supervisor acknowledged this already"):
        read(world, message)


@pytest.mark.parametrize(
    ("given", "words"),
    [({"text": "  "}, "Write what"), ({"to": "KITCHEN"}, "Say which desk")],
)
def test_a_message_to_nobody_or_of_nothing_is_refused(world, given, words):
    with pytest.raises(Invalid, match=words):
        send(world, world.graded("S"), **given, by=world.handler)


def test_another_areas_message_is_not_there(world):
    message = send(world, world.graded("S"))
    stranger = world.person("stranger", Role.DISPATCHER, area=world.elsewhere)

    with pytest.raises(NotFound, match="no such incident"):
        read(world, message, by=stranger)


def test_an_incident_does_not_close_over_a_message_that_nobody_has_read(world):
    incident = world.graded("S")
    unit = world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)
    world.press(unit, 2)
    message = send(world, incident)

    with pytest.raises(WrongState, match="A message to dispatch is not acknowledged yet"):
        world.finish(incident)
    read(world, message)
    results.close(incident_id=incident.pk, by=world.dispatcher, at=world.at)


@pytest.mark.capability("E7")
def test_approving_that_nobody_attends_does_not_silence_a_message(world):
    incident = world.graded("I")
    send(world, incident)
    world.wait(seconds=30)
    about = {"incident_id": incident.pk, "at": world.at}
    results.ask_non_attendance(reason="cancelled", by=world.dispatcher, **about)

    results.approve_non_attendance(by=world.supervisor, **about)

    assert len(heard(TO_DISPATCH)) == 1


def test_what_is_restricted_says_nothing_on_a_board_or_in_an_alert(world):
    incident = world.graded("I", restricted=True)
    send(world, incident, by=world.supervisor)
    world.wait(seconds=30)

    assert "door" not in row(incident)["messages"][0]["text"]
    [alert] = heard(TO_DISPATCH)
    assert "door" not in alert.text


def test_a_message_goes_to_the_area_that_the_incident_goes_to(world):
    incident = world.graded("I")
    send(world, incident)
    world.wait(seconds=30)

    there = Where(text="3 Park Road", place_id=world.place_elsewhere().pk)
    places.correct(incident_id=incident.pk, location=there, by=world.supervisor, at=world.at)

    assert [alert.area_id for alert in heard(TO_DISPATCH)] == ["CN"]
