"""
What other forces and agencies tell us: it becomes a contact with their grade, or news of one.

Nothing that they say ends anything here. An update, a cancellation and an end of theirs are put on
the log, and a person is asked; what cannot be read, or is about nothing we know, is shown to one.
"""

import hashlib
import uuid
from dataclasses import dataclass

from contactcentre.contacts.actions import payloads
from contactcentre.core import answered, audit
from contactcentre.core.transactions import action
from incidents.actions import arriving, transfer_alarms, transfers
from incidents.actions.transfers import Receipt
from incidents.enums import TransferState
from incidents.models import Agency, IncomingTransfer, Transfer, TransferMessage
from incidents.transferring import neutral
from incidents.transferring.said import Reading, Said

KEPT = 202
NEWS = {
    neutral.CREATE: "says again",
    neutral.UPDATE: "says",
    neutral.CLOSE: "has ended it there. Nothing of ours ends by that",
    neutral.WITHDRAW: "takes it back. Nothing of ours ends by that",
    neutral.ACCEPT: "says that it is accepted",
    neutral.REFUSE: "says that it is refused",
    neutral.RECEIVED: "has the message. Nobody there has accepted it by that",
}


# What says of something accepted that they have it no longer.
OVER_THERE = {
    neutral.REFUSE: "REFUSED after all by",
    neutral.WITHDRAW: "TAKEN BACK by",
    neutral.CLOSE: "ENDED there by",
}


@dataclass(frozen=True)
class Answer:
    """What the sender is answered: the same for the same message."""

    said: dict
    status: int = 200


@action
def take(*, agency: str, reading: Reading, body: bytes, by, at) -> Answer:
    """
    Take in what an agency says, once; what cannot be taken is kept for a supervisor to look at.

    :raises Taken: when somebody else changes what it is about at this moment; send it again
    """
    sender = Agency.objects.filter(code=agency, is_current=True).first()
    message, faults = None, list(reading.faults)
    if sender is None:
        faults = [f"no agency that is in use has the code {agency}"]
    elif reading.said is not None:
        message = _once(sender, reading.said, body, by=by, at=at)
        faults += _why_not(message, body)
    answer = message.answer if message and message.body_hash == _digest(body) else {}
    if not faults:
        return Answer(answer)
    reason, source = "; ".join(faults), f"transfers {agency}"
    payloads.keep(source=source, body=body, reason=reason, by=by, at=at)
    return Answer(answer | {"detail": f"Kept for a supervisor to look at: {reason}."}, KEPT)


def _why_not(message: TransferMessage | None, body: bytes) -> list[str]:
    """Return why a message that could be read is not taken as what it says."""
    if message is None:
        return ["it is about nothing that we know of them"]
    if message.body_hash != _digest(body):
        return [f"another message of theirs was called {message.message_id}"]
    return []


def _once(sender: Agency, said: Said, body: bytes, *, by, at) -> TransferMessage | None:
    """Return the message of this name, taken in at most once; None when it is about nothing."""
    # One of an agency's after another: news may come with what it is news of.
    answered.hold(by, sender.code)
    known = TransferMessage.objects.filter(agency=sender, message_id=said.message_id).first()
    if known is not None:
        return known
    about = _about(sender, said, by=by, at=at)
    if about is None:
        return None
    message = TransferMessage.objects.create(
        agency=sender,
        message_id=said.message_id,
        kind=said.kind,
        body=body,
        body_hash=_digest(body),
        received_at=at,
        answer=arriving.receipt(**about),
        **about,
    )
    audit.record("transfer.told", message, by=by, at=at, agency=sender.code, kind=said.kind)
    return message


def _about(sender: Agency, said: Said, *, by, at) -> dict | None:
    """Do what a message asks for; return what it is about, or None when that is nothing of ours."""
    own = _own(sender, said)
    if own is not None:
        _of_ours(own, said, by=by, at=at)
        return {"transfer": own}
    known = _incoming(sender, said)
    if known is not None:
        return {"incoming": arriving.news(known, said, NEWS[said.kind], by=by, at=at)}
    if said.kind in (neutral.CREATE, neutral.UPDATE):
        # An update of what never reached us is all that we hear of it.
        return {"incoming": arriving.arrive(sender, said, by=by, at=at)}
    return None


def _of_ours(made: Transfer, said: Said, *, by, at) -> None:
    """Take an answer to what we gave over, or news of it, with its incident held."""
    if said.kind in (neutral.ACCEPT, neutral.REFUSE) and made.state == TransferState.SENT:
        transfers.answer(made, _receipt(said), by=by, at=at)
        return
    if said.kind == neutral.RECEIVED and not said.note:
        # Every message brings one of these; nobody has to read it.
        transfer_alarms.note(made, text=f"{made.agency} {NEWS[said.kind]}", by=by, at=at)
        return
    arriving.tell_dispatch(made.incident, made.agency, said, NEWS[said.kind], by=by, at=at)
    if said.kind in OVER_THERE and made.state == TransferState.ACCEPTED:
        words = f"{OVER_THERE[said.kind]} {made.agency}: {made.incident.said(said.note[:80])}"
        transfers.taken_back(made, words.removesuffix(": "), by=by, at=at)


def _receipt(said: Said) -> Receipt:
    if said.kind == neutral.REFUSE:
        return Receipt(TransferState.REFUSED, said.their_reference, note=said.note[:300])
    names = {"their_reference": said.their_reference, "accepted_by": said.accepted_by}
    return Receipt(TransferState.ACCEPTED, **names, note=said.note[:300])


def _own(sender: Agency, said: Said) -> Transfer | None:
    """Return what we gave over to this agency, held, if a message is about that."""
    keys = [key for key in map(_key, said.about) if key is not None]
    found = Transfer.objects.filter(key__in=keys, agency=sender).order_by("pk").first()
    return transfer_alarms.hold(found.pk, wait=True) if found else None


def _incoming(sender: Agency, said: Said) -> IncomingTransfer | None:
    """Return what this agency gave over to us, by any of its names: the newest contact of it."""
    theirs = IncomingTransfer.objects.filter(agency=sender)
    named = theirs.filter(key__in=said.about).order_by("pk").first()
    if named is None:
        told = TransferMessage.objects.filter(agency=sender, message_id__in=said.about)
        named = theirs.filter(messages__in=told).order_by("pk").first()
    return named and theirs.filter(key__in=named.keys).order_by("-pk").first()


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
