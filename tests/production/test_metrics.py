"""What a monitoring system may ask, who may ask it, and that every figure is explained."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from contactcentre.core.actions import people
from contactcentre.core.models import Person
from contactcentre.desks import metrics

pytestmark = pytest.mark.capability("O9")
DOCS = Path(settings.BASE_DIR, "docs", "operations.md")
PUBLIC = "203.0.113.9"


def read(**asked) -> dict[str, dict[str, float]]:
    """Return every metric: name, then value by labels."""
    answer = Client(**asked).get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {
        each.name: {",".join(one.labels.values()): one.value for one in each.samples}
        for each in families
    }


def test_the_figures_are_those_of_the_boards(world):
    world.incident()
    world.ring()

    found = read()

    assert found["contactcentre_database_up"] == {"": 1}
    assert found["contactcentre_incidents_open"] == {"": 1}
    assert found["contactcentre_incidents_lost"] == {"": 0}
    assert found["contactcentre_contacts_waiting"]["999"] >= 1
    assert found["contactcentre_contacts_oldest_wait_seconds"]["999"] > 0


def test_a_clock_that_is_due_and_has_not_fired_shows_its_age(world):
    world.incident()

    assert read()["contactcentre_clock_oldest_due_seconds"][""] > 0


def test_what_was_never_done_is_infinitely_old(db):
    assert read()["contactcentre_sweep_age_seconds"][""] == metrics.NEVER


def test_every_metric_of_ours_is_explained(world):
    world.ring()
    page = DOCS.read_text().partition("## Metrics")[2].partition("\n## ")[0]
    ours = {name for name in read() if name.startswith("contactcentre_")}

    assert len(ours) >= 13
    assert {name for name in ours if f"`{name}`" not in page} == set()
    assert set(re.findall(r"`(contactcentre_\w+)`", page)) <= ours


def test_no_metric_names_anybody(world):
    world.ring()

    answer = Client().get("/metrics").content.decode()

    assert "900123" not in answer
    people = Person.objects.filter(is_service=False).values_list("username", flat=True)
    assert not [name for name in people if name in answer]


@pytest.mark.parametrize("near", ["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "::1"])
def test_this_network_may_ask(db, near):
    assert read(REMOTE_ADDR=near)


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": PUBLIC},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": PUBLIC},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1"},
        {"REMOTE_ADDR": PUBLIC, "HTTP_AUTHORIZATION": "Bearer nobody.knows"},
    ],
    ids=str,
)
def test_nobody_else_may_ask(db, asked):
    assert Client(**asked).get("/metrics").status_code == 403


@pytest.mark.parametrize(("scopes", "status"), [(["metrics_view"], 200), (["unit_view"], 403)])
def test_a_key_with_the_scope_may_ask_from_anywhere(world, scopes, status):
    text = issued(world, scopes)

    answer = Client(REMOTE_ADDR=PUBLIC).get("/metrics", headers={"Authorization": f"Bearer {text}"})

    assert answer.status_code == status


def issued(world, scopes: list[str]) -> str:
    """Issue a key to a machine that watches."""
    by, at = world.admin, world.at
    people.create(
        username="monitor",
        first_name="",
        last_name="monitor",
        roles=["gateway"],
        whole_force=True,
        password=people.unguessable(),
        is_service=True,
        by=by,
        at=at,
    )
    return people.issue_key(username="monitor", name="monitor", scopes=scopes, by=by, at=at)[1]
