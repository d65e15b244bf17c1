"""While the database is away one asks for it; only what was written shows that it is back."""

import pytest
from django.test import Client

from contactcentre.core.spool import breaker as breaking
from contactcentre.core.spool.breaker import Breaker, breaker


@pytest.fixture
def away(monkeypatch):
    """The database was away a moment ago, and the moment lasts."""
    monkeypatch.setattr(breaking, "QUIET_SECONDS", 3600.0)
    breaker.trip()
    yield breaker
    breaker.mend()


@pytest.mark.parametrize("path", ["/hooks/nowhere/", "/hooks/telephony/", "/api/v1/contacts/"])
def test_what_is_refused_does_not_show_that_the_database_is_there(away, db, path):
    answer = Client().post(path, "{}", content_type="application/json")

    assert answer.status_code >= 400
    assert away.is_open()


def test_of_many_one_looks_and_the_others_do_not_wait():
    mine = Breaker()
    mine.trip()
    mine._until = 0.0

    assert [mine.is_open() for _each in range(3)] == [False, True, True]
    mine.mend()
    assert not mine.is_open()
