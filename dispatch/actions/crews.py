"""Telling crews that were sent to where an incident is not, until they say that they know."""

import structlog
from django.db import InterfaceError, OperationalError

from contactcentre.core import audit, live
from contactcentre.core.errors import WrongState
from contactcentre.core.permissions import Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models import Alert
from dispatch import queries
from dispatch.actions.holding import Held, hold_if_free, units_of
from dispatch.models import Assignment
from incidents.actions import resourcing
from incidents.models import Incident

PLACE_CHANGED = "PLACE_CHANGED"
LONGEST = Alert._meta.get_field("text").max_length
log = structlog.get_logger(__name__)


def look(*, by, at) -> int:
    """
    Have every crew told that is sent elsewhere and of which no alert says so.

    One of which none can be made keeps no other from being told; the next look tries it again.
    """
    found = queries.sent_elsewhere(PLACE_CHANGED)
    return sum(_look_after(pk, by=by, at=at) for pk in found)


@action
def have_told(*, assignment_id: int, by, at) -> bool:
    """
    Alert the unit's own dispatcher that its crew has to be told where its incident is.

    Return whether that was needed; what somebody else holds now is for the next look.
    """
    held = hold_if_free(assignment_id)
    if held is None or not held.current.is_sent_elsewhere:
        return False
    unit, incident, current = held.unit, held.incident, held.current
    text = _words(unit.callsign, incident)
    about = {"code": PLACE_CHANGED, "subject": "unit", "row": unit}
    alerts.sound(**about, text=text, audience=Role.DISPATCHER, by=by, at=at)
    current.place_told = incident.place_number
    current.save(update_fields=["place_told"])
    unit.save_changes()
    text = f"{unit.callsign} was sent before the place was corrected, and has to be told"
    resourcing.changed(incident, units_of(incident), text, by=by, at=at)
    audit.record("unit.sent_elsewhere", unit, by=by, at=at, incident=incident.reference)
    live.tell(unit)
    return True


def check_told(held: Held, place_told: int) -> None:
    """
    Refuse what a crew knows when it is not the place of now.

    :raises WrongState: when the place was corrected again after the crew was told
    """
    if held.current and place_told != held.incident.place_number:
        raise WrongState(
            f"The place was corrected again meanwhile. Tell {held.unit.callsign} where it is now."
        )


def knows_the_place(held: Held, *, by, at) -> Assignment:
    """Record that the crew of a held unit knows where its incident is, as it was corrected."""
    assignment, callsign = held.current, held.unit.callsign
    assignment.place_known, assignment.place_known_at = held.incident.place_number, at
    assignment.save(update_fields=["place_known", "place_known_at"])
    held.unit.save_changes()
    text = f"{callsign} acknowledges the corrected place: {held.incident.place_shown}"
    resourcing.changed(held.incident, units_of(held.incident), text, by=by, at=at)
    end_of_telling(held, StopReason.ACKNOWLEDGED, by=by, at=at)
    audit.record("unit.place_acknowledged", held.unit, by=by, at=at)
    live.tell(held.unit)
    return assignment


def end_of_telling(
    held: Held, reason: StopReason, *, codes: tuple[str, ...] = (PLACE_CHANGED,), by, at
) -> None:
    """End the alerts that the crew of a held unit has to be told: of the place, unless others."""
    about = {"subject": "unit", "subject_id": held.unit.pk, "codes": codes}
    alerts.resolve(**about, reason=reason, by=by, at=at)


def _look_after(pk: int, *, by, at) -> bool:
    try:
        return have_told(assignment_id=pk, by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("crew.telling_failed", assignment=pk)
        return False


def _words(callsign: str, incident: Incident) -> str:
    """Say what is to be told and done; a place too long for an alert is cut, and nothing else."""
    if incident.restricted:
        return _told(callsign, "the place it was sent to is corrected on the log of its incident")
    where = f"CAD {incident.reference} is at "
    room = LONGEST - len(_told(callsign, where))
    return _told(callsign, where + _shortened(incident.place_shown, room))


def _told(callsign: str, where: str) -> str:
    return (
        f"Tell {callsign}: {where}. It was sent before that was known. Then record that the crew "
        "acknowledges (15)."
    )


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"
