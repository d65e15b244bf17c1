"""
Scenario A in a browser: her calls at 23:54 and at 02:30 (IOPC 2018/104370).

The year is the next in which there is a 31 May: a clock that other windows look at only goes on.
Hours, days and what was known are those of 2018.
"""

import re
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from contactcentre.contacts.enums import Channel, Outcome
from contactcentre.contacts.models import Contact
from contactcentre.core import clock
from contactcentre.core.models import Person, VirtualClock
from contactcentre.countdowns.models import Alert
from contactcentre.management.demo.history import ADVISED, Past
from dispatch.actions import assignments, diverts, units
from dispatch.models import Unit
from incidents.actions import links, markers
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.localtimes import LONDON
from incidents.models import Incident, IncidentLink
from tests.browser import past
from tests.browser.hands import THRIVE, end_call, write_down
from tests.browser.test_hands import on_a_call
from tests.browser.test_the_call_form import press, ring_up, says

__all__ = ["on_a_call"]
HERS = "07700 900531"
AT_HER_DOOR = {
    "words": "Banging on the door and buzzing. It may have been my ex-husband",
    "code": "DOM",
    "place": "Acre Lane",
    "answers": ("NOW", "MINOR", "LIKELY", "NONE", "SOME", "NOW"),
    "suspect": "SUSPECTED",
}
IN_HOSPITAL = ("MADE", "SERIOUS", "LIKELY", "AT_RISK", "SOME", "NOW")
# What the scenario lists, as it stands on the screen.
WHY_IMMEDIATE = (
    "Somebody is there now",
    "Domestic: a suspected partner, ex-partner or family member is enough",
    "they asked us for help in the last 7 days",
    "a Special Scheme was withdrawn without telling the victim",
)
THE_TRUTH = (
    "No: the marker on your number was withdrawn on 31 Jan {year}, and our record says that "
)
THE_TRUTH += "you were not told; I am sorry."
BY_VOICE_ONLY = "Will only speak to the victim"


class Night:
    """The night of the next 31 May, told by the clock on the wall, and what was known before it."""

    def __init__(self):
        now = clock.now().astimezone(LONDON)
        last_of_may = datetime(now.year, 5, 31, 23, 54, tzinfo=LONDON)
        self.began = last_of_may.replace(year=now.year + (now > last_of_may))
        self.year = self.began.year

    def until(self, **after) -> None:
        """Let it be so long after her first call, for every process and browser."""
        VirtualClock.move(to=self.began + timedelta(**after))
        clock.forget()

    def lay_history(self) -> None:
        """Withdraw her marker in January without a word to her; in May she asks for help."""
        who = {"by": Person.objects.get(username="supervisor"), "at": clock.now()}
        since = self.began.date().replace(year=self.year - 1, month=7)
        flag = {"text": "Special Scheme: treat every call as urgent", "live_from": since}
        marker = markers.enter(subject=Subject(number=HERS), **flag, **who)
        ended = self.began.date().replace(month=1)
        how = {"victim_informed": "NO", "informed_how": "Nobody told her", "withdrawn_on": ended}
        markers.withdraw(marker_id=marker.pk, given=Withdrawal("It was over", **how), **who)
        day = Past(self.began.replace(day=24, hour=14, minute=0))
        asked = day.answered(Channel.NON_EMERGENCY, f"24 May {self.year}", HERS)
        day.ended(asked, Outcome.ADVICE, ADVISED)
        day.go_home()


@pytest.fixture
def night(room):
    """Six minutes to midnight; afterwards nothing of it waits for anybody."""
    night = Night()
    night.until(minutes=-1)
    night.lay_history()
    night.until()
    yield night
    who = {"by": Person.objects.get(username="supervisor"), "at": clock.now()}
    of_hers = Incident.objects.filter(contact_links__contact__number__endswith=HERS[-6:])
    for link in IncidentLink.objects.live().filter(from_incident__in=of_hers):
        links.unlink(link_id=link.pk, why="A test of the desk", **who)
    for incident in of_hers.distinct():
        past.close(incident)
    room.complaints.clear()


@contextmanager
def her_unit_goes_elsewhere(hers: Incident):
    """Send a unit to her, and let it be diverted to another incident."""
    with past.an_incident() as other:
        who = {"by": Person.objects.get(username="supervisor"), "at": clock.now()}
        free = Unit.objects.filter(state="AVAILABLE", command_unit=hers.command_unit).first()
        who["unit_id"] = free.pk
        units.locate(lat=hers.lat, lon=hers.lon, **who)
        assignments.assign(incident_id=hers.pk, **who)
        diverts.divert(to_incident_id=other.pk, reason="A stabbing", **who)
        yield
        assignments.stand_down(reason="A test of the desk", **who | {"at": clock.now()})


def known(handler, *words: str) -> None:
    """Check what stands in the known panel, without a click."""
    for each in words:
        says(handler, "#known-body", each)


def graded_lower_for_a_reason(handler) -> None:
    """Grade S below the suggestion of I: not without a reason."""
    handler.locator("[data-grade=S]").click()
    says(handler, "#grade-said", "is lower than suggested. Say why")
    handler.locator("#override-reason").fill("Not certain who it was")
    handler.locator("[data-grade=S]").click()
    says(handler, "#grade-done", "is graded S Significant.")


def not_ended_without_an_outcome(handler) -> None:
    """Nothing chosen ends no call, nor that somebody will speak to nobody but the victim."""
    press(handler, "F8")
    handler.locator("#ending-form [type=submit]").click()
    expect(handler.locator("#ending-form :invalid").first).to_be_attached()
    expect(handler.locator("#ending")).to_be_visible()
    handler.locator("#ending-form [value=ADVICE]").check()
    handler.locator("#ending-note").fill(BY_VOICE_ONLY)
    handler.locator("#ending-form [type=submit]").click()
    says(handler, "#ending-said", "only the victim may speak is no reason to end a call")
    handler.locator("#ending [data-close]").click()
    expect(handler.locator("#end-call")).to_be_visible()


def first_call(night, on_a_call) -> Incident:
    """Take her call at 23:54, and grade it S as it was, against the suggestion."""
    handler = on_a_call("handler8", lambda: ring_up(HERS, None))
    known(handler, "Last 7 days", "speak to a solicitor")
    known(handler, f"WITHDRAWN: was active until 31 Jan {night.year}; victim informed: NO")
    write_down(handler, **AT_HER_DOOR)
    for reason in ("Immediate", *WHY_IMMEDIATE):
        says(handler, "#suggestion", reason)
    handler.locator("#flagged").click()
    says(handler, "#flagged-said", THE_TRUTH.format(year=night.year))
    expect(handler.get_by_role("button", name="Ask a supervisor for a marker")).to_be_visible()
    says(handler, "#log-entries", "Asked whether the number is flagged")
    graded_lower_for_a_reason(handler)
    end_call(handler)
    handler.close()
    return Incident.objects.latest("pk")


def second_call(on_a_call, hers: Incident) -> Incident:
    """Take the call from hospital at 02:30: a nurse holds the telephone."""
    handler = on_a_call("handler9", lambda: ring_up(HERS, None))
    known(handler, hers.reference, "DIVERTED, NEVER ATTENDED, 96 min over its target, still open")
    bt_said(handler, "Bangor")
    not_ended_without_an_outcome(handler)
    taken_down_from_the_nurse(handler)
    says(handler, "#suggestion", "the second contact or more about it in 12 hours")
    handler.locator("[data-grade=I]").click()
    says(handler, "#grade-done", "is graded I Immediate.")
    handler.get_by_role("button", name=f"This call continues it CAD {hers.reference}").click()
    says(handler, "#known-body", "Linked: Continues")
    end_call(handler)
    return Incident.objects.latest("pk")


def bt_said(handler, centre: str) -> None:
    """Write down what the operator said before the caller was heard."""
    says(handler, "#origin-words", "BT has handed nothing over")
    handler.locator("#origin-words").click()
    handler.locator("#bt-centre").fill(centre)
    handler.locator("#handover-add").click()
    says(handler, "#origin-words", f"BT {centre}")


def taken_down_from_the_nurse(handler) -> None:
    """Take down what the nurse says, whom of, and where that is; open the incident."""
    press(handler, "F6")
    handler.keyboard.type("nurse")
    handler.locator("#victim-at").fill("St Thomas' A&E")
    handler.locator("#what").fill("He kicked in her door at about midnight and hit her")
    handler.locator("#code").select_option("DOM")
    handler.locator("#where").fill("St Thomas' Hospital, A&E")
    handler.locator("[name=suspect_identity][value=CONFIRMED]").check(force=True)
    handler.locator("#suspect-reason").fill("Her ex-husband; she saw him")
    for question, value in zip(THRIVE, IN_HOSPITAL, strict=True):
        handler.locator(f"[name=thrive_{question}][value={value}]").check(force=True)
    press(handler, "Control+Enter")


@pytest.mark.slow
@pytest.mark.capability("A13")
@pytest.mark.capability("A8", "A9", "B7", "C1", "C3", "C5", "D2", "D3", "F4", "J8", "J9")
def test_what_was_known_is_on_the_screen_at_both_of_her_calls(night, on_a_call):
    hers = first_call(night, on_a_call)
    assert (hers.is_domestic, hers.suggested_grade, hers.grade) == (True, "I", "S")
    assert re.fullmatch(rf"\d+/31MAY{night.year % 100}", hers.reference)
    assert Alert.objects.live().filter(subject_id=hers.pk, code="GRADED_BELOW").exists()
    night.until(minutes=8)
    with her_unit_goes_elsewhere(hers):
        night.until(hours=2, minutes=36, seconds=40)
        before = hers.clock_start_at, hers.due_at

        hospital = second_call(on_a_call, hers)

        hers.refresh_from_db()
        assert hers.grade == "I"
        assert (hers.clock_start_at, hers.due_at <= before[1]) == (before[0], True)
        roles = {each.role: each for each in hospital.parties.all()}
        assert (roles["PROXY"].relation, roles["VICTIM"].whereabouts) == ("nurse", "St Thomas' A&E")
        assert (hospital.suspect_identity, hospital.is_domestic) == ("CONFIRMED", True)
        contact = Contact.objects.latest("pk")
        assert ("REPEAT_CALLER" in contact.flags, contact.outcome) == (True, "INCIDENT")
