"""Two rival orders at one moment: what each is, and how both may come out."""

from collections.abc import Callable
from dataclasses import dataclass

from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from dispatch.actions import assignments, diverts, units
from dispatch.models import Assignment, Divert, Unit
from incidents.actions import duty, results
from incidents.models import Incident

AT_SCENE, CAN_LEAVE, OFF_DUTY = 6, 7, 11


class Night:
    """A unit on its way to one incident, a more urgent one, and those who give the orders."""

    def __init__(self, world):
        self.world = world
        self.orders = world.person("orders", Role.DISPATCHER, area=world.area)
        self.rival = world.person("rival", Role.DISPATCHER, area=world.area)
        self.round = 0

    def begin(self) -> None:
        """Set the next round up: its own unit and incidents."""
        self.round += 1
        self.unit: Unit = self.world.unit(f"PC{self.round}")
        self.first: Incident = self.world.graded("S")
        self.second: Incident = self.world.graded("I")
        self._third: Incident | None = None
        self.world.assign(self.unit, self.first)

    @property
    def third(self) -> Incident:
        """Another urgent incident, for those who need one: it takes its time to open."""
        self._third = self._third or self.world.graded("I")
        return self._third

    def who(self, person) -> dict:
        """Return who gives an order about the unit, and when."""
        return {"unit_id": self.unit.pk, "by": person, "at": self.world.at}

    def divert(self) -> Divert:
        """Divert the unit to the second incident."""
        to = {"to_incident_id": self.second.pk, "reason": "a knife"}
        return diverts.divert(**to, **self.who(self.orders))

    def divert_elsewhere(self) -> Divert:
        """Divert the unit to the third incident."""
        to = {"to_incident_id": self.third.pk, "reason": "a fire"}
        return diverts.divert(**to, **self.who(self.rival))

    def assign(self) -> Assignment:
        """Send the unit to the third incident as if it were free."""
        return assignments.assign(incident_id=self.third.pk, **self.who(self.rival))

    def clear(self) -> Assignment:
        """Clear the unit from the scene."""
        return assignments.clear(**self.who(self.rival))

    def stand_down(self) -> Assignment:
        """Stand the unit down."""
        return assignments.stand_down(reason="not needed", **self.who(self.rival))

    def press_off_duty(self) -> Unit:
        """Let the crew press that they are off duty."""
        return units.press(code=OFF_DUTY, **self.who(self.rival))

    def book_off(self) -> Unit:
        """Book the unit off."""
        return units.book_off(**self.who(self.rival))

    def owner_leaves(self) -> None:
        """Let the owner of the first incident go home."""
        self.first.refresh_from_db()
        duty.sign_off(by=self.first.owner, at=self.world.at)

    def reach_the_scene(self) -> None:
        """Let the crew arrive and say that they can be diverted."""
        for code in (AT_SCENE, CAN_LEAVE):
            self.world.press(self.unit, code)

    def press_at_scene(self) -> Unit:
        """Let the crew press that it is at the scene."""
        return units.press(code=AT_SCENE, **self.who(self.rival))

    def where(self) -> str:
        """Return which incident the unit is at now: first, second, third, or none."""
        current = Assignment.objects.current().filter(unit=self.unit).first()
        names = {self.first.pk: "first", self.second.pk: "second"}
        return names.get(current.incident_id, "third") if current else "none"

    def deal_with_the_first(self) -> None:
        """Let the unit attend and clear, and record the result: it could be closed."""
        self._deal_with(self.first, self.unit)

    def deal_with_the_second(self) -> None:
        """Let another unit attend the second incident, which then could be closed."""
        other = self.world.unit(f"KA{self.round}")
        self.world.assign(other, self.second)
        self._deal_with(self.second, other)

    def close(self) -> Incident:
        """Close the first incident."""
        return results.close(incident_id=self.first.pk, by=self.rival, at=self.world.at)

    def close_the_second(self) -> Incident:
        """Close the second incident."""
        return results.close(incident_id=self.second.pk, by=self.rival, at=self.world.at)

    def send_again(self) -> Assignment:
        """Send the unit to the first incident."""
        return assignments.assign(incident_id=self.first.pk, **self.who(self.rival))

    def ask_that_nobody_attends(self) -> None:
        """Stand the unit down and ask that nobody attend the first incident."""
        self.stand_down()
        asked = {"incident_id": self.first.pk, "reason": "the caller rang back"}
        results.ask_non_attendance(by=self.world.dispatcher, at=self.world.at, **asked)

    def approve(self) -> Incident:
        """Approve that nobody attends."""
        who = {"by": self.world.supervisor, "at": self.world.at}
        return results.approve_non_attendance(incident_id=self.first.pk, **who)

    def _deal_with(self, incident: Incident, unit: Unit) -> None:
        for code in (AT_SCENE, 2):
            self.world.press(unit, code)
        who = {"by": self.world.dispatcher, "at": self.world.at}
        results.result(incident_id=incident.pk, code="ADVICE", text="All in order", **who)


@dataclass(frozen=True)
class Pair:
    """
    Two orders that do not go together.

    `ends` are the ways both may come out, one for each order they may be taken in: whether each
    was obeyed, and where the unit is then.
    """

    one: Callable[[Night], object]
    other: Callable[[Night], object]
    ends: set[tuple[bool, bool, str]]
    prepare: Callable[[Night], object] = lambda night: None
    afterwards: Callable[[Night], object] = lambda night: None


def _back_at_the_desk(night: Night) -> None:
    """Put whoever went home on shift again, for the next round."""
    at_desk = Duty.objects.current().filter(person=night.world.dispatcher)
    if not at_desk.exists():
        duty.sign_on(desk="DISPATCH", by=night.world.dispatcher, at=night.world.at)


PAIRS = {
    "a divert and an assignment": Pair(
        Night.divert,
        Night.assign,
        {(True, False, "second")},
        prepare=lambda night: night.third,
    ),
    "a divert and clearing": Pair(
        Night.divert,
        Night.clear,
        {(True, False, "second"), (False, True, "none")},
        prepare=Night.reach_the_scene,
    ),
    "a divert and standing down": Pair(
        Night.divert, Night.stand_down, {(True, True, "none"), (False, True, "none")}
    ),
    "a divert and a crew that presses off duty": Pair(
        Night.divert, Night.press_off_duty, {(True, True, "none"), (False, True, "none")}
    ),
    "a divert and booking off": Pair(
        Night.divert, Night.book_off, {(True, True, "none"), (False, True, "none")}
    ),
    "a divert and the owner going home": Pair(
        Night.divert,
        Night.owner_leaves,
        {(True, True, "second")},
        afterwards=_back_at_the_desk,
    ),
    "a divert and a crew that presses at scene": Pair(
        Night.divert,
        Night.press_at_scene,
        {(True, True, "second"), (False, True, "first")},
    ),
    "a divert and closing what it leaves": Pair(
        Night.divert, Night.close, {(True, False, "second")}
    ),
    "a divert and closing what it goes to": Pair(
        Night.divert,
        Night.close_the_second,
        {(True, False, "second"), (False, True, "first")},
        prepare=Night.deal_with_the_second,
    ),
    "two diverts": Pair(
        Night.divert,
        Night.divert_elsewhere,
        {(True, False, "second"), (False, True, "third")},
        prepare=lambda night: night.third,
    ),
    "closing and sending again": Pair(
        Night.close,
        Night.send_again,
        {(True, False, "none"), (False, True, "first")},
        prepare=Night.deal_with_the_first,
    ),
    "excusing attendance and sending": Pair(
        Night.approve,
        Night.send_again,
        {(True, True, "first"), (False, True, "first")},
        prepare=Night.ask_that_nobody_attends,
    ),
}
