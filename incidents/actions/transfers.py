"""
Giving an incident over to another force or agency: it stays ours until somebody there accepts it.

Joanna Michael rang in 2009. Her call was passed on, and the second force was told less than the
first had heard; its grade was lost on the way. Here the grade goes along with its reason, and
nothing of the incident changes: owner, clocks and alarms. After 60 seconds without a receipt that
is heard. Accepted or refused, a person says what we do; it never closes by itself.
"""

from dataclasses import dataclass

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from contactcentre.countdowns import queries
from contactcentre.countdowns.actions import clocks
from contactcentre.countdowns.enums import StopReason
from incidents import access, grading, passing, states
from incidents.actions import log, reassessing, transfer_alarms
from incidents.enums import LogKind, Status, TransferState
from incidents.kinds import (
    ACCEPT_TRANSFER,
    DECIDE_TRANSFER,
    TRANSFER,
    TRANSFER_REFUSED,
    TRANSFER_UNDECIDED,
    TRANSFER_WAITS,
)
from incidents.models import Agency, Incident, Transfer
from incidents.transferring import neutral

LONGEST = 300
REFUSED = TransferState.REFUSED
RECEIPT = ("state", "their_reference", "accepted_by", "answer_note")


@dataclass(frozen=True)
class Receipt:
    """What came of it: accepted by whom there and under which number, refused or withdrawn why."""

    state: str
    their_reference: str = ""
    accepted_by: str = ""
    note: str = ""


@action
def give_over(*, incident_id: int, agency: str, reason: str, by, at) -> Transfer:
    """
    Tell another force or agency of an incident, grade and reason included; it stays ours (A14).

    :raises Invalid: without a reason, or for no agency that is in use
    :raises NotFound: when there is no such incident for this person
    :raises WrongState: when it is closed, not graded yet, or waits there already
    """
    permissions.check(by, Permission.INCIDENT_TRANSFER)
    incident = access.held(incident_id, by)
    _check_words(reason, "Say why it is given over: “the caller is in their area”.")
    to = _may_go(incident, agency)
    made = Transfer(incident=incident, agency=to, reason=reason.strip(), sent_by=by, sent_at=at)
    made.grade, made.grade_reason = incident.grade, passing.why_graded(incident)
    made.message = _message(made, at)
    made.save()
    text = f"Given over to {to}: {made.reason}. Grade {made.grade} carried: {made.grade_reason}"
    log.write(incident, LogKind.TRANSFER, text, by=by, at=at)
    incident.save_changes()
    clocks.start(
        kind=ACCEPT_TRANSFER,
        subject_id=made.pk,
        severity=grading.severity(incident.grade),
        at=at,
    )
    audit.record("transfer.sent", made, by=by, at=at, incident=incident.pk, agency=to.code)
    live.tell(incident)
    return made


@action
def settle(*, transfer_id: int, receipt: Receipt, by, at) -> Transfer:
    """
    Record that it was accepted or refused there, or that it is withdrawn.

    :raises Invalid: when the receipt names nobody or no number, or there is no reason
    :raises NotFound: when there is no such transfer for this person
    :raises WrongState: when it was answered already
    """
    permissions.check(by, Permission.INCIDENT_TRANSFER)
    made = _held(transfer_id, by)
    answer(made, receipt, by=by, at=at)
    return made


@action
def decide(*, transfer_id: int, decision: str, by, at) -> Transfer:
    """
    Say what we do now that it was accepted or refused; what is over has its own orders.

    :raises Invalid: without words
    :raises NotFound: when there is no such transfer for this person
    :raises WrongState: when nobody has answered it, or somebody has decided
    """
    permissions.check(by, Permission.INCIDENT_TRANSFER)
    made = _held(transfer_id, by)
    _check_words(decision, "Say what we do now: “our unit goes as well”, “nobody of ours goes”.")
    if made.answered_at is None:
        raise WrongState("They have not answered yet. It is ours as before.")
    if made.decided_at is not None:
        raise WrongState(f"{made.decided_by.short_name} has decided already: {made.decision}")
    made.decision, made.decided_by, made.decided_at = decision.strip(), by, at
    made.save(update_fields=["decision", "decided_by", "decided_at"])
    text = f"{made.get_state_display()} by {made.agency}; what we do: {made.decision}"
    log.write(made.incident, LogKind.TRANSFER, text, by=by, at=at)
    made.incident.save_changes()
    done = {"reason": StopReason.COMPLETED, "by": by, "at": at}
    clocks.stop(kinds=(DECIDE_TRANSFER,), subject_id=made.pk, **done)
    transfer_alarms.quiet(made.incident, (TRANSFER_REFUSED, TRANSFER_UNDECIDED), **done)
    audit.record("transfer.decided", made, by=by, at=at)
    live.tell(made.incident)
    return made


def answer(made: Transfer, receipt: Receipt, *, by, at) -> None:
    """Write an answer to a transfer whose incident is held; a refusal is heard at once."""
    _check_answer(made, receipt)
    made.state, made.their_reference = receipt.state, receipt.their_reference.strip()
    made.accepted_by, made.answer_note = receipt.accepted_by.strip(), receipt.note.strip()
    made.answered_at, made.answer_taken_by = at, by
    made.save(update_fields=[*RECEIPT, "answered_at", "answer_taken_by"])
    incident, who = made.incident, {"by": by, "at": at}
    log.write(incident, LogKind.TRANSFER, _words_of(made), **who)
    incident.save_changes()
    stop = {"subject_id": made.pk, "reason": StopReason.COMPLETED}
    clocks.stop(kinds=(ACCEPT_TRANSFER,), **stop, **who)
    transfer_alarms.quiet(incident, (TRANSFER_WAITS,), reason=StopReason.COMPLETED, **who)
    if made.state != TransferState.WITHDRAWN:
        _ask_to_decide(made, **who)
    audit.record("transfer.answered", made, state=made.state, **who)
    live.tell(incident)


def taken_back(made: Transfer, words: str, *, by, at) -> None:
    """
    Ask again what we do, with the incident held: they have it no longer, having accepted it.

    Their receipt stands, for it was given; who relied on it is to hear that nobody of theirs goes.
    """
    if made.decided_at is not None:
        decided = made.incident.said(made.decision[:80])
        text = f"{words}. We had said: {decided}. Assess the risk again (THRIVE)."
        reassessing.ask_unless_known(made.incident, words=text, since=at, by=by, at=at)
        return
    if not queries.open_clocks(TRANSFER, made.pk).filter(policy__key=REFUSED).exists():
        ended = {"reason": StopReason.SUPERSEDED, "by": by, "at": at}
        clocks.stop(kinds=(DECIDE_TRANSFER,), subject_id=made.pk, **ended)
        _start_to_decide(made, REFUSED, at=at)
    transfer_alarms.sound(made, TRANSFER_REFUSED, f"{words}. It is ours.", level=0, by=by, at=at)


def _ask_to_decide(made: Transfer, *, by, at) -> None:
    """Accepted or refused, somebody says what we do; of a refusal somebody hears at once."""
    is_refused = made.state == REFUSED
    _start_to_decide(made, REFUSED if is_refused else "", at=at)
    if is_refused:
        text = f"REFUSED by {made.agency}: {made.incident.said(made.answer_note)}. It is ours."
        transfer_alarms.sound(made, TRANSFER_REFUSED, text, level=0, by=by, at=at)


def _start_to_decide(made: Transfer, key: str, *, at) -> None:
    severity = grading.severity(made.incident.grade)
    clocks.start(kind=DECIDE_TRANSFER, key=key, subject_id=made.pk, severity=severity, at=at)


def _words_of(made: Transfer) -> str:
    if made.state == TransferState.ACCEPTED:
        told = f" {made.answer_note}" if made.answer_note else ""
        who = f"{made.accepted_by} there, their reference {made.their_reference}"
        return f"Accepted by {made.agency}: {who}.{told}"
    if made.state == TransferState.WITHDRAWN:
        return f"Withdrawn from {made.agency}: {made.answer_note}"
    return f"REFUSED by {made.agency}: {made.answer_note}. It is ours."


def _message(made: Transfer, at) -> dict:
    return neutral.create(
        passing.told(made.incident, at=at),
        key=str(made.key),
        to={"code": made.agency.code, "name": made.agency.name},
        why=made.reason,
        by=made.sent_by.short_name,
        sent_at=at.isoformat(),
    )


def _may_go(incident: Incident, code: str) -> Agency:
    states.check_not_closed(incident.status)
    if incident.status == Status.OPEN or not incident.grade:
        raise WrongState("Grade it first: they must be told how urgent it is, and why.")
    to = Agency.objects.filter(code=code, is_current=True).first()
    if to is None:
        raise Invalid("Choose to whom it is given over.")
    if incident.transfers.waiting().filter(agency=to).exists():
        raise WrongState(f"It waits at {to} already. Ring them: {to.number}")
    return to


def _held(transfer_id: int, by) -> Transfer:
    known = Transfer.objects.filter(pk=transfer_id).values_list("incident_id", flat=True).first()
    if known is None:
        raise NotFound("There is no such transfer.")
    return transfer_alarms.of(transfer_id, access.held(known, by))


def _check_answer(made: Transfer, receipt: Receipt) -> None:
    if made.state != TransferState.SENT:
        raise WrongState(f"This has its answer: {_words_of(made)}")
    if receipt.state not in {*TransferState.values} - {TransferState.SENT}:
        raise Invalid("Say whether it was accepted, refused or is withdrawn.")
    if receipt.state == TransferState.ACCEPTED:
        if not receipt.their_reference.strip() or not receipt.accepted_by.strip():
            raise Invalid("Say who accepted it there and under which number: that is the receipt.")
    else:
        _check_words(receipt.note, "Say in a few words why.")


def _check_words(text: str, lacking: str) -> None:
    if not text.strip():
        raise Invalid(lacking)
    if len(text.strip()) > LONGEST:
        raise Invalid(f"Say it in at most {LONGEST} characters; the rest belongs on the log.")
