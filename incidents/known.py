"""What is already known of people and a place, gathered before the grade (F1, F2)."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet

from contactcentre.contacts.enums import Ending, Flag, Outcome
from contactcentre.contacts.models import Contact
from incidents import grading, localtimes, markers, seeking
from incidents.enums import DOMESTIC, Informed, Sign, WarningKind
from incidents.models import AnsweredSet, Incident, IncidentContact, Party
from incidents.risk import sets, words
from incidents.risk.facts import Facts
from incidents.seeking import Sought

RECENT_DAYS = 7
TONIGHT = timedelta(hours=12)
DAY = timedelta(hours=24)
YEAR = timedelta(days=365)
SHOWN = 20
# Whoever rings off in the queue and rings again has spoken to us once.
SPOKEN = Q(answered_at__isnull=False) & ~Q(outcome=Outcome.HOAX)
CUT_OFF = {Ending.ABANDONED, Ending.DROPPED}
# What crews are warned of is known, too, until the warning is withdrawn or its order has expired.
ALSO_SIGNS = {Sign.WEAPON, Sign.CHILD, Sign.ORDER}
# Of each way to find incidents, before those are left out that somebody may not see.
LOOKED_AT = 100
# Of one number: whoever rings every day is known by the newest, and counted up to a thousand.
NEWEST, COUNTED = 500, 1000
# PostgreSQL would walk the table backwards for the newest of what it takes for frequent: ordered
# by a sum, it has to use the index of what is looked for.
NEWEST_FOUND = -F("pk")


def recent_since(at):
    """
    Return since when a contact is one of the last seven days: from midnight, as people count them.

    She asked for help on a Thursday afternoon, and rang on the next Thursday at six minutes to
    midnight: seven times 24 hours would have missed it by ten hours.
    """
    return localtimes.days_before(at, RECENT_DAYS)


def contacts_before(sought: Sought, *, but: list[int], at) -> QuerySet[Contact]:
    """Return the newest earlier contacts of each number and handle; none when withheld."""
    earlier = Contact.objects.filter(pk__in=_newest(sought, before=at)).exclude(pk__in=but)
    return earlier.order_by("-received_at", "-pk")


def _newest(sought: Sought, *, before=None) -> QuerySet:
    """Return the ids of the newest contacts of each number and handle, each by its own index."""
    same = [{"number": number} for number in sorted(sought.numbers)]
    same += [{"handle": handle} for handle in sorted(sought.handles)]
    until = {} if before is None else {"received_at__lte": before}
    ways = [
        Contact.objects.filter(**one, **until).order_by("-received_at").values("pk")[:NEWEST]
        for one in same
    ]
    return _together(ways, Contact)


def _together(ways: list[QuerySet], model) -> QuerySet:
    """Return what any of some ways finds; without a way, nothing."""
    if not ways:
        return model.objects.none().values("pk")
    first, *others = ways
    return first.union(*others) if others else first


def repeats(sought: Sought, narrowed, *, but: list[int], at) -> dict[str, int]:
    """
    Return how many contacts of a number or a handle came in 24 hours, 7 days and 12 months (F2).

    `narrowed` leaves out what somebody may not see. Counted are the newest thousand at most.
    """
    begins = {"day": at - DAY, "week": recent_since(at), "year": at - YEAR}
    same = Q(number__in=sought.numbers) | Q(handle__in=sought.handles)
    year = Contact.objects.filter(same, received_at__gt=at - YEAR, received_at__lte=at)
    counted = narrowed(year.exclude(pk__in=but)).order_by("-received_at")[:COUNTED]
    return counted.aggregate(
        **{name: Count("pk", filter=Q(received_at__gt=since)) for name, since in begins.items()}
    )


def incidents_about(sought: Sought, *, but: int | None = None) -> QuerySet[Incident]:
    """Return the incidents with somebody of these in them, or near the place, newest first."""
    found = Incident.objects.filter(pk__in=_found(sought)).exclude(pk=but)
    shown = found.select_related("opening_code").prefetch_related(
        "contact_links__contact", "parties"
    )
    return shown.order_by("-pk")


def _found(sought: Sought) -> QuerySet:
    """Return the newest ids by each way to find one; each way has its index and is bounded."""
    own = [{"number": number} for number in sorted(sought.numbers)]
    own += [{"vehicle": vehicle} for vehicle in sorted(sought.vehicles)]
    ways = [Party.objects.filter(**one).order_by("-pk").values("incident_id") for one in own]
    if sought.numbers or sought.handles:
        calls = IncidentContact.objects.filter(contact__in=_newest(sought))
        ways.append(calls.order_by(NEWEST_FOUND).values("incident_id"))
    if sought.people:
        said = Party.objects.filter(pk__in=sought.people)
        ways.append(said.order_by("-pk").values("incident_id"))
    if sought.names:
        named = Party.objects.filter(seeking.named(sought))
        ways.append(named.order_by(NEWEST_FOUND).values("incident_id"))
    for address in sorted(sought.addresses):
        ways.append(Incident.objects.filter(place_words=address).order_by("-pk").values("pk"))
    if sought.spots:
        ways.append(
            Incident.objects.filter(seeking.near(sought)).order_by(NEWEST_FOUND).values("pk")
        )
    return _together([way[:LOOKED_AT] for way in ways], Incident)


def facts(incident: Incident, answers: dict, signs=(), *, at) -> Facts:
    """Return what the rules of risk may look at for an incident, at a moment."""
    own = [link.contact for link in _links(incident)]
    sought = seeking.of_callers_and_place(own, incident)
    earlier = _earlier(sought, but=own, at=at)
    asked = answered_sets(incident, at=at)
    warned = set(incident.warnings.live(at).values_list("kind", flat=True))
    flags = {flag for contact in own for flag in contact.flags}
    kept = _flags(sought, list(incident.parties.all()), at=at)
    kept["live_marker"] |= WarningKind.MARKER in warned
    return Facts(
        answers=answers,
        signs=frozenset(signs) | (warned & ALSO_SIGNS) | {s for one in asked for s in one.signs},
        opening_code=incident.opening_code.code,
        is_domestic=incident.is_domestic,
        is_vulnerable=incident.vulnerable,
        names_a_weapon=words.names_a_weapon(f"{incident.summary} {incident.first_words}"),
        is_silent=Flag.SILENT in flags,
        was_cut_off=_is_cut_off(own),
        risk_level=sets.highest([one.level for one in asked]),
        is_referred=any(one.referral for one in asked),
        carried_grade=_carried(own),
        contacts_in_7_days=earlier["week"],
        domestic_in_12_months=_earlier_domestic(incident, sought, at=at).count(),
        calls_tonight=earlier["tonight"],
        contacts_tonight=earlier["spoken"] + _tonight(own, at),
        **kept,
    )


def _carried(contacts: list[Contact]) -> str:
    """Return the most urgent grade with which others gave contacts over to us, or ""."""
    given = [contact.incoming.grade for contact in contacts if hasattr(contact, "incoming")]
    return grading.most_urgent(filter(None, given)) if any(given) else ""


def _is_cut_off(contacts: list[Contact]) -> bool:
    """Test whether one of these, oldest first, was lost and its number not spoken with since."""
    lost = set()
    for contact in contacts:
        caller = contact.number or contact.handle or contact.pk
        if contact.ending in CUT_OFF:
            lost.add(caller)
        elif contact.answered_at:
            lost.discard(caller)
    return bool(lost)


def _tonight(contacts: list[Contact], at) -> int:
    return sum(contact.received_at >= at - TONIGHT for contact in contacts)


def _links(incident: Incident) -> QuerySet[IncidentContact]:
    links = incident.contact_links.select_related("contact", "contact__incoming")
    return links.order_by("contact__received_at", "contact_id")


def _earlier(sought: Sought, *, but: list[Contact], at) -> dict[str, int]:
    """Return how many other contacts they made: in a week, tonight, and answered tonight."""
    same = Q(number__in=sought.numbers) | Q(handle__in=sought.handles)
    earlier = Contact.objects.filter(same, received_at__range=(recent_since(at), at))
    tonight = Q(received_at__gte=at - TONIGHT)
    others = earlier.exclude(pk__in=[contact.pk for contact in but])
    return others.aggregate(
        week=Count("pk"),
        tonight=Count("pk", filter=tonight),
        spoken=Count("pk", filter=tonight & SPOKEN),
    )


def answered_sets(incident: Incident, *, at) -> list[AnsweredSet]:
    """
    Return what was answered to question sets about an incident and counts: the newest to each, and
    all of twelve hours, for whoever answers lower now may do so with him beside her.
    """
    by_code = incident.answered_sets.order_by("question_set__code", "-pk")
    newest = by_code.distinct("question_set__code").values("pk")
    counting = Q(pk__in=newest) | Q(at__gte=at - TONIGHT)
    return list(incident.answered_sets.filter(counting))


def domestic_events(incident: Incident, *, at) -> int:
    """Return how many domestic incidents of twelve months are known, a domestic one among them."""
    sought = seeking.of_callers_and_place([link.contact for link in _links(incident)], incident)
    return _earlier_domestic(incident, sought, at=at).count() + incident.is_domestic


def contacts_tonight(incident: Incident, *, at) -> int:
    """Return how many contacts of twelve hours are of an incident, or of whoever made those."""
    own = [link.contact for link in _links(incident)]
    earlier = _earlier(seeking.of_callers_and_place(own, incident), but=own, at=at)
    return earlier["spoken"] + _tonight(own, at)


def domestic_tonight(contact: Contact, *, at) -> Incident | None:
    """Return the newest domestic incident of twelve hours about which the same caller was heard."""
    number = Q(number=contact.number) & ~Q(number="")
    handle = Q(handle=contact.handle) & ~Q(handle="")
    about = Contact.objects.filter(number | handle, received_at__range=(at - TONIGHT, at))
    found = Incident.objects.filter(contact_links__contact__in=about)
    return found.filter(suspect_identity__in=DOMESTIC).order_by(NEWEST_FOUND).first()


def _flags(callers: Sought, parties: list[Party], *, at) -> dict[str, bool]:
    """Return which markers and orders there are, whoever may read them; two statements."""
    sought = seeking.with_parties(callers, parties)
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


def _earlier_domestic(incident: Incident, sought: Sought, *, at) -> QuerySet[Incident]:
    sought = replace(sought, spots=())
    recent = Incident.objects.filter(opened_at__gte=at - YEAR, suspect_identity__in=DOMESTIC)
    return recent.filter(pk__in=_found(sought)).exclude(pk=incident.pk)
