"""How many statements the database is asked for: known numbers, whatever the history."""

import pytest
from rest_framework.test import APIClient

from tests.budgets import history
from tests.budgets.counting import Meter
from tests.world import HOME

CREATE = 15
# A position is kept in a series of its own, and shown with the contact: one statement for each.
A_POSITION = 2
POSITION = {"source": "EISEC", "lat": 51.46, "lon": -0.12, "radius_m": 50}
READ = 8
SHOWN = 50
BOARDS = ("calls", "dispatch", "supervisor")
LISTS = ("contacts", "incidents", "units", "alerts", "diverts")
PATHS = {
    **{f"board {name}": (f"/api/v1/boards/{name}/", "rows") for name in BOARDS},
    **{f"list of {name}": (f"/api/v1/{name}/", "results") for name in LISTS},
}
# What each takes today, with little history and with much; more is to be noticed, not found out.
KNOWN = {
    "board calls": 5,
    "board dispatch": 4,
    "board supervisor": 6,
    **{f"list of {name}": 1 for name in LISTS},
    "list of diverts": 2,
}


@pytest.fixture
def client(world) -> APIClient:
    """A machine with a key that acts for the handler."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key()}", HTTP_ACT_FOR="handler")
    return client


@pytest.fixture
def reader(world) -> APIClient:
    """A machine with a key that sees everything."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key('reader')}")
    return client


def create(client: APIClient, world, name: str, **more) -> None:
    """Receive a 999 call and open an incident from it, as a telephone system and a handler do."""
    call = {"channel": "999", "source_id": name, "from": "07700 900123", **more}
    received = client.post("/api/v1/contacts/", call)
    assert received.status_code == 201, received.json()
    incident = {
        "contact": received.json()["id"],
        "opening_code": "DOM",
        "summary": "Somebody is banging on her door",
        "location": {"text": HOME, "place_id": world.place.pk},
    }
    opened = client.post("/api/v1/incidents/", incident)
    assert opened.status_code == 201, opened.json()


@pytest.mark.capability("A1")
@pytest.mark.parametrize("more", [{}, {"location": POSITION}], ids=["bare", "with a position"])
def test_a_contact_and_its_incident_take_at_most_fifteen_statements(world, client, more):
    create(client, world, "the first, for what is asked once and kept", **more)

    with Meter() as spent:
        create(client, world, "the one that counts", **more)

    allowed = CREATE + (A_POSITION if more else 0)
    assert len(spent.counted) <= allowed, str(spent)
    assert any("core_auditentry" in statement for statement in spent.counted), "nothing was seen"


def a_night(world, callsign: str):
    """Let a unit be diverted from one incident to another."""
    unit, first, second = world.unit(callsign), world.graded("S"), world.graded("I")
    world.assign(unit, first)
    world.divert(unit, to=second)
    return unit, first, second


def a_night_that_is_over(world) -> None:
    """Let a unit be diverted, and see both incidents to their end."""
    unit, first, second = a_night(world, "PC10")
    for incident in (second, first):
        if incident is first:
            world.assign(unit, first)
        for code in (6, 2):
            world.press(unit, code)
        world.finish(incident)


def with_history(world, nights: int) -> None:
    """Fill the boards with fifty of everything, above so many nights that are over."""
    start = history.last_ids()
    a_night_that_is_over(world)
    history.copy(nights, since=start, units=False)
    start = history.last_ids()
    a_night(world, "PC20")
    world.ring()
    history.copy(SHOWN, since=start, units=True)


def spent_on(client: APIClient, path: str, rows: str):
    """Return what one read takes when it is not the first, having seen that it shows enough."""
    client.get(path)
    with Meter() as spent:
        answer = client.get(path)
    assert answer.status_code == 200, answer.json()
    assert len(answer.json()[rows]) >= SHOWN
    return spent


@pytest.mark.capability("L1", "L4")
@pytest.mark.parametrize("nights", [10, 10_000])
def test_a_board_and_a_list_of_fifty_take_at_most_eight_statements(world, reader, nights):
    with_history(world, nights)

    spent = {name: spent_on(reader, *path) for name, path in PATHS.items()}

    over = [f"{name}: {each}" for name, each in spent.items() if len(each.counted) > READ]
    assert not over, "\n\n".join(over)
    assert {name: len(each.counted) for name, each in spent.items()} == KNOWN
