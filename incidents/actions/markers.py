"""
Entering and withdrawing markers, and entering the orders of courts (F7, J8).

In January 2018 a marker was withdrawn and nobody told the woman it protected; in May she rang and
believed that it held (IOPC 2018/104370). Withdrawing one says, for ever, whether the victim knows.
"""

from dataclasses import dataclass
from datetime import date

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import localtimes, markers
from incidents.actions.subjects import Subject, check_words
from incidents.enums import Informed, OrderKind
from incidents.models import CourtOrder, Marker

WITHDRAWN = [
    "withdrawn_on",
    "withdrawn_why",
    "victim_informed",
    "informed_how",
    "withdrawn_by",
    "withdrawn_at",
]


@dataclass(frozen=True)
class Withdrawal:
    """Why a marker holds no more, since when, and whether and how the victim was told."""

    reason: str = ""
    victim_informed: str = ""
    informed_how: str = ""
    withdrawn_on: date | None = None


@action
def enter(*, subject: Subject, text: str, live_from=None, review_on=None, by, at) -> Marker:
    """
    Enter a marker: whoever rings from the number, or from near the place, is known by it at once.

    :raises Invalid: without words, about nothing, or with days that cannot be
    :raises NotFound: when a place is named that is not in the gazetteer
    """
    permissions.check(by, Permission.MARKER_KEEP)
    today = localtimes.day(at)
    since = live_from or today
    said = check_words(text, "Say what officers have to know: “treat every call as urgent”.")
    if since > today:
        raise Invalid("A marker holds from today, or an earlier day.")
    if review_on and review_on <= since:
        raise Invalid("The day of the review comes after the day it holds from.")
    made = Marker.objects.create(
        **subject.columns(),
        text=said,
        live_from=since,
        review_on=review_on,
        entered_by=by,
        entered_at=at,
    )
    audit.record("marker.entered", made, by=by, at=at)
    return made


@action
def withdraw(*, marker_id: int, given: Withdrawal, by, at) -> Marker:
    """
    Withdraw a marker; it stays as a tombstone that says whether the victim was informed (J8).

    :raises Invalid: without a reason, or when nobody says whether and how the victim was informed
    :raises NotFound: when there is no such marker for this person
    :raises WrongState: when it was withdrawn already
    """
    permissions.check(by, Permission.MARKER_KEEP)
    made = _held(Marker, marker_id, by)
    if not made.is_live:
        raise WrongState(f"It was withdrawn already: {made.withdrawn_why}")
    ended = given.withdrawn_on or localtimes.day(at)
    if not made.live_from <= ended <= localtimes.day(at):
        raise Invalid("It was withdrawn today, or on a day since it began to hold.")
    if given.victim_informed not in Informed.values:
        raise Invalid("Say whether the victim was informed: yes, no, or attempted.")
    made.withdrawn_why = check_words(given.reason, "Say why it is withdrawn, and who decided.")
    made.informed_how = check_words(
        given.informed_how, "Say how the victim was informed, what was tried, or why not."
    )
    made.victim_informed, made.withdrawn_on = given.victim_informed, ended
    made.withdrawn_by, made.withdrawn_at = by, at
    made.save(update_fields=WITHDRAWN)
    about = {"victim_informed": given.victim_informed}
    audit.record("marker.withdrawn", made, by=by, at=at, **about)
    return made


@action
def enter_order(*, subject: Subject, kind: str, text: str, expires_on=None, by, at) -> CourtOrder:
    """
    Enter what a court has ordered, in words, and the last day on which it holds, if known.

    One that has expired may be entered: it is history, and says that it is.

    :raises Invalid: without words, of no kind, or about nothing
    :raises NotFound: when a place is named that is not in the gazetteer
    """
    permissions.check(by, Permission.MARKER_KEEP)
    if kind not in OrderKind.values:
        raise Invalid(f"Say what it is: {', '.join(OrderKind.values)}.")
    made = CourtOrder.objects.create(
        **subject.columns(),
        kind=kind,
        text=check_words(text, "Say what it forbids: “not to come within 100 m of her home”."),
        expires_on=expires_on,
        entered_by=by,
        entered_at=at,
    )
    audit.record("court_order.entered", made, by=by, at=at, kind=kind)
    return made


@action
def discharge(*, order_id: int, reason: str, by, at) -> CourtOrder:
    """
    Say that an order holds no more before its day, and why; it stays on record.

    :raises Invalid: without a reason
    :raises NotFound: when there is no such order for this person
    :raises WrongState: when it was discharged already
    """
    permissions.check(by, Permission.MARKER_KEEP)
    made = _held(CourtOrder, order_id, by)
    if made.discharged_at is not None:
        raise WrongState(f"It was discharged already: {made.discharged_why}")
    made.discharged_why = check_words(reason, "Say why it holds no more, and which court said so.")
    made.discharged_by, made.discharged_at = by, at
    made.save(update_fields=["discharged_why", "discharged_by", "discharged_at"])
    audit.record("court_order.discharged", made, by=by, at=at)
    return made


def _held(model, pk: int, by):
    """Return one that this person may see, held until the transaction ends."""
    markers.one(model, pk, by)
    return model.objects.held(pk)
