"""No order is taken from a page that is not ours: every changing request shows its token."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.doors import bodies
from tests.doors.rows import ALL, PROBE, Row
from tests.doors.table import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.capability("N1")]
FOREIGN = Client(enforce_csrf_checks=True)
CHANGING = [row for row in ROWS if "POST" in row.methods and row.door is not PROBE]
# What only sends somebody elsewhere changes nothing.
SENDS_ON = {"favicon.ico", "admin/login/"}


@pytest.mark.parametrize("row", CHANGING, ids=str)
def test_an_order_without_the_token_of_our_page_is_refused(row: Row, house):
    if row.route in SENDS_ON:
        return
    kind = next(iter(row.subject.kinds))
    FOREIGN.cookies.clear()
    FOREIGN.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[(row.who or ALL)[0], "signed in"]
    is_api = row.route.startswith("api/")
    sent = bodies.body(row, kind, (row.who or ALL)[0], house) if is_api else bodies.form(row)
    more = {"content_type": "application/json"} if is_api else {}
    with transaction.atomic():
        answer = FOREIGN.post(bodies.address(row, kind, house), sent, **more)
        transaction.set_rollback(True)

    assert answer.status_code == 403, answer.content[:200]
    assert b"CSRF" in answer.content or b"form was too old" in answer.content
