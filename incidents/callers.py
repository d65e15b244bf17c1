"""What the callers of incidents have been told, and whom of them somebody is to ring, for lists."""

from django.db.models import Q, QuerySet

from contactcentre.contacts import queries as contact_queries
from contactcentre.contacts.enums import MessageState, RingBackState
from contactcentre.contacts.kinds import CONTACT
from contactcentre.contacts.models import Contact, OutboundMessage, RingBack
from contactcentre.contacts.texting import clock_time
from contactcentre.core.errors import NotFound
from incidents import access, answering
from incidents.enums import Grade, Status
from incidents.models import Answer, Incident, RcrpDecision

SUBJECT = "incident"
SETTLED = {Status.RESULTED, Status.CLOSED}
BY_TEXT = {
    MessageState.QUEUED: "not told yet: text to be sent",
    MessageState.SENDING: "not told yet: text being sent",
    MessageState.SENT: "text sent {when}, not confirmed yet",
    MessageState.DELIVERED: "told {when} by text (delivered)",
    MessageState.FAILED: "not told: text failed {when}, {why}",
}


def ring_backs(person) -> QuerySet[RingBack]:
    """Return the callers who are to be rung back about what this person may see."""
    return contact_queries.ring_backs().filter(_theirs(person))


def every_ring_back(person) -> QuerySet[RingBack]:
    """Return the ring-backs, done or not, about incidents and calls this person may see."""
    return RingBack.objects.filter(_theirs(person))


def ring_back(ring_back_id: int, person) -> RingBack:
    """
    Return one ring-back, done or not.

    :raises NotFound: when there is none about anything this person may see
    """
    rows = every_ring_back(person).select_related("done_by")
    found = rows.filter(pk=ring_back_id).first()
    if found is None:
        raise NotFound("There is no such ring-back in your area.")
    return found


def texts(person) -> QuerySet[OutboundMessage]:
    """Return the texts about incidents this person may see, newest first."""
    return contact_queries.messages().filter(subject=SUBJECT, subject_id__in=_seen(person))


def incidents_of(rows) -> dict[int, Incident]:
    """Return the incidents that some texts or ring-backs are about, by id, in one statement."""
    about = {row.subject_id for row in rows if row.subject == SUBJECT}
    return Incident.objects.in_bulk(about)


def calls_of(rows) -> dict[int, Contact]:
    """Return the calls that some ring-backs are about, by id: they ended too soon (A9)."""
    about = {row.subject_id for row in rows if row.subject == CONTACT}
    return Contact.objects.select_related("handler").in_bulk(about) if about else {}


def ring_back_row(row: RingBack) -> dict:
    """Return a ring-back as the list shows it, without the number."""
    return {
        "id": row.pk,
        "incident_id": row.subject_id if row.subject == SUBJECT else None,
        "contact_id": row.subject_id if row.subject == CONTACT else None,
        "news": row.news,
        "news_label": row.get_news_display(),
        "because": row.because,
        "because_label": row.get_because_display(),
        "state": row.state,
        "unanswered": row.unanswered,
        "asked_at": row.asked_at.isoformat(),
        "due_at": row.due_at.isoformat(),
        "outcome": row.outcome or None,
        "note": row.note,
        "done_at": row.done_at and row.done_at.isoformat(),
        "done_by": row.done_by.short_name if row.done_by else None,
    }


def text_row(row: OutboundMessage) -> dict:
    """Return a text as the list shows it, without the number."""
    return {
        "id": row.pk,
        "reference": row.reference,
        "incident_id": row.subject_id,
        "news": row.news,
        "news_label": row.get_news_display(),
        "happened_at": row.happened_at.isoformat(),
        "text": row.text,
        "state": row.state,
        "failure": row.failure or None,
        "failure_words": row.failure_words,
        "tries": row.tries,
        "sender": row.sender,
        "queued_at": row.queued_at.isoformat(),
        "sent_at": row.sent_at and row.sent_at.isoformat(),
        "ended_at": row.ended_at and row.ended_at.isoformat(),
    }


def told(incident: Incident) -> list[dict]:
    """Return what the caller of an incident was told, and is still to be told, in words (H9)."""
    sent, asked = contact_queries.told(SUBJECT, incident.pk)
    lines = [_answer(row) for row in incident.answers.select_related("by")]
    lines += [_line(row, row.queued_at, _by_text(row), row.state) for row in sent]
    lines += [_line(row, row.asked_at, _by_telephone(row), row.state) for row in asked]
    return sorted(lines, key=lambda line: line["at"])


def to_read(incident: Incident, *, at) -> answering.Sentence | None:
    """Return what is to be read to whoever calls about an incident; None without a grade (C7)."""
    return answering.sentence(_facts(incident), at=at)


def holds(incident: Incident, told: Answer) -> bool:
    """Test whether what was read to a caller of an incident is still what is to be said."""
    return answering.holds(told.coming, told.words, _facts(incident), at=told.at)


def _facts(incident: Incident) -> answering.Facts:
    decided = _for_another_service(incident)
    return answering.Facts(
        grade=incident.grade,
        due_at=incident.due_at,
        is_there=incident.status == Status.AT_SCENE,
        was_attended=incident.attended_at is not None and incident.status in SETTLED,
        excused=incident.non_attendance_reason if incident.non_attendance_approved_by_id else "",
        not_police=decided.reason if decided else "",
        instead=decided.instead if decided else "",
    )


def _for_another_service(incident: Incident) -> RcrpDecision | None:
    """
    Return the decision that the police do not come, where it still holds (D7).

    It was made under R: a higher grade since, or that it is domestic, has overtaken it.
    """
    last = max(incident.rcrp_decisions.all(), key=lambda each: each.pk, default=None)
    if last is None or last.attends or incident.grade != Grade.REFERRED or incident.is_domestic:
        return None
    later = [each for each in incident.decisions.all() if each.at > last.at]
    is_overtaken = any(each.grade != Grade.REFERRED for each in later)
    return None if is_overtaken else last


def _answer(row) -> dict:
    when, who = clock_time(row.at), row.by.short_name
    told = f"read out {when} ({who}): “{row.words}”"
    return {
        "at": row.at,
        "news": row.coming or "NOT_TOLD",
        "news_label": row.get_coming_display() or "Not told what will happen",
        "state": "READ" if row.words else "NOT_READ",
        "words": told if row.words else f"{when} ({who}), because: {row.why_not}",
        "is_open": False,
    }


def _theirs(person) -> Q:
    calls = contact_queries.visible_to(person).values("pk")
    return Q(subject=SUBJECT, subject_id__in=_seen(person)) | Q(
        subject=CONTACT, subject_id__in=calls
    )


def _seen(person) -> QuerySet:
    return access.visible_to(person).values("pk")


def _line(row, at, words: str, state: str) -> dict:
    return {
        "at": at,
        "news": row.news,
        "news_label": row.get_news_display(),
        "state": state,
        "words": words,
        "is_open": state == RingBackState.WAITING,
    }


def _by_text(row: OutboundMessage) -> str:
    moment = row.ended_at or row.sent_at or row.queued_at
    words = BY_TEXT[MessageState(row.state)]
    return words.format(when=clock_time(moment), why=row.get_failure_display())


def _by_telephone(row: RingBack) -> str:
    if row.state == RingBackState.WAITING:
        times = f" (no answer {row.unanswered} times)" if row.unanswered else ""
        return (
            f"not told: ring back by {clock_time(row.due_at)}{times}, {row.get_because_display()}"
        )
    when, who = clock_time(row.done_at), row.done_by.short_name
    if row.outcome == "TOLD":
        return f"told {when} by telephone ({who})"
    return f"need not be rung, {when}: {row.note}"
