"""The people of London who ring, write, lose patience and are cut off."""

import heapq
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from contactcentre.management.simulator import plan
from contactcentre.management.simulator.client import Client, Order
from contactcentre.management.simulator.floor import Floor
from contactcentre.management.simulator.plan import Arrival

# Whatever came while we were away, or faster than it can be taken, does not come at all.
TOO_OLD = timedelta(seconds=90)
MOST_WAITING = 8
MOST_AT_ONCE = 3
REMEMBERED = 2000
# A clock that goes further between two looks has been moved.
JUMP = timedelta(hours=2)


class Callers:
    """Brings what is planned when its time comes, and remembers which contact it became."""

    def __init__(self, client: Client, *, seed: str, scale: float, share: float):
        self.client, self.seed, self.scale, self.share = client, seed, scale, share
        self.run = ""
        self.known: OrderedDict[int, Arrival] = OrderedDict()
        self.brought = 0
        self._coming: Iterator[Arrival] = iter(())
        self._next: Arrival | None = None
        self._postponed: list[Arrival] = []
        self._past: list[str] | None = None
        self._seen_at: datetime | None = None

    def turn(self, floor: Floor) -> list[int]:
        """
        Let whoever is due ring or write, and those who have waited too long ring off.

        Return the ids of the contacts that have just come.
        """
        self._keep_to_the_clock(floor)
        self._ring_off(floor)
        before = self.brought
        room = min(MOST_WAITING - floor.waiting(), MOST_AT_ONCE)
        self._past = _past_visitors(floor)
        due = [replace(each, at=floor.now) for each in self._postponed] + self._due(floor.now)
        self._postponed = []
        for arrival in due:
            if self._is_to_wait(arrival):
                self._postponed = [*self._postponed, arrival][-MOST_WAITING:]
            elif room > 0 and floor.now - arrival.at < TOO_OLD:
                room -= self._bring(arrival, floor)
        return list(self.known)[len(self.known) - (self.brought - before) :]

    def of(self, contact: dict) -> Arrival:
        """Return what is settled of a contact; of a stranger's, something is settled now."""
        known = self.known.get(contact["id"])
        hour = datetime.fromisoformat(contact["received_at"])
        return known or plan.one(f"stranger-{contact['id']}", self.seed, contact["channel"], hour)

    def is_ours(self, contact: dict) -> bool:
        """Test whether a contact came from here since we began."""
        return contact["id"] in self.known

    def is_for_colleagues(self, arrival: Arrival) -> bool:
        """Test whether a contact is of the share that the colleagues take."""
        return arrival.lot < self.share

    def _due(self, now: datetime) -> list[Arrival]:
        """Return what has come by now."""
        found = []
        while self._next.at <= now:
            found.append(self._next)
            self._next = next(self._coming)
        return found

    def _is_to_wait(self, arrival: Arrival) -> bool:
        """Test whether something in writing must wait, or it would be offered to a free visitor."""
        is_theirs = self._past is not None and self.is_for_colleagues(arrival)
        return is_theirs and not arrival.is_call

    def _keep_to_the_clock(self, floor: Floor) -> None:
        now, before = floor.now, self._seen_at
        self._seen_at = now
        if before is not None and timedelta(0) <= now - before < JUMP:
            return
        is_empty = len(floor.incidents) < plan.FIRST
        first = plan.under_way(self.seed, now, self.scale) if is_empty else []
        self._coming = heapq.merge(
            first, plan.arrivals(self.seed, now, self.scale), key=lambda each: each.at
        )
        self._next = next(self._coming)
        self.run = f"sim-{self.seed}-{now:%Y%m%d%H%M%S}"
        self.known.clear()

    def _bring(self, arrival: Arrival, floor: Floor) -> bool:
        place = self._place(arrival, floor)
        answer = self._rung(arrival, place, floor) if arrival.is_call else self._wrote(arrival)
        if answer and "id" in answer and answer["id"] not in self.known:
            self.known[answer["id"]] = arrival
            self.brought += 1
        while len(self.known) > REMEMBERED:
            self.known.popitem(last=False)
        return answer is not None

    def _rung(self, arrival: Arrival, place: dict | None, floor: Floor) -> dict | None:
        ringing = self._event("ringing", arrival, floor.now)
        ringing |= {"channel": arrival.channel, "from": arrival.number}
        ringing |= {"connected_at": ringing["at"], "presented_at": ringing["at"]}
        if place:
            spot = {"lat": place["lat"], "lon": place["lon"]}
            source = "AML" if arrival.pick < 0.7 else "EISEC"
            radius = round(15 + arrival.pick * 200)
            ringing["location"] = {**spot, "source": source, "radius_m": radius}
        self._route_past_visitors(arrival, floor)
        return self.client.telephone(ringing, at=floor.now)

    def _route_past_visitors(self, arrival: Arrival, floor: Floor) -> None:
        """While a visitor is free, a call that is not for them goes straight to a colleague."""
        if self._past and self.is_for_colleagues(arrival):
            answered = self._event("answered", arrival, floor.now)
            self.client.telephone({**answered, "agent": self._past.pop(0)}, at=floor.now)

    def _wrote(self, arrival: Arrival) -> dict | None:
        body = {"channel": arrival.channel, "text": arrival.says, "source_id": self._id(arrival)}
        if arrival.channel in {"SMS", "WHATSAPP"}:
            body["from"] = arrival.number
        else:
            body["handle"] = f"{arrival.channel.lower()}-{arrival.number[-4:]}"
        return self.client.do(Order("contacts/", body))

    def _ring_off(self, floor: Floor) -> None:
        for contact in floor.rows["contact"]:
            arrival = self.known.get(contact["id"])
            if arrival is None or contact["state"] not in {"QUEUED", "OFFERED"}:
                continue
            after = arrival.rings_off_after
            if after is not None and floor.seconds(contact["received_at"]) > after:
                self.client.telephone(self._event("abandoned", arrival, floor.now), at=floor.now)

    def cut(self, arrival: Arrival, floor: Floor) -> None:
        """Let the line of a live call be lost."""
        event = self._event("ended", arrival, floor.now) | {"cause": "cut"}
        self.client.telephone(event, at=floor.now)

    def _event(self, kind: str, arrival: Arrival, at: datetime) -> dict:
        call = self._id(arrival)
        return {"type": kind, "call_id": call, "event_id": f"{call}-{kind}", "at": at.isoformat()}

    def _id(self, arrival: Arrival) -> str:
        return f"{self.run}-{arrival.name}"

    def _place(self, arrival: Arrival, floor: Floor) -> dict | None:
        """Find where somebody is as a handler would: by the name of the street."""
        found = self.client.read("places/", by=floor.cast.handlers[0], q=arrival.street)
        places = (found or {}).get("results", [])
        return places[int(arrival.pick * len(places))] if places else None


def _past_visitors(floor: Floor) -> list[str] | None:
    """Return the colleagues who are free, while a visitor is free as well; else None."""
    if not floor.visitors("AVAILABLE"):
        return None
    return [who for who, _row in floor.colleagues("AVAILABLE")]
