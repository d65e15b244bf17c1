"""The same order from eight places at one moment: one effect."""

import threading

import pytest
from django.db import connection
from django.test import Client

from contactcentre.contacts.models import Contact
from contactcentre.core.permissions import Permission, Role
from tests.api.keys import key_of


@pytest.mark.capability("O8")
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_one_key_bring_one_contact(committed_world):
    text = key_of(committed_world, Role.CALL_HANDLER, scopes=[Permission.CONTACT_RECEIVE])
    answers, barrier = [], threading.Barrier(8)

    def bring():
        machine = Client(headers={"Authorization": f"Bearer {text}", "Idempotency-Key": "one"})
        barrier.wait()
        answer = machine.post(
            "/api/v1/contacts/", '{"channel": "101"}', content_type="application/json"
        )
        answers.append((answer.status_code, answer.json().get("id")))
        connection.close()

    threads = [threading.Thread(target=bring) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    brought = {pk for status, pk in answers if status == 201}
    assert Contact.objects.count() == 1
    assert brought == set(Contact.objects.values_list("pk", flat=True))
    assert {status for status, _pk in answers} <= {201, 409}
