"""
What was there before tonight: earlier calls of the woman of 31 May 2018, worked as they came.

That she asked for help to get an order, and was told to speak to a solicitor, is published (IOPC
2018/104370), and that her marker had been withdrawn in January. The incident of three months before
is made up, like every number and address here.
"""

from datetime import datetime, timedelta

from django.db import transaction

from contactcentre.contacts.actions import calls, intake
from contactcentre.contacts.enums import Channel, Outcome
from contactcentre.contacts.models import Contact
from contactcentre.core.models import Desk, Duty, Person
from contactcentre.core.people import system
from dispatch.actions import assignments, units
from dispatch.models import Unit
from incidents import callers
from incidents.actions import answers, duty, grading, incidents, markers, results
from incidents.actions.incidents import Opening
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.enums import Informed, SuspectIdentity
from incidents.models import Incident, Place
from incidents.places import Where

SOURCE = "history"
NUMBER = "+447700900123"
HANDLER, DISPATCHER, UNIT = "handler12", "dispatcher2", "AS20"
SUPERVISOR = "supervisor"
ASKED_FOR_AN_ORDER = timedelta(days=5, hours=8)
DOMESTIC = timedelta(days=90, hours=2)
MARKED, WITHDRAWN = timedelta(days=304), timedelta(days=120)
ADVISED = (
    "Asked for help to get an order to keep her ex-husband from coming to her home. Advised to "
    "speak to a solicitor."
)
SHOUTING = "Ex-husband shouts outside her flat and will not leave. She has locked the door."
ANSWERS = {
    "threat": "MADE",
    "harm": "MINOR",
    "risk": "LIKELY",
    "investigation": "LINES",
    "vulnerability": "SOME",
    "engagement": "NOW",
}


@transaction.atomic
def write(*, at: datetime) -> bool:
    """Let those days happen once, while nobody is on shift yet; return whether they did now."""
    if Duty.objects.current().exists() or Contact.objects.filter(source=SOURCE).exists():
        return False
    _withdrawn_without_a_word(at)
    earlier = Past(at - DOMESTIC)
    earlier.attended(earlier.opened(earlier.answered(Channel.EMERGENCY, "domestic")))
    earlier.go_home()
    later = Past(at - ASKED_FOR_AN_ORDER)
    later.ended(later.answered(Channel.NON_EMERGENCY, "order"), Outcome.ADVICE, ADVISED)
    later.go_home()
    return True


def _withdrawn_without_a_word(at: datetime) -> None:
    """Let there be a marker, and let it be withdrawn four months ago; she was not told."""
    who = {"by": Person.objects.get(username=SUPERVISOR), "at": at - WITHDRAWN}
    began, ended = ((at - ago).date() for ago in (MARKED, WITHDRAWN))
    flag = {"text": "Special Scheme: treat every call as urgent", "live_from": began}
    marker = markers.enter(subject=Subject(number=NUMBER), **flag, **who)
    told = {"victim_informed": Informed.NO, "informed_how": "Nobody told her"}
    given = Withdrawal("Six months were over", withdrawn_on=ended, **told)
    markers.withdraw(marker_id=marker.pk, given=given, **who)


class Past:
    """A day that is over: a handler and a dispatcher at their desks, and a clock of its own."""

    def __init__(self, at: datetime):
        self.at = at
        self.handler = Person.objects.get(username=HANDLER)
        self.dispatcher = Person.objects.get(username=DISPATCHER)
        duty.sign_on(desk=Desk.CALLS, by=self.handler, at=at)
        duty.sign_on(desk=Desk.DISPATCH, by=self.dispatcher, at=at)

    def answered(self, channel: str, name: str, number: str = NUMBER) -> Contact:
        """Let her ring, or whoever has another number, and the handler answer."""
        call = intake.receive(
            source=SOURCE,
            source_id=name,
            channel=channel,
            from_number=number,
            received_at=self.at,
            connected_at=self.at,
            presented_at=self.at,
            by=system(),
            at=self.at,
        )
        self._wait(seconds=6)
        return calls.answer(contact_id=call.pk, by=self.handler, at=self.at)

    def ended(self, call: Contact, outcome: Outcome, note: str) -> None:
        """End a call with what came of it."""
        self._wait(minutes=4)
        calls.dispose(contact_id=call.pk, outcome=outcome, note=note, by=self.handler, at=self.at)
        calls.end(contact_id=call.pk, by=self.handler, at=self.at)

    def opened(self, call: Contact) -> Incident:
        """Open an incident at her flat, grade it as suggested, and end the call."""
        street = Place.objects.get(words="acre lane", borough__name="Lambeth")
        opening = Opening(
            opening_code="DOM",
            summary=SHOUTING,
            location=Where(text=f"12 {street}", place_id=street.pk),
            first_words=SHOUTING,
            suspect_identity=SuspectIdentity.CONFIRMED,
            suspect_reason="She saw him from the window",
        )
        self._wait(minutes=2)
        who = {"by": self.handler, "at": self.at}
        made = incidents.open_from(contact_id=call.pk, opening=opening, **who)
        suggested = grading.assess(incident_id=made.pk, answers=ANSWERS, **who).suggested_grade
        made = grading.grade(incident_id=made.pk, grade=suggested, **who)
        said = callers.to_read(made, at=self.at)
        answers.read_out(incident_id=made.pk, words=said.words, **who)
        self.ended(call, Outcome.INCIDENT, f"CAD {made.reference}")
        return made

    def attended(self, incident: Incident) -> None:
        """Send a unit, let it attend, and close the incident with its result."""
        unit = Unit.objects.get(callsign=UNIT)
        whom = {"unit_id": unit.pk, "by": self.dispatcher}
        units.book_on(lat=incident.lat, lon=incident.lon, at=self.at, **whom)
        assignments.assign(incident_id=incident.pk, at=self.at, **whom)
        for code, minutes in ((15, 1), (5, 1), (6, 8), (2, 35)):
            self._wait(minutes=minutes)
            units.press(code=code, at=self.at, **whom)
        what = {"incident_id": incident.pk, "by": self.dispatcher, "at": self.at}
        results.result(code="ADVICE", text="He had left. Words of advice, she is safe", **what)
        results.close(**what)
        units.book_off(at=self.at, **whom)

    def go_home(self) -> None:
        """End the shift."""
        self._wait(minutes=10)
        for person in (self.handler, self.dispatcher):
            duty.sign_off(by=person, at=self.at)

    def _wait(self, **duration) -> None:
        self.at += timedelta(**duration)
