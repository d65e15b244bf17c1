"""What is kept for a while is let go of after it, a bounded batch at a time."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from contactcentre.celery import app
from contactcentre.core import clock
from contactcentre.core.actions import purges
from contactcentre.core.models import IdempotencyRecord, Session
from contactcentre.countdowns.tasks import purge_records
from tests.races.together import together

pytestmark = pytest.mark.django_db
OLD = timedelta(hours=24, minutes=1)


def keep(world, number: int, *, age: timedelta) -> None:
    """Keep answers of an age."""
    IdempotencyRecord.objects.bulk_create(
        IdempotencyRecord(
            person=world.handler,
            key=f"{age}-{each}",
            path="/api/v1/contacts/",
            body_hash="",
            status=201,
            answer={},
            created_at=clock.now() - age,
        )
        for each in range(number)
    )


def leave(number: int, *, seconds: int) -> None:
    """Leave sessions behind that run out in so many seconds."""
    ends = clock.read().real + timedelta(seconds=seconds)
    Session.objects.bulk_create(
        Session(session_key=f"{seconds}s{each}", session_data="", expire_date=ends)
        for each in range(number)
    )


def test_an_answer_is_kept_for_a_day_and_a_session_until_it_ends(world):
    keep(world, 3, age=OLD)
    keep(world, 2, age=timedelta(hours=23))
    leave(4, seconds=-60)
    leave(1, seconds=60)

    assert purge_records() == 7
    assert purge_records() == 0
    assert IdempotencyRecord.objects.count() == 2
    assert Session.objects.filter(person=None).count() == 1


def test_no_transaction_deletes_more_than_a_batch_and_no_run_more_than_its_share(
    world, monkeypatch
):
    monkeypatch.setattr(purges, "BATCH", 10)
    monkeypatch.setattr(purges, "MOST_BATCHES", 2)
    keep(world, 35, age=OLD)

    assert purges.forget(at=clock.now()) == 10
    assert purges.purge(at=clock.now()) == 20
    assert purges.purge(at=clock.now()) == 5


def test_the_command_goes_on_until_nothing_is_left(world, monkeypatch):
    monkeypatch.setattr(purges, "BATCH", 10)
    monkeypatch.setattr(purges, "MOST_BATCHES", 1)
    keep(world, 35, age=OLD)
    said = StringIO()

    call_command("purge_records", stdout=said)

    assert said.getvalue() == "35 rows purged.\n"
    assert not IdempotencyRecord.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_several_that_purge_at_once_do_not_wait_for_each_other(committed_world, monkeypatch):
    monkeypatch.setattr(purges, "BATCH", 20)
    keep(committed_world, 200, age=OLD)

    gone = together(*[lambda: purges.purge(at=clock.now())] * 4)
    while purged := purges.purge(at=clock.now()):
        gone.append(purged)

    assert sum(gone) == 200


def test_the_worker_is_asked_to_regularly():
    [asked] = [job for job in app.conf.beat_schedule.values() if "purge" in job["task"]]

    assert asked["task"] == purge_records.name
    assert asked["schedule"] <= 3600
