"""
X8: the order is shown to the crew before it knocks, and the crew says that it knows it.

Essex, 2020: a domestic violence protection order was on record, and whoever went to the door did
not know of it.
"""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from contactcentre.core import clock
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from dispatch.actions import units

pytestmark = pytest.mark.capability("G7")
FORBIDS = "DVPO: he must not come within 100 m of 12 Acre Lane, or contact her"
ACKNOWLEDGE = "/api/v1/units/PC12/acknowledge/"


class Doorstep:
    """Her address, an order on it, and a crew that is sent there; all over HTTP."""

    def __init__(self, world):
        self.world, self.key = world, world.key()
        self.hers, self.car = world.graded("S", suspect_identity="SUSPECTED"), world.unit()
        crew = world.person("finch", Role.CREW, area=world.area)
        people = [crew.username]
        units.crew(unit_id=self.car.pk, people=people, by=world.dispatcher, at=world.at)
        # What comes over HTTP comes at the time it is: the order has not expired then either.
        self.until = (clock.now() + timedelta(days=21)).date().isoformat()

    def as_(self, who: str) -> APIClient:
        """Return a machine that acts for somebody."""
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.key}", HTTP_ACT_FOR=who)
        return client

    def warn(self):
        """Let the handler, whom she tells of her order, warn the crews of it."""
        order = {"kind": "ORDER", "text": FORBIDS, "expires_on": self.until}
        path = f"/api/v1/incidents/{self.hers.slug}/warnings/"
        return self.as_("handler").post(path, order, "json")

    def send(self) -> None:
        """Send the unit, and let the next sweep come."""
        self.world.assign(self.car, self.hers)
        self.world.wait(seconds=1)

    def unknown(self) -> list[Role]:
        """Return who hears that the crew has not said that it knows."""
        live = Alert.objects.live().filter(code="WARNINGS_NOT_KNOWN", subject_id=self.car.pk)
        return [role_at(each) for each in live]


@pytest.fixture
def doorstep(world) -> Doorstep:
    return Doorstep(world)


def test_the_order_is_shown_to_the_crew_with_what_it_forbids_and_until_when(doorstep):
    assert doorstep.warn().status_code == 201
    doorstep.send()

    shown = doorstep.as_("finch").get(f"/api/v1/incidents/{doorstep.hers.slug}/").json()
    own = doorstep.as_("finch").get("/api/v1/units/").json()["results"]

    assert [(each["kind"], each["text"], each["expires_on"]) for each in shown["warnings"]] == [
        ("ORDER", FORBIDS, doorstep.until)
    ]
    assert [each["warnings_told"] for each in own] == [1]


def test_a_crew_that_does_not_say_that_it_knows_is_heard_of_until_it_does(doorstep):
    doorstep.warn()
    doorstep.send()
    doorstep.world.wait(seconds=61)
    assert doorstep.unknown() == [Role.DISPATCHER]
    doorstep.world.wait(seconds=61)
    assert doorstep.unknown() == [Role.SUPERVISOR]

    said = doorstep.as_("finch").post(ACKNOWLEDGE, {"warnings_told": 1}, "json")

    assert said.status_code == 200, said.json()
    assert doorstep.unknown() == []
    assert (
        doorstep.hers.log.order_by("-seq").first().text == "PC12 knows the warnings up to number 1"
    )
    audited = AuditEntry.objects.get(name="unit.warnings_acknowledged")
    assert (audited.by, audited.through) == ("finch", "machine")


def test_the_dispatcher_who_reads_it_over_says_so_for_the_crew(doorstep):
    doorstep.warn()
    doorstep.send()

    said = doorstep.as_("dispatcher").post(ACKNOWLEDGE, {"warnings_told": 1}, "json")

    assert said.status_code == 200, said.json()
    assert said.json()["warnings_told"] is None
    assert said.json()["assignment_state"] == "ACKNOWLEDGED"


@pytest.mark.parametrize("number", [0, 2, -1, "one"])
def test_no_crew_knows_what_it_was_not_told(doorstep, number):
    doorstep.warn()
    doorstep.send()

    said = doorstep.as_("finch").post(ACKNOWLEDGE, {"warnings_told": number}, "json")

    assert said.status_code in {400, 409}
    assert doorstep.hers.assignments.get().warnings_known == 0


def test_an_order_that_is_not_well_told_is_refused_and_kept_nowhere(doorstep):
    path = f"/api/v1/incidents/{doorstep.hers.slug}/warnings/"
    for wrong in (
        {"kind": "ORDER"},
        {"kind": "X", "text": "x"},
        {"kind": "DOG", "text": "x" * 301},
    ):
        assert doorstep.as_("handler").post(path, wrong, "json").status_code == 400
    expiring = {"kind": "DOG", "text": "Two dogs", "expires_on": doorstep.until}
    assert doorstep.as_("handler").post(path, expiring, "json").status_code == 422
    assert not doorstep.hers.warnings.exists()


def test_one_that_is_withdrawn_is_on_record_with_its_reason(doorstep):
    made = doorstep.warn().json()
    path = f"/api/v1/warnings/{made['id']}/withdraw/"

    done = doorstep.as_("dispatcher").post(path, {"reason": "The court lifted it"}, "json")

    assert (done.status_code, done.json()["withdrawn_why"]) == (200, "The court lifted it")
    again = doorstep.as_("dispatcher").post(path, {"reason": "Again"}, "json")
    assert again.status_code == 409
    assert doorstep.as_("dispatcher").post(f"{path}", {"reason": " "}, "json").status_code == 400
