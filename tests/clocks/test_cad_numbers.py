"""CAD numbers under concurrency: from one each London day, without a gap, each once (rule 8)."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction

from contactcentre.contacts.actions import intake
from incidents.actions.incidents import Opening, open_from
from incidents.models import CadDay, Incident
from tests.races.together import together, unexpected
from tests.rules import invariants

THREADS, EACH = 8, 25
MIDNIGHT = datetime(2026, 7, 1, 23, 0, tzinfo=UTC)  # In London.
OPENING = Opening(opening_code="THEFT", summary="A bicycle")


class ThoughtBetterOfIt(Exception):
    """Whatever makes a transaction fail after its number was given."""


def opens(world, thread: int, at_of) -> int:
    """Open incidents one after the other, every fifth of them rolled back; return how many."""
    kept = 0
    for number in range(EACH):
        at = at_of(thread * EACH + number)
        contact = intake.receive(
            source="test",
            source_id=f"{thread}-{number}",
            channel="101",
            received_at=at,
            by=world.system,
            at=at,
        )
        who = {"contact_id": contact.pk, "opening": OPENING, "by": world.handler, "at": at}
        kept += _kept(who, is_undone=number % 5 == 4)
    return kept


def _kept(who: dict, *, is_undone: bool) -> bool:
    try:
        with transaction.atomic():
            open_from(**who)
            if is_undone:
                raise ThoughtBetterOfIt
    except ThoughtBetterOfIt:
        return False
    return True


def numbers() -> dict:
    """Return the numbers of each day, in order."""
    found = defaultdict(list)
    for day, number in Incident.objects.order_by("cad_number").values_list("cad_day", "cad_number"):
        found[day].append(number)
    return found


@pytest.mark.capability("E1")
def test_eight_at_once_get_every_number_once_also_when_some_take_it_back(committed_world):
    world = committed_world

    results = together(*(partial(opens, world, n, lambda _n: world.at) for n in range(THREADS)))

    assert not unexpected(results)
    kept = THREADS * EACH * 4 // 5
    assert sum(results) == kept
    assert list(numbers().values()) == [list(range(1, kept + 1))]
    assert CadDay.objects.get().last == kept
    assert invariants.broken() == []


@pytest.mark.capability("E1")
def test_over_midnight_each_day_has_its_own_numbers_without_a_gap(committed_world):
    world = committed_world

    def around_midnight(number: int) -> datetime:
        return MIDNIGHT + timedelta(seconds=1 if number % 2 else -1)

    results = together(*(partial(opens, world, n, around_midnight) for n in range(THREADS)))

    assert not unexpected(results)
    days = numbers()
    assert [day.isoformat() for day in sorted(days)] == ["2026-07-01", "2026-07-02"]
    for own in days.values():
        assert own == list(range(1, len(own) + 1))
    assert sum(len(own) for own in days.values()) == sum(results)
