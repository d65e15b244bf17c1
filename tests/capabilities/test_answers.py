"""The caller hears what will happen, word for word, before their call ends (C7, D7, X11)."""

from datetime import UTC, datetime, timedelta

import pytest

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import News, Outcome, State
from contactcentre.contacts.models import RingBack
from contactcentre.core.errors import Invalid, WrongState
from contactcentre.core.models import AuditEntry
from incidents import answering, callers, details
from incidents.actions import accounts, answers, grading, incidents
from incidents.actions.accounts import Update
from incidents.actions.incidents import Opening
from incidents.enums import Coming
from incidents.models import Answer, Incident
from tests.world import CALM

NOW = datetime(2018, 5, 31, 22, 54, tzinfo=UTC)


@pytest.fixture
def live(world):
    """A call on the line that opened an incident, its outcome recorded."""
    contact = world.call()
    opening = Opening(opening_code="SUSPICIOUS", summary="A man sits in the rain")
    who = {"by": world.handler, "at": world.at}
    incident = incidents.open_from(contact_id=contact.pk, opening=opening, **who)
    note = f"CAD {incident.reference}"
    calls.dispose(contact_id=contact.pk, outcome=Outcome.INCIDENT, note=note, **who)
    world.live = contact
    return incident


def _grade(world, incident, grade):
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    grading.assess(answers=CALM, **who)
    grading.grade(grade=grade, override_reason="test", **who)
    return Incident.objects.get(pk=incident.pk)


def _end(world, **how):
    return calls.end(contact_id=world.live.pk, by=world.handler, at=world.at, **how)


def _read(world, incident) -> Answer:
    words = _words(world, incident)
    return answers.read_out(incident_id=incident.pk, words=words, by=world.handler, at=world.at)


@pytest.mark.capability("C7")
@pytest.mark.parametrize(
    ("facts", "coming", "words"),
    [
        (
            {"grade": "I", "due_at": NOW},
            "ATTENDING",
            "as an emergency. We aim to be with you by 23:54",
        ),
        ({"grade": "E", "due_at": NOW + timedelta(days=1)}, "ATTENDING", "23:54 on Friday 1 June"),
        ({"grade": "R"}, "NOT_ATTENDING", "No officers will come to you"),
        ({"grade": "S", "excused": "Seen elsewhere"}, "NOT_ATTENDING", "this: Seen elsewhere. If"),
        (
            {"grade": "R", "not_police": "Nobody is in danger", "instead": "Ring 111"},
            "ANOTHER",
            "will not come to this: Nobody is in danger. Ring 111. If",
        ),
        ({"grade": "S", "due_at": NOW, "is_there": True}, "ATTENDING", "Officers are there"),
        ({"grade": "S", "due_at": NOW, "was_attended": True}, "NOT_ATTENDING", "have been there"),
    ],
)
def test_the_sentence_is_made_from_the_grade_and_its_target(facts, coming, words):
    said = answering.sentence(answering.Facts(**facts), at=NOW)
    assert said.coming == coming
    assert words in said.words
    assert said.words.endswith("ring 999 again at once.")


def test_there_is_no_sentence_before_a_grade():
    assert answering.sentence(answering.Facts(grade=""), at=NOW) is None


@pytest.mark.capability("C7")
def test_a_call_that_opened_an_incident_ends_when_its_caller_knows(world, live):
    incident = _grade(world, live, "S")
    with pytest.raises(WrongState, match="not been told what will happen"):
        _end(world)

    read = _read(world, incident)

    assert (read.coming, read.contact) == (Coming.ATTENDING, world.live)
    assert f"Read to the caller: “{read.words}”" in incident.log.last().text
    assert AuditEntry.objects.filter(name="incident.answer_read").exists()
    assert "read out" in callers.told(incident)[0]["words"]
    assert _end(world).state == State.DISPOSED


@pytest.mark.capability("C7")
def test_words_that_nobody_was_shown_are_not_taken_for_read(world, live):
    with pytest.raises(WrongState, match="no grade yet"):
        answers.read_out(incident_id=live.pk, words="Soon", by=world.handler, at=world.at)
    _grade(world, live, "S")
    with pytest.raises(WrongState, match="Read this out: Officers will come"):
        answers.read_out(incident_id=live.pk, words="Soon", by=world.handler, at=world.at)


@pytest.mark.capability("C7")
def test_who_heard_another_time_than_stands_now_has_not_been_told(world, live):
    incident = _grade(world, live, "I")
    _read(world, incident)
    assert _read_to(world, incident) == [world.live.pk]
    who = {"incident_id": incident.pk, "by": world.supervisor, "at": world.at}
    grading.assess(answers=CALM | {"engagement": "VISIT"}, **who)
    grading.grade(grade="E", override_reason="He has gone", **who)

    assert _read_to(world, incident) == []
    with pytest.raises(WrongState, match="not been told"):
        _end(world)

    _read(world, incident)
    world.at += timedelta(hours=3)
    assert _read_to(world, incident) == [world.live.pk], "Past midnight it is the same time."
    car = world.unit()
    world.assign(car, incident)
    world.press(car, 6)
    assert _read_to(world, incident) == [world.live.pk], "They came, as she was told."
    _end(world)


@pytest.mark.capability("C7")
def test_why_a_caller_was_not_told_is_kept(world, live):
    assert _end(world, why_not_told="She whispered and rang off").state == State.DISPOSED
    assert Answer.objects.get().why_not == "She whispered and rang off"


@pytest.mark.capability("C7")
def test_a_line_that_was_cut_ends_whatever_was_told(world, live):
    assert _end(world, is_cut=True).state == State.DISPOSED


@pytest.mark.capability("D7", "C7")
def test_that_the_police_do_not_come_is_decided_for_a_reason_and_read_out(world, live):
    given = {"incident_id": live.pk, "ground": "NONE", "by": world.handler, "at": world.at}
    why = {"reason": "He is ill, and in no danger", "instead": "An ambulance comes"}
    with pytest.raises(WrongState, match="graded R"):
        answers.decide(**given, **why)
    incident = _grade(world, live, "R")
    _read(world, incident)
    with pytest.raises(Invalid, match="Say why"):
        answers.decide(**given, reason=" ")
    with pytest.raises(Invalid, match="which service"):
        answers.decide(**given, reason="He is ill")

    answers.decide(**given, **why)

    assert (
        "Right Care, Right Person: None of these: the police do not come"
        in incident.log.last().text
    )
    assert not RingBack.objects.exists()
    with pytest.raises(WrongState, match="not been told"):
        _end(world)
    assert "An ambulance comes." in _read(world, incident).words
    _end(world)


@pytest.mark.capability("D7", "C7")
def test_that_the_police_do_not_come_holds_for_the_grade_it_was_decided_under_alone(world, live):
    incident = _grade(world, live, "R")
    decided = {"ground": "NONE", "reason": "He is ill", "instead": "An ambulance comes"}
    who = {"incident_id": incident.pk, "by": world.supervisor}
    answers.decide(**who, at=world.at, **decided)
    assert "An ambulance comes." in _words(world, incident)

    world.at += timedelta(minutes=1)
    grading.grade(grade="I", reason="He has a knife", **who, at=world.at)

    assert "Officers are being sent to you now" in _read(world, incident).words
    _end(world)
    world.at += timedelta(minutes=1)
    world.grade(incident, "R", by=world.supervisor)
    assert "An ambulance comes." not in _words(world, incident)
    answers.decide(**who, at=world.at, **decided)
    assert "An ambulance comes." in _words(world, incident)
    accounts.update(told=Update(suspect_identity="SUSPECTED"), **who, at=world.at)
    assert "An ambulance comes." not in _words(world, incident)


@pytest.mark.capability("D7")
def test_decided_after_the_call_somebody_rings_and_says_so(world, live):
    _end(world, why_not_told="She rang off")
    incident = _grade(world, live, "R")
    decided = {"ground": "NONE", "reason": "He is ill", "instead": "An ambulance comes"}

    answers.decide(incident_id=incident.pk, by=world.supervisor, at=world.at, **decided)

    asked = RingBack.objects.get()
    assert (asked.news, asked.subject_id) == (News.NOT_COMING, incident.pk)


@pytest.mark.capability("D7")
def test_a_domestic_incident_is_never_another_services(world):
    incident = world.incident(suspect_identity="SUSPECTED")
    decided = {"ground": "NONE", "reason": "x", "instead": "y"}
    with pytest.raises(WrongState, match="that is a crime"):
        answers.decide(incident_id=incident.pk, by=world.handler, at=world.at, **decided)


@pytest.mark.capability("C8")
def test_who_is_cut_off_with_an_incident_is_rung_back_and_the_risk_is_looked_at_again(world, live):
    _end(world, is_cut=True)

    asked = RingBack.objects.get(state="WAITING")
    assert (asked.news, asked.subject, asked.subject_id) == (News.CUT_SHORT, "incident", live.pk)
    assert asked.due_at == world.at + timedelta(minutes=2)
    texts = [entry.text for entry in live.log.all()]
    assert any("assess the risk again" in text for text in texts)


@pytest.mark.capability("C7", "C8", "H9")
@pytest.mark.parametrize("is_sent_before", [True, False])
def test_officers_who_have_gone_are_not_there_for_whoever_rings_again(world, live, is_sent_before):
    incident = _grade(world, live, "S")
    _end(world, is_cut=True)
    there, next_one, other = world.unit("PC12"), world.unit("PC13"), world.graded("I")
    world.assign(there, incident)
    world.press(there, 6)
    assert "Officers are there." in _words(world, incident)
    assert RingBack.objects.get().state == "DONE"

    if is_sent_before:
        world.assign(next_one, incident)
    world.press(there, 7)
    world.divert(there, to=other)
    if not is_sent_before:
        world.assign(next_one, incident)

    assert "Officers will come to you." in _words(world, incident)
    _cut_off_again(world, incident)
    assert RingBack.objects.get(state="WAITING").news == News.CUT_SHORT


@pytest.mark.capability("C7", "C8")
def test_officers_who_have_dealt_with_it_are_neither_there_nor_on_their_way(world, live):
    incident, car = _grade(world, live, "S"), world.unit()
    world.assign(car, incident)
    world.press(car, 6)
    world.press(car, 2)

    assert "Officers have been there. Nobody is on the way now." in _words(world, incident)
    _end(world, why_not_told="She rang off")
    _cut_off_again(world, incident)
    assert RingBack.objects.get(state="WAITING").news == News.CUT_SHORT


def _words(world, incident) -> str:
    return callers.to_read(Incident.objects.get(pk=incident.pk), at=world.at).words


def _read_to(world, incident) -> list[int]:
    return details.to_read(Incident.objects.get(pk=incident.pk), at=world.at)["read_to"]


def _cut_off_again(world, incident) -> None:
    """Let the caller ring again about an incident, and be cut off."""
    who = {"contact_id": world.call().pk, "by": world.handler, "at": world.at}
    calls.dispose(outcome=Outcome.LINKED_INCIDENT, note=f"CAD {incident.reference}", **who)
    calls.end(is_cut=True, **who)
