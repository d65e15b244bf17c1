"""Every address, by every method, for every role and everybody else, against the table."""

import functools
from collections import defaultdict
from http import HTTPStatus

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.doors import bodies
from tests.doors.rows import ALL, EVERYBODY, LET_IN, Row
from tests.doors.table import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.capability("N1")]
# One for all: each client sets the whole chain of middleware up anew.
CLIENT = Client()
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Let in: it was done, or only the state of things or what was sent stood against it.
DONE = {200, 201, 204, 302, 400, 409, 422}
SENT_AWAY = ("/sign-in/", "/unlock/", "/password/", "/account/factors/")
NOT_THERE, NOT_SO = HTTPStatus.NOT_FOUND, {HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED}


def routes(patterns, prefix="") -> set[str]:
    found = set()
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        found |= {path} if isinstance(pattern, URLPattern) else routes(pattern.url_patterns, path)
    return found


def by_route() -> dict[tuple, list[Row]]:
    grouped = defaultdict(list)
    for row in ROWS:
        grouped[row.route, row.given].append(row)
    return grouped


def test_every_address_has_its_row_and_every_row_its_address():
    served, written = routes(get_resolver().url_patterns), {row.route for row in ROWS}

    assert served - written == set(), "These have no row in tests/doors/table.py."
    assert written - served == set(), "These rows lead nowhere."


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_door_opens_for_whom_the_table_says(row, house):
    wrong = []
    for method in row.methods.split():
        for letter in ALL:
            for kind, may in row.subject.kinds.items():
                knock = functools.partial(_knock, house, row, method, letter, kind)
                answer = knock("signed in")
                if not _is_expected(answer, row, letter, kind, may):
                    wrong.append(f"{method} as {letter} to {kind or 'it'}: {_said(answer)}")

    assert not wrong


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_door_stops_strangers_locked_screens_and_given_passwords(row, house):
    wrong = []
    for method in row.methods.split():
        for state in ("anonymous", "expired", "locked", "must change"):
            letter, kind = _somebody(row), next(iter(row.subject.kinds))
            answer = _knock(house, row, method, letter, kind, state)
            wanted = getattr(row.door, state.replace(" ", "_"))
            if not _is_stopped(answer, row, wanted):
                wrong.append(f"{method} {state}, as {letter}: {_said(answer)}")

    assert not wrong


@pytest.mark.capability("N3")
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_where_a_second_factor_is_needed_nothing_opens_before_there_is_one(row, house, settings):
    settings.MFA_REQUIRED = True
    wrong, kind, letter = [], next(iter(row.subject.kinds)), _somebody(row)
    for method in row.methods.split():
        answer = _knock(house, row, method, letter, kind, "signed in")
        if not _is_stopped(answer, row, row.door.unenrolled):
            wrong.append(f"{method} as {letter}: {_said(answer)}")

    assert not wrong


@pytest.mark.parametrize("rows", by_route().values(), ids=lambda rows: str(rows[0]))
def test_no_other_method_does_anything(rows, house):
    named = {method for row in rows for method in row.methods.split()}
    kind, wrong = next(iter(rows[0].subject.kinds)), []
    for method in sorted(set(METHODS) - named):
        for letter in (EVERYBODY, "G"):
            answer = _knock(house, rows[0], method, letter, kind, "signed in")
            if answer.status_code not in NOT_SO:
                wrong.append(f"{method} as {letter}: {_said(answer)}")
        answer = _knock(house, rows[0], method, "A", kind, "anonymous")
        if answer.status_code not in {302, 401, 403, 405}:
            wrong.append(f"{method} anonymous: {_said(answer)}")

    assert not wrong


def _somebody(row: Row) -> str:
    """Return one of those let in, at each address another: what stops them here asks no role."""
    letters = row.who or ALL
    return letters[ROWS.index(row) % len(letters)]


def _is_expected(answer, row: Row, letter: str, kind: str, may: str) -> bool:
    if letter not in row.who:
        return answer.status_code == row.door.refused
    if letter not in may:
        return answer.status_code == row.subject.answered.get(kind, NOT_THERE)
    return _is_let_in(answer, row)


def _is_let_in(answer, row: Row) -> bool:
    if row.answers:
        return any(_is_answered(answer, wanted) for wanted in row.answers)
    away = any(_is_answered(answer, page) for page in SENT_AWAY)
    return answer.status_code in DONE and not away


def _is_stopped(answer, row: Row, wanted: int | str) -> bool:
    return _is_let_in(answer, row) if wanted == LET_IN else _is_answered(answer, wanted)


def _is_answered(answer, wanted: int | str) -> bool:
    if isinstance(wanted, int):
        return answer.status_code == wanted
    return answer.status_code == HTTPStatus.FOUND and answer["Location"].startswith(wanted)


def _knock(house, row: Row, method: str, letter: str, kind: str, state: str):
    """Make one request, and undo whatever it did."""
    CLIENT.cookies.clear()
    if state != "anonymous":
        CLIENT.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[letter, state]
    is_api = row.route.startswith(("api/", "hooks/"))
    sent = bodies.body(row, kind, letter, house) if is_api else bodies.form(row)
    more = {} if method == "GET" or not is_api else {"content_type": "application/json"}
    with transaction.atomic():
        path = bodies.address(row, kind, house)
        answer = getattr(CLIENT, method.lower())(path, sent if method != "GET" else None, **more)
        transaction.set_rollback(True)
    return answer


def _said(answer) -> str:
    where = answer.headers.get("Location", "")
    words = answer.content[:120].decode(errors="replace") if answer.status_code < 500 else ""
    return f"{answer.status_code} {where} {words}".strip()
