"""What is done with incidents."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from contactcentre.contacts.actions import sending
from contactcentre.contacts.enums import RingBackOutcome
from contactcentre.contacts.models import Contact, RingBack
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert
from incidents import callers, linked
from incidents.actions import (
    accounts,
    answers,
    flagged,
    grading,
    identities,
    incidents,
    keeping,
    links,
    markers,
    messages,
    notes,
    obligations,
    places,
    question_sets,
    results,
    telling,
    warnings,
)
from incidents.actions.accounts import Update
from incidents.actions.incidents import Opening
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.enums import (
    Ending,
    Grade,
    LinkKind,
    RcrpGround,
    Reader,
    Status,
    SuspectIdentity,
    WarningKind,
)
from incidents.models import (
    CourtOrder,
    CrewWarning,
    IdentityLink,
    Incident,
    IncidentLink,
    Marker,
    MarkerCheck,
    Message,
    Obligation,
)
from incidents.places import Where
from tests.rules.floor import FLOOR, Night
from tests.rules.picking import mostly, nth, pick, words
from tests.world import AT_THE_DOOR, CALM, RTC

anybody = st.sampled_from((*FLOOR, "dispatcher", "supervisor", "supervisor"))
# Who keeps markers, and one who may not.
keepers = st.sampled_from(("supervisor", "supervisor", "officer", "handler"))
grades = st.sampled_from(list(Grade))
UNATTENDED = [Status.AWAITING_UNIT, Status.REFERRED]
ENDED = [Status.RESULTED, Status.AT_SCENE, Status.REFERRED]


class IncidentRules:
    """Incidents are opened, graded, written on, excused, resulted and closed."""

    night: Night

    def _with_incident(self, action, n, by, states=tuple(Status), **arguments):
        every = Incident.objects.all()
        incident_id = mostly(every.filter(status__in=states), every, n)
        self.night.do(action, incident_id=incident_id, by=by, **arguments)
        return incident_id

    @rule(
        n=nth,
        by=anybody,
        suspect=st.sampled_from(list(SuspectIdentity)),
        vulnerable=st.booleans(),
        known=st.booleans(),
    )
    def one_is_opened(self, n, by, suspect, vulnerable, known):
        """Open an incident from a contact, in our area or nowhere yet."""
        place = self.night.floor.world.place
        opening = Opening(
            opening_code="DOM",
            summary="Somebody is banging on her door",
            location=Where(text="12 Acre Lane", place_id=place.pk if known else None),
            suspect_identity=suspect,
            suspect_reason="a stranger" if suspect == SuspectIdentity.NOT_DOMESTIC else "",
            vulnerable=vulnerable,
        )
        free = Contact.objects.filter(incident_link=None)
        contact_id = mostly(free, Contact.objects.all(), n)
        self.night.do(incidents.open_from, contact_id=contact_id, opening=opening, by=by)

    @rule(n=nth, by=anybody, grade=grades, reason=words, hurry=words)
    def it_is_graded(self, n, by, grade, reason, hurry):
        """Grade or regrade without an assessment, with or without reasons."""
        self._with_incident(
            grading.grade, n, by, grade=grade, override_reason=reason, emergency_reason=hurry
        )

    @rule(n=nth, by=anybody, grade=grades, answers=st.sampled_from([CALM, CALM, AT_THE_DOOR, {}]))
    def it_is_assessed_and_graded(self, n, by, grade, answers):
        """Answer THRIVE, then grade."""
        incident_id = self._with_incident(grading.assess, n, by, answers=answers)
        grade = {"grade": grade, "override_reason": "as agreed"}
        self.night.do(grading.grade, incident_id=incident_id, by=by, **grade)

    @rule(n=nth, by=anybody, text=words)
    def somebody_writes_on_it(self, n, by, text):
        """Add a line to the log, warn its crews, or say that a warning holds no more."""
        if n % 5 == 1:
            kind = list(WarningKind)[n % 7]
            self._with_incident(warnings.give, n, by, kind=kind, text=text)
        elif n % 5 == 2 and CrewWarning.objects.exists():
            still = CrewWarning.objects.filter(withdrawn_at=None)
            warning_id = mostly(still, CrewWarning.objects.all(), n)
            self.night.do(warnings.withdraw, warning_id=warning_id, reason=text, by=by)
        else:
            self._with_incident(notes.add, n, by, text=text)

    @rule(n=nth, m=nth, by=anybody, kind=st.sampled_from(list(LinkKind)), text=words)
    def it_is_linked_with_another(self, n, m, by, kind, text):
        """Link two incidents, say that one was looked at, or that they are not linked after all."""
        if n % 2 and IncidentLink.objects.exists():
            link_id = mostly(IncidentLink.objects.live(), IncidentLink.objects.all(), n)
            self.night.do(links.unlink, link_id=link_id, why=text, by=by)
            return
        other = mostly(Incident.objects.unclosed(), Incident.objects.all(), m)
        ends = {"to_incident_id": other, "kind": kind, "why": text}
        incident_id = self._with_incident(links.link, n // 2, by, **ends)
        if m % 2:
            looked = {"incident_id": incident_id, "other_id": other}
            self.night.do(links.stays_open, **looked, words=text, by=by)

    @rule(n=nth, m=nth, by=keepers, text=words, told=st.sampled_from(["", "NO", "YES"]))
    def something_is_known(self, n, m, by, text, told):
        """Keep markers and orders, look for a marker, say who is the same person, or ask a set."""
        if m % 2:
            self._same_person(n, by, text)
        if m % 3 == 0:
            self._about_a_number(n, by, text, told)
        elif m % 3 == 1:
            self._flagged(n, by, text)
        else:
            answers = dict.fromkeys(RTC, told)
            self._with_incident(question_sets.answer, n, by, code="RTC", answers=answers)

    def _about_a_number(self, n, by, text, told) -> None:
        """Enter a marker or an order, or say that one holds no more."""
        subject = Subject(number="07700 900123", person_name=text)
        if n % 2:
            self.night.do(markers.enter, subject=subject, text=text, by=by)
            given = Withdrawal(reason=text, victim_informed=told, informed_how=text)
            marker_id = mostly(Marker.objects.filter(withdrawn_at=None), Marker.objects.all(), n)
            self.night.do(markers.withdraw, marker_id=marker_id, given=given, by=by)
            return
        order = {"kind": "RESTRAINING", "text": text}
        self.night.do(markers.enter_order, subject=subject, **order, by=by)
        holds = CourtOrder.objects.filter(discharged_at=None)
        order_id = mostly(holds, CourtOrder.objects.all(), n)
        self.night.do(markers.discharge, order_id=order_id, reason=text, by=by)

    def _same_person(self, n, by, text) -> None:
        """Say that two callers are one person, or are not, or take back what was said."""
        pair = {"one": "NUMBER:07700 900123", "other": "NUMBER:07700 900321", "why": text}
        act = identities.confirm if n % 3 else identities.reject
        self.night.do(act, **pair, by=by)
        link_id = mostly(IdentityLink.objects.standing(), IdentityLink.objects.all(), n)
        if n % 2 and link_id:
            self.night.do(identities.undo, link_id=link_id, why=text, by=by)

    def _flagged(self, n, by, text) -> None:
        """Look what is true, ask a supervisor for a marker, and answer that, now and then twice."""
        contact_id = mostly(Contact.objects.exclude(number=""), Contact.objects.all(), n)
        self.night.do(flagged.check, contact_id=contact_id, by=by)
        if not MarkerCheck.objects.exists():
            return
        check_id = mostly(MarkerCheck.objects.filter(asked_at=None), MarkerCheck.objects.all(), n)
        self.night.do(flagged.ask, check_id=check_id, by=by)
        check_id = mostly(MarkerCheck.objects.exclude(asked_at=None), MarkerCheck.objects.all(), n)
        self.night.do(flagged.answer, check_id=check_id, text=text, by=by)
        self.night.do(flagged.answer, check_id=check_id, text="Entered", by="supervisor")

    @rule(n=nth, by=anybody, minutes=st.sampled_from([0, 20, 45]), text=words)
    def something_is_promised_of_it(self, n, by, minutes, text):
        """Promise something by a time, or say that it was done or is withdrawn."""
        if n % 2 and Obligation.objects.exists():
            obligation_id = mostly(Obligation.objects.open(), Obligation.objects.all(), n)
            ended = {"ended_as": list(Ending)[n % 4 // 2], "note": text}
            self.night.do(obligations.end, obligation_id=obligation_id, by=by, **ended)
            return
        due_at = self.night.floor.world.at + timedelta(minutes=minutes)
        given = {"what": text, "due_at": due_at, "desk": "DISPATCH"}
        self._with_incident(obligations.make, n, by, **given)

    @rule(n=nth, by=anybody, text=words, ground=st.sampled_from(list(RcrpGround)))
    def its_caller_is_answered(self, n, by, text, ground):
        """Read out what will happen, or decide whether the police come at all."""
        incident = Incident.objects.filter(pk=pick(Incident.objects.all(), n)).first()
        said = callers.to_read(incident, at=self.night.at) if incident else None
        if said and n % 2:
            read = {"incident_id": incident.pk, "words": said.words}
            self.night.do(answers.read_out, by=by, **read)
            return
        decided = {"ground": ground, "reason": text, "instead": text}
        self._with_incident(answers.decide, n, by, **decided)

    @rule(n=nth, by=anybody, to=st.sampled_from(list(Reader)), text=words, read=st.booleans())
    def the_desks_write_to_each_other(self, n, by, to, text, read):
        """Send a message about it to the other desk, or acknowledge one."""
        if read and Message.objects.exists():
            message_id = mostly(Message.objects.unread(), Message.objects.all(), n)
            self.night.do(messages.acknowledge, message_id=message_id, by=by)
            self.night.do(messages.acknowledge, message_id=message_id, by="supervisor")
        else:
            self._with_incident(messages.send, n, by, to=to, text=text)

    @rule(
        n=nth,
        by=anybody,
        suspect=st.sampled_from(["", *SuspectIdentity]),
        vulnerable=st.sampled_from([None, True, False]),
        text=words,
    )
    def more_is_said_of_it(self, n, by, suspect, vulnerable, text):
        """Take in what a caller says after the opening."""
        told = Update(
            words=text,
            suspect_identity=suspect,
            suspect_reason=text,
            vulnerable=vulnerable,
            vulnerable_reason="" if vulnerable is None else text,
        )
        self._with_incident(accounts.update, n, by, told=told)

    @rule(n=nth, by=anybody, known=st.booleans(), house=st.sampled_from(["14", "16"]))
    def its_place_is_corrected(self, n, by, known, house):
        """It is in our area after all, or nobody knows where: clocks, alerts and owner go along."""
        place = self.night.floor.world.place
        where = Where(text=f"{house} Acre Lane", place_id=place.pk if known else None)
        self._with_incident(places.correct, n, by, location=where)

    @rule(n=nth, by=anybody, reason=words)
    def somebody_asks_that_nobody_attend(self, n, by, reason):
        """Ask for non-attendance."""
        self._with_incident(results.ask_non_attendance, n, by, UNATTENDED, reason=reason)

    @rule(n=nth, by=st.sampled_from(["supervisor", "officer", "dispatcher"]), yes=st.booleans())
    def somebody_decides_on_it(self, n, by, yes):
        """Let what was left wait on; approve or refuse that nobody attend."""
        left = mostly(Incident.objects.exclude(left_at=None), Incident.objects.all(), n)
        self.night.do(keeping.keep_waiting, incident_id=left, by=by, reason="as agreed")
        action = results.approve_non_attendance if yes else results.refuse_non_attendance
        asked = Incident.objects.exclude(non_attendance_asked_by=None)
        incident_id = mostly(asked, Incident.objects.all(), n)
        self.night.do(action, incident_id=incident_id, by=by, note="")

    @rule(n=nth, by=anybody, code=st.sampled_from(["ADVICE", "PHONE", "NO-SUCH"]))
    def it_is_resulted(self, n, by, code):
        """Record how it ended."""
        self._with_incident(results.result, n, by, ENDED, code=code, text="")

    @rule(
        n=nth,
        by=st.sampled_from(["handler", "supervisor", "dispatcher"]),
        outcome=st.sampled_from(list(RingBackOutcome)),
        note=words,
    )
    def its_caller_is_rung_back(self, n, by, outcome, note):
        """Say what came of ringing; or forbid texts; or let the texts go that wait."""
        if n % 4 == 1:
            self._with_incident(telling.do_not_text, n, by)
        elif n % 4 == 2:
            sending.drain(by=self.night.person("system"), at=self.night.at)
        pk = mostly(RingBack.objects.waiting(), RingBack.objects.all(), n)
        report = {"ring_back_id": pk, "outcome": outcome, "note": note}
        self.night.do(telling.report, by=by, **report)

    @rule(n=nth, by=st.sampled_from(["dispatcher", "supervisor"]), tidy=st.booleans())
    def it_is_closed(self, n, by, tidy):
        """Close it, having first seen to everything, or not."""
        incident_id = self._with_incident(results.result, n, by, ENDED, code="ADVICE", text="")
        if tidy:
            for other in linked.open_others(Incident.objects.get(pk=incident_id)):
                looked = {"incident_id": incident_id, "other_id": other.pk}
                self.night.do(links.stays_open, **looked, by=by)
            about = Alert.objects.live().filter(subject="incident", subject_id=incident_id)
            for alert in about.filter(acknowledged_by=None):
                self.night.do(alerts.acknowledge, alert_id=alert.pk, by=by)
        self.night.do(results.close, incident_id=incident_id, by=by)
