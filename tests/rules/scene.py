"""One busy moment with a row of every kind, for statements that try to break a rule."""

import json
from datetime import UTC, datetime, timedelta

from contactcentre.contacts.actions import lines, locations, pads, payloads
from contactcentre.contacts.enums import Channel, EventType
from contactcentre.contacts.folding import LineEvent
from contactcentre.contacts.handing_over import Block
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact, RingBack
from contactcentre.core.actions import procedures, seals
from contactcentre.core.models import AuditEntry, AuditSeal, Duty, IdempotencyRecord
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert, Clock, ClockStep, Policy
from dispatch.actions import assignments, reviews
from dispatch.models import Assignment, Divert, UnitStatusChange
from incidents.actions import (
    answers,
    arriving,
    flagged,
    identities,
    links,
    markers,
    messages,
    obligations,
    question_sets,
    results,
    telling,
    transfers,
    warnings,
)
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.actions.transfers import Receipt
from incidents.models import Assessment, GradeDecision, Incident, LogEntry
from incidents.models.incident import AS_HEARD
from incidents.transferring import neutral
from tests.agencies import agency, said, tell
from tests.world import RTC, World

NIGHT = datetime(2026, 3, 14, 22, 0, tzinfo=UTC)


class Scene:
    """
    A unit diverted from a domestic incident to a stabbing, and what else a night has.

    `left` was left by its unit, `sent` has one, `graded` awaits its first, `opened` is not graded,
    `resulted` was attended and is to be closed; `spare` is one of two assignments of another.
    """

    def __init__(self):
        self.world = world = World(at=NIGHT)
        self.unit, self.free, self.idle = (world.unit(name) for name in ("PC12", "PC13", "PC14"))
        self.left = world.graded("S", suspect_identity="SUSPECTED")
        self.sent = world.graded("I")
        self.graded = world.graded("E")
        self.opened = world.incident()
        self.resulted = self._attended(world.graded("I"))
        world.assign(self.unit, self.left)
        made = world.divert(self.unit, to=self.sent)
        about = {"divert_id": made.pk, "note": "children there"}
        reviews.ask_urgently(**about, by=world.dispatcher, at=world.at)
        joined = world.graded("S")
        self.spare = [world.assign(world.unit(name), joined) for name in ("PC15", "PC16")][-1]
        self._asked()
        self._callers()
        self._calls()
        self._machines()
        self._wait()
        for incident in (self.left, self.sent, self.graded, self.opened, self.resulted):
            incident.refresh_from_db()
        self.ids = self._ids()

    def _attended(self, incident):
        world = self.world
        world.assign(self.free, incident)
        world.press(self.free, 6)
        world.press(self.free, 2)
        results.result(
            incident_id=incident.pk, code="ADVICE", text="", by=world.dispatcher, at=world.at
        )
        return incident

    def _asked(self) -> None:
        results.ask_non_attendance(
            incident_id=self.graded.pk,
            reason="cancelled by the caller",
            by=self.world.dispatcher,
            at=self.world.at,
        )

    def _written(self) -> None:
        world = self.world
        about = {"incident_id": self.left.pk, "to": "DISPATCH", "text": "He is at the door"}
        sent = [messages.send(**about, by=world.handler, at=world.at) for _each in range(2)]
        messages.acknowledge(message_id=sent[0].pk, by=world.dispatcher, at=world.at)
        about = {"incident_id": self.left.pk, "kind": "WEAPON", "text": "He has a knife"}
        given = [warnings.give(**about, by=world.handler, at=world.at) for _each in range(2)]
        toy = {"warning_id": given[0].pk, "reason": "It was a toy"}
        warnings.withdraw(**toy, by=world.handler, at=world.at)
        self._said_and_asked()
        self._linked()
        self._given_over()
        told = {"what": "Officers will return", "due_at": world.at + timedelta(hours=9)}
        who = {"desk": "DISPATCH", "by": world.handler, "at": world.at}
        made = [obligations.make(incident_id=self.left.pk, **told, **who) for _each in range(2)]
        done = {"ended_as": "KEPT", "note": "Was there", "by": world.dispatcher, "at": world.at}
        obligations.end(obligation_id=made[0].pk, **done)

    def _said_and_asked(self) -> None:
        """Let there be words on the pad, what was heard, a decision and an answered set."""
        world = self.world
        her = Contact.objects.filter(handler=world.handler).latest("pk")
        for contact_id in (None, her.pk):
            words = {"text": "A woman rang", "contact_id": contact_id}
            pads.write(**words, by=world.handler, at=world.at)
        heard = {name: "heard" for name in AS_HEARD}
        Incident.objects.filter(pk=self.left.pk).update(**heard)
        crime = {"ground": "CRIME", "reason": "He hit him"}
        answers.decide(incident_id=self.left.pk, by=world.handler, at=world.at, **crime)
        collision = {"code": "RTC", "answers": dict.fromkeys(RTC, "NO")}
        about = {"incident_id": self.left.pk, "by": world.handler, "at": world.at}
        question_sets.answer(**collision, **about)

    def _linked(self) -> None:
        """Let one link hold, and one that was made before it be ended."""
        ends = {"incident_id": self.graded.pk, "to_incident_id": self.left.pk}
        who = {"by": self.world.handler, "at": self.world.at}
        ended = links.link(kind="SAME_VICTIM", **ends, **who)
        links.unlink(link_id=ended.pk, why="Another woman", **who)
        links.link(kind="SAME_VICTIM", **ends, **who)
        looked = {"by": self.world.supervisor, "at": self.world.at}
        links.stays_open(incident_id=self.graded.pk, other_id=self.left.pk, **looked)

    def _given_over(self) -> None:
        """Let one wait at another force, one be accepted, one refused, and one be decided on."""
        world = self.world
        who = {"by": world.handler, "at": world.at}
        codes = ("THAMES", "ESSEX", "FIRE", "AMBULANCE")
        given = [
            transfers.give_over(
                incident_id=self.sent.pk, agency=agency(world, code).pk, reason="Theirs", **who
            ).pk
            for code in codes
        ]
        receipt = Receipt("ACCEPTED", their_reference="12", accepted_by="Sgt Grey")
        refusal = Receipt("REFUSED", note="Not ours")
        for pk, came in zip(given[1:], (receipt, refusal, receipt), strict=True):
            transfers.settle(transfer_id=pk, receipt=came, **who)
        transfers.decide(transfer_id=given[3], decision="Our unit goes on", **who)

    def _callers(self) -> None:
        """Let one text wait and one have failed; one caller be rung, and one wait for that."""
        world = self.world
        hers = world.graded("S", contact=world.call("07700 900457"))
        unit = world.unit("PC17")
        world.assign(unit, hers)
        who = {"by": world.dispatcher, "at": world.at}
        assignments.stand_down(unit_id=unit.pk, reason="wrong car", **who)
        telling.do_not_text(incident_id=hers.pk, **who)
        rung = RingBack.objects.get(subject="incident", subject_id=hers.pk)
        done = {"outcome": "NOT_NEEDED", "note": "rang us", "at": world.at}
        telling.report(ring_back_id=rung.pk, by=world.handler, **done)
        # One incident of the scene is left, and only one.
        world.assign(unit, hers)

    def _wait(self) -> None:
        """Let two minutes pass; what a crew does then is told by a text that nobody has sent."""
        world = self.world
        world.wait(minutes=2)
        assignments.set_off(unit_id=self.unit.pk, by=world.dispatcher, at=world.at)
        seals.seal(at=world.at)

    def _calls(self) -> None:
        world = self.world
        self._written()
        world.on_shift("second", Role.CALL_HANDLER)
        self.ringing = world.ring()
        event = LineEvent(
            source="asterisk",
            event_id="event-1",
            call_id="call-1",
            type=EventType.RINGING,
            at=world.at,
            body=b"{}",
            channel=Channel.EMERGENCY,
            block=Block(centre="Bangor"),
        )
        self.reported = lines.report(event=event, by=world.system, at=world.at)
        fix = Fix(source="EISEC", lat=51.46, lon=-0.12, radius_m=50)
        locations.add(contact_id=self.reported.pk, location=fix, by=world.system, at=world.at)

    def _known(self) -> None:
        """Let one marker and one order hold, and one of each hold no more."""
        who = {"by": self.world.supervisor, "at": self.world.at}
        about = {"subject": Subject(number="07700 900123"), "text": "Treat as urgent", **who}
        made = [markers.enter(**about) for _each in range(2)]
        told = Withdrawal("Ended", victim_informed="NO", informed_how="nobody rang")
        markers.withdraw(marker_id=made[0].pk, given=told, **who)
        flagged.check(contact_id=self.left.contact_links.get().contact_id, **who)
        self.world.ring("07700 900457")
        pair = {"one": "NUMBER:07700 900123", "other": "NUMBER:07700 900457", "why": "Hers"}
        said = identities.confirm(**pair, **who)
        identities.undo(link_id=said.pk, **who)
        identities.confirm(**pair, **who)
        orders = [markers.enter_order(kind="RESTRAINING", **about) for _each in range(2)]
        markers.discharge(order_id=orders[0].pk, reason="By consent", **who)

    def _machines(self) -> None:
        world = self.world
        self._known()
        tell(world, said())
        untold = neutral.read(json.dumps(said(transfer_id="t-2", message_id="m-2")).encode())
        arriving.arrive(agency(world), untold.said, by=world.system, at=world.at)
        world.key()
        procedures.confirm(code="DIVERT", version=1, by=world.dispatcher, at=world.at)
        payloads.keep(source="asterisk", body=b"?", reason="no JSON", by=world.system, at=world.at)
        IdempotencyRecord.objects.create(
            person=world.handler,
            key="k",
            path="/",
            body_hash="",
            status=201,
            answer={},
            created_at=world.at,
        )

    def _ids(self) -> dict:
        last = {
            model._meta.model_name: model.objects.order_by("-pk").first().pk
            for model in (
                *(Alert, Assessment, Assignment, AuditEntry, AuditSeal, Clock, ClockStep),
                *(Contact, Divert, Duty, GradeDecision, LogEntry, Policy, UnitStatusChange),
            )
        }
        incidents = ("left", "sent", "graded", "opened", "resulted")
        return {
            **{f"last_{name}": pk for name, pk in last.items()},
            **{name: getattr(self, name).pk for name in incidents},
            "owner": self.left.owner_id,
            "officer": self.world.officer.pk,
            "supervisor": self.world.supervisor.pk,
            "handler": self.world.handler.pk,
            "nobody": self.world.admin.pk,
            "unit": self.unit.pk,
            "idle": self.idle.pk,
            "spare": self.spare.pk,
            "ringing": self.ringing.pk,
            "reported": self.reported.pk,
            "answered": Contact.objects.exclude(answered_at=None).order_by("-pk").first().pk,
            "now": self.world.at,
            "later": self.world.at + timedelta(hours=1),
        }
