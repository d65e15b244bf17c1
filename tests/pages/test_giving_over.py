"""Giving an incident over on its page: to whom, the minute that runs, the receipt, the decision."""

import pytest

from incidents.models import Transfer
from tests.agencies import agency

REASON = "The caller is in their area"


@pytest.fixture
def hers(world):
    """An incident that can be given over to one other force."""
    agency(world)
    return world.graded("I")


def page(browser, incident) -> str:
    return browser.get(f"/desk/incidents/{incident.slug}/").content.decode()


@pytest.mark.capability("A14")
def test_an_incident_is_given_over_accepted_and_decided_on_from_its_page(client, world, hers):
    client.force_login(world.dispatcher)
    path = f"/desk/incidents/{hers.slug}/give-over/"
    assert "Thames control room, by messages" in client.get(path).content.decode()
    refused = client.post(path, {"agency": "", "reason": REASON})
    assert (refused.status_code, REASON in refused.content.decode()) == (422, True)

    client.post(path, {"agency": "THAMES", "reason": REASON})

    made = Transfer.objects.get()
    shown = page(client, hers)
    assert "NOT ACCEPTED YET: it is ours" in shown
    assert f'data-accept-by="{made.sent_at.astimezone():%Y}' in shown
    orders = f"/desk/transfers/{made.pk}"
    receipt = {"state": "ACCEPTED", "accepted_by": "Sgt Grey"}
    assert (
        "that is the receipt"
        in client.post(f"{orders}/receipt/", receipt, follow=True).content.decode()
    )
    client.post(f"{orders}/receipt/", receipt | {"their_reference": "TV 1207"})
    shown = page(client, hers)
    assert "by Sgt Grey, their reference TV 1207" in shown
    assert "NOT DECIDED: what do we do?" in shown
    client.post(f"{orders}/decision/", {"decision": "Our unit goes as well"})
    assert "Our unit goes as well" in page(client, hers)


@pytest.mark.capability("A14")
def test_a_grade_that_changes_is_to_be_told_to_them_as_well(client, world, hers):
    client.force_login(world.dispatcher)
    about = {"agency": "THAMES", "reason": REASON}
    client.post(f"/desk/incidents/{hers.slug}/give-over/", about)
    assert "now: tell them" not in page(client, hers)

    world.grade(hers, "S", by=world.supervisor)

    assert "The grade is Significant now: tell them" in page(client, hers)
