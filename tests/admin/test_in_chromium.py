"""The admin site in a real browser: nothing inline is needed, and axe finds nothing."""

import pytest

from contactcentre.core.models import AuditEntry, Person
from tests.browser.test_accessibility import faults_everywhere

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PAGES = [
    "/admin/",
    "/admin/core/",
    "/admin/core/person/",
    "/admin/core/person/?is_active__exact=1",
    "/admin/core/person/add/",
    "/admin/core/person/{person}/change/",
    "/admin/core/person/{person}/new-password/",
    "/admin/core/person/{person}/close-account/",
    "/admin/core/apikey/add/",
    "/admin/core/auditentry/",
    "/admin/core/auditentry/{entry}/change/",
    "/admin/countdowns/policy/add/",
    "/admin/incidents/place/",
    "/admin/incidents/place/add/",
    "/admin/dispatch/unit/add/",
]


@pytest.mark.capability("C10")
def test_axe_finds_nothing_on_the_admin_site(window):
    person, entry = Person.objects.get(username="handler"), AuditEntry.objects.first()
    found = {}
    for page in PAGES:
        path = page.format(person=person.pk, entry=entry.pk)
        window.goto(path)
        found[path] = faults_everywhere(window)

    assert {path: said for path, said in found.items() if said} == {}


def test_a_person_is_made_and_given_an_area_without_inline_script_or_style(window):
    window.goto("/admin/core/person/add/")
    window.fill("#id_username", "nia")
    window.fill("#id_last_name", "Bello")
    window.fill("#id_password", "correct horse battery")
    window.get_by_label("Dispatcher").check()
    window.get_by_label("AS Lambeth and Southwark").check()
    window.get_by_role("button", name="Save", exact=True).click()
    window.wait_for_url("**/admin/core/person/")
    window.get_by_role("link", name="nia").click()
    window.get_by_role("link", name="Close the account").click()
    window.get_by_role("button", name="Close the account").click()
    window.wait_for_url("**/change/")

    assert "The account of Bello is closed." in window.inner_text(".messagelist")
    assert window.complaints == []
    assert not Person.objects.get(username="nia").is_active


def test_a_refused_target_keeps_the_moment_that_was_typed(window):
    window.goto("/admin/countdowns/policy/add/")
    window.select_option("#id_kind", "attend")
    window.fill("#id_key", "I")
    window.fill("#id_seconds", "600")
    window.fill("#id_steps", "50,100")
    window.fill("#id_effective_from", "2001-01-01T06:00:05")
    window.get_by_role("button", name="Save", exact=True).click()
    window.wait_for_selector(".errornote")

    assert "A target starts now or later" in window.inner_text("#content")
    assert window.input_value("#id_effective_from") == "2001-01-01T06:00:05"
    assert window.complaints == []
