"""Markers and orders as questions, and in the words in which they are read out (F7, J8)."""

from datetime import timedelta

from django.db.models import Case, F, Q, QuerySet, When

from contactcentre.core import scope
from contactcentre.core.errors import NotFound
from incidents import localtimes, seeking
from incidents.enums import Flagged, Informed
from incidents.models import CourtOrder, Marker, MarkerCheck
from incidents.seeking import Sought

# How long a tombstone, or an order that has expired, is shown beside a call (DESIGN §15).
REMEMBERED = timedelta(days=730)
SHOWN = 20
LONGEST = 100
HELP = "This call is taken as what it is, now. I can ask for a marker."
TOLD = {
    Informed.YES: "our record says that you were told",
    Informed.NO: "our record says that you were not told; I am sorry",
    Informed.ATTEMPTED: "our record says that we could not reach you; I am sorry",
}


def visible_to(model, person) -> QuerySet:
    """Return the markers, or the orders, of this person's area and those of no place."""
    return model.objects.filter(_within_reach(person)).order_by("-pk")


def one(model, pk: int, person):
    """
    Return one marker or order that this person may see.

    :raises NotFound: when there is none for them
    """
    people = [field.name for field in model._meta.fields if field.name.endswith("_by")]
    found = visible_to(model, person).select_related(*people).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such marker or order in your area.")
    return found


def every_marker(sought: Sought) -> QuerySet[Marker]:
    """Return the newest markers about any of it, however long ago they were withdrawn."""
    return Marker.objects.filter(seeking.about(sought)).order_by("-pk")[:LONGEST]


def every_order(sought: Sought) -> QuerySet[CourtOrder]:
    """Return the newest orders about any of it, however long ago they expired."""
    return CourtOrder.objects.filter(seeking.about(sought)).order_by("-pk")[:LONGEST]


def visible(rows, person, sought: Sought) -> list:
    """Return those of some markers or orders that somebody may read beside these people."""
    return [row for row in rows if can_see(row, person, sought)]


def markers_about(sought: Sought, *, at) -> QuerySet[Marker]:
    """Return the markers about any of it, the caller's own and live ones first, then tombstones."""
    since = localtimes.day(at) - REMEMBERED
    shown = Q(withdrawn_on=None) | Q(withdrawn_on__gte=since)
    found = Marker.objects.filter(seeking.about(sought)).filter(shown)
    return found.order_by(_own_first(sought), F("withdrawn_at").desc(nulls_first=True), "-pk")


def orders_about(sought: Sought, *, at) -> QuerySet[CourtOrder]:
    """Return the orders about any of it, the caller's own and those in force first."""
    shown = Q(expires_on=None) | Q(expires_on__gte=localtimes.day(at) - REMEMBERED)
    found = CourtOrder.objects.filter(seeking.about(sought)).filter(shown)
    last = F("expires_on").desc(nulls_first=True)
    ended = F("discharged_at").desc(nulls_first=True)
    return found.order_by(_own_first(sought), ended, last, "-pk")


def of_caller(number: str, handle: str) -> Marker | None:
    """Return the marker on a number or a handle that counts: a live one, else the newest."""
    newest = F("withdrawn_at").desc(nulls_first=True)
    return Marker.objects.filter(_on(number, handle)).order_by(newest, "-pk").first()


def live_on(number: str, handle: str) -> QuerySet[Marker]:
    """Return the live markers on a number or a handle."""
    return Marker.objects.filter(_on(number, handle), withdrawn_at=None)


def state_of(marker: Marker | None) -> str:
    """Return what is true of a number: a live marker, a withdrawn one, or none."""
    if marker is None:
        return Flagged.NONE
    return Flagged.LIVE if marker.is_live else Flagged.WITHDRAWN


def true_sentence(found: str, marker: Marker | None) -> str:
    """Return what to read out to somebody who believes that their number is flagged (J9)."""
    if found == Flagged.LIVE:
        return f"Yes: there is a marker on your number, since {_day(marker.live_from)}. It is live."
    if found == Flagged.NONE:
        return f"No: there is no marker on your number. {HELP}"
    told = TOLD[Informed(marker.victim_informed)]
    ended = _day(marker.withdrawn_on)
    return f"No: the marker on your number was withdrawn on {ended}, and {told}. {HELP}"


def asked_for() -> QuerySet[MarkerCheck]:
    """Return what markers callers have asked for and nobody has answered, the oldest first."""
    waiting = MarkerCheck.objects.filter(asked_at__isnull=False, answered_at=None)
    return waiting.select_related("contact", "asked_by").order_by("asked_at", "pk")


def can_see(row, person, sought: Sought) -> bool:
    """
    Test whether somebody may read a marker or an order beside a call they have.

    Calls belong to the whole force, and what is about their own number goes with them; what is
    about a place is of its area.
    """
    codes = scope.codes(person)
    is_near = codes is None or row.command_unit_id is None or row.command_unit_id in codes
    return is_near or seeking.is_own(row, sought)


def marker_words(marker: Marker) -> str:
    """Return how a marker stands, as it is read out."""
    if marker.is_live:
        late = f", to be reviewed by {_day(marker.review_on)}" if marker.review_on else ""
        return f"LIVE since {_day(marker.live_from)}{late}"
    told = Informed(marker.victim_informed).label.upper()
    return f"WITHDRAWN: was active until {_day(marker.withdrawn_on)}; victim informed: {told}"


def order_words(order: CourtOrder, at) -> str:
    """Return how an order stands, as it is read out."""
    if order.discharged_at is not None:
        return f"DISCHARGED on {_day(localtimes.day(order.discharged_at))}"
    if order.expires_on is None:
        return "in force; until when is not known"
    return (
        f"EXPIRED on {_day(order.expires_on)}"
        if order.is_expired(at)
        else (f"in force until {_day(order.expires_on)}")
    )


def subject_words(row) -> str:
    """Return whom or what a marker or an order is about."""
    parts = [row.person_name, row.number_raw or row.number, row.handle, row.vehicle, row.place]
    return " · ".join(part for part in parts if part)


def _own_first(sought: Sought) -> Case:
    """Let nothing of the neighbours crowd out what is about the caller."""
    return Case(When(seeking.about_them(sought), then=0), default=1)


def _on(number: str, handle: str) -> Q:
    return Q(number=number) & ~Q(number="") | Q(handle=handle) & ~Q(handle="")


def _within_reach(person) -> Q:
    codes = scope.codes(person)
    return Q() if codes is None else Q(command_unit__in=codes) | Q(command_unit=None)


def _day(day) -> str:
    return f"{day.day} {day:%b %Y}"
