"""One incident as its page and the API show it, with log, people and clocks."""

from contactcentre.contacts import details as contact_details
from contactcentre.countdowns import queries as clock_queries
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import KINDS
from incidents import boards, callers, localtimes, states, transfer_details


def of(incident) -> dict:
    """Return an incident, read by `queries.with_details`, with everything known of it."""
    return {
        **boards.row(incident),
        "opening_code": incident.opening_code.label,
        "opening_code_value": incident.opening_code.code,
        "borough": incident.borough.name if incident.borough else None,
        "place": incident.place,
        "lat": incident.lat,
        "lon": incident.lon,
        "position": incident.position_shown,
        "summary": incident.summary,
        "first_words": incident.first_words,
        "demeanour": incident.demeanour,
        "background": incident.background,
        "key_word": incident.key_word,
        "suspect_identity": incident.suspect_identity,
        "suspect_reason": incident.suspect_reason,
        "restricted": incident.restricted,
        "non_attendance_reason": incident.non_attendance_reason,
        "closing_code": str(incident.closing_code) if incident.closing_code else None,
        "result_text": incident.result_text,
        "next": sorted(states.NEXT[incident.status]),
        "log": [log_line(entry) for entry in incident.log.all()],
        "contacts": [_contact(link.contact) for link in incident.contact_links.all()],
        "people": [_party(party) for party in incident.parties.all()],
        "question_sets": [answered_set(one) for one in incident.answered_sets.all()],
        "assessments": [_assessment(one) for one in incident.assessments.all()],
        "decisions": [_decision(one) for one in incident.decisions.all()],
        "messages": [message_line(one) for one in incident.messages.all()],
        "warnings": [warning_line(one) for one in incident.warnings.all()],
        "obligations": [obligation_line(one) for one in incident.obligations.all()],
        "transfers": [transfer_details.line(one) for one in incident.transfers.all()],
        "rcrp": [rcrp_line(one) for one in incident.rcrp_decisions.all()],
        "caller_told": [told_line(one) for one in callers.told(incident)],
        "clocks": [clock_line(one) for one in clock_queries.clocks_of("incident", incident.pk)],
    }


def to_read(incident, *, at) -> dict | None:
    """Return the sentence for the caller, and the calls that have heard that much (C7)."""
    said = callers.to_read(incident, at=at)
    if said is None:
        return None
    last = {one.contact_id: one for one in incident.answers.all() if one.contact_id}
    heard = [pk for pk, one in last.items() if callers.holds(incident, one)]
    return {"coming": said.coming, "words": said.words, "read_to": sorted(heard)}


def log_line(entry) -> dict:
    """Return a line of the log."""
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "role": entry.role,
        "kind": entry.kind,
        "text": entry.text,
        "hash": entry.hash,
    }


def message_line(message) -> dict:
    """Return a message between the desks, and who has read it."""
    reader = message.acknowledged_by
    return {
        "id": message.pk,
        "to": message.to,
        "for_id": message.for_person_id,
        "text": message.text,
        "by": message.by.short_name,
        "by_id": message.by_id,
        "at": message.at.isoformat(),
        "acknowledged_by": reader.short_name if reader else None,
        "acknowledged_at": reader and message.acknowledged_at.isoformat(),
    }


def obligation_line(made) -> dict:
    """Return what was promised, by when, and what became of it."""
    return {
        "id": made.pk,
        "incident": made.incident.reference,
        "what": made.what,
        "desk": made.desk,
        "due_at": made.due_at.isoformat(),
        "due_local": localtimes.shown(made.due_at),
        "made_by": made.made_by.short_name,
        "made_at": made.made_at.isoformat(),
        "ended_as": made.ended_as or None,
        "end_note": made.end_note,
        "ended_by": made.ended_by.short_name if made.ended_by else None,
        "ended_at": made.ended_at and made.ended_at.isoformat(),
    }


def warning_line(made) -> dict:
    """Return a warning for crews, and whether it was withdrawn (G7)."""
    return {
        "id": made.pk,
        "number": made.number,
        "kind": made.kind,
        "kind_label": made.get_kind_display(),
        "text": made.text,
        "expires_on": made.expires_on and made.expires_on.isoformat(),
        "given_by": made.given_by.short_name,
        "given_at": made.given_at.isoformat(),
        "withdrawn_why": made.withdrawn_why,
        "withdrawn_by": made.withdrawn_by.short_name if made.withdrawn_by else None,
        "withdrawn_at": made.withdrawn_at and made.withdrawn_at.isoformat(),
    }


def answer_line(made) -> dict:
    """Return what a caller was told word for word, or why they were not (C7)."""
    return {
        "id": made.pk,
        "contact_id": made.contact_id,
        "coming": made.coming or None,
        "words": made.words,
        "why_not": made.why_not,
        "by": made.by.short_name,
        "at": made.at.isoformat(),
    }


def rcrp_line(made) -> dict:
    """Return a decision whether the police are the right service (D7)."""
    return {
        "id": made.pk,
        "ground": made.ground,
        "ground_label": made.get_ground_display(),
        "attends": made.attends,
        "reason": made.reason,
        "instead": made.instead,
        "by": made.by.short_name,
        "at": made.at.isoformat(),
    }


def question_set(one) -> dict:
    """Return a version of a question set, with what it asks and when it is suggested."""
    about = {"code": one.code, "version": one.version, "title": one.title, "source": one.source}
    return {**about, **one.content}


def answered_set(made) -> dict:
    """Return what was answered to which version of a set, by whom, and what it comes to (D6)."""
    return {
        "code": made.question_set.code,
        "version": made.question_set.version,
        "title": made.question_set.title,
        "answers": made.answers,
        "points": made.points,
        "level": made.level,
        "level_label": made.get_level_display(),
        "judged_level": made.judged_level or None,
        "judged_reason": made.judged_reason,
        "referral": made.referral,
        "by": made.by.short_name,
        "at": made.at.isoformat(),
    }


def told_line(line: dict) -> dict:
    """Return a line of what the caller was told, or is still to be told (H9)."""
    return line | {"at": line["at"].isoformat()}


def clock_line(clock) -> dict:
    """Return a clock with why it stopped, in words (I7)."""
    kind = KINDS.get(clock.kind)
    return {
        "kind": clock.kind,
        "label": kind.label if kind else clock.kind,
        "started_at": clock.started_at.isoformat(),
        "due_at": clock.due_at.isoformat(),
        "last_step": clock.last_step,
        "stopped_at": clock.stopped_at.isoformat() if clock.stopped_at else None,
        "stop_reason": clock.stop_reason or None,
        "stop_words": StopReason(clock.stop_reason).label if clock.stop_reason else None,
    }


def _contact(contact) -> dict:
    return {
        "id": contact.pk,
        "reference": contact.reference,
        "channel": contact.channel,
        "number": contact.number,
        "received_at": contact.received_at.isoformat(),
        **contact_details.origin(contact),
    }


def _party(party) -> dict:
    return {
        "id": party.pk,
        "role": party.role,
        "role_label": party.get_role_display(),
        "name": party.name,
        "number": party.number,
        "vehicle": party.vehicle,
        "note": party.note,
        "relation": party.relation,
        "whereabouts": party.whereabouts,
    }


def _assessment(one) -> dict:
    return {
        "at": one.at.isoformat(),
        "by": one.by.short_name,
        "answers": one.answers,
        "signs": one.signs,
        "advice": one.advice,
        "suggested_grade": one.suggested_grade,
        "reasons": one.reasons,
    }


def _decision(one) -> dict:
    return {
        "at": one.at.isoformat(),
        "by": one.by.short_name,
        "before": one.before,
        "grade": one.grade,
        "suggested": one.suggested,
        "reason": one.reason,
        "override_reason": one.override_reason,
        "emergency_reason": one.emergency_reason,
    }
