"""The same order twice has one effect and one answer; an order for an older row has none."""

import json

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, transaction

from contactcentre.core.models import IdempotencyRecord
from tests.api.conftest import fingerprint, has_words
from tests.api.test_bad_bodies import every_order, order

pytestmark = [pytest.mark.django_db, pytest.mark.capability("O8")]
REFUSED_BY_STATE = {403, 404, 409, 422}


def send(asker, path, body, key="k-1", **more):
    headers = {"HTTP_IDEMPOTENCY_KEY": key, **more}
    cookie = asker.house.sessions["S", "signed in"]
    asker.client.cookies.clear()
    asker.client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return asker.client.post(path, json.dumps(body), content_type="application/json", **headers)


@every_order
def test_the_same_order_twice_is_done_once_and_answered_alike(row, asker):
    path, body = order(row, asker.house)
    with transaction.atomic():
        first = send(asker, path, body)
        after = fingerprint()
        second = send(asker, path, body)
        if first.status_code < 300:
            assert fingerprint() == after
            assert second["Idempotent-Replay"] == "true"
            assert (second.status_code, second.json()) == (first.status_code, first.json())
        else:
            assert first.status_code in REFUSED_BY_STATE
            assert after == asker.before
            assert not second.has_header("Idempotent-Replay")
        transaction.set_rollback(True)


@every_order
def test_another_order_under_the_same_key_is_refused(row, asker):
    path, body = order(row, asker.house)
    with transaction.atomic():
        first = send(asker, path, body)
        after = fingerprint()
        other = send(asker, path, {**body, "more": 1})
        elsewhere = send(asker, "/api/v1/contacts/", {"channel": "101", "text": "another"})
        for answer in (other, elsewhere):
            if first.status_code < 300:
                assert answer.status_code == 422
                assert has_words(answer)
                assert fingerprint() == after
        transaction.set_rollback(True)


@pytest.mark.parametrize("key", ["x" * 201, "x" * 5000])
def test_a_key_that_cannot_be_kept_is_refused(key, asker):
    answer = send(asker, "/api/v1/contacts/", {"channel": "101"}, key=key)

    assert answer.status_code == 422
    assert has_words(answer)
    assert fingerprint() == asker.before


@pytest.mark.parametrize("key", ["é", "💥", "a b", "'; --", '"quoted"', "x" * 200])
def test_any_other_key_will_do(key, asker):
    with transaction.atomic():
        assert send(asker, "/api/v1/contacts/", {"channel": "101"}, key=key).status_code == 201
        assert send(asker, "/api/v1/contacts/", {"channel": "101"}, key=key).status_code == 201
        assert IdempotencyRecord.objects.count() == 1
        transaction.set_rollback(True)


def test_what_one_person_sent_is_not_answered_to_another(asker):
    with transaction.atomic():
        mine = send(asker, "/api/v1/contacts/", {"channel": "101"})
        asker.client.cookies[settings.SESSION_COOKIE_NAME] = asker.house.sessions["O", "signed in"]
        theirs = asker.client.post(
            "/api/v1/contacts/",
            '{"channel": "101"}',
            content_type="application/json",
            HTTP_IDEMPOTENCY_KEY="k-1",
        )
        assert theirs.json()["id"] != mine.json()["id"]
        transaction.set_rollback(True)


def test_an_order_that_is_still_running_is_not_started_again(asker):
    person = asker.house.people["S"].pk
    elsewhere = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    with elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [person, "k-1"])
        answer = send(asker, "/api/v1/contacts/", {"channel": "101"})
    elsewhere.close()

    assert answer.status_code == 409
    assert "still running" in answer.json()["detail"]


def test_an_order_for_a_row_that_has_moved_on_is_refused(asker):
    seen = asker.house.incidents["own"]
    path = f"/api/v1/incidents/{seen.slug}/log/"
    with transaction.atomic():
        version = asker.get(f"/api/v1/incidents/{seen.slug}/").json()["version"]
        fresh = send(asker, path, {"text": "one"}, key="a", HTTP_IF_MATCH=f'"{version}"')
        stale = send(asker, path, {"text": "two"}, key="b", HTTP_IF_MATCH=f'"{version}"')
        any_of_them = send(asker, path, {"text": "three"}, key="c", HTTP_IF_MATCH="*")
        transaction.set_rollback(True)

    assert [each.status_code for each in (fresh, stale, any_of_them)] == [201, 409, 201]
    assert "changed since you last saw it" in stale.json()["detail"]


@pytest.mark.parametrize("match", ["", "0", "-1", "abc", "1, 2", "\u00e9", "9" * 50])
@pytest.mark.parametrize(
    "path",
    [
        "incidents/{ref}/log/",
        "units/PC12/status/",
        "contacts/{contact}/claim/",
        "alerts/{alert}/acknowledge/",
        "payloads/{payload}/review/",
    ],
)
def test_a_version_that_never_was_matches_nothing(path, match, asker):
    house = asker.house
    named = {
        "ref": house.incidents["own"].slug,
        "contact": house.contacts["anybody's"],
        "alert": house.alerts["a dispatcher's"].pk,
        "payload": house.payload_id,
    }
    body = {"text": "one", "code": 5, "note": "seen"}
    answer = send(asker, f"/api/v1/{path.format(**named)}", body, key="a", HTTP_IF_MATCH=match)

    assert answer.status_code == 409
    assert fingerprint() == asker.before
