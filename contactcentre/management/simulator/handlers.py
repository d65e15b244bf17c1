"""Colleagues at the calls desk: they answer, ask, open, grade, end and are ready again."""

from contactcentre.management.simulator.callers import Callers
from contactcentre.management.simulator.chance import between
from contactcentre.management.simulator.client import Client, Order
from contactcentre.management.simulator.floor import Floor
from contactcentre.management.simulator.plan import Arrival

READY_AGAIN = (5, 25)
CALL_BACK = 60
# Whoever would ring off must be let ring off.
SLOW_TO_ANSWER = 11.0
CUT_SHORT = "Rang back, no answer; number and place checked, nothing known."
CLAIMED_AFTER = 120


class Handlers:
    """Whoever of the cast takes contacts."""

    def __init__(self, client: Client, callers: Callers, *, seed: str):
        self.client, self.callers, self.seed = client, callers, seed
        self.opened: dict[int, str] = {}

    def turn(self, floor: Floor) -> None:
        """Let everybody at the calls desk do what is due."""
        for order in next_for_a_visitor(floor):
            self.client.do(order)
        for who, row in floor.colleagues("RINGING"):
            self._answer(who, row, floor)
        for who, row in floor.colleagues("ON_CALL"):
            self._talk(who, floor.contacts.get(row["contact_id"]), floor)
        for who, row in floor.colleagues("WRAP_UP", "NOT_READY", "BREAK"):
            self._wrap_up(who, row, floor)
        self._take_over(floor)
        self._see_to_who_rang_off(floor)

    def answer_at_once(self, contacts: list[int], floor: Floor) -> None:
        """Where time runs so fast that an offer ends between two looks, look for none."""
        free = sorted(floor.colleagues("AVAILABLE"), key=lambda each: each[1]["idle_since"])
        for contact_id, (who, _row) in zip(contacts, free, strict=False):
            if self.callers.known[contact_id].rings_off_after is None:
                self.client.do(Order(f"contacts/{contact_id}/answer/", {}, who))

    def _answer(self, who: str, row: dict, floor: Floor) -> None:
        contact = floor.contacts.get(row["contact_id"])
        if contact is None:
            return
        wait = between(2, 7, self.seed, "answer", contact["id"])
        if self.callers.of(contact).rings_off_after is not None:
            wait = SLOW_TO_ANSWER
        if floor.seconds(row["since"]) >= wait or floor.is_fast:
            body = {"fence": contact["fence"]}
            self.client.do(Order(f"contacts/{contact['id']}/answer/", body, who))

    def _talk(self, who: str, contact: dict | None, floor: Floor) -> None:
        if contact is None:
            return
        arrival = self.callers.of(contact)
        spoken = floor.seconds(contact["answered_at"])
        is_one = bool(arrival.told.code)
        if is_one and contact["id"] not in self.opened and spoken >= min(45, arrival.talks / 3):
            self._open(who, contact, arrival)
        elif arrival.is_cut and self.callers.is_ours(contact) and spoken >= arrival.talks / 2:
            self.callers.cut(arrival, floor)
        elif spoken >= arrival.talks:
            self._end(who, contact, arrival)

    def _open(self, who: str, contact: dict, arrival: Arrival) -> None:
        """Open an incident where the caller is, answer THRIVE, and grade it as is suggested."""
        told = arrival.told
        body = {
            "contact": contact["id"],
            "opening_code": told.code,
            "summary": arrival.says,
            "first_words": arrival.says,
            "location": self._where(who, arrival),
            "suspect_identity": told.suspect,
            "vulnerable": told.vulnerable,
            "people": [{"role": "CALLER", "number": arrival.number}],
        }
        made = self.client.do(Order("incidents/", body, who))
        self.opened[contact["id"]] = made["slug"] if made else ""
        if made:
            self.assess(who, made["slug"], arrival)

    def assess(self, who: str, slug: str, arrival: Arrival) -> None:
        """Answer THRIVE for an incident, and give it the grade that is suggested."""
        answers = {"answers": arrival.told.thrive()}
        assessed = self.client.do(Order(f"incidents/{slug}/assessments/", answers, who))
        if assessed:
            grade = {"grade": assessed["suggested_grade"]}
            self.client.do(Order(f"incidents/{slug}/grade/", grade, who))

    def _where(self, who: str, arrival: Arrival) -> dict:
        found = self.client.read("places/", by=who, q=arrival.street)
        places = (found or {}).get("results", [])
        if not places:
            return {"text": f"{arrival.house} {arrival.street}"}
        place = places[int(arrival.pick * len(places))]
        text = f"{arrival.house} {place['text']}" if place["kind"] == "street" else place["text"]
        return {"text": text, "place_id": place["id"]}

    def _end(self, who: str, contact: dict, arrival: Arrival) -> None:
        if not contact["outcome"]:
            self.client.do(self._disposal(who, contact, arrival))
        self._tell(who, self.opened.get(contact["id"], ""))
        told = {"why_not_told": "The line was bad"}
        self.client.do(Order(f"contacts/{contact['id']}/end/", told, who))

    def _tell(self, who: str, slug: str) -> None:
        """Read to the caller what will happen, as soon as there is something to say."""
        incident = self.client.read(f"incidents/{slug}/", by=who) if slug else None
        if incident and incident["to_read"]:
            words = {"words": incident["to_read"]["words"]}
            self.client.do(Order(f"incidents/{slug}/answers/", words, who))

    def _disposal(self, who: str, contact: dict, arrival: Arrival) -> Order:
        slug = self.opened.get(contact["id"])
        if slug:
            words = {"outcome": "INCIDENT", "note": f"CAD {slug}"}
        elif contact["ending"]:
            words = {"outcome": "ABANDONED_RESOLVED", "note": CUT_SHORT}
        elif arrival.told.code:
            words = {"outcome": "ADVICE", "note": "Advice given."}
        else:
            words = {"outcome": arrival.told.outcome, "note": arrival.told.note}
        return Order(f"contacts/{contact['id']}/dispose/", words, who)

    def _wrap_up(self, who: str, row: dict, floor: Floor) -> None:
        contact = floor.contacts.get(row["contact_id"])
        if contact is not None:
            if floor.seconds(contact["ended_at"]) >= CALL_BACK / 2:
                self.client.do(self._disposal(who, contact, self.callers.of(contact)))
            return
        if floor.seconds(row["since"]) >= between(*READY_AGAIN, self.seed, "ready", row["version"]):
            row = self.client.do(Order("handlers/me/state/", {"state": "AVAILABLE"}, who))
            if row and row["contact_id"] and floor.is_fast:
                self.client.do(Order(f"contacts/{row['contact_id']}/answer/", {}, who))

    def _take_over(self, floor: Floor) -> None:
        """Take a caller who is on the line with nobody, as when two were put through to one."""
        free = [who for who, _row in floor.colleagues("AVAILABLE")]
        alone = [row for row in floor.rows["contact"] if row["handler_id"] is None]
        alone = [row for row in alone if row["state"] == "LIVE" and self.callers.is_ours(row)]
        for who, contact in zip(free, alone, strict=False):
            self.client.do(Order(f"contacts/{contact['id']}/claim/", {}, who))

    def _see_to_who_rang_off(self, floor: Floor) -> None:
        free = [who for who, _row in floor.colleagues("AVAILABLE", "WRAP_UP")]
        for contact in floor.rows["contact"]:
            ours = self.callers.is_ours(contact) or not floor.visitors("AVAILABLE", "WRAP_UP")
            is_due = floor.seconds(contact["ended_at"]) >= CALL_BACK
            if free and ours and is_due and contact["state"] == "ABANDONED":
                words = {"outcome": "ABANDONED_RESOLVED", "note": CUT_SHORT}
                self.client.do(Order(f"contacts/{contact['id']}/dispose/", words, free[0]))


def next_for_a_visitor(floor: Floor) -> list[Order]:
    """
    Return what makes a free visitor the next to be offered a call.

    The longest idle is next, so colleagues who sat there before get up and sit down again.
    """
    free = [row["idle_since"] for row in floor.visitors("AVAILABLE")]
    return [
        Order("handlers/me/state/", {"state": state}, who)
        for who, row in floor.colleagues("AVAILABLE")
        if free and row["idle_since"] < min(free)
        for state in ("BREAK", "AVAILABLE")
    ]
