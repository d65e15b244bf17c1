"""Whatever is typed into a form or an address of a page: a page in words, and nothing broken."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.api.conftest import fingerprint
from tests.doors import bodies
from tests.doors.rows import PAGE
from tests.doors.site import ADDED, CHANGED
from tests.doors.table import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.capability("O8")]
ODD = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "💥" * 50,
    "\u202eabc",
    "x" * 30_000,
    "9" * 40,
    "-1",
    "1e400",
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "<script>",
    "'; --",
    "%00",
]
FORMS = {
    "/sign-in/": ["username", "password", "next"],
    "/password/": ["old_password", "new_password1", "new_password2"],
    "/unlock/": ["password"],
    "/desk/command/": ["line"],
    "/sign-in/passkey/": ["credential"],
    "/account/factors/passkeys/": ["name", "credential"],
    "/account/factors/app/": ["code"],
    "/account/factors/confirm/": ["password", "code", "next"],
    "/account/factors/confirm/passkey/": ["credential", "next"],
    "/account/sessions/end/": ["session"],
    "/demo/ring/": ["call"],
    "/demo/hang-up/": ["call_id"],
    "/demo/sign-in/": ["username"],
}
LINES = ["g {} I x", "a PC12 {}", "div PC12 {} x", "st PC12 {}", "st {} 6", "log {} x", "find {}"]
SITE = [f"/admin/{model}/add/" for model in (*CHANGED, *ADDED)]
PAGES = [row for row in ROWS if "GET" in row.methods and row.door is PAGE and row.who]
SHOWN = [row for row in PAGES if "<" not in row.route]
CLIENT = Client(raise_request_exception=False)
SCRIPT = {"X-Requested-With": "fetch"}


def visit(house, letter: str, method: str, path: str, form: dict | None = None, **more):
    """Make one request as somebody, and undo it; the answer says whether it changed anything."""
    CLIENT.cookies.clear()
    CLIENT.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[letter, "signed in"]
    before = fingerprint()
    with transaction.atomic():
        answer = getattr(CLIENT, method)(path, form, **more)
        answer.is_untouched = fingerprint() == before
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("path", FORMS)
def test_each_field_of_a_page_may_be_anything(path, house, settings):
    settings.DEMO = True
    for field in FORMS[path]:
        for value in ODD:
            answer = visit(house, "S", "post", path, {field: value})

            assert answer.status_code < 500, (field, value[:20])


@pytest.mark.parametrize("line", LINES)
def test_each_part_of_a_typed_command_may_be_anything(line, house):
    for value in ODD:
        typed = {"line": line.format(value)}
        answer = visit(house, "S", "post", "/desk/command/", typed, headers=SCRIPT)

        assert answer.status_code < 500, value[:20]
        assert answer.status_code < 400 or answer.json()["detail"]


@pytest.mark.parametrize("path", SITE)
def test_each_field_of_the_admin_site_may_be_anything(path, house):
    shown = visit(house, "A", "get", path)
    fields = shown.context["adminform"].form.fields
    for value in ODD:
        answer = visit(house, "A", "post", path, dict.fromkeys(fields, value))

        assert answer.status_code < 500, value[:20]
        assert answer.is_untouched, value[:20]


@pytest.mark.parametrize("row", SHOWN, ids=str)
def test_a_page_bears_any_question(row, house):
    who = row.who[0]
    for value in ODD:
        query = dict.fromkeys(("q", "p", "o", "e", "next", "at", "figure", "_to_field"), value)
        answer = visit(house, who, "get", bodies.address(row, "", house), query)

        assert answer.status_code < 500, value[:20]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "x"])
@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_another_kind_is_refused_and_breaks_nothing(path, kind, house, settings):
    settings.DEMO = True
    answer = visit(house, "S", "post", path, b'{"a": \xff\x00}', content_type=kind)

    assert answer.status_code < 500


def test_a_form_of_ten_megabytes_is_refused_with_a_page(house):
    answer = visit(house, "S", "post", "/desk/command/", {"line": "x" * 10_000_000})

    assert answer.status_code == 413
    assert "1 MB" in answer.content.decode()
