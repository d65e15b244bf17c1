"""A control room for tests: people, places, units and a clock that moves when it is told to."""

import itertools
from datetime import UTC, datetime, timedelta

from django.db import connection

from contactcentre.contacts.actions import calls, intake, sending
from contactcentre.contacts.enums import Outcome
from contactcentre.contacts.models import Contact
from contactcentre.core import people
from contactcentre.core.actions import people as accounts
from contactcentre.core.models import Borough, CommandUnit, Desk, Duty, Person
from contactcentre.core.permissions import Permission, Role
from contactcentre.countdowns.actions import alerts, sweep
from contactcentre.countdowns.models import Alert, Clock
from dispatch.actions import assignments, diverts, units
from dispatch.models import Unit
from incidents.actions import duty, grading, incidents, notes, results
from incidents.actions.incidents import Opening
from incidents.models import Incident, Place
from incidents.places import Where
from tests.laying import Change

LATER = datetime(2100, 1, 1, tzinfo=UTC)
HOME = "12 Acre Lane, Lambeth"
CALM = {
    "threat": "NONE",
    "harm": "NONE",
    "risk": "LOW",
    "investigation": "NONE",
    "vulnerability": "NONE",
    "engagement": "REMOTE",
}
AT_THE_DOOR = {**CALM, "threat": "NOW", "harm": "MINOR", "risk": "CERTAIN", "engagement": "NOW"}
# What the set about collisions asks.
RTC = ("injured", "trapped", "blocked", "fire", "drink", "left", "child")
DESKS = {
    Role.CALL_HANDLER: Desk.CALLS,
    Role.DISPATCHER: Desk.DISPATCH,
    Role.SUPERVISOR: Desk.SUPERVISION,
    Role.DUTY_OFFICER: Desk.DUTY_OFFICE,
}


class World:
    """One of everybody on shift in one command unit, with a free unit when asked for."""

    def __init__(self, at: datetime):
        self.at = self.began_at = at
        self.count = itertools.count(1)
        # Rows of a first incident of a grade, in a world that is laid down (tests/kept.py).
        self.ready: dict[str, Change] = {}
        self.area = CommandUnit.objects.create(code="AS", name="Lambeth and Southwark")
        self.elsewhere = CommandUnit.objects.create(code="CN", name="Camden and Islington")
        self.borough = Borough.objects.create(
            code="E09000022", name="Lambeth", command_unit=self.area
        )
        self.place = Place.objects.create(
            name="Acre Lane",
            words="acre lane",
            kind="street",
            borough=self.borough,
            lat=51.4607,
            lon=-0.1220,
        )
        self.system = people.system()
        self.admin = self.person("admin", Role.ADMINISTRATOR)
        self.officer = self.on_shift("officer", Role.DUTY_OFFICER)
        self.supervisor = self.on_shift("supervisor", Role.SUPERVISOR)
        self.dispatcher = self.on_shift("dispatcher", Role.DISPATCHER, self.area)
        self.handler = self.on_shift("handler", Role.CALL_HANDLER)

    def person(self, username: str, *roles: Role, area: CommandUnit | None = None) -> Person:
        """Add somebody who is not on shift; without an area, they see the whole force."""
        made = Person.objects.create(
            username=username,
            last_name=username.title(),
            roles=list(roles),
            whole_force=area is None,
        )
        if area:
            made.command_units.add(area)
        return made

    def on_shift(self, username: str, role: Role, area: CommandUnit | None = None) -> Person:
        """Add somebody and sign them on at the desk of their role."""
        made = self.person(username, role, area=area)
        signed_on = duty.sign_on(desk=DESKS[role], by=made, at=self.at)
        # Seen until further notice, however long a busy machine takes over a test.
        Duty.objects.filter(pk=signed_on.pk).update(last_seen_at=LATER)
        return made

    def place_elsewhere(self) -> Place:
        """Add a street of the other command unit."""
        camden, _new = Borough.objects.get_or_create(
            code="E09000007", name="Camden", command_unit=self.elsewhere
        )
        where = {"words": "park road", "kind": "street", "lat": 51.539, "lon": -0.1426}
        return Place.objects.create(name="Park Road", borough=camden, **where)

    def key(self, name: str = "machine") -> str:
        """Issue a key that may do everything, also act for people; return its text."""
        Person.service(name, name.title(), [role.value for role in Role])
        scopes = [permission.value for permission in Permission]
        _key, text = accounts.issue_key(
            username=name, name=name, scopes=scopes, by=self.admin, at=self.at
        )
        return text

    def wait(self, **duration) -> int:
        """
        Let time pass, and run what the drivers of the clocks would have run meanwhile.

        The sweeps are at every due time but those of who is still there: that is asked of the real
        clock, so once at the end is enough.
        """
        end, fired = self.at + timedelta(**duration), 0
        self.send_texts()
        while (due := self._next_due()) and due <= end:
            self.at = max(self.at, due)
            ran = sweep.run(by=self.system, at=self.at)
            fired += ran
            self.send_texts()
            if not ran:
                break
        self.at = end
        fired += sweep.run(by=self.system, at=end)
        self.send_texts()
        return fired

    def _next_due(self) -> datetime | None:
        due = Clock.objects.open().exclude(kind="ownership").exclude(next_step_at=None)
        return due.order_by("next_step_at").values_list("next_step_at", flat=True).first()

    def outage(self, **duration) -> int:
        """Let time pass in which nothing sweeps, then sweep once; return how many steps fired."""
        self.at += timedelta(**duration)
        return sweep.run(by=self.system, at=self.at)

    def send_texts(self) -> int:
        """Let a worker send what callers are told, to the outbox; return how many were settled."""
        return sending.drain(by=self.system, at=self.at)

    def ring(self, number: str = "07700 900123", channel: str = "999") -> Contact:
        """Let a call ring; it is not answered yet."""
        return intake.receive(
            source="test",
            source_id=f"call-{next(self.count)}",
            channel=channel,
            from_number=number,
            received_at=self.at,
            connected_at=self.at,
            presented_at=self.at,
            by=self.system,
            at=self.at,
        )

    def call(self, number: str = "07700 900123", channel: str = "999") -> Contact:
        """Let a call ring and the handler answer it."""
        contact = self.ring(number, channel)
        return calls.answer(contact_id=contact.pk, by=self.handler, at=self.at)

    def incident(self, contact: Contact | None = None, *, by=None, **opening) -> Incident:
        """Open an incident from a call, ungraded; the call is over."""
        contact = contact or self.call()
        opened = self.opened(contact, by=by, **opening)
        self.done_with(contact)
        return opened

    def opened(self, contact: Contact, *, by=None, **opening) -> Incident:
        """Open an incident from a call that goes on."""
        known = {
            "opening_code": "DOM",
            "summary": "Somebody is banging on her door",
            "location": Where(text=HOME, place_id=self.place.pk),
            **opening,
        }
        return incidents.open_from(
            contact_id=contact.pk, opening=Opening(**known), by=by or self.handler, at=self.at
        )

    def done_with(self, contact: Contact) -> None:
        """End a call whose incident is open, so that the handler is free for the next."""
        calls.dispose(
            contact_id=contact.pk,
            outcome=Outcome.INCIDENT,
            note="Incident opened",
            by=self.handler,
            at=self.at,
        )
        why = "No matter here"
        calls.end(contact_id=contact.pk, why_not_told=why, by=self.handler, at=self.at)

    def grade(self, incident: Incident, grade: str, *, by=None, answers=None, **reasons):
        """Assess and grade an incident; a reason for going below the suggestion is given."""
        who = {"incident_id": incident.pk, "by": by or self.handler, "at": self.at}
        grading.assess(answers=answers or CALM, **who)
        graded = grading.grade(
            grade=grade, override_reason=reasons.pop("override_reason", "test"), **reasons, **who
        )
        incident.refresh_from_db()
        return graded

    def graded(self, grade: str = "S", **opening) -> Incident:
        """Open and grade an incident; the first of a night, if nothing is asked, is at hand."""
        ready = self.ready.get(grade)
        if ready and not opening and self.at == self.began_at and ready.fits():
            next(self.count)
            ready.write()
            return Incident.objects.get()
        incident = self.incident(**opening)
        self.grade(incident, grade)
        return incident

    def unit(self, callsign: str = "PC12", *, lat: float = 51.46, lon: float = -0.12) -> Unit:
        """Book a free unit on duty, near the place."""
        made = units.create(
            callsign=callsign, command_unit=self.area.code, by=self.admin, at=self.at
        )
        units.book_on(unit_id=made.pk, lat=lat, lon=lon, by=self.dispatcher, at=self.at)
        made.refresh_from_db()
        return made

    def assign(self, unit: Unit, incident: Incident, *, by=None):
        """Send a unit."""
        return assignments.assign(
            unit_id=unit.pk, incident_id=incident.pk, by=by or self.dispatcher, at=self.at
        )

    def divert(self, unit: Unit, to: Incident, *, by=None, reason: str = "stabbing nearby"):
        """Divert a unit."""
        return diverts.divert(
            unit_id=unit.pk,
            to_incident_id=to.pk,
            reason=reason,
            by=by or self.dispatcher,
            at=self.at,
        )

    def press(self, unit: Unit, code: int, *, by=None) -> Unit:
        """Let a crew press a status code."""
        return units.press(unit_id=unit.pk, code=code, by=by or self.dispatcher, at=self.at)

    def acknowledge_alert(self, alert: Alert, *, by=None) -> Alert:
        """Take an alert on."""
        return alerts.acknowledge(alert_id=alert.pk, by=by or self.dispatcher, at=self.at)

    def note(self, incident: Incident, text: str, *, by=None):
        """Write on the log."""
        return notes.add(incident_id=incident.pk, text=text, by=by or self.handler, at=self.at)

    def finish(self, incident: Incident, code: str = "ADVICE") -> Incident:
        """Result and close."""
        who = {"incident_id": incident.pk, "by": self.dispatcher, "at": self.at}
        results.result(code=code, text="All in order", **who)
        return results.close(**who)

    def alerts(self, subject) -> list[str]:
        """Return the codes of the live alerts about a row."""
        live = Alert.objects.live().filter(subject=subject._meta.model_name, subject_id=subject.pk)
        return sorted(live.values_list("code", flat=True))

    def clocks(self, subject) -> list[str]:
        """Return the kinds of the open clocks on a row."""
        running = Clock.objects.open().filter(
            subject=subject._meta.model_name, subject_id=subject.pk
        )
        return sorted(running.values_list("kind", flat=True))


def check_constraints() -> None:
    """Make PostgreSQL check now what it would check at COMMIT."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
