"""What a monitoring system counts: each gauge is a figure that some screen shows as well."""

from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError, connection
from django.db.models import Count, Min
from prometheus_client import REGISTRY, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector, CollectorRegistry

from contactcentre.contacts.figures import WAITS
from contactcentre.contacts.models import Contact
from contactcentre.core import health, pulse
from contactcentre.core.live import boards
from contactcentre.core.live.audience import SOCKETS
from contactcentre.core.models import Heartbeat
from contactcentre.core.scope import WHOLE_FORCE
from contactcentre.core.spool import Folder
from contactcentre.countdowns.models import Alert, Clock

FIGURES = {
    "lost": "Incidents that were left and are not guarded: always 0, else drop everything.",
    "waiting": "Incidents without a unit that nobody has taken on.",
    "open": "Incidents that are not closed.",
}
# An age that is not known, because nothing was ever done.
NEVER = float("inf")


class ContactCentre(Collector):
    """The figures of the whole force at one moment, and of this process."""

    def __init__(self, at: datetime):
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read them; without the database only what this process knows by itself."""
        yield gauge("sockets_open", "Live boards open at this process.", len(SOCKETS))
        yield gauge("spool_depth", "Requests that wait on this disk.", len(Folder().names()))
        try:
            of_database = [*self._incidents(), *self._clocks(), *self._contacts()]
        except DatabaseError:
            connection.close()
            of_database = []
        yield gauge("database_up", "Whether the database answers.", bool(of_database))
        yield from of_database

    def _incidents(self) -> Iterator[GaugeMetricFamily]:
        figures = boards.figures()[WHOLE_FORCE]
        for name, words in FIGURES.items():
            yield gauge(f"incidents_{name}", words, figures[name])
        live = Alert.objects.live()
        yield gauge("alerts_live", "Alerts whose cause has not ended.", live.count())
        unseen = live.filter(acknowledged_by=None).count()
        yield gauge("alerts_unacknowledged", "Live alerts that nobody has taken on.", unseen)

    def _clocks(self) -> Iterator[GaugeMetricFamily]:
        oldest = Clock.objects.due(self.at).aggregate(at=Min("next_step_at"))["at"]
        late = (self.at - oldest).total_seconds() if oldest else 0
        yield gauge("clock_oldest_due_seconds", "How late the latest unfired step is.", late)
        for name in (health.SWEEP, pulse.CANARY):
            age = Heartbeat.age(name)
            words = f"How long ago the last {name} was."
            yield gauge(f"{name}_age_seconds", words, NEVER if age is None else age)

    def _contacts(self) -> Iterator[GaugeMetricFamily]:
        length = GaugeMetricFamily(
            "contactcentre_contacts_waiting", "Contacts in the queue.", labels=["channel"]
        )
        oldest = GaugeMetricFamily(
            "contactcentre_contacts_oldest_wait_seconds", "The longest wait.", labels=["channel"]
        )
        waiting = Contact.objects.filter(WAITS).values("channel").order_by("channel")
        for row in waiting.annotate(number=Count("pk"), since=Min("received_at")):
            length.add_metric([row["channel"]], row["number"])
            oldest.add_metric([row["channel"]], (self.at - row["since"]).total_seconds())
        return iter((length, oldest))


def gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    """Return one gauge of ours."""
    return GaugeMetricFamily(f"contactcentre_{name}", words, value=float(value))


def text(at: datetime) -> bytes:
    """Return every metric in the words of Prometheus: ours, then those of this process."""
    ours = CollectorRegistry(auto_describe=False)
    ours.register(ContactCentre(at))
    return generate_latest(ours) + generate_latest(REGISTRY)
