"""The door of the admin site is ours, and its pages hold the strict content policy."""

import re

import pytest
from django.test import Client

from contactcentre.admin import site

pytestmark = pytest.mark.django_db
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)(?![^>]*application/json)")


def test_whoever_has_not_signed_in_is_sent_to_our_page_and_back(client, world):
    answer = client.get("/admin/core/person/?is_active__exact=1")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=/admin/core/person/%3Fis_active")


def test_the_sites_own_sign_in_page_is_ours(client, world):
    answer = client.get("/admin/login/?next=/admin/core/borough/")

    assert answer["Location"] == "/sign-in/?next=/admin/core/borough/"
    assert client.get("/admin/login/")["Location"] == "/sign-in/?next=/admin/"


def test_whoever_administers_nothing_is_refused_with_a_sentence(world):
    client = Client()
    client.force_login(world.supervisor)
    answer = client.get("/admin/")

    assert answer.status_code == 403
    assert "Your role does not include administration." in answer.content.decode()


def test_a_locked_screen_shows_nothing(browser):
    browser.post("/lock/")

    assert browser.get("/admin/")["Location"] == "/unlock/"


def test_a_password_given_by_somebody_else_is_changed_first(browser, world):
    world.admin.must_change_password = True
    world.admin.save()

    assert browser.get("/admin/core/person/")["Location"] == "/password/"


def test_a_password_is_changed_on_our_page_and_leaving_ends_the_session(browser):
    assert browser.post("/admin/password_change/")["Location"] == "/password/"
    assert browser.post("/admin/logout/")["Location"] == "/sign-in/"
    assert browser.get("/admin/").status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_pages_take_forms_and_nothing_else(browser, method):
    assert getattr(browser, method)("/admin/core/person/").status_code == 405


def test_every_page_holds_the_strict_content_policy(reader, world):
    paths = ["/admin/", "/admin/core/", f"/admin/core/person/{world.handler.pk}/close-account/"]
    for page in site._registry.values():
        paths.append(f"/admin/{page.opts.app_label}/{page.opts.model_name}/")
    paths += ["/admin/core/person/add/", "/admin/countdowns/policy/add/", "/admin/core/apikey/add/"]
    for path in paths:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        assert not INLINE.search(answer.content.decode()), path
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_ribbon_of_a_demonstration_is_on_these_pages_too(browser, settings):
    settings.DEMO = False
    assert "not an emergency service" not in browser.get("/admin/").content.decode()
    settings.DEMO = True

    assert "not an emergency service" in browser.get("/admin/").content.decode()
