"""While the database is away every contact is kept; when it is back each is there, once."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from contactcentre.contacts.models import Contact, RawPayload
from contactcentre.core.spool import Folder
from contactcentre.core.waiting import GRACE_SECONDS

pytestmark = pytest.mark.capability("O9")
CALLS, MESSAGES = 20, 10
# The web process has its time from PostgreSQL, the test from its own machine.
CLOCKS_DIFFER = 0.5
NOBODYS = f"{'0' * 10}.{'n' * 43}"


def test_what_comes_while_the_database_is_away_is_there_once_when_it_is_back(site):
    assert site.ring("before")[0] == 200
    site.gate.shut()
    left_at = datetime.now(UTC)
    time.sleep(CLOCKS_DIFFER)

    answers = [site.ring(f"call-{n}") for n in range(CALLS)]
    answers += [site.ring(f"call-{n}") for n in range(3)]
    answers += [site.bring(f"message {n}") for n in range(MESSAGES)]
    answers += [site.bring("the same", **{"Idempotency-Key": "k-1"}) for _again in range(2)]
    time.sleep(CLOCKS_DIFFER)
    came_back_at = datetime.now(UTC)

    assert {status for status, _answer in answers} == {202}
    assert len({answer["spool_id"] for _status, answer in answers}) == len(answers)
    assert len(site.folder.names()) == len(answers)
    site.gate.open()
    site.wait_until_drained()
    contacts = list(Contact.objects.exclude(source_id="before"))
    assert len(contacts) == CALLS + MESSAGES + 1
    assert all(left_at <= contact.received_at <= came_back_at for contact in contacts)
    assert not RawPayload.objects.exists()


def test_calls_are_queued_in_the_order_in_which_they_came(site):
    site.gate.shut()
    for n in range(5):
        site.ring(f"call-{n}")
    site.gate.open()
    site.wait_until_drained()

    received = Contact.objects.order_by("received_at").values_list("source_id", flat=True)
    assert list(received) == [f"call-{n}" for n in range(5)]


def test_a_call_is_taken_in_before_what_was_written_earlier(site):
    site.gate.shut()
    for n in range(30):
        site.bring(f"message {n}")
    site.bring("a call that another system hands over", channel="999")
    site.ring("call")
    site.gate.open()
    site.wait_until_drained()

    taken_in = Contact.objects.order_by("pk").values_list("channel", flat=True)
    assert list(taken_in) == ["999", "999", *["SMS"] * 30]


def test_what_an_older_version_kept_is_taken_in(site):
    site.gate.shut()
    site.ring("call")
    [name] = site.folder.names()
    path = Path(site.folder.path)
    (path / name).rename(path / name.removeprefix("1-"))
    site.gate.open()
    site.wait_until_drained()

    assert Contact.objects.get().source_id == "call"


def test_whoever_does_not_show_who_they_are_fills_nothing(site):
    site.gate.shut()

    assert site.ring("forged", secret="x" * 40)[0] == 403
    assert site.bring("no key at all", key="")[0] == 503
    assert site.bring("what looks like no key", key="cc_nobody")[0] == 503
    assert site.bring("no session", key="", Cookie="sessionid=z")[0] == 503
    assert site.folder.names() == []


def test_what_is_refused_when_it_is_taken_in_is_shown_to_a_supervisor(site):
    site.gate.shut()
    assert site.bring("from a key that is none", key=NOBODYS)[0] == 202
    site.gate.open()
    site.wait_until_drained()

    kept = RawPayload.objects.get()
    assert kept.source == "spool /api/v1/contacts/"
    assert b"from a key that is none" in bytes(kept.body)
    assert "401" in kept.reason
    assert not Contact.objects.exists()


def test_what_a_killed_process_has_kept_is_taken_in_by_others_and_only_once(site):
    site.gate.shut()
    for n in range(30):
        site.ring(f"call-{n}")
    site.web.child.kill()
    site.gate.open()

    with site.another(), site.another():
        site.wait_until_drained()

    assert Contact.objects.count() == 30


def test_after_the_first_nobody_waits_for_a_database_that_is_away(site):
    site.gate.shut()
    started = datetime.now(UTC)
    for n in range(CALLS):
        assert site.ring(f"call-{n}")[0] == 202

    each_alone = settings.DATABASES["default"]["OPTIONS"]["connect_timeout"]
    assert (datetime.now(UTC) - started).total_seconds() < CALLS / 2 * each_alone


def test_a_database_that_is_frozen_is_given_up_and_nothing_is_lost(site):
    assert site.ring("before")[0] == 200
    site.gate.freeze()

    first = site.ring("the one that finds out")
    started = datetime.now(UTC)
    others = [site.bring(f"message {n}") for n in range(20)]
    waited = (datetime.now(UTC) - started).total_seconds()

    assert {status for status, _answer in [first, *others]} == {202}
    # Now and then one looks whether it is back; the others do not wait for a server that is silent.
    assert waited < len(others) / 2 * (settings.STATEMENT_TIMEOUT_MS / 1000 + GRACE_SECONDS)
    assert site.web.request("GET", "/healthz")[0] == 200
    site.gate.thaw()
    site.wait_until_drained()
    assert Contact.objects.count() == 22


def test_a_full_spool_says_so_and_the_telephone_has_its_own_share(site):
    with site.another(SPOOL_MAX_MB="1") as site.web:
        site.gate.shut()
        status, answer = site.bring("x" * 300_000)
        call = site.ring("still taken")

    assert status == 503
    assert "paper" in answer["detail"]
    assert call[0] == 202


def test_a_damaged_file_is_set_aside_and_shown(site):
    site.gate.shut()
    site.ring("damaged")
    site.ring("whole")
    damaged = Path(site.folder.path) / site.folder.names()[0]
    damaged.write_bytes(b"half a" + damaged.read_bytes()[20:])
    site.gate.open()
    site.wait_until_drained()

    assert [contact.source_id for contact in Contact.objects.all()] == ["whole"]
    assert "set aside" in RawPayload.objects.get().reason
    assert (Path(site.folder.path) / "set-aside" / damaged.name).exists()


def test_what_is_kept_cannot_be_read_off_the_disk(site):
    site.gate.shut()
    site.bring("she is at 12 Example Road")
    written = b"".join(map(site.folder.read, site.folder.names()))

    assert written
    assert all(word not in written for word in (b"Example", site.key.encode(), b"900456"))
    mode = (Path(site.folder.path) / site.folder.names()[0]).stat().st_mode
    assert mode & 0o077 == 0


def test_one_process_takes_out_at_a_time(tmp_path):
    first, second = Folder(tmp_path), Folder(tmp_path)
    with first.alone() as is_mine, second.alone() as is_theirs:
        assert (is_mine, is_theirs) == (True, False)
    with second.alone() as is_theirs:
        assert is_theirs
