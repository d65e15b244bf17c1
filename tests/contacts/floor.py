"""A floor of call handlers for tests: people, lines, and a clock that moves when told to."""

import hashlib
import itertools
import json
from datetime import datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from contactcentre.contacts import signing
from contactcentre.contacts.actions import calls, handlers, intake, lines, queue
from contactcentre.contacts.channels import reading
from contactcentre.contacts.enums import HandlerState, Outcome
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core import people
from contactcentre.core.models import ApiKey, Person
from contactcentre.core.permissions import Permission, Role
from contactcentre.countdowns.actions import sweep
from contactcentre.countdowns.models import Alert, Clock

NUMBER = "07700 900123"
CLOCK = "core_virtualclock"
FRAMES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Floor:
    """Handlers, a supervisor, and the telephone system."""

    def __init__(self, at: datetime):
        self.at = at
        self.count = itertools.count(1)
        self.system = people.system()
        self.supervisor = self.person("supervisor", Role.SUPERVISOR)

    def person(self, username: str, *roles: Role) -> Person:
        """Add somebody who takes no calls yet."""
        return Person.objects.create(
            username=username,
            first_name="",
            last_name=username.title(),
            roles=list(roles),
            whole_force=True,
        )

    def handler(self, username: str, *, is_free: bool = True, skills=None) -> Person:
        """Add a handler, free for the next contact unless told otherwise."""
        person = self.person(username, Role.CALL_HANDLER)
        Handler.objects.create(
            person=person,
            state=HandlerState.AVAILABLE if is_free else HandlerState.BREAK,
            since=self.at,
            idle_since=self.at,
            **({"skills": skills} if skills else {}),
        )
        return person

    def person_at_work(self, username: str) -> Person:
        """Add somebody who may take calls and has not begun."""
        return self.person(username, Role.CALL_HANDLER)

    def wait(self, **duration) -> None:
        """Let time pass, and fire what falls due meanwhile."""
        end = self.at + timedelta(**duration)
        while (due := sweep.next_step_at()) is not None and due <= end:
            self.at = max(self.at, due)
            if not sweep.run(by=self.system, at=self.at):
                break
        self.at = end

    def ring(self, channel: str = "999", *, number: str = "", **facts) -> Contact:
        """Let a contact come in."""
        return intake.receive(
            source="test",
            source_id=facts.pop("source_id", f"call-{next(self.count)}"),
            channel=channel,
            from_number=number,
            received_at=facts.pop("received_at", self.at),
            by=facts.pop("by", self.system),
            at=self.at,
            **facts,
        )

    def answer(self, contact: Contact, by: Person, **fence) -> Contact:
        """Answer."""
        return calls.answer(contact_id=contact.pk, by=by, at=self.at, **fence)

    def claim(self, contact: Contact, by: Person) -> Contact:
        """Pick a contact."""
        return queue.claim(contact_id=contact.pk, by=by, at=self.at)

    def release(self, contact: Contact, by: Person, **fence) -> Contact:
        """Give back."""
        return calls.release(contact_id=contact.pk, by=by, at=self.at, **fence)

    def abandon(self, contact: Contact) -> Contact:
        """Let the caller ring off before an answer."""
        return calls.abandon(contact_id=contact.pk, by=self.supervisor, at=self.at)

    def end(self, contact: Contact, by: Person, **how) -> Contact:
        """End."""
        return calls.end(contact_id=contact.pk, by=by, at=self.at, **how)

    def dispose(
        self,
        contact: Contact,
        by: Person,
        outcome: Outcome = Outcome.ADVICE,
        note: str = "Told to lock the door",
    ) -> Contact:
        """Record what came of it."""
        return calls.dispose(contact_id=contact.pk, outcome=outcome, note=note, by=by, at=self.at)

    def say(self, person: Person, state: HandlerState) -> Handler:
        """Let a handler say what they are doing."""
        return handlers.change(state=state, by=person, at=self.at)

    def at_work(self, person: Person) -> Handler:
        """Return what a person is doing as a handler."""
        return Handler.objects.get(person=person)

    def line(self, **event) -> Contact:
        """Let the telephone system report one event, as it would be read from its bytes."""
        found = reading.read(json.dumps(event).encode())
        assert not found.faults, found.faults
        return lines.report(event=found.event, by=self.system, at=self.at)

    def post(self, event, *, secret: str, at=None, **headers):
        """Let the telephone system post an event, signed."""
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        signed = signing.headers(body, secret=secret, at=at or self.at)
        return Client().post(
            "/hooks/telephony/",
            body,
            content_type="application/json",
            headers=signed | headers,
        )

    def key(self, person: Person, *scopes: Permission) -> dict[str, str]:
        """Give a person's machine a key, and return the header it sends."""
        prefix, secret = f"k{next(self.count)}", "secret"
        ApiKey.objects.create(
            person=person,
            name="test",
            prefix=prefix,
            secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
            scopes=list(scopes or Permission),
            created_at=self.at,
        )
        return {"Authorization": f"Bearer {prefix}.{secret}"}

    def alerts(self, subject: str, row) -> list[str]:
        """Return the codes of the live alerts about a row."""
        live = Alert.objects.live().filter(subject=subject, subject_id=row.pk)
        return sorted(live.values_list("code", flat=True))

    def clocks(self, subject: str, row) -> list[str]:
        """Return the kinds of the open clocks on a row."""
        running = Clock.objects.open().filter(subject=subject, subject_id=row.pk)
        return sorted(running.values_list("kind", flat=True))


class Caller:
    """One person's machine at our API."""

    def __init__(self, floor, person):
        self.client, self.headers = APIClient(), floor.key(person)

    def get(self, path, **query):
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path, body=None, **headers):
        return self.client.post(
            f"/api/v1/{path}", body or {}, format="json", headers=self.headers | headers
        )


def statements(work) -> list[str]:
    """Do the work, and return the SQL it took, but for frames of transactions and the clock."""
    with CaptureQueriesContext(connection) as captured:
        work()
    made = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in made if not sql.startswith(FRAMES) and CLOCK not in sql]
