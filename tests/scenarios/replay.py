"""The night of 31 May 2018 as it is played over HTTP, and what the control room knows of it."""

import time
from datetime import datetime

from contactcentre.core import clock
from contactcentre.core.models import Duty, VirtualClock
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from contactcentre.management.replay.night import DISPATCHER, SUPERVISOR, Night, moment
from dispatch import queries
from incidents import figures
from incidents.models import Incident
from tests.patience import SOON
from tests.world import LATER

CELERY = ("-m", "celery", "-A", "contactcentre.celery")
LEFT = "UNIT_LEFT"


class Replay:
    """The night, moved to a moment of it; and what the control room knows then."""

    def __init__(self, night: Night, *, speed: float = 1.0):
        self.night, self.speed = night, speed
        self.to_come = list(night.scenes())

    def until(self, wall_clock: str) -> None:
        """Do what was done by then, and let it be that moment for every process."""
        self.until_moment(moment(wall_clock))

    def until_moment(self, then: datetime) -> None:
        """Do what was done by a moment, and let it be that moment for every process."""
        while self.to_come and self.to_come[0].at <= then:
            scene = self.to_come.pop(0)
            self._move(scene.at)
            assert scene.play() is not None, scene.title
            # However long this takes in real time, everybody is at their desk.
            Duty.objects.update(last_seen_at=LATER)
        self._move(then)
        assert queries.unprotected() == []
        assert not figures.listed("lost").exists()

    def _move(self, then) -> None:
        if clock.now() < then:
            VirtualClock.move(to=then, speed=self.speed)
            clock.forget()
            # Every process asks the database again within so long.
            time.sleep(2 * clock.ASK_AGAIN_VIRTUAL)

    @property
    def hers(self) -> Incident:
        """Her incident as it is now."""
        return Incident.objects.get(diverts_from__isnull=False)

    def hears(self, code: str, role: str, begins: str = "") -> None:
        """Wait until an alert about her is at a role, and on that role's board."""
        who = DISPATCHER if role == "dispatcher" else SUPERVISOR
        board = "dispatch" if role == "dispatcher" else "supervisor"
        self.wait(lambda: self._is_at(code, role, begins), f"{code} at {role}")
        rows = self.night.client.read(f"boards/{board}/", by=who)["rows"]
        about = {"kind": "alert", "code": code, "subject": "incident"}
        about |= {"subject_id": self.hers.pk}
        mine = [row for row in rows if about.items() <= row.items()]
        assert [row["audience"] for row in mine] == [role]

    def steps(self) -> list[str]:
        """Return the shares of her time that her log says were used, in order."""
        texts = self.hers.log.filter(kind="CLOCK").values_list("text", flat=True)
        return [text.split(" %")[0] for text in texts if " % of the time to attend" in text]

    def has_used(self, *shares: str) -> None:
        """Wait until exactly these shares of her time are on her log, each once."""
        self.wait(lambda: self.steps() == list(shares), f"{shares}, not {self.steps()}")

    def _is_at(self, code: str, role: str, begins: str) -> bool:
        about = {"code": code, "subject": "incident", "subject_id": self.hers.pk}
        alert = Alert.objects.live().filter(**about).first()
        return bool(alert) and role_at(alert) == role and alert.text.startswith(begins)

    @staticmethod
    def wait(is_true, what: str) -> None:
        """Wait for something, and say what it was when it never comes."""
        end = time.monotonic() + SOON
        while not is_true():
            assert time.monotonic() < end, f"never: {what}"
            time.sleep(0.05)
