"""
Alerts and transfers that others wrote, where they lie beside the project: none is lost or obeyed.

They are not ours to pass on, so that they are not in the repository.
"""

from pathlib import Path

import pytest
from django.test import Client

from contactcentre.contacts import signing
from contactcentre.contacts.models import Contact, RawPayload
from contactcentre.core import clock
from incidents.models import TransferMessage
from incidents.transferring import cap
from tests.agencies import agency

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures"
ALERTS = FIXTURES / "cap" / "google-cap-library"
TRANSFERS = FIXTURES / "incident-transfer" / "samu-hub"
SECRET = "what-the-agency-of-the-corpora-signs-with"
NO_ALERT = {".atom", ".rss", ".edxlde", ".xsd"}
HARMFUL = {"xee.cap", "xee.atom"}

needs_alerts = pytest.mark.skipif(not ALERTS.is_dir(), reason=f"There are no alerts at {ALERTS}.")
needs_transfers = pytest.mark.skipif(
    not TRANSFERS.is_dir(), reason=f"There are no transfers at {TRANSFERS}."
)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.*") if path.is_file())


def knock(body: bytes, settings):
    settings.TRANSFER_SECRETS = {"OTHERS": SECRET}
    signed = signing.headers(body, secret=SECRET, at=clock.now())
    return Client().post("/hooks/transfers/others/", body, "application/xml", headers=signed)


@needs_alerts
@pytest.mark.capability("A14")
def test_every_alert_of_others_is_read_and_what_is_none_is_told_apart():
    for path in files(ALERTS):
        reading = cap.read(path.read_bytes())
        is_alert = path.suffix == ".cap" and path.name not in HARMFUL
        assert (reading.said is not None) == is_alert, (path.name, reading.faults)
        assert bool(reading.faults) == (not is_alert or path.name == "invalid.cap"), path.name
    harmful = [cap.read((ALERTS / name).read_bytes()).faults for name in sorted(HARMFUL)]
    assert all("declares a document type" in faults[0] for faults in harmful)
    thunder = cap.read((ALERTS / "thunderstorm.cap").read_bytes()).said
    assert (thunder.grade, thunder.number) == ("I", "")


@needs_alerts
@pytest.mark.capability("A14")
def test_every_alert_is_a_contact_once_or_kept_to_be_looked_at(world, settings):
    agency(world, "OTHERS")
    for _twice in range(2):
        for path in files(ALERTS):
            assert knock(path.read_bytes(), settings).status_code in {200, 202}, path.name

    taken = TransferMessage.objects.count()
    kept = RawPayload.objects.exclude(reason__startswith="it lacks")
    different = {path.read_bytes() for path in files(ALERTS)}
    assert (taken > 5, taken + kept.count()) == (True, len(different))
    assert 0 < Contact.objects.count() <= taken


@needs_transfers
@pytest.mark.capability("A14")
def test_what_other_hubs_exchange_is_kept_to_be_looked_at_and_becomes_nothing_by_itself(
    world, settings
):
    agency(world, "OTHERS")
    for path in files(TRANSFERS):
        assert knock(path.read_bytes(), settings).status_code == 202, path.name
    assert RawPayload.objects.count() == len(files(TRANSFERS))
    assert not Contact.objects.exists()
