"""A control room in which everything is done over HTTP, at the moment the contact centre has."""

from datetime import datetime, timedelta

from rest_framework.test import APIClient

from contactcentre.core import clock
from contactcentre.core.models import VirtualClock
from contactcentre.countdowns.actions import sweep
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from incidents.models import Incident
from tests.world import CALM, HOME, World


class Room:
    """Orders of people through a machine's key that acts for them; time is moved, and swept."""

    def __init__(self, world: World):
        self.world, self.key = world, world.key()
        VirtualClock.begin(anchor=world.at, speed=1)
        clock.forget()

    def ask(self, method: str, path: str, by: str, body: dict | None = None):
        """Send a request for somebody, and return the answer whatever it is."""
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.key}", HTTP_ACT_FOR=by)
        return getattr(client, method)(f"/api/v1/{path}", body or {}, format="json")

    def do(self, path: str, body: dict | None = None, *, by: str) -> dict:
        """Give an order that is obeyed."""
        answer = self.ask("post", path, by, body)
        assert answer.status_code < 300, answer.json()
        return answer.json()

    def refused(self, path: str, body: dict | None = None, *, by: str) -> str:
        """Give an order that is refused because of how things are; return the sentence."""
        answer = self.ask("post", path, by, body)
        assert answer.status_code == 409, answer.json()
        return answer.json()["detail"]

    def graded(self, grade: str) -> Incident:
        """Take a report, open an incident about it and grade it."""
        report = self.do("contacts/", {"channel": "WEB_REPORT", "text": "Help"}, by="handler")
        about = {"contact": report["id"], "opening_code": "DOM", "summary": "Fighting next door"}
        where = {"text": HOME, "place_id": self.world.place.pk}
        made = self.do("incidents/", {**about, "location": where}, by="handler")
        path = f"incidents/{made['slug']}"
        self.do(f"{path}/assessments/", {"answers": CALM}, by="handler")
        self.do(f"{path}/grade/", {"grade": grade, "override_reason": "as heard"}, by="handler")
        return Incident.objects.get(pk=made["id"])

    def attended(self, incident: Incident, callsign: str) -> None:
        """Send a unit that is there, and clears."""
        self.do(f"units/{callsign}/assign/", {"incident": incident.slug}, by="dispatcher")
        for code in (15, 5, 6, 2):
            self.do(f"units/{callsign}/status/", {"code": code}, by="dispatcher")

    def until(self, moment: datetime) -> None:
        """Let it be a moment, and everything that is due by then fire."""
        VirtualClock.move(to=moment)
        clock.forget()
        self.world.at = clock.now()
        sweep.run(by=self.world.system, at=self.world.at)

    def after(self, **duration) -> None:
        """Let so much time pass, and everything that is due by then fire."""
        self.until(self.world.at + timedelta(**duration))

    def board(self, name: str, by: str) -> dict:
        """Return what a board shows."""
        answer = self.ask("get", f"boards/{name}/", by)
        assert answer.status_code == 200, answer.json()
        return answer.json()

    def heard(self, incident: Incident, code: str) -> str:
        """Return the role whose boards an alert about an incident is on, or nobody's."""
        about = {"subject": "incident", "subject_id": incident.pk, "code": code}
        alert = Alert.objects.live().filter(**about, acknowledged_by=None).first()
        return str(role_at(alert)) if alert else ""

    def take_on(self, incident: Incident, code: str, *, by: str) -> None:
        """Acknowledge an alert about an incident."""
        about = {"subject": "incident", "subject_id": incident.pk, "code": code}
        alert = Alert.objects.live().get(**about)
        self.do(f"alerts/{alert.pk}/acknowledge/", by=by)
