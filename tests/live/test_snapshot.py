"""A snapshot is a whole board, as far as a person may see it, in a few statements."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from contactcentre.core.errors import NotAllowed, NotFound
from contactcentre.core.live import boards, snapshot
from contactcentre.core.live.digests import digests
from contactcentre.core.permissions import Role

BOARDS = {"calls", "dispatch", "supervisor"}
KINDS = {"contact", "handler", "incident", "unit", "alert"}


def test_the_ports_are_filled_with_these_boards_and_kinds_and_no_others():
    assert set(boards.boards()) == BOARDS
    assert set(boards.kinds()) == KINDS
    assert all(set(board.kinds) <= KINDS for board in boards.boards().values())


def test_every_kind_can_be_read_in_one_statement(world):
    for kind in boards.kinds().values():
        assert isinstance(kind.open_rows(), QuerySet), kind.name
        with CaptureQueriesContext(connection) as statements:
            list(kind.open_rows())
        assert len(statements) == 1


@pytest.mark.parametrize(("name", "most"), [("calls", 6), ("dispatch", 6), ("supervisor", 8)])
def test_a_board_takes_few_statements_however_much_is_on_it(world, name, most):
    _something_on_every_board(world, 1)
    snapshot.take(name, world.supervisor)
    few = _statements(name, world.supervisor)
    _something_on_every_board(world, 4)
    many = _statements(name, world.supervisor)
    assert len(few) == len(many)
    assert len(many) <= most, "\n\n".join(many)


def test_the_digests_are_those_of_the_rows(world):
    _something_on_every_board(world, 2)
    taken = snapshot.take("supervisor", world.supervisor)
    kinds = {row["kind"] for row in taken["rows"]}
    assert kinds == KINDS
    rows = [(row["kind"], row["scope"], row["id"], row["version"]) for row in taken["rows"]]
    assert taken["digests"] == digests(rows)


def test_a_dispatcher_sees_their_own_area_and_what_concerns_everybody(world):
    _something_on_every_board(world, 1)
    taken = snapshot.take("dispatch", world.dispatcher)
    assert taken["scopes"] == ["AS", "ALL"]
    assert {row["scope"] for row in taken["rows"]} <= {"AS", "ALL"}
    stranger = world.on_shift("stranger", Role.DISPATCHER, world.elsewhere)
    elsewhere = snapshot.take("dispatch", stranger)
    assert elsewhere["scopes"] == ["CN", "ALL"]
    assert not [row for row in elsewhere["rows"] if row["kind"] != "alert"]


def test_what_a_row_builder_returns_has_the_version_and_scope_it_is_listed_under(world):
    _something_on_every_board(world, 2)
    for kind in boards.kinds().values():
        listed = set(kind.open_rows())
        built = kind.rows([pk for _scope, pk, _version in listed])
        assert {(row["scope"], row["id"], row["version"]) for row in built} == listed, kind.name
        assert {row["kind"] for row in built} <= {kind.name}


def test_a_board_is_refused_to_whoever_may_not_see_it(world):
    with pytest.raises(NotAllowed):
        snapshot.take("supervisor", world.handler)
    with pytest.raises(NotFound):
        snapshot.take("nothing", world.supervisor)


def test_the_api_answers_with_a_snapshot(world, client):
    _something_on_every_board(world, 1)
    client.force_login(world.dispatcher, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/api/v1/boards/dispatch/")
    assert answer.status_code == 200
    assert set(answer.json()) == {
        *("board", "now", "speed", "scopes", "rows", "digests", "figures", "clocks_age")
    }
    assert client.get("/api/v1/boards/supervisor/").status_code == 403
    assert client.get("/api/v1/boards/nothing/").status_code == 404
    client.logout()
    assert client.get("/api/v1/boards/dispatch/").status_code == 401


def _something_on_every_board(world, count: int) -> None:
    for _ in range(count):
        incident = world.graded("S")
        unit = world.unit(f"PC{next(world.count)}")
        other = world.graded("I")
        world.assign(unit, incident)
        world.divert(unit, other)
        world.ring()


def _statements(name: str, person) -> list[str]:
    with CaptureQueriesContext(connection) as statements:
        snapshot.take(name, person)
    every = [statement["sql"] for statement in statements.captured_queries]
    # A process asks for the time at most a few times a second, whoever is looking.
    return [sql for sql in every if "core_virtualclock" not in sql]
