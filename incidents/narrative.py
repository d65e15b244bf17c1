"""One running narrative of somebody: contacts, incidents, markers and orders in time order (C2)."""

from dataclasses import dataclass

from contactcentre.contacts import queries
from contactcentre.contacts.models import Contact
from contactcentre.contacts.numbers import e164
from incidents import (
    access,
    identities,
    keys,
    known,
    localtimes,
    markers,
    naming,
    same_people,
    seeking,
)
from incidents.models import Marker
from incidents.same_people import Subject
from incidents.seeking import Sought

SHOWN = 100


@dataclass(frozen=True)
class Story:
    """
    Everything of somebody in time order; whom they were said to be, and who else they may be.

    `named` are the people in it who have the name that was asked for; `not_shown` counts markers
    and orders of another area.
    """

    lines: list[dict]
    not_shown: int
    people: list[dict]
    named: list[tuple[str, str]]
    key: str = ""


def sought_for(*, number: str = "", name: str = "", handle: str = "", people=()) -> Sought:
    """Return what to look for; a first name alone is nobody's."""
    words = naming.words(name)
    return Sought(
        numbers=frozenset({e164(number)} - {""}),
        handles=frozenset({handle} - {""}),
        names=(tuple(words),) if naming.is_whole(words) else (),
        people=frozenset(people),
    )


def of(sought: Sought, *, person, at) -> list[dict]:
    """Return everything of somebody that this person may read, the latest first."""
    return story(sought, person=person, at=at).lines


def story(sought: Sought, *, person, at, called: str = "") -> Story:
    """
    Return everything of a number, a handle, a person or a name that this person may read.

    All that somebody has said to be one person's is in it (F6). At most a hundred of each kind, in
    a known number of statements.
    """
    subjects = _subjects(sought, called, person)
    joined = same_people.known_of(subjects, {}, person)
    together = sought.joined_by(same_people.joined_to(subjects, joined))
    found = list(access.narrowed(known.incidents_about(together), person)[:SHOWN])
    mentions = joined.mentions | same_people.mentions_in(found)
    named = [each for each in mentions.values() if seeking.is_named(each.words, sought)]
    lines, not_shown = _lines(found, together, person, at=at)
    return Story(
        lines=lines,
        not_shown=not_shown,
        people=same_people.beside(subjects, mentions, person),
        named=[(keys.shown(each.key), each.label) for each in named],
        key=subjects[0].key if subjects else "",
    )


def _subjects(sought: Sought, called: str, person) -> list[Subject]:
    """Return whom it is about; what shows nothing to this person tells them whose it is neither."""
    asked = [keys.number(each) for each in sought.numbers]
    asked += [keys.handle(each) for each in sought.handles]
    asked += [keys.person(each) for each in sought.people]
    hidden = identities.unseen(set(asked), person)
    seen = tuple(each for each in asked if each not in hidden)
    return [Subject(seen, "whoever this is about", called)] if seen else []


def _lines(found: list, sought: Sought, person, *, at) -> tuple[list[dict], int]:
    before = queries.narrowed(known.contacts_before(sought, but=[], at=at), person)[:SHOWN]
    contacts = {one.pk: one for one in before}
    lines = []
    for incident in found:
        lines.append(_incident(incident, seeking.why_incident(incident, sought)))
        if seeking.why_people(incident, sought):
            contacts |= {link.contact_id: link.contact for link in incident.contact_links.all()}
    lines += [_contact(one) for one in contacts.values()]
    every = [*markers.every_marker(sought), *markers.every_order(sought)]
    seen = markers.visible(every, person, _in_hand(sought, person))
    lines += _flagged(seen, at=at)
    lines.sort(key=lambda line: line["at"], reverse=True)
    return lines, len(every) - len(seen)


def _in_hand(sought: Sought, person) -> Sought:
    """Return what of it is the caller's of a call that this person has: theirs goes with it."""
    held = queries.in_hand(person).values_list("number", "handle")
    numbers, handles = {number for number, _ in held}, {handle for _, handle in held}
    return Sought(numbers=sought.numbers & numbers, handles=sought.handles & handles)


def _flagged(seen: list, *, at) -> list[dict]:
    flags = [row for row in seen if isinstance(row, Marker)]
    orders = [row for row in seen if not isinstance(row, Marker)]
    lines = [
        _line(
            row.entered_at,
            "MARKER",
            f"Marker {row.reference}: {row.text}",
            markers.marker_words(row),
        )
        for row in flags
    ]
    for row in (row for row in flags if not row.is_live):
        words = f"Marker {row.reference} withdrawn: {row.withdrawn_why}"
        told = f"victim informed: {row.get_victim_informed_display()}. {row.informed_how}"
        lines.append(_line(row.withdrawn_at, "MARKER", words, told))
    for row in orders:
        words = f"{row.get_kind_display()} {row.reference}: {row.text}"
        lines.append(_line(row.entered_at, "ORDER", words, markers.order_words(row, at)))
    return lines


def _contact(contact: Contact) -> dict:
    outcome = contact.get_outcome_display() if contact.outcome else "no outcome yet"
    said = f"{outcome}. {contact.outcome_note}".strip()
    words = f"{contact.get_channel_display()} {contact.reference}"
    return _line(contact.received_at, "CONTACT", words, said)


def _incident(incident, why: str) -> dict:
    summary = "" if incident.restricted else incident.summary
    words = f"CAD {incident.reference}: {incident.opening_code.label}. {summary}".strip()
    state = f"{incident.get_status_display()}; {why}"
    return _line(incident.opened_at, "INCIDENT", words, state) | {"slug": incident.slug}


def _line(at, kind: str, words: str, more: str) -> dict:
    return {"at": at, "local": localtimes.shown(at), "kind": kind, "words": words, "more": more}
