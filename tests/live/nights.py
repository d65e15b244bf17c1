"""Nights in which every action is taken, for boards to be compared through."""

from datetime import timedelta

from contactcentre.contacts.actions import calls, handlers, lines, locations, payloads, queue
from contactcentre.contacts.enums import EventType, HandlerState, Outcome, Skill
from contactcentre.contacts.folding import LineEvent
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact
from contactcentre.core.errors import Refused
from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert
from dispatch.actions import assignments, crews, diverts, guard, returning, reviews, units, watching
from dispatch.models import AirwaveCode
from incidents.actions import accounts, duty, grading, keeping, notes, places, results
from incidents.places import Where
from tests.live.nights_between_desks import BETWEEN_DESKS


class Night:
    """A world whose boards are compared after everything that happens in it."""

    def __init__(self, world, witness):
        self.world, self.witness = world, witness

    def do(self, action, by=None, **what):
        """Take an action as somebody, and compare the boards."""
        done = action(by=by or self.world.dispatcher, at=self.world.at, **what)
        self.witness.check()
        return done

    def after(self, of_world, *arguments, **named):
        """Let the world do something, and compare the boards."""
        done = of_world(*arguments, **named)
        self.witness.check()
        return done

    def pass_time(self, **duration) -> None:
        """Let time pass in four steps, comparing after each in which a clock fired."""
        for _quarter in range(4):
            # However long this test takes in real time, everybody is at their screen.
            Duty.objects.saw(Duty.objects.current().values("person"))
            if self.world.wait(seconds=timedelta(**duration).total_seconds() / 4):
                self.witness.check()
        self.witness.check()


def calls_of_all_kinds(night: Night) -> None:
    world = night.world
    second = night.after(world.on_shift, "second", Role.CALL_HANDLER)
    ringing = night.after(world.ring)
    night.do(calls.release, by=_holder(ringing), contact_id=ringing.pk)
    night.pass_time(seconds=60)
    ringing.refresh_from_db()
    for who in (world.handler, second):
        night.do(handlers.change, by=who, state=HandlerState.AVAILABLE)
    ringing.refresh_from_db()
    taken = night.do(calls.answer, by=_holder(ringing), contact_id=ringing.pk)
    fix = Fix(source="EISEC", lat=51.47, lon=-0.11, radius_m=50)
    night.do(locations.add, by=world.supervisor, contact_id=taken.pk, location=fix)
    night.do(calls.end, by=_holder(taken), contact_id=taken.pk, is_cut=True)
    night.pass_time(minutes=11)
    _take_on_every_alert(night)
    night.pass_time(minutes=31)
    taken.refresh_from_db()
    told = {"outcome": Outcome.ADVICE, "note": "Told what to do"}
    night.do(calls.dispose, by=_holder(taken), contact_id=taken.pk, **told)


def a_caller_who_rings_off(night: Night) -> None:
    world = night.world
    contact = night.after(world.ring)
    night.do(calls.abandon, by=world.supervisor, contact_id=contact.pk)
    picker = night.after(world.on_shift, "picker", Role.CALL_HANDLER)
    night.do(queue.claim, by=picker, contact_id=contact.pk)


def a_call_that_somebody_misses(night: Night) -> None:
    world = night.world
    for who in (world.handler, night.after(world.on_shift, "fourth", Role.CALL_HANDLER)):
        night.do(handlers.change, by=who, state=HandlerState.AVAILABLE)
    night.after(world.ring)
    night.pass_time(minutes=2)


def a_message_that_cannot_be_read(night: Night) -> None:
    world = night.world
    broken = {"source": "line", "body": b"{", "reason": "not JSON"}
    kept = night.do(payloads.keep, by=world.system, **broken)
    night.do(payloads.review, by=world.supervisor, payload_id=kept.pk, note="Sent again")


def a_second_call_about_an_incident(night: Night) -> None:
    world = night.world
    incident = night.after(world.graded, "S")
    second = night.after(world.call)
    told = {"outcome": Outcome.LINKED_INCIDENT, "note": f"About {incident.reference}"}
    night.do(calls.dispose, by=world.handler, contact_id=second.pk, **told)
    night.do(calls.end, by=world.handler, contact_id=second.pk)


def calls_from_a_line(night: Night) -> None:
    world = night.world
    for number, kind in enumerate([EventType.RINGING, EventType.ANSWERED, EventType.ENDED]):
        event = LineEvent(
            source="line",
            call_id="a-1",
            event_id=f"e-{number}",
            body=b"{}",
            type=kind,
            at=world.at,
            channel="999",
            from_number="07700 900456",
            agent="",
        )
        night.do(lines.report, by=world.system, event=event)
        night.pass_time(seconds=30)


def handlers_come_and_go(night: Night) -> None:
    world = night.world
    third = night.after(world.on_shift, "third", Role.CALL_HANDLER)
    skills = [Skill.EMERGENCY]
    night.do(handlers.teach, by=world.supervisor, person_id=third.pk, skills=skills)
    night.do(duty.start_break, by=third)
    night.do(duty.end_break, by=third)
    night.do(duty.sign_off, by=third)


def _holder(contact: Contact):
    contact.refresh_from_db()
    return contact.handler


def an_incident_dealt_with(night: Night) -> None:
    world = night.world
    incident = night.after(world.graded, "S")
    unit = night.after(world.unit, "PC21")
    named = {"unit_id": unit.pk}
    night.pass_time(minutes=1)
    night.do(units.locate, lat=51.4, lon=-0.1, **named)
    night.do(assignments.assign, incident_id=incident.pk, **named)
    night.pass_time(minutes=3)
    night.do(assignments.acknowledge, **named)
    night.do(assignments.set_off, **named)
    night.do(assignments.arrive, **named)
    night.do(watching.well, **named)
    night.do(notes.add, incident_id=incident.pk, text="Door open, nobody in")
    night.do(assignments.clear, **named)
    night.pass_time(minutes=31)
    _take_on_every_alert(night)
    night.do(results.result, incident_id=incident.pk, code="ADVICE", text="In order")
    night.do(results.close, incident_id=incident.pk)
    night.do(units.book_off, **named)


def the_night_of_the_divert(night: Night) -> None:
    world = night.world
    first, second = night.after(world.graded, "S"), night.after(world.graded, "I")
    night.after(world.assign, unit := night.after(world.unit, "PC22"), first)
    made = night.do(diverts.divert, unit_id=unit.pk, to_incident_id=second.pk, reason="stabbing")
    night.do(reviews.ask_urgently, divert_id=made.pk, note="children there")
    night.pass_time(minutes=4)
    _take_on_every_alert(night)
    night.do(keeping.keep_waiting, by=world.supervisor, incident_id=first.pk, reason="no car")
    night.pass_time(minutes=12)
    night.do(guard.alarm, by=world.system, incident_id=first.pk)
    night.do(assignments.unable, unit_id=unit.pk, reason="blocked road")
    night.do(returning.look, by=world.system)
    night.do(assignments.assign, unit_id=unit.pk, incident_id=first.pk)
    night.pass_time(seconds=30)
    night.do(assignments.stand_down, unit_id=unit.pk, reason="not needed")
    night.do(returning.look, by=world.system)
    for code in AirwaveCode.objects.order_by("code").values_list("code", flat=True):
        _if_allowed(night, units.press, unit_id=unit.pk, code=code)
    night.do(returning.look, by=world.system)
    found = {"outcome": "LEARNING", "note": "nobody near"}
    night.do(reviews.review, by=world.supervisor, divert_id=made.pk, **found)


def an_incident_nobody_attends(night: Night) -> None:
    world = night.world
    incident = night.after(world.graded, "E")
    asked = {"incident_id": incident.pk}
    night.do(results.ask_non_attendance, reason="Dealt with by telephone", **asked)
    night.do(results.refuse_non_attendance, by=world.supervisor, note="Go there", **asked)
    night.do(results.ask_non_attendance, reason="Caller insists on nobody", **asked)
    night.do(results.approve_non_attendance, by=world.supervisor, **asked)
    night.do(results.result, code="ADVICE", text="By telephone", **asked)
    night.do(results.close, **asked)


def people_come_and_go(night: Night) -> None:
    world = night.world
    incident = night.after(world.graded, "S")
    unit = night.after(world.unit, "PC23")
    night.after(world.assign, unit, incident)
    relief = night.after(world.on_shift, "relief", Role.DISPATCHER, world.area)
    night.do(duty.start_break)
    night.pass_time(minutes=2)
    night.do(duty.end_break)
    night.do(duty.sign_off, by=relief)
    night.do(duty.deactivate, by=world.admin, person_id=relief.pk)
    night.do(grading.assess, incident_id=incident.pk, answers=_worse())


def _worse() -> dict:
    return {
        "threat": "NOW",
        "harm": "MINOR",
        "risk": "CERTAIN",
        "investigation": "NONE",
        "vulnerability": "NONE",
        "engagement": "NOW",
    }


def _take_on_every_alert(night: Night) -> None:
    for alert in list(Alert.objects.live()):
        for who in (night.world.dispatcher, night.world.supervisor, night.world.officer):
            _if_allowed(night, alerts.acknowledge, by=who, alert_id=alert.pk)


def _if_allowed(night: Night, action, **what) -> None:
    try:
        night.do(action, **what)
    except Refused:
        night.witness.check()


def an_incident_that_was_elsewhere(night: Night) -> None:
    world = night.world
    unit = night.after(world.unit, "PC24")
    crew = night.after(world.person, "officer-24", Role.CREW)
    night.do(units.crew, unit_id=unit.pk, people=(crew.username,))
    incident = night.after(world.graded, "S")
    night.after(world.assign, unit, incident)
    night.do(assignments.stand_down, unit_id=unit.pk, reason="not needed")
    there = Where(place_id=night.after(world.place_elsewhere).pk)
    night.do(places.correct, by=world.supervisor, incident_id=incident.pk, location=there)


def a_place_that_comes_later(night: Night) -> None:
    """Nobody picks the place; a unit is sent to the words, and then the handset is heard."""
    world = night.world
    contact = night.after(world.call, "07700 900789")
    incident = night.after(world.graded, "I", contact=contact, location=Where(text="the gasworks"))
    told = accounts.Update(words="He has a knife", vulnerable=True)
    night.do(accounts.update, by=world.handler, incident_id=incident.pk, told=told)
    unit = {"unit_id": night.after(world.unit, "PC25").pk}
    night.do(assignments.assign, by=world.supervisor, incident_id=incident.pk, **unit)
    night.do(assignments.acknowledge, **unit)
    night.pass_time(seconds=20)
    fix = Fix(source="AML", lat=51.4608, lon=-0.1221, radius_m=12)
    night.do(locations.add, by=world.supervisor, contact_id=contact.pk, location=fix)
    night.pass_time(seconds=20)
    night.do(crews.look, by=world.system)
    night.do(assignments.acknowledge, **unit)


def a_grader_who_goes_home(night: Night) -> None:
    """Whoever graded in an emergency is asked for the assessment, and leaves it to a colleague."""
    world = night.world
    grader = night.after(world.on_shift, "grader", Role.CALL_HANDLER)
    incident = night.after(world.incident)
    graded = {"incident_id": incident.pk, "grade": "I", "emergency_reason": "she is screaming"}
    night.do(grading.grade, by=grader, **graded)
    night.pass_time(minutes=5)
    night.do(duty.sign_off, by=grader)


def strangers_on_the_spool(night: Night) -> None:
    system = night.world.system
    left = {"source": "spool", "reason": "answered 401", "from_stranger": True, "by": system}
    night.do(payloads.keep, body=b"the first", **left)
    _take_on_every_alert(night)
    night.pass_time(minutes=1)
    night.do(payloads.keep, body=b"another", **left)


NIGHTS = [
    an_incident_dealt_with,
    the_night_of_the_divert,
    an_incident_nobody_attends,
    people_come_and_go,
    an_incident_that_was_elsewhere,
    a_second_call_about_an_incident,
    calls_of_all_kinds,
    a_caller_who_rings_off,
    handlers_come_and_go,
    a_message_that_cannot_be_read,
    calls_from_a_line,
    a_call_that_somebody_misses,
    a_place_that_comes_later,
    a_grader_who_goes_home,
    strangers_on_the_spool,
    *BETWEEN_DESKS,
]
