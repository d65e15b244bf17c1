"""Linking a contact to an incident that it is about, and incidents with each other (F4)."""

import re

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import access, linked, linking, queries, states
from incidents.actions import grading, late, log, reassessing, repeats
from incidents.enums import ABOUT_ONE_THING, LinkKind, LogKind
from incidents.models import Incident, IncidentContact, IncidentLink, LinkedLook

LONGEST = 300
WRITTEN = re.compile(r"\d{1,6}[-/]\d{1,2}[A-Za-z]{3}\d{2}")


@action
def link_named(*, contact, by, at) -> Incident:
    """
    Link a held contact to the incident its note names, and write on that incident's log.

    :raises Invalid: when the note names no incident that this person may see
    """
    named = WRITTEN.search(contact.outcome_note)
    try:
        known = queries.by_slug(named[0] if named else "", by)
    except Incident.DoesNotExist as error:
        raise Invalid("Name the incident in the note, such as CAD 1234/22NOV26.") from error
    incident = Incident.objects.held(known.pk)
    late.came(incident, f"Contact {contact.reference} is about it.", by=by, at=at)
    IncidentContact.objects.create(incident=incident, contact=contact, linked_at=at)
    text = f"Contact {contact.reference} is about this: {contact.outcome_note}"
    log.write(incident, LogKind.CONTACT, text, by=by, at=at)
    incident.save_changes()
    repeats.look(incident, by=by, at=at)
    since = contact.answered_at or contact.received_at
    about = {"words": reassessing.ANOTHER_CONTACT, "since": since}
    reassessing.ask_unless_known(incident, **about, by=by, at=at)
    audit.record("incident.linked", incident, by=by, at=at, contact=contact.pk)
    live.tell(incident)
    return incident


@action
def link(
    *, incident_id: int, to_incident_id: int, kind: str, why: str = "", by, at
) -> IncidentLink:
    """
    Link two incidents, whichever was opened first; both logs say so.

    Of a duplicate or a continuation the earliest open one carries on for all that are about the
    same: with the most urgent grade of all, its time counted from the earliest call (F4). The
    others keep their own grade, clock, owner, alarms and callers.

    :raises Invalid: of no kind, or with itself
    :raises NotFound: when this person may not see both
    :raises WrongState: when they are linked so already
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    is_one_thing = _is_about_one_thing(kind, why)
    ids = incident_id, to_incident_id
    held = linked.held(*ids) if is_one_thing else linked.hold(*ids)
    later, earlier = _ends(held, ids, by)
    made = _made(later, earlier, kind, why.strip(), by=by, at=at)
    for one, other in ((later, earlier), (earlier, later)):
        said = f"{made.words(one)} {other.named}. {other.said(made.why)}".strip()
        _write(one, said, by=by, at=at)
    audit.record("link.made", made, by=by, at=at, kind=kind, later=later.pk, earlier=earlier.pk)
    live.tell(later, earlier)
    if is_one_thing:
        _let_one_carry_on(held, by=by, at=at)
    return made


@action
def unlink(*, link_id: int, why: str, by, at) -> IncidentLink:
    """
    Say that two incidents are not linked after all, and why; grades and clocks stay as they are.

    :raises Invalid: without a reason
    :raises NotFound: when there is no such link between incidents this person may see
    :raises WrongState: when somebody has said so already
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    known = IncidentLink.objects.filter(pk=link_id).first()
    if known is None:
        raise NotFound("There is no such link.")
    ids = known.from_incident_id, known.to_incident_id
    later, earlier = _ends(linked.hold(*ids), ids, by)
    made = IncidentLink.objects.select_related("unlinked_by").get(pk=link_id)
    if made.unlinked_at is not None:
        raise WrongState(f"{made.unlinked_by.short_name} has unlinked them already.")
    if not why.strip():
        raise Invalid("Say why they have nothing to do with each other.")
    made.unlinked_by, made.unlinked_at, made.unlinked_why = by, at, _checked(why)
    made.save(update_fields=["unlinked_by", "unlinked_at", "unlinked_why"])
    kind = made.get_kind_display().lower()
    for one, other in ((later, earlier), (earlier, later)):
        said = f"No longer linked with {other.named} ({kind}): {other.said(made.unlinked_why)}"
        _write(one, f"{said} Grade and clock stay as they are.", by=by, at=at)
    audit.record("link.ended", made, by=by, at=at, later=later.pk, earlier=earlier.pk)
    live.tell(later, earlier)
    return made


@action
def stays_open(*, incident_id: int, other_id: int, words: str = "", by, at) -> LinkedLook:
    """
    Say of an incident that is to be closed that a linked one was looked at and stays open (F5).

    :raises Invalid: when the words are too long, or both are one
    :raises NotFound: when this person may not see both
    :raises WrongState: when they are not linked, or the other is closed
    """
    permissions.check(by, Permission.INCIDENT_CLOSE)
    ids = incident_id, other_id
    held = linked.hold(*ids)
    _ends(held, ids, by)
    incident, other = held[incident_id], held[other_id]
    states.check_not_closed(incident.status)
    if other not in linked.open_others(incident):
        raise WrongState(f"{_capital(other.named)} is not linked with this, or is closed.")
    made = LinkedLook.objects.create(
        incident=incident, other=other, words=_checked(words), by=by, at=at
    )
    said = f"Looked at {other.named}, which is linked: it stays open. {other.said(made.words)}"
    _write(incident, said.strip(), by=by, at=at)
    for_what = f"Looked at before {incident.named}, which is linked, is closed: this stays open."
    _write(other, f"{for_what} {incident.said(made.words)}".strip(), by=by, at=at)
    audit.record("link.looked_at", incident, by=by, at=at, other=other.pk)
    live.tell(incident, other)
    return made


def _is_about_one_thing(kind: str, why: str) -> bool:
    """Return whether one incident is to carry on for the other."""
    if kind not in LinkKind.values:
        raise Invalid(f"Say what the link is: {', '.join(LinkKind.values)}.")
    _checked(why)
    return kind in ABOUT_ONE_THING


def _ends(held: dict, ids: tuple[int, int], by) -> tuple[Incident, Incident]:
    """Return the later and the earlier of two held incidents that this person may see."""
    if ids[0] == ids[1]:
        raise Invalid("Name another incident: this one cannot be linked with itself.")
    ends = [held[pk] for pk in sorted(ids, reverse=True) if pk in held]
    if len(ends) < 2 or not all(access.can_see(one, by) for one in ends):
        raise NotFound("There is no such incident in your area.")
    return ends[0], ends[1]


def _made(later: Incident, earlier: Incident, kind: str, why: str, *, by, at) -> IncidentLink:
    ends = {"from_incident": later, "to_incident": earlier, "kind": kind}
    if IncidentLink.objects.live().filter(**ends).exists():
        raise WrongState(f"They are linked already: {LinkKind(kind).label.lower()}.")
    return IncidentLink.objects.create(**ends, why=why, linked_by=by, linked_at=at)


def _let_one_carry_on(held: dict, *, by, at) -> None:
    """Raise the earliest open one of a held group, where that makes it more urgent or earlier."""
    members = {pk: linked.member(one) for pk, one in held.items()}
    winning = linking.winning(members.values())
    if winning is None:
        return
    earliest = held[winning.id]
    source = min(
        (one for pk, one in held.items() if not members[pk].is_closed and pk != winning.id),
        key=lambda one: (one.grade != winning.grade, one.clock_start_at, one.pk),
    )
    because = f"it carries on for {source.named}, which is about the same"
    grading.carry(earliest, winning, because=because, by=by, at=at)


def _write(incident: Incident, text: str, *, by, at) -> None:
    log.write(incident, LogKind.LINK, text, by=by, at=at)
    incident.save_changes()


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _checked(why: str) -> str:
    if len(why.strip()) > LONGEST:
        raise Invalid(f"Say it in at most {LONGEST} characters; the rest belongs on the log.")
    return why.strip()
