"""An order that is refused when part of it is written leaves nothing of it."""

import pytest
from django.db import transaction

from tests.api.conftest import fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.capability("O8")]


def test_a_unit_that_cannot_go_is_not_assigned_although_it_was_inserted(asker):
    with transaction.atomic():
        asker.house.world.press(asker.house.unit("free"), 4)
        asker.before = fingerprint()
        sent = {"incident": asker.house.incidents["own"].slug}
        answer = asker.post(f"/api/v1/units/{asker.house.units['free']}/assign/", sent)
        transaction.set_rollback(True)

    assert answer.status_code == 409
    assert "not available" in answer.json()["detail"]
    assert answer.is_untouched


def test_an_outcome_that_is_not_true_is_not_kept_although_it_was_written(asker):
    with transaction.atomic():
        contact = asker.house.world.call()
        asker.before = fingerprint()
        sent = {"outcome": "INCIDENT", "note": "Opened one"}
        answer = asker.post(f"/api/v1/contacts/{contact.pk}/dispose/", sent)
        transaction.set_rollback(True)

    assert answer.status_code == 409
    assert "No incident was opened" in answer.json()["detail"]
    assert answer.is_untouched


def test_a_divert_that_is_refused_leaves_the_unit_where_it_was(asker):
    busy, to = asker.house.units["own"], asker.house.incidents["restricted"]
    for reason in (" ", "x" * 251):
        sent = {"incident": to.slug, "reason": reason}
        answer = asker.post(f"/api/v1/units/{busy}/divert/", sent)

        assert 400 <= answer.status_code < 500
        assert answer.is_untouched
