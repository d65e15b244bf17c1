"""
PostgreSQL is stopped hard while her unit is diverted: both sides of the divert are there, or none.

And whoever ordered it knows which, or can ask again with the same key and it is done once.
"""

import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from contactcentre.core import clock
from contactcentre.core.models import AuditEntry
from contactcentre.countdowns.models import Alert, Clock
from dispatch import queries
from dispatch.models import Assignment, Divert, Unit
from incidents import figures
from incidents.models import Incident
from tests.faults import judging, pausing
from tests.faults.clients import Client, Doors
from tests.faults.notes import Notes, Outcome
from tests.rules.invariants import broken, broken_logs
from tests.world import CALM, HOME

pytestmark = pytest.mark.slow
PATIENT = 60.0


@dataclass(frozen=True)
class Moment:
    """Where the divert is when PostgreSQL stops, and whether it is kept all the same."""

    place: str
    is_kept: bool = False
    stop: Callable = pausing.paused


def after(event: str, only: str) -> str:
    """Return the place right after something of one kind is written."""
    return f"TRIGGER pause_here AFTER {event} FOR EACH ROW WHEN (NEW.{only})"


AT_COMMIT = """CONSTRAINT TRIGGER pause_here AFTER INSERT ON dispatch_divert
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"""
MOMENTS = {
    "her unit is no longer hers": Moment(
        after("UPDATE ON dispatch_assignment", "state = 'DIVERTED'")
    ),
    "the first alarm is raised": Moment(after("INSERT ON countdowns_alert", "code = 'UNIT_LEFT'")),
    "the divert is on the list": Moment(after("INSERT ON dispatch_divert", "id > 0")),
    "her unit is sent on": Moment(after("INSERT ON dispatch_assignment", "state = 'ASSIGNED'")),
    "all is written": Moment(after("INSERT ON core_auditentry", "name = 'unit.diverted_on'")),
    "it is being committed": Moment(AT_COMMIT),
    "it is committed and nobody was told": Moment(
        after("INSERT ON dispatch_divert", "id > 0"), is_kept=True, stop=pausing.silent
    ),
}


class Desk:
    """A dispatcher at a screen, who writes down what was answered."""

    def __init__(self, room):
        self.room, self.notes = room, Notes()
        rng = random.Random(2018)
        self.client = Client(Doors(room.rig.doors), room.key, room.world.supervisor.username, rng)

    def do(self, leaves: str, path: str, body: dict, *, says: str = "") -> dict | None:
        """Give an order; its mark is what it says, where it says something."""
        order = self.notes.invoke(leaves)
        body = body | ({says: order.mark} if says else {})
        return self.client.order(self.notes, order, path, body, patience=PATIENT)

    def graded(self, grade: str) -> Incident:
        """Open an incident over HTTP."""
        heard = {"channel": "WEB_REPORT"}
        contact = self.do("contact.received", "contacts/", heard, says="text")
        where = {"location": {"text": HOME, "place_id": self.room.world.place.pk}}
        about = {"opening_code": "DOM", "contact": contact["id"], **where}
        made = self.do("incident.opened", "incidents/", about, says="summary")
        path = f"incidents/{made['slug']}"
        self.do("incident.assessed", f"{path}/assessments/", {"answers": CALM})
        words = {"grade": grade, "override_reason": "as asked"}
        self.do("incident.graded", f"{path}/grade/", words)
        return Incident.objects.get(pk=made["id"])


@pytest.fixture
def desk(room) -> Iterator[Desk]:
    """Somebody at the desk, whose orders are judged when everything is over."""
    made = Desk(room)
    yield made
    made.client.close()


class Ordered:
    """The divert as it is ordered over HTTP, as often as one likes, and what there is of it."""

    def __init__(self, desk: Desk, unit: Unit, left: Incident, to: Incident):
        self.desk, self.unit, self.left, self.to = desk, unit, left, to
        self.order = desk.notes.invoke("unit.diverted_on")

    def send(self, patience: float) -> dict | None:
        """Order it; the same order when it is sent again."""
        path = f"units/{self.unit.callsign}/divert/"
        body = {"incident": self.to.slug, "reason": self.order.mark}
        desk = self.desk
        return desk.client.order(desk.notes, self.order, path, body, patience=patience)

    def check(self, *, is_there: bool, outcome: Outcome) -> None:
        """Check that both sides are there or neither, as the desk believes, and all is in order."""
        sides = self._sides()
        assert set(sides.values()) == {is_there}, sides
        assert self.order.outcome is outcome
        assert (judging.faults_in(self.desk.notes), self.desk.notes.strange) == ([], [])
        assert (queries.unprotected(), list(figures.listed("lost"))) == ([], [])
        assert (broken(), broken_logs()) == ([], [])

    def _sides(self) -> dict[str, bool]:
        self.left.refresh_from_db()
        about = {"subject": "incident", "subject_id": self.left.pk}
        now = Assignment.objects.current().get(unit=self.unit)
        mark = self.order.mark
        return {
            "the unit is sent on": now.incident_id == self.to.pk,
            "she awaits a unit": self.left.status == "AWAITING_UNIT",
            "she is alarmed for": Alert.objects.live().filter(code="UNIT_LEFT", **about).exists(),
            "her clock runs": Clock.objects.open().filter(kind="re_resource", **about).exists(),
            "it is tagged": "DIVERT" in self.left.tags,
            "it is on her log, once": self.left.log.filter(kind="DIVERT").count() == 1,
            "it is on the list, once": Divert.objects.filter(reason=mark).count() == 1,
            "it is audited": AuditEntry.objects.filter(request_id=mark).exists(),
        }


@pytest.fixture
def divert(desk) -> Ordered:
    """A unit on its way to her, and a stabbing that wants it."""
    world, count = desk.room.world, Unit.objects.count()
    world.at = clock.now()
    unit = world.unit(f"F{count}")
    left, to = desk.graded("S"), desk.graded("I")
    desk.do("unit.assigned", f"units/{unit.callsign}/assign/", {"incident": left.slug})
    return Ordered(desk, unit, left, to)


@pytest.mark.capability("H1", "H2", "H13")
@pytest.mark.parametrize("name", MOMENTS)
def test_postgresql_stops_inside_the_divert_and_both_sides_are_there_or_neither(divert, name):
    moment, rig = MOMENTS[name], divert.desk.room.rig
    with moment.stop(moment.place, rig.cluster.url):
        sending = threading.Thread(target=divert.send, args=[0])
        sending.start()
        pausing.wait_until_somebody_is_there()
        rig.crash_postgres(0)
        sending.join(PATIENT)

    divert.check(is_there=moment.is_kept, outcome=Outcome.UNKNOWN)
    assert divert.send(PATIENT) is not None
    divert.check(is_there=True, outcome=Outcome.ACKNOWLEDGED)
