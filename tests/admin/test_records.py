"""Operational records can be read, which is audited, and not be written."""

from copy import copy
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from contactcentre.admin import pages, site
from contactcentre.admin.pages import Acting, Adding, Operational, Record
from contactcentre.core.actions import procedures
from contactcentre.core.models import AuditEntry
from dispatch.actions import reviews
from incidents.actions import (
    flagged,
    identities,
    links,
    markers,
    messages,
    obligations,
    question_sets,
    telling,
    transfers,
    warnings,
)
from incidents.actions.subjects import Subject
from incidents.models import Incident
from tests import kept
from tests.agencies import agency, said, tell
from tests.conftest import QUIET_NIGHT
from tests.world import RTC

pytestmark = pytest.mark.django_db
RECORDS = [each for each in site._registry.values() if isinstance(each, Record)]
FORMS = [each for each in site._registry.values() if isinstance(each, Adding)]


def address(page, *more) -> str:
    return "/".join(["/admin", page.opts.app_label, page.opts.model_name, *map(str, more), ""])


@pytest.fixture(scope="module")
def _night(django_db_setup, django_db_blocker):
    """A night on which every kind of record has a row; each test takes back what it adds."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = kept.world(at=QUIET_NIGHT)
        world.left = _busy(world)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_night, db):
    """Whoever is at work in that night."""
    return copy(_night)


@pytest.fixture
def busy_night(world):
    """The incident that was left in that night."""
    return world.left


def _busy(world):
    first, second = world.graded("S"), world.graded("I")
    unit = world.unit()
    world.assign(unit, first)
    made = world.divert(unit, to=second)
    world.press(unit, 6)
    about = {"divert_id": made.pk, "note": "she rang again"}
    reviews.ask_urgently(**about, by=world.dispatcher, at=world.at)
    told = {"incident_id": first.pk, "to": "DISPATCH", "text": "He is at the door"}
    messages.send(**told, by=world.handler, at=world.at)
    owed = {"what": "Officers will return", "due_at": world.at + timedelta(hours=9)}
    who = {"desk": "DISPATCH", "by": world.handler, "at": world.at}
    obligations.make(incident_id=first.pk, **owed, **who)
    about = {"kind": "WEAPON", "text": "He has a knife"}
    warnings.give(incident_id=first.pk, **about, by=world.handler, at=world.at)
    _linked(world, first, second)
    _asked(world, first)
    telling.do_not_text(incident_id=first.pk, by=world.handler, at=world.at)
    _known(world, first)
    procedures.confirm(code="DIVERT", version=1, by=world.dispatcher, at=world.at)
    return first


def _linked(world, first, second):
    ends = {"incident_id": second.pk, "to_incident_id": first.pk, "kind": "SAME_VICTIM"}
    links.link(**ends, by=world.handler, at=world.at)
    gone = {"incident_id": first.pk, "agency": agency(world).pk, "reason": "In their area"}
    transfers.give_over(**gone, by=world.handler, at=world.at)
    tell(world, said())
    looked = {"incident_id": first.pk, "other_id": second.pk}
    links.stays_open(**looked, by=world.dispatcher, at=world.at)


def _asked(world, incident):
    asked = {"code": "RTC", "answers": dict.fromkeys(RTC, "NO"), "at": world.at}
    question_sets.answer(incident_id=incident.pk, by=world.handler, **asked)


def _known(world, incident):
    who = {"by": world.officer, "at": world.at}
    flagged.check(contact_id=incident.contact_links.get().contact_id, **who)
    about = {"subject": Subject(number="07700 900123"), "text": "Treat as urgent", **who}
    world.ring("07700 900456")
    pair = {"one": "NUMBER:07700 900123", "other": "NUMBER:07700 900456", "why": "Hers"}
    identities.confirm(**pair, **who)
    markers.enter(**about)
    markers.enter_order(kind="RESTRAINING", **about)


@pytest.mark.parametrize("page", RECORDS, ids=lambda page: page.opts.label_lower)
def test_a_record_is_read_with_a_mark_and_never_written(reader, busy_night, page):
    assert reader.get(address(page)).status_code == 200
    row = page.model._default_manager.order_by("-pk").first()
    if row is None:
        return
    before = AuditEntry.objects.count()
    url = address(page, row.pk, "change")
    read = reader.get(url)

    assert read.status_code == 200
    assert AuditEntry.objects.count() == before + 1
    mark = AuditEntry.objects.order_by("-pk").first()
    assert (mark.name, mark.subject_id) == (f"{page.opts.model_name}.read", str(row.pk))
    assert reader.post(url, {}).status_code == 403
    assert reader.get(address(page, "add")).status_code == 403
    assert reader.post(address(page, row.pk, "delete"), {"post": "yes"}).status_code == 403


def test_the_night_has_a_row_of_most_kinds(busy_night):
    empty = {page.opts.label_lower for page in RECORDS if not page.model.objects.exists()}

    assert empty == {
        "core.auditseal",
        "contacts.callevent",
        "contacts.operatorhandover",
        "contacts.rawpayload",
        "countdowns.clockstep",
        "incidents.party",
    }


def test_a_restricted_incident_is_not_there(reader, world, busy_night):
    secret = world.graded("S", restricted=True)
    entry = secret.log.first()
    shown = reader.get("/admin/incidents/incident/").content.decode()

    assert busy_night.reference in shown
    assert secret.reference not in shown
    for path in (f"incidents/incident/{secret.pk}", f"incidents/logentry/{entry.pk}"):
        assert reader.get(f"/admin/{path}/change/").status_code == 302


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("core/person", "password__startswith=argon2"),
        ("core/person", "is_active__in=1"),
        ("core/apikey", "secret_hash__startswith=0"),
        ("contacts/contact", "number=%2B447700900123"),
        ("incidents/logentry", "text__icontains=acre"),
        ("incidents/logentry", "incident__restricted=1"),
        ("core/auditentry", "detail__icontains=acre"),
    ],
)
def test_no_list_answers_what_it_does_not_show(path, question, reader, busy_night):
    assert reader.get(f"/admin/{path}/?{question}").status_code == 400


def test_a_list_is_narrowed_by_its_own_filters(reader, busy_night):
    for path in ("core/person/?is_active__exact=1", "core/auditentry/?subject=x&subject_id=1"):
        assert reader.get(f"/admin/{path}").status_code == 200


@pytest.mark.parametrize("page", RECORDS, ids=lambda page: page.opts.label_lower)
def test_whoever_only_administers_reads_no_victims_and_no_callers(browser, busy_night, page):
    wanted = 403 if isinstance(page, Operational) else 200

    assert browser.get(address(page)).status_code == wanted
    row = page.model._default_manager.order_by("-pk").first()
    if row is not None:
        assert browser.get(address(page, row.pk, "change")).status_code == wanted


def test_only_the_trail_and_who_was_on_shift_are_open_to_whoever_only_administers():
    shown = {page.opts.label_lower for page in RECORDS if not isinstance(page, Operational)}

    assert shown == {"core.auditentry", "core.auditseal", "core.duty"}


def test_no_list_counts_history(reader, world, monkeypatch):
    monkeypatch.setattr(pages, "NEWEST", 2)
    for _ in range(4):
        world.incident()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = reader.get("/admin/incidents/incident/").content.decode()

    counts = [each["sql"] for each in asked if "COUNT(" in each["sql"]]
    assert all("LIMIT 2" in sql for sql in counts)
    assert "2 incidents" in page


def test_an_incident_is_found_by_its_cad_number(reader, busy_night):
    found = reader.get("/admin/incidents/incident/", {"q": busy_night.reference})

    assert [row.pk for row in found.context["cl"].result_list] == [busy_night.pk]


@pytest.mark.parametrize("sought", ["9" * 40, "💥", "%27", "1/99XYZ99", "-1"])
def test_nonsense_finds_nothing_and_breaks_nothing(reader, busy_night, sought):
    for path in ("incidents/incident", "core/auditentry", "contacts/contact", "core/person"):
        assert reader.get(f"/admin/{path}/", {"q": sought}).status_code in {200, 302}
        assert reader.get(f"/admin/{path}/", {"id": sought}).status_code == 400
    assert reader.get(f"/admin/core/person/{sought}/change/").status_code in {302, 404}


def test_the_history_of_a_row_is_its_audit_trail(reader, busy_night):
    answer = reader.get(f"/admin/incidents/incident/{busy_night.pk}/history/", follow=True)

    names = {entry.name for entry in answer.context["cl"].result_list}
    assert {"incident.opened", "incident.graded", "incident.left"} <= names


def test_every_form_is_an_action_and_no_other_page_writes():
    writable = {page for page in site._registry.values() if type(page).save_model is not None}
    for page in FORMS:
        assert callable(page.form.act), page
    for page in writable - set(FORMS):
        assert not page.has_add_permission(None)
        assert not page.has_change_permission(None)
    assert all(not page.has_delete_permission(None) for page in site._registry.values())
    assert any(isinstance(page, Acting) for page in FORMS)
    assert Incident in site._registry


def test_nothing_of_axes_or_of_sessions_can_be_changed():
    labels = {model._meta.app_label for model in site._registry}

    assert labels == {"core", "contacts", "countdowns", "incidents", "dispatch"}
