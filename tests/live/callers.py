"""A night in which callers are told, not told, and rung back."""

from contactcentre.contacts.actions import ring_backs, texts
from contactcentre.contacts.enums import MessageState
from contactcentre.contacts.models import OutboundMessage, RingBack
from contactcentre.contacts.senders.carrying import Answer
from dispatch.actions import assignments
from incidents.actions import telling

ANSWERS = (
    Answer(MessageState.QUEUED, words="busy"),
    Answer(MessageState.SENT, reference="theirs"),
    Answer(MessageState.FAILED, failure="UNDELIVERED"),
)


def callers_are_told(night) -> None:
    """Let a text go through all that may become of it; then ring, without an answer, and again."""
    world = night.world
    incident = night.after(world.graded, "S")
    unit = night.after(world.unit, "PC31")
    _leave(night, unit, incident)
    for answer in ANSWERS:
        message = OutboundMessage.objects.get(subject_id=incident.pk)
        night.do(texts.claim, by=world.system, message_id=message.pk, sender="test")
        night.do(texts.settle, by=world.system, message_id=message.pk, answer=answer)
        world.at = OutboundMessage.objects.get(pk=message.pk).next_try_at or world.at
    night.do(telling.do_not_text, by=world.handler, incident_id=incident.pk)
    _leave(night, unit, incident)
    asked = {
        "ring_back_id": RingBack.objects.get(subject="incident", subject_id=incident.pk).pk,
        "note": "",
    }
    night.pass_time(minutes=11)
    for outcome in ("NO_ANSWER", "NO_ANSWER", "NO_ANSWER", "TOLD"):
        night.do(telling.report, by=world.handler, outcome=outcome, **asked)
    night.do(ring_backs.no_longer_needed, subject="incident", row=incident, why="none waits")
    other = night.after(world.graded, "S", contact=night.after(world.call, "07700 900457"))
    _leave(night, unit, other)
    night.after(world.send_texts)


def _leave(night, unit, incident) -> None:
    about = {"unit_id": unit.pk}
    night.do(assignments.assign, incident_id=incident.pk, **about)
    night.do(assignments.stand_down, reason="another job", **about)
