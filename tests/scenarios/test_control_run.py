"""
The control run: what is proved of the night of 31 May 2018 is not true by itself.

Four things keep her from being forgotten. With all four taken away, inside this process only, the
night goes as it went: her unit is gone, and until she rings from hospital at 02:30 nobody hears of
it. With any one of them left, somebody does. (SCENARIOS 5.1; no setting of the product takes one
away: tests/rules/test_no_setting_forgets.py.)
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError

from contactcentre.contacts.actions import intake
from contactcentre.countdowns.kinds import KINDS
from contactcentre.countdowns.models import Alert
from dispatch import queries
from dispatch.actions import guard
from incidents.actions import log, resourcing
from incidents.enums import LogKind
from incidents.kinds import ATTEND
from incidents.models import Incident
from tests.rules.database import take_down_named
from tests.scenarios.test_31_may_2018 import HER_NUMBER, at
from tests.world import World, check_constraints

ACTION, COMMIT = "the action", "the wall at COMMIT"
THIRD, CLOCK = "the third wall", "the clock of her attendance"
PROTECTION = (ACTION, COMMIT, THIRD, CLOCK)
HEARD = {ACTION: "0:02", THIRD: "0:02", CLOCK: "0:54"}
LOOKS = timedelta(minutes=4)
TRIGGERS = ("incident_left_is_protected", "incident_left_is_protected_on_leaving")


class Night:
    """The room that night with less to protect her; `heard` says when somebody first was told."""

    def __init__(self):
        self.world = World(at=at("23:54"))
        self.car = self.world.unit("F21")
        call = self.world.call(HER_NUMBER)
        self.hers = self.world.incident(call, suspect_identity="UNKNOWN")
        self.world.grade(self.hers, "S")
        self.heard = ""

    def until_her_unit_is_diverted(self) -> None:
        """Send F21 to her at 23:58, and to a stabbing at two minutes past midnight."""
        self.world.at = at("23:58")
        self.world.assign(self.car, self.hers)
        for code in (15, 5):
            self.world.press(self.car, code)
        stabbing = self.world.graded("I", opening_code="VIOLENCE")
        self.world.at = at("0:02")
        self.world.divert(self.car, to=stabbing)
        check_constraints()
        self._listen()

    def until(self, clock: str) -> None:
        """Let time pass and look now and then, as the sweep and the third wall do."""
        while not self.heard and self.world.at < at(clock):
            left = at(clock) - self.world.at
            self.world.outage(seconds=min(LOOKS, left).total_seconds())
            guard.check_diverts(by=self.world.system, at=self.world.at)
            self._listen()

    def _listen(self) -> None:
        guard.check_diverts(by=self.world.system, at=self.world.at)
        about = Alert.objects.filter(subject="incident", subject_id=self.hers.pk)
        first = about.order_by("first_raised_at").first()
        self.heard = self.heard or (first.code if first else "")


@pytest.fixture
def take_away(db, monkeypatch):
    """A way to take some of the protection away, in this process and this transaction."""
    ways = {
        ACTION: lambda: monkeypatch.setattr(resourcing, "left", _as_it_was_done_in_2018),
        COMMIT: lambda: take_down_named(*TRIGGERS),
        THIRD: lambda: monkeypatch.setattr(queries, "unprotected", list),
        CLOCK: lambda: monkeypatch.setitem(KINDS, ATTEND, replace(KINDS[ATTEND], step=_silent)),
    }

    def take(*names: str) -> None:
        for name in names:
            ways[name]()

    return take


def _as_it_was_done_in_2018(incident: Incident, text: str, *, is_divert, by, at) -> None:
    """The unit goes, a line is on the log, and that is all."""
    log.note(incident, text=text, kind=LogKind.UNIT, by=by, at=at)


def _silent(_fired) -> None:
    """Say nothing, whatever share of her time is used."""


@pytest.mark.capability("H2", "H13")
def test_with_nothing_to_protect_her_nobody_hears_of_her_until_she_rings_from_hospital(take_away):
    take_away(*PROTECTION)
    night = Night()
    night.until_her_unit_is_diverted()
    night.until("2:30")

    assert night.heard == ""
    assert not night.hers.assignments.filter(ended_at=None).exists()
    again = intake.receive(
        source="test",
        source_id="from hospital",
        channel="999",
        from_number=HER_NUMBER,
        received_at=night.world.at,
        by=night.world.system,
        at=night.world.at,
    )
    assert again.previous.incident_link.incident == night.hers


@pytest.mark.capability("H2", "H13", "I2")
@pytest.mark.parametrize("kept", HEARD)
def test_with_one_of_them_left_somebody_hears_of_her(take_away, kept):
    take_away(*(name for name in PROTECTION if name != kept))
    night = Night()
    night.until_her_unit_is_diverted()
    night.until("2:30")

    assert night.heard
    assert night.world.at - at(HEARD[kept]) < LOOKS


@pytest.mark.capability("H2", "H13")
def test_with_the_wall_at_commit_left_her_unit_cannot_be_taken_away_in_silence(take_away):
    take_away(ACTION, THIRD, CLOCK)
    night = Night()

    with pytest.raises(IntegrityError, match="left"):
        night.until_her_unit_is_diverted()
