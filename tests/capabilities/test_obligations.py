"""'Officers will return tomorrow' has a clock that no closing stops (I8, IOPC node/4017)."""

from datetime import timedelta

import pytest

from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert, Clock
from incidents import closing, figures
from incidents.actions import obligations, results
from incidents.enums import Status
from tests.world import check_constraints

SOON, MISSED = "OBLIGATION_SOON", "OBLIGATION_MISSED"


@pytest.fixture
def promised(world):
    """A world in which officers are to return to `hers`, which was attended, in twenty hours."""
    world.hers = world.graded("S")
    world.car = world.unit()
    world.assign(world.car, world.hers)
    world.press(world.car, 6)
    world.press(world.car, 2)
    world.made = promise(world)
    return world


def promise(world, **given):
    usual = {
        "incident_id": world.hers.pk,
        "what": "Officers will return",
        "due_at": world.at + timedelta(hours=20),
        "desk": "DISPATCH",
        "by": world.handler,
    }
    return obligations.make(**usual | given, at=world.at)


def end(world, ended_as="KEPT", note="PC12 took her statement", *, made=None, by=None):
    return obligations.end(
        obligation_id=(made or world.made).pk,
        ended_as=ended_as,
        note=note,
        by=by or world.dispatcher,
        at=world.at,
    )


def heard(code: str) -> list[Alert]:
    return list(Alert.objects.live().filter(code=code))


@pytest.mark.capability("I8")
def test_its_desk_hears_half_an_hour_before_and_when_it_is_missed(promised):
    promised.outage(hours=19, minutes=29)
    assert heard(SOON) == []
    promised.outage(minutes=1)
    [alert] = heard(SOON)
    assert (alert.audience, alert.level, alert.area_id) == ("dispatcher", 0, "AS")
    assert "“Officers will return” by " in alert.text

    promised.outage(minutes=30)

    assert heard(SOON) == []
    [alert] = heard(MISSED)
    assert alert.text.startswith("Promised and not done: ")


@pytest.mark.capability("I8")
def test_a_missed_one_climbs_each_half_hour_although_somebody_has_taken_it_on(promised):
    promised.outage(hours=20)
    promised.acknowledge_alert(heard(MISSED)[0])

    promised.outage(minutes=31)
    [alert] = heard(MISSED)
    assert (alert.acknowledged_by, alert.level) == (None, 1)
    promised.outage(minutes=31)
    assert heard(MISSED)[0].level == 2


@pytest.mark.capability("I8")
def test_a_closed_incident_is_opened_again_for_what_was_promised_about_it(promised):
    promised.finish(promised.hers)
    said = promised.hers.log.order_by("seq").filter(kind="RESULT").last().text
    assert "Still promised by " in said

    promised.outage(hours=20)

    promised.hers.refresh_from_db()
    assert promised.hers.status == Status.RESULTED
    assert len(heard(MISSED)) == 1
    check_constraints()


@pytest.mark.capability("I8")
def test_what_was_missed_is_answered_for_before_the_incident_closes(promised):
    promised.outage(hours=20)
    for code in (MISSED, "CLOSE_OR_SEND"):
        for alert in heard(code):
            promised.acknowledge_alert(alert, by=promised.supervisor)
    who = {"incident_id": promised.hers.pk, "by": promised.dispatcher, "at": promised.at}
    results.result(code="ADVICE", text="", **who)
    with pytest.raises(WrongState, match="Promised and not done: Officers will return"):
        results.close(**who)

    end(promised)

    assert (heard(MISSED), closing.promised(promised.hers)) == ([], [])
    results.close(**who)


@pytest.mark.capability("I8")
@pytest.mark.parametrize("ended_as", ["KEPT", "WITHDRAWN"])
def test_what_is_kept_or_withdrawn_alarms_nobody(promised, ended_as):
    assert figures.listed("promised").get() == promised.hers
    ended = end(promised, ended_as)

    assert (ended.ended_by, ended.end_note) == (promised.dispatcher, "PC12 took her statement")
    assert not figures.listed("promised").exists()
    assert not Clock.objects.open().filter(subject="obligation").exists()
    promised.outage(hours=21)
    assert heard(SOON) + heard(MISSED) == []
    with pytest.raises(WrongState, match="by Dispatcher already: PC12 took"):
        end(promised)


def test_a_promise_for_a_quarter_of_an_hour_has_no_reminder(promised):
    soon = promise(promised, due_at=promised.at + timedelta(minutes=15))

    clocks = Clock.objects.open().filter(subject="obligation", subject_id=soon.pk)
    assert [clock.kind for clock in clocks] == ["obligation_due"]


def test_the_alert_goes_on_for_another_that_was_missed(promised):
    other = promise(promised, what="Ring her back")
    promised.outage(hours=20)

    end(promised)
    [alert] = heard(MISSED)
    assert "Ring her back" in alert.text
    end(promised, made=other)
    assert heard(MISSED) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"what": " "}, "Say what was promised"),
        ({"what": "x" * 301}, "at most 300"),
        ({"desk": "KITCHEN"}, "which desk"),
        ({"due_at": None}, "still to come"),
        ({"due_at": timedelta(days=367)}, "within a year"),
    ],
)
def test_what_cannot_be_watched_is_not_promised(promised, given, words):
    if "due_at" in given:
        given = {"due_at": promised.at + (given["due_at"] or timedelta())}
    with pytest.raises(Invalid, match=words):
        promise(promised, **given)


@pytest.mark.parametrize(
    ("given", "words"),
    [({"note": " "}, "what was done"), ({"ended_as": "FORGOTTEN"}, "kept or is withdrawn")],
)
def test_a_promise_ends_with_words(promised, given, words):
    with pytest.raises(Invalid, match=words):
        end(promised, **given)


def test_another_areas_promise_is_not_there(promised):
    stranger = promised.person("stranger", Role.DISPATCHER, area=promised.elsewhere)

    with pytest.raises(NotFound, match="no such incident"):
        end(promised, by=stranger)
    with pytest.raises(NotFound, match="no such incident"):
        promise(promised, by=stranger)


def test_what_is_restricted_says_nothing_in_its_alert(promised):
    type(promised.hers).objects.filter(pk=promised.hers.pk).update(restricted=True)
    promised.outage(hours=20)

    assert "Officers" not in heard(MISSED)[0].text
