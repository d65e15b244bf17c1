"""What a call is, from all that was reported of it: the same in any order, however often sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contactcentre.contacts.enums import Channel, EventType
from contactcentre.contacts.handing_over import Block
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.queueing import believed

PROVISIONAL = Channel.EMERGENCY  # Until a line says otherwise, the safe side.
RANK = {kind: place for place, kind in enumerate(EventType)}
ENDS = {EventType.ABANDONED, EventType.ENDED}


@dataclass(frozen=True)
class LineEvent:
    """
    One event as a telephone system sent it: what could be read of it, and its bytes.

    `arrived_at` is when it came, if that was before it is taken in (core.spool).
    """

    source: str
    call_id: str
    event_id: str
    type: EventType
    body: bytes
    at: datetime | None = None
    from_number: str = ""
    channel: str = ""
    connected_at: datetime | None = None
    presented_at: datetime | None = None
    agent: str = ""
    is_cut: bool = False
    location: Fix | None = None
    aml: Fix | None = None
    block: Block | None = None
    arrived_at: datetime | None = None

    @property
    def fixes(self) -> list[Fix]:
        """The positions that came with the event; the handset's own is the last."""
        return [fix for fix in (self.location, self.aml) if fix is not None]


class Reported(Protocol):
    """One event as it is kept: its kind, its time and what could be read of it."""

    type: str
    at: datetime
    event_id: str
    facts: dict


@dataclass(frozen=True)
class Call:
    """All that the line has told of a call so far."""

    channel: str
    from_number: str
    connected_at: datetime | None
    presented_at: datetime | None
    answered_at: datetime | None
    agent: str
    ended_at: datetime | None
    is_cut: bool


def fold(events: Iterable[Reported]) -> Call:
    """Return what these events say together: of each kind the earliest counts."""
    ordered = sorted(events, key=lambda e: (RANK[EventType(e.type)], e.at, e.event_id))
    answered_at = _earliest(ordered, {EventType.ANSWERED})
    rang_off_at = _earliest(ordered, {EventType.ABANDONED})
    return Call(
        channel=_first(ordered, "channel") or "",
        from_number=_first(ordered, "from") or "",
        connected_at=_moment(_first(ordered, "connected_at")),
        presented_at=_moment(_first(ordered, "presented_at")),
        answered_at=answered_at,
        agent=_first(ordered, "agent") or "",
        ended_at=_earliest(ordered, ENDS),
        # Rang off and answered cannot both be: somebody answered as the line went.
        is_cut=bool(_first(ordered, "cut") or (answered_at and rang_off_at)),
    )


def facts_of(event: LineEvent, *, arrived_at: datetime) -> dict:
    """Return what is kept of an event beside its kind and time, with times that can be true."""
    connected_at = believed(event.connected_at, arrived_at=arrived_at)
    facts = {
        "channel": event.channel,
        "from": event.from_number,
        "connected_at": connected_at and connected_at.isoformat(),
        "presented_at": _presented(event, arrived_at),
        "agent": event.agent,
        "cut": event.is_cut,
    }
    return {name: fact for name, fact in facts.items() if fact}


def happened_at(event: LineEvent, *, arrived_at: datetime) -> datetime:
    """Return when an event happened: the sender's time, or ours when that cannot be true."""
    return believed(event.at, arrived_at=arrived_at) or arrived_at


def _presented(event: LineEvent, arrived_at: datetime) -> str | None:
    if event.type != EventType.RINGING:
        return None
    given = believed(event.presented_at, arrived_at=arrived_at)
    return (given or happened_at(event, arrived_at=arrived_at)).isoformat()


def _first(ordered: list[Reported], name: str):
    return next((e.facts[name] for e in ordered if e.facts.get(name)), None)


def _earliest(ordered: list[Reported], kinds: set) -> datetime | None:
    return min((e.at for e in ordered if e.type in kinds), default=None)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
