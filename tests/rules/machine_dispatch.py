"""What dispatchers and crews do, by desk and over HTTP."""

import json
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from contactcentre.core import people
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert
from dispatch import radio
from dispatch.actions import assignments, diverts, guard, reviews, units, watching
from dispatch.actions import radio as radios
from dispatch.models import Assignment, Divert, Unit
from incidents.models import Incident
from incidents.states import DEPLOYABLE
from tests.rules.floor import DISPATCH, FIRST_ISSI, FLOOR, Night
from tests.rules.picking import mostly, nth, pick, words

desk = st.sampled_from(DISPATCH)
ON_THE_WAY = (assignments.acknowledge, assignments.set_off, assignments.arrive)
MOVES = {
    "ASSIGNED": ON_THE_WAY,
    "ACKNOWLEDGED": ON_THE_WAY[1:],
    "EN_ROUTE": ON_THE_WAY[2:],
    "AT_SCENE": (assignments.clear, watching.well, assignments.clear),
}
ORDERS = ("assign", "divert", "stand-down", "unable", "status", "acknowledge", "well", "book-off")


def busy():
    """Return the units that are assigned."""
    return Unit.objects.filter(assignments__in=Assignment.objects.current())


def incidents(states=DEPLOYABLE):
    """Return the incidents that take a unit."""
    return Incident.objects.filter(status__in=states)


class DispatchRules:
    """Units are sent, move, leave, are diverted; alerts are taken on."""

    night: Night

    def _with_unit(self, action, n, by, sensible=None, **arguments):
        every = Unit.objects.all()
        unit_id = mostly(every if sensible is None else sensible, every, n)
        return self.night.do(action, unit_id=unit_id, by=by, **arguments)

    @rule(n=nth, unit=nth, by=desk)
    def a_unit_is_sent(self, n, unit, by):
        """Assign, also what is not free, also to what takes none."""
        free = Unit.objects.filter(state="AVAILABLE").exclude(pk__in=busy())
        incident_id = mostly(incidents(), Incident.objects.all(), n)
        self._with_unit(assignments.assign, unit, by, free, incident_id=incident_id)

    @rule(n=nth, move=nth, by=desk)
    def a_unit_moves_on(self, n, move, by):
        """Acknowledge, set off, arrive, clear."""
        unit_id = mostly(busy(), Unit.objects.all(), n)
        current = Assignment.objects.current().filter(unit=unit_id).first()
        moves = MOVES[current.state] if current and move % 5 else (*ON_THE_WAY, assignments.clear)
        self.night.do(moves[move % len(moves)], unit_id=unit_id, by=by)

    @rule(n=nth, by=desk, reason=words, able=st.booleans())
    def a_unit_leaves(self, n, by, reason, able):
        """Stand down, or report unable."""
        action = assignments.stand_down if able else assignments.unable
        self._with_unit(action, n, by, busy(), reason=reason)

    @rule(n=nth, to=nth, by=desk, reason=words)
    def a_unit_is_diverted(self, n, to, by, reason):
        """Divert as the preview said, or be refused for the reason it gave."""
        unit_id = mostly(busy(), Unit.objects.all(), n)
        to_id = mostly(incidents().filter(grade__in="IS"), Incident.objects.all(), to)
        both = {"unit_id": unit_id, "to_incident_id": to_id, "by": by}
        preview = self.night.do(_previewed, **both)
        done = self.night.do(diverts.divert, reason=reason, **both)
        assert done is None or preview["allowed"]

    @rule(n=nth, to=nth)
    def a_unit_is_diverted_to_what_is_worse(self, n, to):
        """Divert as it is mostly done, for there is nothing that more depends on."""
        away = Assignment.objects.current().exclude(state="AT_SCENE")
        if (sent := away.filter(pk=pick(away, n)).first()) is None:
            return
        others = incidents().filter(grade__in="IS").exclude(pk=sent.incident_id)
        both = {"unit_id": sent.unit_id, "to_incident_id": pick(others, to)}
        self.night.do(diverts.divert, by="supervisor", reason="stabbing nearby", **both)

    @rule(n=nth, by=st.sampled_from((*FLOOR, "supervisor", "officer")), reason=words)
    def a_divert_is_reviewed(self, n, by, reason):
        """Record a review, by anybody."""
        if divert_id := pick(Divert.objects.all(), n):
            about = {"divert_id": divert_id, "note": reason, "by": by}
            self.night.do(reviews.review, outcome="IN_ORDER", **about)

    @rule(n=nth, by=st.sampled_from(FLOOR), reason=words)
    def a_review_is_asked_for_urgently(self, n, by, reason):
        """Ask for a review that cannot wait, by anybody."""
        if divert_id := pick(Divert.objects.all(), n):
            self.night.do(reviews.ask_urgently, divert_id=divert_id, note=reason, by=by)

    @rule(n=nth, code=st.integers(0, 17), by=desk)
    def a_crew_presses_a_code(self, n, code, by):
        """Any Airwave code, in any state."""
        self._with_unit(units.press, n, by, busy(), code=code)

    @rule(n=nth, code=st.integers(0, 17), ago=st.sampled_from([0, 1, 5, 60, 600]))
    def a_radio_brings_a_code(self, n, code, ago):
        """Any code in any state, however long ago it was pressed."""
        unit = Unit.objects.get(pk=mostly(busy(), Unit.objects.all(), n))
        pressed_at = (self.night.at - timedelta(seconds=ago)).isoformat()
        said = {"issi": FIRST_ISSI + unit.pk, "type": "status", "status": code, "at": pressed_at}
        body = json.dumps(said | {"message_id": f"{unit.pk} {code} {pressed_at}"}).encode()
        what = {"reading": radio.read(body), "body": body, "arrived_at": self.night.at}
        self.night.do(radios.take, by=people.airwave(), **what)

    @rule(n=nth, by=desk, lat=st.sampled_from([51.4, 51.5, 99.0]))
    def a_unit_is_booked_on_and_says_where_it_is(self, n, by, lat):
        """Book on, and report a position, possible or not."""
        off = Unit.objects.filter(state="OFF_DUTY")
        self._with_unit(units.book_on, n, by, off)
        self._with_unit(units.locate, n, by, lat=lat, lon=-0.1)

    @rule(n=nth, by=desk, who=st.sampled_from(["crew", "crew", "handler"]))
    def a_unit_gets_a_crew(self, n, by, who):
        """Put somebody in a unit, crew or not."""
        self._with_unit(units.crew, n, by, people=[who])

    @rule(n=nth, by=desk)
    def a_unit_is_booked_off(self, n, by):
        """Book off, assigned or not."""
        self._with_unit(units.book_off, n, by, Unit.objects.exclude(state="OFF_DUTY"))

    @rule(n=nth, by=st.sampled_from(FLOOR))
    def an_alert_is_taken_on(self, n, by):
        """Acknowledge; and the third wall finds nothing."""
        alert_id = pick(Alert.objects.live(), n)
        if alert_id is not None:
            self.night.do(alerts.acknowledge, alert_id=alert_id, by=by)
        assert self.night.do(guard.check_diverts, by=self.night.floor.world.system) == 0

    @rule(n=nth, to=nth, order=st.sampled_from(ORDERS), code=st.integers(0, 16), by=desk)
    def a_program_orders_it(self, n, to, order, code, by):
        """The same by a machine with a key, for somebody."""
        unit_id = mostly(busy(), Unit.objects.all(), n)
        callsign = Unit.objects.get(pk=unit_id).callsign
        incident = Incident.objects.get(pk=mostly(incidents(), Incident.objects.all(), to))
        body = {"incident": incident.slug, "reason": "called away", "code": code}
        self.night.post(f"units/{callsign}/{order}/", body, by=by)

    @rule(n=nth, by=st.sampled_from(FLOOR), what=st.sampled_from(["alert", "grade", "log", "duty"]))
    def a_program_orders_something_else(self, n, by, what):
        """Alerts, grades, log and shifts over HTTP."""
        incident = Incident.objects.get(pk=pick(Incident.objects.all(), n))
        alert_id = pick(Alert.objects.live(), n) or 0
        path, body = {
            "alert": (f"alerts/{alert_id}/acknowledge/", {}),
            "grade": (f"incidents/{incident.slug}/grade/", {"grade": "I", "reason": "worse"}),
            "log": (f"incidents/{incident.slug}/log/", {"text": "by a program"}),
            "duty": (f"duty/{('sign-off', 'break', 'return')[n % 3]}/", {}),
        }[what]
        self.night.post(path, body, by=by)


def _previewed(*, unit_id: int, to_incident_id: int, by, at) -> dict:
    return diverts.preview(
        unit=Unit.objects.get(pk=unit_id),
        to_incident=Incident.objects.get(pk=to_incident_id),
        by=by,
        at=at,
    )
