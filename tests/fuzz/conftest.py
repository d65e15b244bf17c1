"""A furnished house behind a real web process, and what a machine that acts for people shows it."""

import json
from dataclasses import dataclass

import pytest

from contactcentre.contacts.models import Contact
from contactcentre.core.permissions import Permission, Role
from contactcentre.countdowns.models import Alert
from dispatch.models import Unit
from incidents.enums import Grade
from incidents.models import Code, Incident, Place
from tests.api.keys import key_of
from tests.conftest import empty_the_database
from tests.doors.house import House, build
from tests.live.server import WebProcess

CONFIGURATION = """
continue-on-failure = true
suppress-health-check = ["all"]
generation = { database = "none", no-shrink = true }
# What the description cannot say (this incident is closed already) is refused, and rightly.
checks = { positive_data_acceptance = { enabled = false } }
# Nothing is learnt from refusals: what one order lacked ("say it here, or there") another may.
[phases.fuzzing]
error-feedback = { enabled = false }
"""


@dataclass
class Site:
    """Where the house is served, the keys to it, and the names of what there is in it."""

    house: House
    url: str
    gateway: str
    acting: str

    def headers(self, letter: str) -> list[str]:
        """Return what is shown at the door: a machine's own key, or that of one acting for them."""
        if letter == "G":
            return [f"--header=Authorization:Bearer {self.gateway}"]
        return [
            f"--header=Authorization:Bearer {self.acting}",
            f"--header=Act-For:{self.house.people[letter].username}",
        ]

    def configuration(self) -> str:
        """Return how Schemathesis is set up: mostly, what is named is something that there is."""
        lists = {name: json.dumps(list(values)) for name, values in self._names().items()}
        return "\n".join(
            (
                CONFIGURATION,
                *(f'[dictionaries."{name}"]\nvalues = {values}' for name, values in lists.items()),
                "[parameters]",
                *(f'"{name}" = {{ dictionary = "{name}", probability = 0.8 }}' for name in lists),
            )
        )

    def _names(self) -> dict:
        contacts = Contact.objects.values_list("pk", flat=True)
        people = [person.pk for person in self.house.people.values()]
        slugs = [incident.slug for incident in Incident.objects.all()]
        return {
            "path.contact_id": map(str, contacts),
            "path.ref": slugs,
            "path.callsign": Unit.objects.values_list("callsign", flat=True),
            "path.alert_id": map(str, Alert.objects.values_list("pk", flat=True)),
            "path.payload_id": [str(self.house.payload_id)],
            "path.person_id": map(str, people),
            "path.name": ["calls", "dispatch", "supervisor"],
            "query.to": slugs,
            "body.contact": contacts,
            "body.incident": slugs,
            "body.opening_code": Code.objects.values_list("code", flat=True),
            "body.code": Code.objects.values_list("code", flat=True),
            "body.grade": Grade.values,
            "body.location.place_id": Place.objects.values_list("pk", flat=True),
        }


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """One of everybody at work, with incidents, units, alerts and contacts to come upon."""
    with django_db_blocker.unblock():
        empty_the_database()
        house = build()
        everything = list(Permission)
        gateway = key_of(house.world, Role.GATEWAY, scopes=everything, name="line")
        acting = key_of(house.world, *Role, scopes=everything, name="fuzzer")
        with WebProcess() as web:
            yield Site(house, web.url, gateway, acting)
        empty_the_database()


@pytest.fixture
def transactional_db(site):
    """Commit for real and flush nothing: one house for all."""
