"""Incidents that a call is probably about already, while it is being typed (F4)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Q, QuerySet, When

from contactcentre.contacts.models import Contact
from incidents import access, addresses, likeness, places
from incidents.models import Incident, IncidentContact

SHOWN = 5
# However many incidents a night has: those nearest in place or number first, then the newest.
LOOKED_THROUGH = 200


@dataclass(frozen=True)
class Typed:
    """What a handler has typed of a call so far."""

    words: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None


def of(contact: Contact, typed: Typed, *, person, at) -> list[dict]:
    """
    Return at most five recent incidents that this person may see and a call is probably about.

    One statement, over twelve hours at most; what they may not see is not told of.
    """
    told = _told(contact, typed, at)
    found = []
    for incident in _candidates(contact, told, person, at):
        alike = likeness.between(told, _known(incident), is_same_number=incident.is_same_number)
        if alike.is_probable:
            found.append((alike.score, incident.pk, _row(incident, alike)))
    found.sort(key=lambda one: one[:2], reverse=True)
    return [row for _score, _pk, row in found[:SHOWN]]


def _told(contact: Contact, typed: Typed, at) -> likeness.Told:
    """Return what was typed; with no place picked it is at the caller, as it will be opened."""
    where = places.at_caller(places.Where(typed.place, lat=typed.lat, lon=typed.lon), contact)
    return likeness.Told(at, typed.words, addresses.words(typed.place), where.lat, where.lon)


def _known(incident: Incident) -> likeness.Told:
    words = f"{incident.summary} {incident.first_words}"
    position = incident.lat, incident.lon
    return likeness.Told(incident.opened_at, words, incident.place_words, *position)


def _candidates(contact: Contact, told: likeness.Told, person, at) -> QuerySet[Incident]:
    recent = Incident.objects.filter(opened_at__range=(at - likeness.RECENT, at))
    seen = access.narrowed(recent, person).exclude(contact_links__contact=contact)
    same_number = _same_number(contact, at)
    here = same_number
    if told.place_words:
        here |= Q(place_words__startswith=told.place_words)
    if told.lat is not None and told.lon is not None:
        here |= Q(**places.around("", told.lat, told.lon, likeness.AROUND_M))
    marked = seen.annotate(
        is_same_number=Case(When(same_number, then=True), default=False),
        is_near=Case(When(here, then=0), default=1),
    )
    return marked.select_related("opening_code").order_by("is_near", "-pk")[:LOOKED_THROUGH]


def _same_number(contact: Contact, at) -> Q:
    """Return which incidents somebody rang about from this number today or yesterday."""
    if not contact.number:
        return Q(pk__in=[])
    since = at - timedelta(days=1)
    rung = {"contact__number": contact.number, "contact__received_at__gte": since}
    return Q(pk__in=IncidentContact.objects.filter(**rung).values("incident"))


def _row(incident: Incident, alike: likeness.Likeness) -> dict:
    return {
        "reference": incident.reference,
        "slug": incident.slug,
        "grade": incident.grade or None,
        "status": incident.status,
        "status_label": incident.get_status_display(),
        "opening_code": incident.opening_code.label,
        "place": incident.place_shown,
        "summary": "" if incident.restricted else incident.summary[:160],
        "opened_at": incident.opened_at.isoformat(),
        "tags": incident.tags,
        "reasons": _shown(incident, alike),
    }


def _shown(incident: Incident, alike: likeness.Likeness) -> list[str]:
    """A restricted incident's own words are read on its page, where the reading is kept."""
    said = alike.reasons
    return [one for one in said if not (incident.restricted and one.startswith("both say"))]
