"""Markers and orders beside a call: live, withdrawn with what she knows, expired (F7, J8)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.models import AuditEntry
from incidents import knowing
from incidents.actions import markers
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.enums import Informed
from incidents.models import Marker
from incidents.places import Where

pytestmark = pytest.mark.capability("F7")
URGENT = "Treat every call as urgent"
NUMBER = "07700 900123"
UNTOLD = Withdrawal(
    reason="The scheme ended, decided by DS Wood",
    victim_informed=Informed.NO,
    informed_how="Nobody rang her",
)


@pytest.fixture
def enter(world):
    """Return a function that enters a marker about a number or what else is said."""

    def entered(text=URGENT, *, live_from=None, review_on=None, **about):
        subject = Subject(**(about or {"number": NUMBER}))
        days = {"live_from": live_from, "review_on": review_on}
        return markers.enter(subject=subject, text=text, by=world.supervisor, at=world.at, **days)

    return entered


@pytest.fixture
def order(world):
    """Return a function that enters an order about a number."""

    def entered(expires_on, text="Not to come within 100 m of her home", **about):
        subject = Subject(**(about or {"number": NUMBER}))
        what = {"kind": "NON_MOLESTATION", "text": text, "expires_on": expires_on}
        return markers.enter_order(subject=subject, **what, by=world.supervisor, at=world.at)

    return entered


@pytest.fixture
def known(world):
    """Return a function that lets somebody ring and returns what is known then."""

    def panel(number=NUMBER, *, by=None, moved=None):
        ringing = world.ring(number)
        if moved is not None:
            ringing.lat, ringing.lon = world.place.lat + moved, world.place.lon
        return knowing.about(ringing, person=by or world.handler, at=world.at)

    return panel


def withdraw(world, marker, given=UNTOLD):
    who = {"by": world.supervisor, "at": world.at}
    return markers.withdraw(marker_id=marker.pk, given=given, **who)


@pytest.mark.parametrize(
    "written", ["07700 900123", "+44 7700 900123", "0044 7700/900123", "07700/900-123"]
)
def test_a_live_marker_is_beside_the_ring_however_the_number_was_written(enter, known, written):
    enter(number=written, live_from=date(2026, 1, 3))

    [shown] = known("+447700900123")["markers"]

    assert (shown["status"], shown["text"], shown["why"]) == ("LIVE", URGENT, "same number")
    assert shown["words"] == "LIVE since 3 Jan 2026"


@pytest.mark.capability("J8")
def test_a_withdrawn_marker_stays_and_says_whether_the_victim_was_informed(world, enter, known):
    withdraw(world, enter())
    world.at += timedelta(days=120)

    [shown] = known()["markers"]

    assert (shown["status"], shown["victim_informed"]) == ("WITHDRAWN", "NO")
    assert shown["words"] == "WITHDRAWN: was active until 14 Mar 2026; victim informed: NO"
    world.at += timedelta(days=620)
    assert known()["markers"] == []


@pytest.mark.capability("J8")
@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        (Withdrawal(reason="Ended", informed_how="-"), "whether the victim was informed"),
        (Withdrawal(victim_informed="YES", informed_how="rang"), "why it is withdrawn"),
        (Withdrawal(reason="Ended", victim_informed="NO"), "how the victim was informed"),
        (
            Withdrawal("Ended", "YES", "rang her", withdrawn_on=date(2026, 3, 15)),
            "today, or on a day since",
        ),
    ],
)
def test_no_marker_is_withdrawn_before_it_is_said_what_the_victim_knows(
    world, enter, known, given, lacks
):
    marker = enter()

    with pytest.raises(Invalid, match=lacks):
        withdraw(world, marker, given)

    assert known()["markers"][0]["status"] == "LIVE"
    with pytest.raises(IntegrityError), transaction.atomic():
        Marker.objects.update(withdrawn_at=world.at, withdrawn_by=world.supervisor)


def test_what_was_entered_stays_as_it_was_and_ends_once(world, enter):
    marker = enter()
    with pytest.raises(DatabaseError), transaction.atomic():
        Marker.objects.update(text="nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        Marker.objects.all().delete()
    withdraw(world, marker)

    with pytest.raises(WrongState, match="withdrawn already: The scheme ended"):
        withdraw(world, marker)
    with pytest.raises(DatabaseError), transaction.atomic():
        Marker.objects.update(victim_informed="YES")


def test_a_marker_that_nobody_reviewed_stays_live(world, enter, known):
    enter(review_on=date(2026, 3, 20))
    world.at += timedelta(days=400)

    assert known()["markers"][0]["words"] == "LIVE since 14 Mar 2026, to be reviewed by 20 Mar 2026"


def test_it_is_known_by_the_place_too_in_words_and_from_near(world, enter, known):
    enter(location=Where(text="12 Acre Lane, Lambeth", place_id=world.place.pk))

    opened = world.incident(world.call("07700 900888"))

    assert known("07700 900999")["markers"] == []
    assert known("07700 900999", moved=0.005)["markers"] == []
    [near] = known("07700 900999", moved=0.0005)["markers"]
    assert near["why"] == "within 100 m"
    contact = opened.contact_links.get().contact
    [there] = knowing.about(contact, person=world.handler, at=world.at)["markers"]
    assert there["why"] == "same address"


def test_it_is_known_by_the_name_of_somebody_in_the_incident(world, enter):
    enter(person_name="Kovács, Anna")
    people = ({"role": "CALLER", "name": "anna maria KOVACS", "number": ""},)
    opened = world.incident(people=people)
    contact = opened.contact_links.get().contact

    shown = knowing.about(contact, person=world.handler, at=world.at)["markers"]

    assert [each["why"] for each in shown] == ["same name"]


def test_orders_show_until_when_they_hold_and_that_they_have_expired(world, order, known):
    order(date(2026, 3, 14), "ends today")
    order(date(2026, 3, 13), "ended yesterday")
    ended = order(date(2027, 1, 1), "was discharged")
    order(None, "nobody knows")
    who = {"by": world.supervisor, "at": world.at}
    markers.discharge(order_id=ended.pk, reason="Croydon court, by consent", **who)

    shown = {each["text"]: (each["status"], each["words"]) for each in known()["orders"]}

    assert shown == {
        "ends today": ("IN_FORCE", "in force until 14 Mar 2026"),
        "ended yesterday": ("OVER", "EXPIRED on 13 Mar 2026"),
        "was discharged": ("OVER", "DISCHARGED on 14 Mar 2026"),
        "nobody knows": ("IN_FORCE", "in force; until when is not known"),
    }
    with pytest.raises(WrongState, match="discharged already: Croydon"):
        markers.discharge(order_id=ended.pk, reason="again", **who)


def test_only_a_supervisor_enters_and_withdraws_and_it_is_audited(world, enter):
    about = {"subject": Subject(number=NUMBER), "text": URGENT, "at": world.at}
    with pytest.raises(NotAllowed):
        markers.enter(by=world.handler, **about)
    marker = withdraw(world, enter())

    audited = AuditEntry.objects.filter(subject="incidents.marker", subject_id=str(marker.pk))
    names = [(each.name, each.by) for each in audited.order_by("pk")]
    assert names == [("marker.entered", "supervisor"), ("marker.withdrawn", "supervisor")]


@pytest.mark.parametrize(
    ("about", "lacks"),
    [
        ({"person_name": " "}, "Say whom or what it is about"),
        ({"number": "her mother's"}, "is no telephone number"),
    ],
)
def test_a_marker_about_nobody_is_refused(enter, about, lacks):
    with pytest.raises(Invalid, match=lacks):
        enter(**about)


def test_of_another_areas_place_it_is_said_that_there_is_one_and_not_what(world, enter, known):
    enter(location=Where(place_id=world.place.pk))
    camden = world.person("camden", *world.supervisor.roles, area=world.elsewhere)

    panel = known("07700 900999", moved=0.0005, by=camden)

    assert (panel["markers"], panel["not_shown"]) == ([], 1)
    who = {"by": camden, "at": world.at}
    with pytest.raises(NotFound):
        markers.withdraw(marker_id=Marker.objects.get().pk, given=UNTOLD, **who)


def test_what_is_about_the_callers_own_number_goes_with_the_call(world, enter, known):
    enter(number=NUMBER, location=Where(place_id=world.place.pk))
    camden = world.person("camden", *world.handler.roles, area=world.elsewhere)

    assert known(by=camden)["markers"][0]["why"] == "same number"


@pytest.mark.capability("C1")
def test_the_panel_takes_as_many_statements_whatever_is_known(world, enter, order, known):
    def asked() -> int:
        contact = world.incident(world.call(NUMBER)).contact_links.get().contact
        with CaptureQueriesContext(connection) as statements:
            knowing.about(contact, person=world.handler, at=world.at)
        return len(statements)

    asked()
    before = asked()
    for _ in range(3):
        enter()
        order(None)
        asked()
    assert asked() == before <= 17
