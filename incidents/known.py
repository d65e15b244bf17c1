"""What is already known of a number and a place, gathered before the grade (F1)."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from contactcentre.contacts.models import Contact
from incidents import markers, places, seeking
from incidents.enums import DOMESTIC, Informed
from incidents.models import Incident
from incidents.risk.facts import Facts

NEAR_METRES = 100
RECENT = timedelta(days=7)
TONIGHT = timedelta(hours=12)
YEAR = timedelta(days=365)
SHOWN = 20


def contacts_before(number: str, *, but: list[int], at) -> QuerySet[Contact]:
    """Return the earlier contacts from a number, newest first; none when it was withheld."""
    if not number:
        return Contact.objects.none()
    earlier = Contact.objects.filter(number=number, received_at__lte=at).exclude(pk__in=but)
    return earlier.order_by("-received_at", "-pk")


def incidents_about(
    *, number: str = "", lat=None, lon=None, but: int | None = None
) -> QuerySet[Incident]:
    """Return the incidents with the same number, or within 100 metres."""
    same = Q(pk__in=[])
    if number:
        same |= Q(contact_links__contact__number=number) | Q(parties__number=number)
    if lat is not None and lon is not None:
        same |= Q(**places.around("", lat, lon, NEAR_METRES))
    found = Incident.objects.filter(same).exclude(pk=but).distinct()
    shown = found.select_related("opening_code").prefetch_related(
        "contact_links__contact", "parties"
    )
    return shown.order_by("-pk")


def why_known(incident: Incident, *, numbers: set[int]) -> str:
    """Return in words why an incident is shown beside a contact."""
    if incident.pk in numbers:
        return "same number"
    return f"within {NEAR_METRES} m"


def facts(incident: Incident, answers: dict, *, at) -> Facts:
    """Return what the rules of risk may look at for an incident, at a moment."""
    own = list(incident.contact_links.values_list("contact_id", "contact__number"))
    numbers = {number for _contact, number in own if number}
    earlier = Contact.objects.filter(number__in=numbers, received_at__lte=at)
    earlier = earlier.exclude(pk__in=[contact for contact, _number in own])
    domestic = _earlier_domestic(incident, numbers, at=at)
    return Facts(
        answers=answers,
        is_domestic=incident.is_domestic,
        is_vulnerable=incident.vulnerable,
        contacts_in_7_days=earlier.filter(received_at__gte=at - RECENT).count(),
        domestic_in_12_months=domestic.count(),
        calls_tonight=earlier.filter(received_at__gte=at - TONIGHT).count(),
        **_flags(incident, numbers, at=at),
    )


def _flags(incident: Incident, numbers: set[str], *, at) -> dict[str, bool]:
    """Return which markers and orders there are, whoever may read them; two statements."""
    in_it = {party.number for party in incident.parties.all()}
    sought = seeking.of_number_and_place(numbers | in_it, incident)
    found = list(markers.markers_about(sought, at=at)[: markers.SHOWN])
    own = [each for each in found if seeking.is_about_them(each, sought)]
    withdrawn = [each for each in own if not each.is_live]
    orders = markers.orders_about(sought, at=at)[: markers.SHOWN]
    theirs = [each for each in orders if seeking.is_about_them(each, sought)]
    return {
        "live_marker": any(each.is_live for each in own),
        "withdrawn_marker": bool(withdrawn),
        "withdrawn_marker_uninformed": any(
            each.victim_informed != Informed.YES for each in withdrawn
        ),
        "marker_near": any(each.is_live and each not in own for each in found),
        "order_in_force": any(each.is_in_force(at) for each in theirs),
        "order_expired": any(each.is_expired(at) for each in theirs),
    }


def _earlier_domestic(incident: Incident, numbers: set[str], *, at) -> QuerySet[Incident]:
    same = Q(contact_links__contact__number__in=numbers) | Q(parties__number__in=numbers)
    if incident.place_words:
        same |= Q(place_words=incident.place_words)
    recent = Incident.objects.filter(opened_at__gte=at - YEAR, suspect_identity__in=DOMESTIC)
    return recent.filter(same).exclude(pk=incident.pk).distinct()
