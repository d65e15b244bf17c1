"""Reference data is changed through actions: audited, and refused with a sentence."""

from datetime import timedelta

import pytest

from contactcentre.core import clock
from contactcentre.core.models import AuditEntry, Borough, CommandUnit
from contactcentre.countdowns.models import Policy
from dispatch.models import Unit
from incidents.models import Code, Place

pytestmark = pytest.mark.django_db


def audited(name: str) -> list[str]:
    return list(AuditEntry.objects.filter(name=name).values_list("by", flat=True))


def test_a_command_unit_is_added_and_renamed_and_its_code_stays(browser):
    browser.post("/admin/core/commandunit/add/", {"code": "NE", "name": "Newham"})
    browser.post("/admin/core/commandunit/NE/change/", {"code": "XX", "name": "Newham and east"})

    assert CommandUnit.objects.get(pk="NE").name == "Newham and east"
    assert not CommandUnit.objects.filter(pk="XX").exists()
    assert audited("command_unit.set") == ["admin", "admin"]


def test_no_command_unit_may_be_called_like_the_whole_force(browser):
    answer = browser.post("/admin/core/commandunit/add/", {"code": "ALL", "name": "Everything"})

    assert "whole force" in answer.content.decode()
    assert not CommandUnit.objects.filter(pk="ALL").exists()


def test_a_borough_moves_to_another_command_unit(browser, world):
    form = {"name": "Lambeth", "command_unit": "CN"}
    browser.post(f"/admin/core/borough/{world.borough.pk}/change/", form)

    assert Borough.objects.get(pk=world.borough.pk).command_unit_id == "CN"
    assert audited("borough.set") == ["admin"]


def test_a_place_is_added_and_found_by_its_normal_form(browser, world):
    form = {
        "name": "Coldharbour Ln",
        "kind": "street",
        "borough": world.borough.pk,
        "lat": "51.46",
        "lon": "-0.11",
    }
    browser.post("/admin/incidents/place/add/", form)

    assert Place.objects.get(name="Coldharbour Ln").words == "coldharbour lane"


def test_a_place_off_the_earth_is_refused(browser, world):
    form = {"name": "Mars", "kind": "x", "borough": world.borough.pk, "lat": "251", "lon": "NaN"}
    answer = browser.post("/admin/incidents/place/add/", form)

    assert answer.status_code == 200
    assert not Place.objects.filter(name="Mars").exists()


def test_a_code_is_retired_and_never_renamed(browser):
    code = Code.objects.filter(kind="OPENING").first()
    url = f"/admin/incidents/code/{code.pk}/change/"
    browser.post(url, {"kind": "CLOSING", "code": "NEW", "label": "Other words"})

    after = Code.objects.get(pk=code.pk)
    assert (after.kind, after.code, after.label) == (code.kind, code.code, "Other words")
    assert not after.is_current


def test_a_target_is_a_new_version_and_the_old_one_stays(browser):
    before = Policy.objects.filter(kind="attend", key="I").count()
    form = {"kind": "attend", "key": "I", "seconds": "600", "steps": "50,100"}
    form["repeat_seconds"] = "600"
    answer = browser.post("/admin/countdowns/policy/add/", form)

    assert answer.status_code == 302
    assert Policy.objects.filter(kind="attend", key="I").count() == before + 1
    newest = Policy.objects.filter(kind="attend", key="I").first()
    assert (newest.seconds, newest.steps) == (600, [50, 100])
    assert audited("policy.added") == ["admin"]


def test_a_refused_target_says_why_and_keeps_what_was_typed(browser):
    past = clock.now() - timedelta(days=2)
    form = {
        "kind": "attend",
        "key": "I",
        "seconds": "601",
        "steps": "50,100",
        "effective_from": past.strftime("%Y-%m-%dT%H:%M:%S"),
    }
    answer = browser.post("/admin/countdowns/policy/add/", form)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "A target starts now or later" in page
    assert 'value="601"' in page
    assert not Policy.objects.filter(seconds=601).exists()


def test_a_version_of_a_target_cannot_be_changed(browser):
    policy = Policy.objects.first()
    url = f"/admin/countdowns/policy/{policy.pk}/change/"

    assert browser.get(url).status_code == 200
    assert browser.post(url, {"seconds": "1"}).status_code == 403


def test_a_unit_is_added_off_duty(browser):
    form = {"callsign": "KA21", "command_unit": "AS", "skills": "Taser,Dog", "crew_size": "2"}
    answer = browser.post("/admin/dispatch/unit/add/", form)

    unit = Unit.objects.get(callsign="KA21")
    assert answer.status_code == 302
    assert (unit.state, unit.skills) == ("OFF_DUTY", ["Taser", "Dog"])
    assert audited("unit.created") == ["admin"]


@pytest.mark.parametrize("callsign", ["ka 21", "K/A", "💥", "pc12"])
def test_a_callsign_that_no_address_can_name_is_refused(browser, callsign):
    form = {"callsign": callsign, "command_unit": "AS", "crew_size": "2"}
    answer = browser.post("/admin/dispatch/unit/add/", form)

    assert answer.status_code == 200
    assert not Unit.objects.exists()


def test_a_unit_is_given_another_radio_and_nothing_else_of_it_changes(browser, world):
    first, second = world.unit("PC12"), world.unit("PC13")
    form = {"issi": "4200012", "callsign": "XX99", "crew_size": "9"}
    browser.post(f"/admin/dispatch/unit/{first.pk}/change/", form)
    again = browser.post(f"/admin/dispatch/unit/{second.pk}/change/", form)
    many = browser.post(f"/admin/dispatch/unit/{second.pk}/change/", {"issi": "16777216"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.issi, first.callsign, first.crew_size) == (4200012, "PC12", 2)
    assert (again.status_code, many.status_code, second.issi) == (200, 200, None)
    assert audited("unit.radio_issued") == ["admin"]


@pytest.mark.parametrize(
    "path", ["core/commandunit/AS", "dispatch/airwavecode/1", "incidents/code/1"]
)
def test_nothing_is_deleted(browser, path):
    url = f"/admin/{path}/delete/"

    assert browser.get(url).status_code == 403
    assert browser.post(url, {"post": "yes"}).status_code == 403
