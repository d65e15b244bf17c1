"""What other forces and agencies tell us at their signed doors, and that nothing of it is lost."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from contactcentre.contacts import signing
from contactcentre.contacts.actions import calls
from contactcentre.contacts.models import Contact, RawPayload
from contactcentre.core import clock, people
from contactcentre.countdowns import queries
from contactcentre.countdowns.models import Alert
from incidents.actions import incoming, transfers
from incidents.enums import Status
from incidents.models import IncomingTransfer, TransferMessage
from incidents.transferring import cap, neutral
from tests.agencies import HERS, agency, said, tell
from tests.unit.test_transfer_messages import alert
from tests.world import check_constraints

SECRET = "what-the-thames-control-room-of-the-tests-signs-with"
EXAMPLE = (
    b'{"format":"contactcentre.transfer","version":1,"type":"ACCEPT","message_id":"tv-7",'
    b'"transfer_id":"0b4b4e4c-39f5-4d4c-9d0c-0b2ee7a6d5c1","accepted_by":"Sgt Grey",'
    b'"reference":"TV 1207"}'
)
HANDED_OVER, TO_READ = "HANDED_OVER", "MESSAGE_NOT_READ_BY_DISPATCH"


@pytest.fixture
def room(world):
    """A world that another force can tell things."""
    agency(world)
    return world


def knock(body: bytes, settings, *, code: str = "thames", secret: str = SECRET):
    """Post a body at an agency's door, signed."""
    settings.TRANSFER_SECRETS = {"THAMES": SECRET, "FIRE": SECRET[::-1]}
    signed = signing.headers(body, secret=secret, at=clock.now())
    return Client().post(f"/hooks/transfers/{code}/", body, "application/json", headers=signed)


def heard() -> str:
    """Return what call handlers hear of what was given over."""
    return Alert.objects.live().get(code=HANDED_OVER).text


def answered(room) -> Contact:
    """Let the handler take the contact that came in."""
    contact = Contact.objects.latest("pk")
    return calls.answer(contact_id=contact.pk, by=room.handler, at=room.at)


def opened(room):
    """Let the handler open its incident."""
    return room.opened(answered(room), summary="He bit her ear")


def came_to_nothing(room) -> None:
    """Let the handler say that it was dealt with by advice."""
    about = {"contact_id": answered(room).pk, "by": room.handler, "at": room.at}
    calls.dispose(outcome="ADVICE", note="They know what to do", **about)
    calls.end(**about)


def acknowledge(room, made) -> None:
    """Let their machine acknowledge an alert that it has: nobody there has accepted it."""
    ack = alert(kind="Ack", references=f"contactcentre,{made.key},2026-03-14T22:00:00+00:00")
    for told in (b"<sender>fire@example.org</sender>", b"<note>no fire</note>"):
        ack = ack.replace(told, b"")
    what = {"agency": "THAMES", "reading": cap.read(ack), "body": ack}
    answer = incoming.take(**what, by=people.agencies(), at=room.at)
    assert (answer.status, answer.said["state"]) == (202, "SENT")
    made.refresh_from_db()
    assert made.state == "SENT"
    assert "has the message" in made.incident.log.latest("pk").text


@pytest.mark.capability("A14")
def test_what_is_given_over_is_a_contact_with_its_grade_that_is_heard_at_once(room, settings):
    body = json.dumps(said()).encode()
    answer = knock(body, settings)

    assert answer.status_code == 200
    contact = Contact.objects.latest("pk")
    told = answer.json()
    assert (told["state"], told["reference"], told["grade"]) == ("RECEIVED", contact.reference, "I")
    assert (contact.number, contact.flags) == ("+447700900777", ["GRADED_I"])
    assert (contact.lat, contact.lon) == (51.5, -0.1)
    assert contact.text.startswith(
        "HANDED OVER by Thames control room, their reference TV 1207.\n"
        "Graded I there (Immediate): He said he will come back and kill her\nHe bit her ear"
    )
    sounded = Alert.objects.live().get(code=HANDED_OVER)
    assert (sounded.severity, sounded.audience) == (0, "call_handler")
    assert knock(body, settings).json() == told
    assert (Contact.objects.count(), TransferMessage.objects.count()) == (1, 1)


@pytest.mark.capability("A14")
def test_nobody_but_the_agency_itself_gets_in_at_its_door(room, settings):
    body = json.dumps(said()).encode()
    for wrong in ({"secret": "x"}, {"code": "fire"}, {"code": "nobody"}, {"secret": ""}):
        assert knock(body, settings, **wrong).status_code == 403
    kept = knock(body, settings, code="fire", secret=SECRET[::-1])
    assert (kept.status_code, "no agency that is in use" in kept.json()["detail"]) == (202, True)
    assert not Contact.objects.exists()


@pytest.mark.capability("A14")
def test_what_cannot_be_read_is_kept_and_shown_to_a_supervisor(room, settings):
    bomb = b'<!DOCTYPE a [<!ENTITY b "x">]><alert>&b;</alert>'
    for body, words in (
        (b"?", "not a message of the format"),
        (bomb, "declares a document type"),
        (alert(status="Exercise"), "its status is Exercise"),
        (json.dumps(said("WITHDRAW")).encode(), "nothing that we know"),
    ):
        answer = knock(body, settings)
        assert (answer.status_code, words in answer.json()["detail"]) == (202, True)
        assert bytes(RawPayload.objects.latest("pk").body) == body
    assert Alert.objects.live().filter(code="BROKEN_PAYLOAD").count() == 4
    assert not Contact.objects.exists()

    broken = knock(json.dumps(said(incident={**HERS, "grade": "?"})).encode(), settings)

    assert (broken.status_code, "its grade is none" in broken.json()["detail"]) == (202, True)
    assert "They told no grade." in Contact.objects.get().text
    again = knock(json.dumps(said(note="another")).encode(), settings)
    assert "another message of theirs was called m-1" in again.json()["detail"]


@pytest.mark.capability("A14", "D2")
def test_their_grade_is_the_least_that_is_suggested_and_only_rises(room):
    tell(room, said(incident={**HERS, "grade": {"code": "S", "reason": "She is alone"}}))
    incident = opened(room)
    room.grade(incident, "R")
    assert (incident.suggested_grade, incident.grade) == ("S", "R")

    room.wait(seconds=1)
    worse = {"incident": {"grade": {"code": "I", "reason": "He is back"}}}
    tell(room, said("UPDATE", "m-2", **worse))

    made = IncomingTransfer.objects.get()
    assert (made.grade, made.grade_reason) == ("I", "He is back")
    assert "REASSESS_DUE" in room.alerts(incident)
    less = {"incident": {"grade": {"code": "E", "reason": "He has gone"}}}
    tell(room, said("UPDATE", "m-3", **less))
    made.refresh_from_db()
    assert made.grade == "I"
    room.grade(incident, "I")
    assert incident.suggested_grade == "I"
    check_constraints()


@pytest.mark.capability("A14")
def test_that_they_take_it_back_or_have_ended_it_ends_nothing_of_ours(room):
    tell(room, said())
    for number, kind in enumerate(("WITHDRAW", "CLOSE", "CREATE"), start=2):
        tell(room, said(kind, f"m-{number}", note="She withdrew it"))
        assert "Read it there" in heard()
        assert "She withdrew it" in Contact.objects.get().text
    assert Contact.objects.count() == 1
    incident = opened(room)
    room.done_with(Contact.objects.get())
    room.grade(incident, "S")

    tell(room, said("WITHDRAW", "m-9", note="She withdrew it"))

    incident.refresh_from_db()
    assert incident.status == Status.AWAITING_UNIT
    message = incident.messages.get()
    assert message.text.startswith(
        "Thames control room takes it back. Nothing of ours ends by that"
    )
    room.wait(minutes=2)
    assert TO_READ in room.alerts(incident)


@pytest.mark.capability("A14")
def test_where_she_has_gone_and_from_which_number_she_rings_now_is_on_the_log(room):
    tell(room, said())
    incident = opened(room)
    room.wait(seconds=1)
    moved = {"place": {"lat": 51.4, "lon": -0.2}, "callers": [{"number": "+447700900123"}]}

    tell(room, said("UPDATE", "m-2", incident=moved))

    logged = incident.log.filter(kind="TRANSFER").latest("pk").text
    assert "says: Number +447700900123; Position 51.4, -0.2" in logged
    contact = Contact.objects.get()
    assert (contact.lat, contact.lon, contact.locations.count()) == (51.4, -0.2, 2)


@pytest.mark.capability("A14")
def test_news_of_what_came_to_nothing_here_and_of_what_never_came_is_a_contact(room):
    tell(room, said("UPDATE", "m-1", incident=HERS))
    came_to_nothing(room)

    less = {"grade": {"code": "E", "reason": "He has gone"}}
    tell(room, said("WITHDRAW", "t-1", incident=less, note="She withdrew it"))

    first, contact = Contact.objects.order_by("pk")
    assert contact.text.startswith(
        f"NEWS of {first.reference}, which was done with. Thames control room takes it back. "
    )
    for words in ("She withdrew it", "Grade E there: He has gone", "\nGraded I there (Immediate)"):
        assert words in contact.text
    assert ("GRADED_I" in contact.flags, contact.number) == (True, first.number)
    assert "NEWS of" in heard()
    incident = opened(room)
    answer = tell(room, said("UPDATE", "m-3", note="He is back"))
    told = (answer.said["reference"], answer.said["transfer_id"], answer.said["grade"])
    assert told == (contact.reference, "t-1", "I")
    assert "He is back" in incident.messages.get().text
    assert Contact.objects.count() == 2


@pytest.mark.capability("A14")
def test_their_answer_comes_in_by_the_door_once_and_a_second_one_is_read_by_dispatch(room):
    agency(room, "FIRE", name="Fire control")
    hers, who = room.graded("I"), {"by": room.handler, "at": room.at}
    gone = {"incident_id": hers.pk, "reason": "In their area"}
    made = transfers.give_over(agency="THAMES", **gone, **who)
    about = {"transfer_id": str(made.key), "accepted_by": "Sgt Grey", "reference": "TV 1"}
    assert tell(room, said("ACCEPT", "m-0", **about), "FIRE").status == 202

    acknowledge(room, made)
    answer = tell(room, said("ACCEPT", "m-1", **about))

    made.refresh_from_db()
    assert (made.state, made.accepted_by, made.their_reference) == ("ACCEPTED", "Sgt Grey", "TV 1")
    assert (answer.said["state"], answer.said["reference"]) == ("ACCEPTED", hers.reference)
    tell(room, said("REFUSE", "m-2", transfer_id=str(made.key), note="Not ours"))
    made.refresh_from_db()
    assert made.state == "ACCEPTED"
    assert "says that it is refused. Not ours." in hers.messages.get().text
    other = transfers.give_over(agency="FIRE", **gone, **who)
    tell(room, said("REFUSE", "m-3", transfer_id=str(other.key), note="No fire"), "FIRE")
    assert "TRANSFER_REFUSED" in room.alerts(hers)
    check_constraints()


@pytest.mark.capability("A14")
def test_that_they_have_it_no_longer_is_heard_and_asks_again_what_we_do(room):
    hers, who = room.graded("I"), {"by": room.handler, "at": room.at}
    gone = {"incident_id": hers.pk, "reason": "In their area"}
    made = transfers.give_over(agency="THAMES", **gone, **who)
    about = {"transfer_id": str(made.key)}
    tell(room, said("ACCEPT", "m-1", accepted_by="Sgt Grey", reference="TV 1", **about))
    for message_id in ("m-2", "m-3"):
        tell(room, said("WITHDRAW", message_id, note="No car", **about))

    taken_back = Alert.objects.live().get(code="TRANSFER_REFUSED").text
    assert taken_back == "TAKEN BACK by Thames control room: No car. It is ours."
    running = queries.open_clocks("transfer", made.pk).get()
    assert (running.kind, running.policy.key) == ("decide_transfer", "REFUSED")
    transfers.decide(transfer_id=made.pk, decision="Nobody of ours goes", **who)
    assert not {"TRANSFER_REFUSED", "REASSESS_DUE"} & set(room.alerts(hers))
    room.wait(seconds=1)
    tell(room, said("REFUSE", "m-4", **about))
    assert "REASSESS_DUE" in room.alerts(hers)
    check_constraints()


def test_the_example_of_the_documentation_is_signed_as_it_says():
    page = (Path(__file__).resolve().parents[2] / "docs" / "api-transfers.md").read_text()
    at = datetime(2026, 1, 1, 0, 0, 2, tzinfo=UTC)
    signed = signing.headers(EXAMPLE, secret="a-secret-of-at-least-32-characters", at=at)
    assert all(f"{name}: {text}" in page for name, text in signed.items())
    assert EXAMPLE.decode() in page
    assert neutral.read(EXAMPLE).faults == []
