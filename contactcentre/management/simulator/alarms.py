"""Colleagues take on the alerts that are raised for them, and none about a visitor's work."""

from contactcentre.management.simulator.chance import between
from contactcentre.management.simulator.client import Client, Order
from contactcentre.management.simulator.dispatchers import Dispatchers
from contactcentre.management.simulator.floor import Floor

TAKEN_ON_AFTER = (8, 40)
RING_BACK = "RING_BACK_DUE"
TOLD = {"outcome": "TOLD", "note": "Told that the call is open and somebody will come."}


class Alarms:
    """Whoever hears an alert and belongs to the cast."""

    def __init__(self, client: Client, dispatchers: Dispatchers, *, seed: str):
        self.client, self.dispatchers, self.seed = client, dispatchers, seed

    def turn(self, floor: Floor) -> None:
        """Acknowledge what has sounded long enough."""
        for alert in floor.rows["alert"]:
            if self.due(alert, floor):
                path = f"alerts/{alert['id']}/acknowledge/"
                self.client.do(Order(path, {}, self.hearer(alert, floor)))
                self._ring_back(alert, self.hearer(alert, floor))

    def _ring_back(self, alert: dict, who: str) -> None:
        """Ring the caller that an alert says nobody has rung, and tell them how it stands."""
        if alert["code"] != RING_BACK:
            return
        for row in (self.client.read("ring-backs/", by=who) or {}).get("results", []):
            if row["incident_id"] == alert["subject_id"]:
                self.client.do(Order(f"ring-backs/{row['id']}/report/", TOLD, who))

    def due(self, alert: dict, floor: Floor) -> bool:
        """Test whether a colleague takes an alert on now."""
        if alert["acknowledged_by"] or self._is_a_visitors(alert, floor):
            return False
        about = (self.seed, "alert", alert["id"], alert["times_returned"])
        return floor.seconds(alert["raised_at"]) >= between(*TAKEN_ON_AFTER, *about)

    def _is_a_visitors(self, alert: dict, floor: Floor) -> bool:
        if alert["subject"] == "contact":
            contact = floor.contacts.get(alert["subject_id"])
            return contact is not None and floor.is_a_visitors(contact)
        if alert["subject"] != "incident":
            return False
        incident = next((i for i in floor.rows["incident"] if i["id"] == alert["subject_id"]), None)
        return incident is not None and self.dispatchers.is_left_to_visitors(incident, floor)

    def hearer(self, alert: dict, floor: Floor) -> str:
        """Return who of the cast an alert is for."""
        cast = floor.cast
        if alert["audience"] == "call_handler":
            return cast.handlers[0]
        if alert["audience"] == "dispatcher":
            return cast.dispatcher_of(alert["scope"])
        return cast.officers[0] if alert["audience"] == "duty_officer" else cast.supervisors[0]
