"""What is given over to other forces and agencies, and by them to us."""

import json

from hypothesis import strategies as st
from hypothesis.stateful import rule

from contactcentre.core import people
from incidents.actions import incoming, transfers
from incidents.actions.transfers import Receipt
from incidents.enums import Status, TransferState
from incidents.models import Incident, Transfer
from incidents.transferring import neutral
from tests.agencies import said
from tests.rules.floor import Night
from tests.rules.picking import mostly, nth, words


class TransferRules:
    """Rules about transfers; the room gives the night."""

    night: Night

    @rule(
        n=nth,
        by=st.sampled_from(["handler", "dispatcher", "supervisor"]),
        state=st.sampled_from([each for each in TransferState if each != TransferState.SENT]),
        text=words,
    )
    def it_is_given_over(self, n, by, state, text):
        """Give one over, let what was given over be answered, or say what we do then."""
        graded = Incident.objects.exclude(status__in=[Status.OPEN, Status.CLOSED])
        if n % 3 == 0 or not Transfer.objects.exists():
            incident_id = mostly(graded, Incident.objects.all(), n)
            given = {"incident_id": incident_id, "agency": "THAMES", "reason": text}
            self.night.do(transfers.give_over, by=by, **given)
            return
        waiting = mostly(Transfer.objects.waiting(), Transfer.objects.all(), n)
        receipt = Receipt(state, their_reference=text, accepted_by=text, note=text)
        self.night.do(transfers.settle, transfer_id=waiting, receipt=receipt, by=by)
        answered = mostly(Transfer.objects.undecided(), Transfer.objects.all(), n)
        self.night.do(transfers.decide, transfer_id=answered, decision=text, by=by)

    @rule(n=nth, kind=st.sampled_from(neutral.KINDS), grade=st.sampled_from("ISE"), text=words)
    def another_force_tells_us_something(self, n, kind, grade, text):
        """Let something be given over to us, told of again, or answered; now and then twice."""
        about = {"transfer_id": f"t-{n % 3}", "note": text}
        if n % 2 and Transfer.objects.exists():
            key = Transfer.objects.order_by("pk").values_list("key", flat=True).last()
            about |= {"transfer_id": str(key), "accepted_by": "Sgt Grey", "reference": "TV 1"}
        told = {"grade": {"code": grade, "reason": "as they heard it"}, "summary": "He is back"}
        body = json.dumps(said(kind, f"m-{kind}-{n}", incident=told, **about)).encode()
        what = {"agency": "THAMES", "reading": neutral.read(body), "body": body}
        self.night.do(incoming.take, by=people.agencies(), **what)
