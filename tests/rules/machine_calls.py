"""What lines and call handlers do."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from contactcentre.contacts.actions import (
    calls,
    handlers,
    intake,
    lines,
    locations,
    operators,
    pads,
    payloads,
    queue,
)
from contactcentre.contacts.enums import UNDISPOSED_ENDINGS, Channel, EventType, Outcome, Skill
from contactcentre.contacts.enums import State as Stands
from contactcentre.contacts.folding import LineEvent
from contactcentre.contacts.handing_over import Block
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact, Handler, Pad, RawPayload
from contactcentre.contacts.states import CHOSEN
from incidents.actions.links import link_named
from incidents.models import Incident, IncidentContact
from tests.rules.floor import CALLS, Night
from tests.rules.picking import mostly, nth, pick

handler = st.sampled_from(("", "", *CALLS))
NUMBERS = ("07700 900123", "07700 900456", "")
LIVE, OVER = [Stands.LIVE], [Stands.LIVE, *UNDISPOSED_ENDINGS]
LINKED = f"{link_named.__module__}.{link_named.__name__}"
OFFERED, WAITS = [Stands.OFFERED], [Stands.OFFERED, Stands.QUEUED]


class CallRules:
    """Calls ring, are answered, end, and get an outcome."""

    night: Night

    def _with_contact(self, action, n, by, states, **arguments):
        """Do it to a contact that is mostly in one of these states, mostly by who has it."""
        every = Contact.objects.all()
        contact_id = mostly(every.filter(state__in=states), every, n)
        if contact_id is None:
            return
        whose = Contact.objects.select_related("handler").get(pk=contact_id).handler
        by = by or (whose.username if whose else "handler")
        self.night.do(action, contact_id=contact_id, by=by, **arguments)

    @rule(number=st.sampled_from(NUMBERS), channel=st.sampled_from(list(Channel)), n=nth)
    def it_rings(self, number, channel, n):
        """A call or a message comes in; the same one may come twice."""
        at = self.night.at
        self.night.do(
            intake.receive,
            source="test",
            source_id=f"again-{n}",
            channel=channel,
            from_number=number,
            text="" if channel in {"999", "101"} else "please help",
            received_at=at,
            connected_at=at,
            by=self.night.floor.world.system,
        )

    @rule(kind=st.sampled_from(list(EventType)), n=nth, agent=st.sampled_from(["", *CALLS]))
    def the_line_reports(self, kind, n, agent):
        """The telephone system reports, in any order."""
        event = LineEvent(
            source="asterisk",
            call_id=f"call-{n % 4}",
            event_id=f"{kind}-{n % 4}",
            type=kind,
            at=self.night.at,
            body=b"{}",
            channel="999",
            agent=agent,
        )
        self.night.do(lines.report, event=event, by=self.night.floor.world.system)

    @rule(n=nth, by=handler)
    def somebody_answers(self, n, by):
        """Answer what rings, or pick it."""
        self._with_contact(calls.answer, n, by, OFFERED)

    @rule(n=nth, by=st.sampled_from(CALLS), back=st.booleans())
    def somebody_picks_or_gives_back(self, n, by, back):
        """Claim a contact, or release the one that rings."""
        if back:
            self._with_contact(calls.release, n, "", OFFERED)
        else:
            self._with_contact(queue.claim, n, by, [Stands.QUEUED, *OVER])

    @rule(n=nth, by=handler)
    def the_caller_rings_off(self, n, by):
        """Say that nobody had answered."""
        self._with_contact(calls.abandon, n, by, WAITS)

    @rule(n=nth, by=handler, outcome=st.sampled_from(list(Outcome)), named=nth)
    def it_gets_an_outcome(self, n, by, outcome, named):
        """Say what came of a contact, mostly naming an incident that it might be about."""
        about = Incident.objects.filter(pk=pick(Incident.objects.all(), named)).first()
        note = f"seen to, {about}" if named % 4 else "seen to"
        links = IncidentContact.objects.count()
        self._with_contact(calls.dispose, n, by, OVER, outcome=outcome, note=note)
        self.night.floor.did[LINKED] += IncidentContact.objects.count() - links

    @rule(n=nth, by=handler, cut=st.booleans(), tidy=st.booleans())
    def the_call_ends(self, n, by, cut, tidy):
        """End a call, with its outcome or without, or lose it."""
        if tidy:
            self._with_contact(
                calls.dispose, n, by, LIVE, outcome=Outcome.ADVICE, note="told what to do"
            )
        why = "She has gone" if n % 2 else ""
        self._with_contact(calls.end, n, by, LIVE, is_cut=cut, why_not_told=why)

    @rule(n=nth, by=st.sampled_from(CALLS[:2]), state=st.sampled_from(sorted(CHOSEN)))
    def a_handler_says_what_they_do(self, n, by, state):
        """Available, break, training, gone; a position comes in meanwhile."""
        self.night.do(handlers.change, state=state, by=by)
        fix = Fix(source="AML", lat=51.46, lon=-0.12, radius_m=n)
        self._with_contact(locations.add, n, "handler", WAITS, location=fix)
        block = Block(centre="Bangor", reference=f"BT-{n}")
        self._with_contact(operators.add, n, "handler", WAITS, block=block)

    @rule(n=nth, by=st.sampled_from(CALLS[:2]), text=st.sampled_from(["", "a woman rang", "she"]))
    def somebody_writes_on_the_pad(self, n, by, text):
        """Type on the pad, with a contact or without; or say what it was."""
        self.night.do(pads.write, by=by, text=text)
        if n % 3 == 0 and (pad_id := pick(Pad.objects.all(), n)):
            self.night.do(pads.settle, by=by, pad_id=pad_id, note=text)
            self.night.do(pads.settle, by="supervisor", pad_id=pad_id, note="rang them")

    @rule(n=nth, skills=st.lists(st.sampled_from(list(Skill)), max_size=3), note=st.booleans())
    def the_supervisor_sees_to_small_things(self, n, skills, note):
        """A handler learns; a broken payload is looked at; the queue is offered again."""
        system = self.night.floor.world.system
        person_id = Handler.objects.order_by("pk")[n % 2].person_id
        self.night.do(handlers.teach, person_id=person_id, skills=skills, by="supervisor")
        broken = {"source": "asterisk", "body": bytes([n]), "reason": "no JSON"}
        self.night.do(payloads.keep, **broken, by=system)
        payload_id, words = pick(RawPayload.objects.all(), n), "rang them" if note else ""
        self.night.do(payloads.review, payload_id=payload_id, note=words, by="supervisor")
        self.night.do(queue.offer_next, by=system)
