"""
Who hears of what is given over and not accepted, refused, or not decided on.

The dispatcher hears first, then those above; whoever takes it on hears again until it is done.
"""

from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts, wording
from contactcentre.countdowns.kinds import StepFired
from incidents.actions import log
from incidents.enums import TransferState
from incidents.kinds import TRANSFER_REFUSED, TRANSFER_UNDECIDED, TRANSFER_WAITS
from incidents.models import Incident, Transfer

HIGHEST = 2


def of(transfer_id: int, incident: Incident) -> Transfer:
    """Return a transfer as it is now, with the incident that is held."""
    made = Transfer.objects.select_related("agency", "decided_by").get(pk=transfer_id)
    made.incident = incident
    return made


def hold(pk: int, *, wait: bool) -> Transfer | None:
    """Return a transfer with its incident held; None when that is held by somebody else."""
    known = Transfer.objects.filter(pk=pk).values_list("incident_id", flat=True).first()
    held = Incident.objects.select_related("command_unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    incident = held.filter(pk=known).first() if known else None
    return of(pk, incident) if incident else None


def note(made: Transfer, *, text: str, by, at) -> None:
    """Write what happened to a transfer on the log of its incident."""
    log.note(made.incident, text=text, by=by, at=at)


def not_accepted(fired: StepFired) -> None:
    """A minute is over without a receipt: the dispatcher hears, then those above, until it ends."""
    made = fired.row
    if made.state != TransferState.SENT:
        return
    sound(
        made,
        TRANSFER_WAITS,
        _waiting(made),
        level=min(_turn(fired), HIGHEST),
        by=fired.by,
        at=fired.at,
    )


def not_decided(fired: StepFired) -> None:
    """Nobody has said what we do since they answered: the dispatcher hears, then those above."""
    made = fired.row
    if made.decided_at is None:
        level = min(_turn(fired), HIGHEST)
        sound(made, TRANSFER_UNDECIDED, _to_decide(made), level=level, by=fired.by, at=fired.at)


def _turn(fired: StepFired) -> int:
    """Return how many steps of this clock fired before this one."""
    return fired.clock.fired.count() - 1


def sound(made: Transfer, code: str, text: str, *, level: int, by, at) -> None:
    """Alert the dispatcher, or those above, about the held incident of a transfer."""
    about = {"code": code, "subject": "incident", "row": made.incident, "text": text}
    alerts.sound(**about, audience=Role.DISPATCHER, level=level, by=by, at=at)


def quiet(incident: Incident, codes: tuple, *, reason, by, at) -> None:
    """End the alerts of a held incident's transfers; one goes on where another needs it."""
    still = {
        TRANSFER_WAITS: (Transfer.objects.waiting().filter(sent_at__lt=at), _waiting),
        TRANSFER_REFUSED: (_undecided(TransferState.REFUSED), _to_decide),
        TRANSFER_UNDECIDED: (_undecided(), _to_decide),
    }
    for code in codes:
        others, words = still[code]
        about = {"subject": "incident", "subject_id": incident.pk, "codes": (code,)}
        other = others.filter(incident=incident).select_related("agency").order_by("pk").first()
        if other is None:
            alerts.resolve(**about, reason=reason, by=by, at=at)
        else:
            other.incident = incident
            wording.reword(**about, text=words(other), by=by, at=at)


def _undecided(state: str = ""):
    waiting = Transfer.objects.undecided()
    return waiting.filter(state=state) if state else waiting


def _waiting(made: Transfer) -> str:
    return (
        f"NOT ACCEPTED by {made.agency}: grade {made.grade}, {made.incident.place_shown}. "
        f"It is ours. Ring them: {made.agency.number}"
    )


def _to_decide(made: Transfer) -> str:
    state = made.get_state_display().lower()
    return f"Given over and {state} by {made.agency}: say what we do. {made.incident.place_shown}"
