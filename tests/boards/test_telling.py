"""One statement says what changed, inside the transaction that changed it."""

import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from contactcentre.core import live
from contactcentre.core.live.telling import payloads


def test_many_rows_are_told_in_one_statement(world):
    incidents = [world.incident() for _ in range(5)]
    with transaction.atomic(), CaptureQueriesContext(connection) as statements:
        live.tell(*incidents, was=["CN"], alarm=True)
    assert ["pg_notify" in statement["sql"] for statement in statements] == [True]


def test_screens_are_only_told_inside_a_transaction(committed_world):
    incident = committed_world.incident()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        live.tell(incident)


def test_a_thousand_changes_are_cut_into_payloads_that_postgresql_takes():
    changes = [
        {"k": "incident", "i": pk, "v": 7, "s": "AS", "w": ["CE", "SE"], "a": 1}
        for pk in range(10**9, 10**9 + 1000)
    ]
    written = payloads(changes)
    assert all(len(text.encode()) < 8000 for text in written)
    assert [change for text in written for change in json.loads(text)] == changes
    assert len(written) < 15
