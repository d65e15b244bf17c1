from importlib import import_module

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Risk, grade, log, places and the life of an incident."""

    name = "incidents"

    def ready(self) -> None:
        """Fill the ports: incidents have clocks and are shown on boards."""
        for name in ("countdowns", "boards"):
            import_module(f"{self.name}.{name}").fill_ports()
