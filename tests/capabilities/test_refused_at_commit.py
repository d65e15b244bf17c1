"""What the database refuses at COMMIT is a sentence to whoever asked, and a line on the log."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection
from rest_framework.test import APIClient

from contactcentre.core.errors import AgainstTheRules
from contactcentre.core.transactions import action
from incidents.models import Incident, LogEntry

pytestmark = pytest.mark.capability("H2", "L7")
WALL = """
CREATE FUNCTION test_nothing_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Nothing is written tonight.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'test_nothing_is_kept';
END $$;
CREATE CONSTRAINT TRIGGER test_nothing_is_kept AFTER INSERT ON incidents_logentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION test_nothing_is_kept();
"""


@contextmanager
def one_more_wall():
    """Let the database refuse every line of a log at COMMIT for as long as the block lasts."""
    with connection.cursor() as cursor:
        cursor.execute(WALL)
        yield
        cursor.execute("DROP FUNCTION test_nothing_is_kept() CASCADE")


@action
def forget(*, incident_id: int, by, at) -> None:
    """Break rule 2: say that no unit has left."""
    Incident.objects.filter(pk=incident_id).update(left_at=None)


@action
def give_to_nobody(*, incident_id: int, by, at) -> None:
    """Point at somebody who does not exist."""
    Incident.objects.filter(pk=incident_id).update(closing_code_id=0)


@action
def count_wrongly(*, incident_id: int, by, at) -> None:
    """Break a constraint that PostgreSQL checks with the statement itself."""
    Incident.objects.filter(pk=incident_id).update(units_live=-1)


def test_an_action_that_the_wall_refuses_at_commit_says_so_in_its_words(committed_world, caplog):
    world = committed_world
    incident, unit = world.graded("I"), world.unit()
    world.assign(unit, incident)
    world.press(unit, 11)

    with pytest.raises(AgainstTheRules, match="has left incident .* nobody would be alarmed"):
        forget(incident_id=incident.pk, by=world.dispatcher, at=world.at)

    incident.refresh_from_db()
    assert incident.left_at == world.at
    said = next(each.msg for each in caplog.records if isinstance(each.msg, dict))
    assert said["event"] == "transaction.refused_at_commit"
    assert said["wall"] == "incident_left_is_protected"


def test_a_wall_without_words_of_its_own_is_named(committed_world):
    world = committed_world
    incident = world.graded("I")

    with pytest.raises(AgainstTheRules, match=r"break a rule of the record \(incidents_inc.*fk_"):
        give_to_nobody(incident_id=incident.pk, by=world.dispatcher, at=world.at)


def test_what_is_refused_while_the_work_is_done_stays_a_fault_of_ours(committed_world):
    world = committed_world
    incident = world.graded("I")

    with pytest.raises(IntegrityError):
        count_wrongly(incident_id=incident.pk, by=world.dispatcher, at=world.at)


def test_over_http_it_is_a_409_and_nothing_is_kept(committed_world):
    world = committed_world
    incident, key = world.graded("I"), world.key()
    lines = LogEntry.objects.count()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}", HTTP_ACT_FOR=world.handler.username)

    with one_more_wall():
        path = f"/api/v1/incidents/{incident.slug}/log/"
        answer = client.post(path, {"text": "She is safe."}, format="json")

    assert answer.status_code == 409
    assert "Nothing was changed. Nothing is written tonight." in answer.json()["detail"]
    assert LogEntry.objects.count() == lines
