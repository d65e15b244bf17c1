"""
The night of 31 May 2018 (IOPC 2018/104370) as its people did it, over the HTTP API.

What they did is done; what nobody did is left undone, so that whoever watches sees what the contact
centre does about it. Moments in bold type in the reports are theirs; the rest is filled in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from contactcentre.management.simulator.client import Client, Order

LONDON = ZoneInfo("Europe/London")
HANDLER, DISPATCHER, SUPERVISOR, OFFICER = "handler12", "dispatcher2", "supervisor2", "dutyofficer"
AREA = "AS"
DESKS = {
    HANDLER: "CALLS",
    DISPATCHER: "DISPATCH",
    SUPERVISOR: "SUPERVISION",
    OFFICER: "DUTY_OFFICE",
}
HER_NUMBER = "+447700900318"
AT_HER_DOOR = {
    "threat": "NOW",
    "harm": "MINOR",
    "risk": "CERTAIN",
    "investigation": "NONE",
    "vulnerability": "NONE",
    "engagement": "NOW",
}
A_KNIFE = {**AT_HER_DOOR, "harm": "SERIOUS"}


def moment(clock: str) -> datetime:
    """Return a moment of that night: of the 31st before midnight, of the 1st after it."""
    hour, minute, second = map(int, clock.split(":"))
    day = (2018, 5, 31) if hour >= 12 else (2018, 6, 1)
    return datetime(*day, hour, minute, second, tzinfo=LONDON)


@dataclass(frozen=True)
class Scene:
    """Something that somebody did at a moment of that night."""

    at: datetime
    title: str
    play: Callable[[], dict | None]


class Night:
    """What was done that night, in order; each scene answers None when it was refused."""

    def __init__(self, client: Client, *, grade: str = "S"):
        self.client, self.grade = client, grade
        self.hers = self.others = self.unit = ""
        self.contact = 0

    def scenes(self) -> Iterator[Scene]:
        """Yield what is to be done, in the order of its time."""
        for clock, title, play in (
            ("23:53:00", "Everybody is at their desk", self.sit_down),
            ("23:54:00", "She rings 999: somebody is at her door", self.she_rings),
            ("23:56:30", f"An incident is opened and graded {self.grade}", self.hers_is_opened),
            ("23:57:00", "The radios say where the crews are", self.radios_report),
            ("23:58:10", "A unit is sent to her", self.a_unit_is_sent),
            ("23:58:40", "It acknowledges, and is on its way", self.it_sets_off),
            ("0:01:00", "Another caller: a stabbing", self.a_stabbing),
            ("0:02:00", "Her unit is diverted to the stabbing", self.her_unit_is_diverted),
            ("0:20:00", "The unit is at the stabbing", self.it_arrives_elsewhere),
            ("0:54:30", "The radios say where the crews are", self.radios_report),
            ("0:55:00", "The unit is free again", self.it_is_free_again),
            ("2:30:00", "She rings 999 from hospital", self.she_rings_from_hospital),
            ("2:40:00", "Officers are sent to her", self.officers_go_to_her),
        ):
            yield Scene(moment(clock), title, play)

    def sit_down(self) -> dict | None:
        """Sign everybody on."""
        self.be_seen()
        return self._do("handlers/me/state/", {"state": "AVAILABLE"}, HANDLER)

    def be_seen(self) -> None:
        """Sign everybody on, again before anybody is missed: they have no screens to be seen by."""
        for who, desk in DESKS.items():
            self._do("duty/", {"desk": desk}, who)

    def she_rings(self) -> dict | None:
        """Let her call come in, and be answered within its ten seconds."""
        return self._answered("her-call", HER_NUMBER, moment("23:53:54"))

    def hers_is_opened(self) -> dict | None:
        """Open her incident; it was uncertain who was at the door."""
        words = "Somebody is banging on her door and buzzing. It may be her ex-husband."
        self.hers = self._opened("DOM", words, "acre lane", AT_HER_DOOR, self.grade, "SUSPECTED")
        return self._ended("INCIDENT", f"CAD {self.hers}: officers are on their way")

    def radios_report(self) -> dict | None:
        """Let every crew's radio send its position, so that none is too old to be recommended."""
        listed = self.client.read("units/", by=DISPATCHER, command_unit=AREA) or {"results": []}
        for row in listed["results"]:
            if row["lat"] is not None:
                spot = {"lat": row["lat"], "lon": row["lon"]}
                self._do(f"units/{row['callsign']}/position/", spot, DISPATCHER)
        return listed

    def a_unit_is_sent(self) -> dict | None:
        """Send the first unit that is recommended."""
        found = self.client.read(f"incidents/{self.hers}/candidates/", by=DISPATCHER)
        self.unit = found["candidates"][0]["callsign"]
        return self._do(f"units/{self.unit}/assign/", {"incident": self.hers}, DISPATCHER)

    def it_sets_off(self) -> dict | None:
        """Let the crew acknowledge, and be on its way."""
        self._press(15)
        return self._press(5)

    def a_stabbing(self) -> dict | None:
        """Let somebody ring about a stabbing."""
        if not self._answered("other-call", "+447700900456", moment("0:00:54")):
            return None
        words = "A man was stabbed outside the station; he is bleeding heavily."
        self.others = self._opened("VIOLENCE", words, "station road", A_KNIFE, "I", "UNKNOWN")
        return self._ended("INCIDENT", f"CAD {self.others}: officers are on their way")

    def her_unit_is_diverted(self) -> dict | None:
        """Take her unit away; that night nobody in the control room knew."""
        body = {"incident": self.others, "reason": "Nearest unit to a stabbing"}
        return self._do(f"units/{self.unit}/divert/", body, self._who_diverts())

    def it_arrives_elsewhere(self) -> dict | None:
        """Let the unit be at the stabbing."""
        self._press(15)
        self._press(5)
        return self._press(6)

    def it_is_free_again(self) -> dict | None:
        """Let the unit be free: two hours in which somebody could have gone to her."""
        return self._press(2)

    def she_rings_from_hospital(self) -> dict | None:
        """Let her ring from hospital: at about midnight he had kicked open the door."""
        if not self._answered("from-hospital", HER_NUMBER, moment("2:29:54")):
            return None
        note = f"CAD {self.hers}: assaulted at about midnight by her ex-husband; in hospital"
        return self._ended("LINKED_INCIDENT", note)

    def officers_go_to_her(self) -> dict | None:
        """Send the unit to her after all."""
        sent = self._do(f"units/{self.unit}/assign/", {"incident": self.hers}, DISPATCHER)
        self._press(15)
        return sent

    def _who_diverts(self) -> str:
        """Return a supervisor where a divert is not to something more urgent: theirs to decide."""
        return DISPATCHER if self.grade != "I" else SUPERVISOR

    def _answered(self, call: str, number: str, rang_at: datetime) -> dict | None:
        event = {
            "type": "ringing",
            "call_id": call,
            "event_id": f"{call}-ringing",
            "channel": "999",
        }
        times = dict.fromkeys(("at", "connected_at", "presented_at"), rang_at.isoformat())
        rung = self.client.telephone({**event, **times, "from": number}, at=rang_at)
        self.contact = rung["id"] if rung else 0
        return self._do(f"contacts/{self.contact}/answer/", {}, HANDLER)

    def _opened(
        self, code: str, words: str, street: str, thrive: dict, grade: str, suspect: str
    ) -> str:
        places = self.client.read("places/", by=HANDLER, q=street) or {"results": []}
        place = next((each for each in places["results"] if "Lambeth" in each["text"]), None)
        where = {"text": place["text"], "place_id": place["id"]} if place else {"text": street}
        body = {
            "contact": self.contact,
            "opening_code": code,
            "summary": words,
            "first_words": words,
            "location": where,
            "suspect_identity": suspect,
        }
        made = self._do("incidents/", body, HANDLER)
        if made is None:
            return ""
        self._do(f"incidents/{made['slug']}/assessments/", {"answers": thrive}, HANDLER)
        reasons = {"reason": "", "override_reason": "It is not certain who is at the door"}
        self._do(f"incidents/{made['slug']}/grade/", {"grade": grade, **reasons}, HANDLER)
        seen = self.client.read(f"incidents/{made['slug']}/", by=HANDLER) or {}
        if said := seen.get("to_read"):
            self._do(f"incidents/{made['slug']}/answers/", {"words": said["words"]}, HANDLER)
        return made["slug"]

    def _ended(self, outcome: str, note: str) -> dict | None:
        path = f"contacts/{self.contact}"
        self._do(f"{path}/dispose/", {"outcome": outcome, "note": note}, HANDLER)
        ended = self._do(f"{path}/end/", {}, HANDLER)
        self._do("handlers/me/state/", {"state": "AVAILABLE"}, HANDLER)
        return ended

    def _press(self, code: int) -> dict | None:
        return self._do(f"units/{self.unit}/status/", {"code": code}, DISPATCHER)

    def _do(self, path: str, body: dict, who: str) -> dict | None:
        return self.client.do(Order(path, body, who))
