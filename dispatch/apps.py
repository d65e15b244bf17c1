from importlib import import_module

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """Units, assignments, diverts and recommendation."""

    name = "dispatch"

    def ready(self) -> None:
        """Fill the ports: assignments have clocks, units are shown on boards."""
        for name in ("countdowns", "boards"):
            import_module(f"{self.name}.{name}").fill_ports()
