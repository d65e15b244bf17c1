"""What is already known of a number and a place, gathered before the grade (F1)."""

from datetime import timedelta

from django.db.models import Count, Q, QuerySet

from contactcentre.contacts.enums import Ending, Flag, Outcome
from contactcentre.contacts.models import Contact
from incidents import places
from incidents.enums import DOMESTIC, Sign, WarningKind
from incidents.models import AnsweredSet, Incident, IncidentContact
from incidents.risk import sets, words
from incidents.risk.facts import Facts

NEAR_METRES = 100
RECENT = timedelta(days=7)
TONIGHT = timedelta(hours=12)
YEAR = timedelta(days=365)
SHOWN = 20
# Whoever rings off in the queue and rings again has spoken to us once.
SPOKEN = Q(answered_at__isnull=False) & ~Q(outcome=Outcome.HOAX)
CUT_OFF = {Ending.ABANDONED, Ending.DROPPED}
# What crews are warned of is known, too, until the warning is withdrawn or its order has expired.
ALSO_SIGNS = {Sign.WEAPON, Sign.CHILD, Sign.ORDER}


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


def facts(incident: Incident, answers: dict, signs=(), *, at) -> Facts:
    """Return what the rules of risk may look at for an incident, at a moment."""
    own = [link.contact for link in _links(incident)]
    numbers = {contact.number for contact in own if contact.number}
    earlier = _earlier(numbers, but=own, at=at)
    asked = answered_sets(incident)
    warned = set(incident.warnings.live(at).values_list("kind", flat=True))
    flags = {flag for contact in own for flag in contact.flags}
    return Facts(
        answers=answers,
        signs=frozenset(signs) | (warned & ALSO_SIGNS) | {s for one in asked for s in one.signs},
        opening_code=incident.opening_code.code,
        is_domestic=incident.is_domestic,
        is_vulnerable=incident.vulnerable,
        names_a_weapon=words.names_a_weapon(f"{incident.summary} {incident.first_words}"),
        is_silent=Flag.SILENT in flags,
        was_cut_off=bool(own) and own[-1].ending in CUT_OFF,
        live_marker=Flag.MARKER in flags or WarningKind.MARKER in warned,
        risk_level=sets.highest([one.level for one in asked]),
        is_referred=any(one.referral for one in asked),
        contacts_in_7_days=earlier["week"],
        domestic_in_12_months=_earlier_domestic(incident, numbers, at=at).count(),
        calls_tonight=earlier["tonight"],
        contacts_tonight=earlier["spoken"] + _tonight(own, at),
    )


def _tonight(contacts: list[Contact], at) -> int:
    return sum(contact.received_at >= at - TONIGHT for contact in contacts)


def _links(incident: Incident) -> QuerySet[IncidentContact]:
    links = incident.contact_links.select_related("contact")
    return links.order_by("contact__received_at", "contact_id")


def _earlier(numbers: set[str], *, but: list[Contact], at) -> dict[str, int]:
    """Return how many other contacts came from these numbers: in a week, tonight, and answered."""
    earlier = Contact.objects.filter(number__in=numbers, received_at__range=(at - RECENT, at))
    tonight = Q(received_at__gte=at - TONIGHT)
    others = earlier.exclude(pk__in=[contact.pk for contact in but])
    return others.aggregate(
        week=Count("pk"),
        tonight=Count("pk", filter=tonight),
        spoken=Count("pk", filter=tonight & SPOKEN),
    )


def answered_sets(incident: Incident) -> list[AnsweredSet]:
    """Return the newest answers to each question set about an incident, by code."""
    newest = incident.answered_sets.select_related("question_set", "by")
    return list(newest.order_by("question_set__code", "-pk").distinct("question_set__code"))


def domestic_events(incident: Incident, *, at) -> int:
    """Return how many domestic incidents of twelve months are known, a domestic one among them."""
    numbers = {link.contact.number for link in _links(incident)} - {""}
    return _earlier_domestic(incident, numbers, at=at).count() + incident.is_domestic


def contacts_tonight(incident: Incident, *, at) -> int:
    """Return how many contacts of twelve hours are of an incident, or came from its numbers."""
    own = [link.contact for link in _links(incident)]
    numbers = {contact.number for contact in own if contact.number}
    return _earlier(numbers, but=own, at=at)["spoken"] + _tonight(own, at)


def domestic_tonight(number: str, *, at) -> Incident | None:
    """Return the newest domestic incident that this number rang about in the last twelve hours."""
    about = Contact.objects.filter(number=number, received_at__range=(at - TONIGHT, at))
    found = Incident.objects.filter(contact_links__contact__in=about.exclude(number=""))
    return found.filter(suspect_identity__in=DOMESTIC).order_by("-pk").first()


def _earlier_domestic(incident: Incident, numbers: set[str], *, at) -> QuerySet[Incident]:
    same = Q(contact_links__contact__number__in=numbers) | Q(parties__number__in=numbers)
    if incident.place_words:
        same |= Q(place_words=incident.place_words)
    recent = Incident.objects.filter(opened_at__gte=at - YEAR, suspect_identity__in=DOMESTIC)
    return recent.filter(same).exclude(pk=incident.pk).distinct()
