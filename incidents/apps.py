from importlib import import_module

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Risk, grade, log, places and the life of an incident."""

    name = "incidents"

    def ready(self) -> None:
        """Fill the ports: incidents have clocks, are shown on boards and follow contacts."""
        for name in ("countdowns", "transfer_countdowns", "boards", "following"):
            import_module(f"{self.name}.{name}").fill_ports()
