"""What the pages read that no app below answers as it stands."""

from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from contactcentre.contacts.channels.reading import SOURCE as TELEPHONY
from contactcentre.contacts.models import Contact
from contactcentre.core import scope
from contactcentre.core.models import Borough, Desk, Duty, Person
from contactcentre.core.permissions import Role
from dispatch import access as dispatch_access
from dispatch.models import Unit
from incidents import access as incident_access
from incidents import addresses, cad
from incidents import queries as incident_queries
from incidents.enums import Reader
from incidents.models import Incident

FOUND = 10

ROLE_WORDS = {
    Role.CALL_HANDLER: _("Call handler"),
    Role.DISPATCHER: _("Dispatcher"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.DUTY_OFFICER: _("Duty officer"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.REVIEWER: _("Reviewer"),
    Role.CREW: _("Crew"),
}


@dataclass(frozen=True)
class DemoSeat:
    """A role of the demonstration and the people a visitor may be in it."""

    role: str
    words: str
    host: str
    people: list[Person]


def demo_seats() -> list[DemoSeat]:
    """Return, role by role, the synthetic people of the demonstration."""
    people = _may_sign_in().order_by("username").prefetch_related("command_units")
    seats = []
    for role, words in ROLE_WORDS.items():
        fitting = [each for each in people if role in each.roles]
        if fitting:
            host = role.lower().replace("_", "-")
            seats.append(DemoSeat(role, words, host, fitting))
    return seats


def demo_person(username: str) -> Person | None:
    """Return one of the people the demonstration offers, or None."""
    return _may_sign_in().filter(username=username).first()


def boroughs_of(person) -> list[str]:
    """Return the names of the boroughs a person works for; with the whole force, of every one."""
    codes = scope.codes(person)
    boroughs = Borough.objects.all()
    own = boroughs if codes is None else boroughs.filter(command_unit__in=codes)
    return list(own.values_list("name", flat=True))


def contacts_rung(call_ids: list[str]) -> list[Contact]:
    """Return the contacts that calls of the demonstration became, newest first."""
    rung = Contact.objects.filter(source=TELEPHONY, source_id__in=call_ids)
    return list(rung.order_by("-pk"))


def incident_written(text: str, person) -> Incident | None:
    """Return the incident a person means by 1234, 1234/21NOV24 or 1234-21NOV24, or None."""
    if _is_number(text):
        return incident_queries.by_short_number(int(text[:7]), person)
    number, day = cad.parse(text) or (None, None)
    return incident_access.visible_to(person).filter(cad_number=number, cad_day=day).first()


def unit_called(callsign: str, person) -> Unit | None:
    """Return the unit of this callsign, if the person may see it, or None."""
    return dispatch_access.visible_to(person).filter(callsign=callsign).first()


def incidents_like(text: str, person) -> QuerySet[Incident]:
    """Return at most ten incidents whose number, place or summary matches, newest first."""
    seen = incident_access.visible_to(person)
    if _is_number(text):
        return seen.filter(cad_number=int(text[:6])).order_by("-pk")[:FOUND]
    if parsed := cad.parse(text):
        return seen.filter(cad_number=parsed[0], cad_day=parsed[1])
    words = addresses.words(text)
    same = Q(summary__icontains=text)
    same |= Q(place_words__contains=words) if words else Q()
    return seen.unclosed().filter(same).order_by("-pk")[:FOUND]


def other_desk(person) -> Reader:
    """Return the desk that a person's messages are for: whoever takes calls writes to dispatch."""
    duty = Duty.objects.present().filter(person=person).first()
    takes_calls = duty.desk == Desk.CALLS if duty else Role.CALL_HANDLER in person.roles
    return Reader.DISPATCH if takes_calls else Reader.CALLS


def units_like(text: str, person) -> QuerySet[Unit]:
    """Return at most ten units whose callsign begins like this."""
    return dispatch_access.visible_to(person).filter(callsign__istartswith=text.strip())[:FOUND]


def _may_sign_in() -> QuerySet[Person]:
    """Return the people of the floor; those whom only a simulator plays have no password."""
    people = Person.objects.filter(is_active=True, is_service=False, roles__len__gt=0)
    return people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
