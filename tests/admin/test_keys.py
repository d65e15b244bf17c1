"""Keys are issued to service accounts, shown once, and revoked."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from contactcentre.core import clock
from contactcentre.core.models import ApiKey
from contactcentre.core.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(world):
    person = world.person("gateway", Role.GATEWAY)
    person.is_service = True
    person.save()
    return person


def issue(browser, person, **more):
    form = {"person": person.pk, "name": "crew app", "scopes": ["unit_view"], **more}
    return browser.post("/admin/core/apikey/add/", form)


def test_a_key_is_shown_once_and_works(browser, gateway):
    page = issue(browser, gateway).content.decode()
    text = re.search(r'id="key-text">([^<]+)<', page)[1]

    machine = Client(headers={"Authorization": f"Bearer {text}"})
    assert machine.get("/api/v1/units/").status_code == 200
    secret = text.partition(".")[2]
    key = ApiKey.objects.get()
    for path in ("/admin/core/apikey/", f"/admin/core/apikey/{key.pk}/change/"):
        shown = browser.get(path).content.decode()
        assert secret not in shown
        assert key.secret_hash not in shown


def test_a_revoked_key_opens_nothing(browser, gateway):
    page = issue(browser, gateway).content.decode()
    text = re.search(r'id="key-text">([^<]+)<', page)[1]
    browser.post(f"/admin/core/apikey/{ApiKey.objects.get().pk}/revoke/")

    machine = Client(headers={"Authorization": f"Bearer {text}"})
    assert machine.get("/api/v1/units/").status_code == 401
    assert browser.get(f"/admin/core/apikey/{ApiKey.objects.get().pk}/revoke/").status_code == 404


def test_a_person_gets_no_key(browser, world):
    answer = issue(browser, world.handler)

    assert answer.status_code == 200
    assert not ApiKey.objects.exists()


def test_a_key_that_has_ended_already_is_refused(browser, gateway):
    past = clock.now() - timedelta(days=2)
    answer = issue(browser, gateway, expires_at=past.strftime("%Y-%m-%dT%H:%M:%S"))

    assert "has ended already" in answer.content.decode()
    assert not ApiKey.objects.exists()
