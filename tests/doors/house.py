"""The house that is walked: one person of every role in one area, and things inside and outside."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.test import Client

from contactcentre.contacts import queries
from contactcentre.contacts.actions import intake, payloads, ring_backs
from contactcentre.core import clock
from contactcentre.core.middleware.lock import LOCKED
from contactcentre.core.models import Borough, Person, Session
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert
from dispatch.actions import units
from dispatch.models import Unit
from incidents.actions import (
    flagged,
    identities,
    links,
    markers,
    messages,
    obligations,
    transfers,
    warnings,
)
from incidents.actions.subjects import Subject
from incidents.models import Incident, Place
from incidents.places import Where
from tests.agencies import agency
from tests.doors.rows import EVERYBODY, ROLES
from tests.world import World

STATES = ("signed in", "expired", "locked", "must change")


@dataclass
class House:
    """Session keys by role and state, and rows to put into addresses and bodies."""

    world: World
    sessions: dict[tuple[str, str], str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    contacts: dict[str, int] = field(default_factory=dict)
    diverts: dict[str, int] = field(default_factory=dict)
    messages: dict[str, int] = field(default_factory=dict)
    obligations: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    identities: dict[str, int] = field(default_factory=dict)
    transfers: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    markers: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    ring_backs: dict[str, int] = field(default_factory=dict)
    payload_id: int = 0
    check_id: int = 0

    def unit(self, kind: str) -> Unit:
        """Return one of the units."""
        return Unit.objects.get(callsign=self.units[kind])

    def row_of(self, model: str) -> Model | None:
        """Return the newest row of a model, given as app/model."""
        return apps.get_model(model.replace("/", "."))._default_manager.order_by("-pk").first()


def build() -> House:
    """Return a furnished house."""
    house = House(World(at=clock.now()))
    for letter, role in ROLES.items():
        for state in STATES:
            _sign_in(house, letter, [role], state)
    _sign_in(house, EVERYBODY, [role for role in Role if role != Role.GATEWAY], "signed in")
    _furnish(house)
    return house


def _sign_in(house: House, letter: str, roles: list[Role], state: str) -> None:
    person = house.world.person(f"{letter} {state}", *roles, area=house.world.area)
    person.must_change_password = state == "must change"
    person.is_service = roles == [Role.GATEWAY]
    person.save()
    client = Client()
    client.force_login(person)
    session = client.session
    if state == "locked":
        session[LOCKED] = True
        session.save()
    if state == "expired":
        past = clock.read().real - timedelta(minutes=1)
        Session.objects.filter(pk=session.session_key).update(expire_date=past)
    # Seen from where the walk comes: else each of its thousands of requests writes it down anew.
    Session.objects.filter(pk=session.session_key).update(address="127.0.0.1")
    house.sessions[letter, state] = client.cookies[settings.SESSION_COOKIE_NAME].value
    if state == "signed in":
        house.people[letter] = person


def _furnish(house: House) -> None:
    world = house.world
    elsewhere = Where(text="Upper Street", place_id=_place_elsewhere(world).pk)
    house.incidents = {
        "own": world.graded("S"),
        "other": world.graded("E", location=elsewhere),
        "restricted": world.graded("S", restricted=True),
        "their unit's": world.graded("E"),
    }
    house.units = {"own": "PC12", "colleague": "PC13", "other": "CN14", "free": "PC15"}
    for callsign in ("PC12", "PC13", "PC15"):
        world.unit(callsign)
    units.create(callsign="CN14", command_unit="CN", by=world.admin, at=world.at)
    busy = house.unit("own")
    crew = [house.people["C"].username]
    units.crew(unit_id=busy.pk, people=crew, by=world.dispatcher, at=world.at)
    world.assign(busy, house.incidents["their unit's"])
    house.alerts = {
        "a handler's": _alert(world, "AS", Role.CALL_HANDLER),
        "a dispatcher's": _alert(world, "AS", Role.DISPATCHER),
        "everybody's": _alert(world, None, Role.CALL_HANDLER),
        "other": _alert(world, "CN", Role.DISPATCHER),
    }
    house.contacts = {
        "anybody's": world.ring().pk,
        "the machine's own": _brought(house),
        "a restricted": house.incidents["restricted"].contact_links.get().contact_id,
    }
    house.diverts = {
        "own": _diverted(house, "DV1"),
        "other": _diverted(house, "DV2", location=elsewhere),
        "restricted": _diverted(house, "DV3", restricted=True),
    }
    house.messages = _messages(house)
    _add_to_incidents(house)
    _know(house, {"own": Where(place_id=world.place.pk), "other": elsewhere})
    about = {"body": b"?", "reason": "not JSON", "by": world.system, "at": world.at}
    house.payload_id = payloads.keep(source="telephony", **about).pk


def _add_to_incidents(house: House) -> None:
    agency(house.world, "FIRE", name="Fire control"), agency(house.world)
    for kind in ("own", "other", "restricted"):
        house.transfers[kind] = _given_over(house, kind)
        house.obligations[kind] = _promised(house, kind)
        house.warnings[kind] = _warned(house, kind)
        house.links[kind] = _linked(house, kind)
        house.identities[kind] = _said(house, kind)
        house.ring_backs[kind] = _to_ring(house, kind)


def _to_ring(house: House, kind: str) -> int:
    """Ask for the caller of an incident to be rung back; return the ring-back's id."""
    world, incident = house.world, house.incidents[kind]
    incident.refresh_from_db()
    about = {"subject": "incident", "row": incident, "news": "DELAYED", "number": "+447700900123"}
    because = "RESTRICTED" if incident.restricted else "DOMESTIC"
    return ring_backs.ask(**about, because=because, by=world.system, at=world.at).pk


def _diverted(house: House, callsign: str, **left) -> int:
    """Divert a unit from an incident of its own; return the divert's id."""
    world = house.world
    unit, first = world.unit(callsign), world.graded("S", **left)
    world.assign(unit, first, by=world.supervisor)
    world.divert(unit, to=world.graded("I"), by=world.supervisor)
    return first.diverts_from.get().pk


def _messages(house: House) -> dict[str, int]:
    return {
        "to dispatch": _sent(house, "own", "DISPATCH"),
        "to call handling": _sent(house, "own", "CALLS"),
        "other": _sent(house, "other", "DISPATCH"),
        "restricted": _sent(house, "restricted", "DISPATCH"),
    }


def _promised(house: House, kind: str) -> int:
    incident_id, world = house.incidents[kind].pk, house.world
    about = {"what": "Officers will return", "due_at": world.at + timedelta(days=1)}
    who = {"desk": "DISPATCH", "by": world.officer, "at": world.at}
    return obligations.make(incident_id=incident_id, **about, **who).pk


def _warned(house: House, kind: str) -> int:
    incident_id, world = house.incidents[kind].pk, house.world
    about = {"kind": "WEAPON", "text": "He has a knife"}
    return warnings.give(incident_id=incident_id, **about, by=world.officer, at=world.at).pk


def _given_over(house: House, kind: str) -> int:
    about = {"agency": "FIRE", "reason": "The bins are on fire"}
    who = {"by": house.world.officer, "at": house.world.at}
    return transfers.give_over(incident_id=house.incidents[kind].pk, **about, **who).pk


def _linked(house: House, kind: str) -> int:
    """Link one of the incidents with one of our area; return the link's id."""
    ends = {"incident_id": house.incidents[kind].pk, "kind": "SAME_SUSPECT"}
    ends["to_incident_id"] = house.incidents["their unit's"].pk
    return links.link(**ends, by=house.world.officer, at=house.world.at).pk


def _said(house: House, kind: str) -> int:
    """Say that somebody in one of the incidents uses a number; return the id of that."""
    party = house.incidents[kind].parties.create(role="VICTIM", name="Anna Kovács")
    ends = {"one": f"PERSON:{party.pk}", "other": "NUMBER:07700 900123"}
    who = {"by": house.world.officer, "at": house.world.at}
    return identities.confirm(**ends, why="She rang", **who).pk


def _know(house: House, places: dict[str, Where]) -> None:
    """Enter a marker and an order about each place."""
    who = {"by": house.world.officer, "at": house.world.at}
    for kind, where in places.items():
        about = {"subject": Subject(location=where), "text": "Treat every call as urgent"}
        house.markers[kind] = markers.enter(**about, **who).pk
        house.orders[kind] = markers.enter_order(kind="OTHER", **about, **who).pk
    house.check_id = flagged.check(contact_id=house.contacts["anybody's"], **who).pk
    flagged.ask(check_id=house.check_id, **who)


def _sent(house: House, kind: str, to: str) -> int:
    """Return a message about one of the incidents, from somebody who is not at the doors."""
    about = {"incident_id": house.incidents[kind].pk, "to": to, "text": "Which entrance?"}
    return messages.send(**about, by=house.world.officer, at=house.world.at).pk


def _place_elsewhere(world: World) -> Place:
    borough = Borough.objects.create(
        code="E09000019", name="Islington", command_unit=world.elsewhere
    )
    return Place.objects.create(
        name="Upper Street",
        words="upper street",
        kind="street",
        borough=borough,
        lat=51.54,
        lon=-0.1,
    )


def _brought(house: House) -> int:
    """Return a contact that the gateway has brought."""
    gateway, at = house.people["G"], house.world.at
    contact = intake.receive(
        source=queries.source_of(gateway),
        source_id="1",
        channel="101",
        received_at=at,
        by=gateway,
        at=at,
    )
    return contact.pk


def _alert(world: World, area: str | None, audience: Role) -> Alert:
    """Return an alert to somebody about nothing in particular, in an area or the whole force's."""
    about = world.ring()
    return Alert.objects.create(
        code="TEST",
        subject="contact",
        subject_id=about.pk,
        text="a test",
        audience=audience,
        area_id=area,
        first_raised_at=world.at,
        raised_at=world.at,
    )
