"""Strangers who use the spool while the database is away bury nothing under their alerts."""

import pytest

from contactcentre.contacts.models import Contact, RawPayload
from contactcentre.countdowns.models import Alert

pytestmark = pytest.mark.capability("O9")
NOBODYS = f"{'0' * 10}.{'n' * 43}"


def test_whatever_strangers_left_is_one_alert_and_all_of_it_is_kept(site):
    site.gate.shut()
    brought = [site.bring(f"message {number}", key=NOBODYS)[0] for number in range(12)]
    assert brought == [202] * 12
    site.gate.open()
    site.wait_until_drained()

    alert = Alert.objects.live().get(subject="payload")
    assert alert.text.startswith("12 from spool /api/v1/contacts/ by strangers")
    assert RawPayload.objects.filter(reviewed_at=None).count() == 12
    assert not Contact.objects.exists()
