"""Contacts and handlers on boards, and figures that equal the lists they open."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contactcentre.contacts import boards, figures, queries
from contactcentre.contacts.actions import handlers
from contactcentre.contacts.enums import HandlerState, Outcome
from contactcentre.contacts.models import Contact, Handler
from tests.contacts.floor import NUMBER


class Board:
    """What a screen holds: it starts empty and hears every NOTIFY of these transactions."""

    def __init__(self):
        self.rows = {}

    def hear(self, queries):
        """Read the rows that were told of, as the relay does."""
        for query in queries:
            if "pg_notify" in query["sql"]:
                self._read(query["sql"])

    def _read(self, sql):
        told = json.loads(sql[sql.index("'[{") + 1 : sql.index("}]'") + 2])
        for change in told:
            build = {"contact": boards.contact_rows, "handler": boards.handler_rows}.get(
                change["k"]
            )
            if build is None:
                continue
            self.rows.pop((change["k"], change["i"]), None)
            for row in build([change["i"]]):
                self.rows[change["k"], row["id"]] = row


def fresh() -> dict:
    """Return the whole board as it would be read now."""
    contacts = boards.contact_rows(Contact.objects.values("pk"))
    people = boards.handler_rows(Handler.objects.values("pk"))
    return {(row["kind"], row["id"]): row for row in [*contacts, *people]}


@pytest.mark.capability("L1", "L2")
def test_an_old_board_and_the_news_of_every_action_are_a_fresh_board(floor):
    ann, bob = floor.person_at_work("ann"), floor.person_at_work("bob")
    first = []
    steps = [
        lambda: floor.say(ann, HandlerState.AVAILABLE),
        lambda: first.append(floor.ring(number=NUMBER)),
        lambda: floor.wait(seconds=15),
        lambda: floor.say(bob, HandlerState.AVAILABLE),
        lambda: floor.release(first[0], bob, fence=2),
        lambda: floor.claim(first[0], ann),
        lambda: floor.answer(first[0], ann),
        lambda: floor.dispose(first[0], ann, Outcome.ADVICE),
        lambda: floor.end(first[0], ann),
        lambda: floor.say(ann, HandlerState.AVAILABLE),
        lambda: floor.abandon(floor.ring()),
        lambda: floor.line(type="ringing", call_id="1", event_id="1", **{"from": NUMBER}),
        lambda: floor.line(type="answered", call_id="1", event_id="2"),
        lambda: floor.line(type="ended", call_id="1", event_id="3", cause="cut"),
        lambda: floor.claim(Contact.objects.get(state="ABANDONED"), bob),
        lambda: handlers.sign_off(person=bob, by=floor.system, at=floor.at),
        lambda: floor.wait(minutes=10),
    ]
    board = Board()
    for number, step in enumerate(steps):
        with CaptureQueriesContext(connection) as captured:
            step()
        board.hear(captured.captured_queries)
        assert board.rows == fresh(), number


def test_a_row_names_no_caller(floor):
    floor.handler("ann")
    contact = floor.ring("SMS", number=NUMBER, handle="@jo", text="It is Jo Smith")
    text = json.dumps([*boards.contact_rows([contact.pk]), *boards.handler_rows([1, 2, 3])])
    for personal in ("7700900123", "900123", "@jo", "Jo Smith"):
        assert personal not in text


def test_what_is_done_and_who_is_gone_leave_the_board(floor):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)
    floor.dispose(contact, ann)
    floor.end(contact, ann)
    floor.say(ann, HandlerState.SIGNED_OFF)
    assert fresh() == {}
    assert not boards.open_contacts().exists()
    assert not boards.open_handlers().exists()


@pytest.mark.capability("B2", "B6", "L4")
def test_every_figure_equals_the_list_it_opens(floor):
    ann = floor.handler("ann", is_free=False)
    lots = {"quick": 4, "slow": 14, "from_bt_only_slow": 8}
    for seconds in lots.values():
        contact = floor.ring(connected_at=floor.at - timedelta(seconds=5))
        floor.wait(seconds=seconds)
        floor.say(ann, HandlerState.AVAILABLE)
        floor.answer(contact, ann)
        floor.dispose(contact, ann)
        floor.end(contact, ann, is_cut=seconds == 14)
    floor.abandon(floor.ring())
    floor.ring()
    floor.ring("101")
    floor.ring("EMAIL")

    counted = figures.counts(floor.at)["ALL"]

    assert counted == {
        "999_waiting": 1,
        "101_waiting": 1,
        "digital_waiting": 1,
        "live": 0,
        "undisposed": 1,
        "999_answered": 3,
        "999_in_10_s_from_bt": 1,
        "999_in_10_s_from_ring": 2,
        "abandoned": 1,
        "dropped": 1,
    }
    for name, number in counted.items():
        assert figures.listed(name, floor.at).count() == number, name
    assert queries.undisposed().count() == 1


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 3, 29, 11, 0, tzinfo=UTC), 11),
        (datetime(2026, 10, 25, 11, 0, tzinfo=UTC), 12),
        (datetime(2026, 6, 1, 11, 0, tzinfo=UTC), 12),
        (datetime(2026, 1, 1, 0, 30, tzinfo=UTC), 0.5),
    ],
)
def test_today_begins_at_midnight_in_london(now, hours):
    assert now - figures.start_of_day(now) == timedelta(hours=hours)


def test_figures_are_one_statement(floor, django_assert_num_queries):
    with django_assert_num_queries(1):
        figures.counts(floor.at)
