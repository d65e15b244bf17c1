from importlib import import_module

from django.apps import AppConfig


class CountdownsConfig(AppConfig):
    """Clocks with a due time, alerts that must be acknowledged, and the sweep."""

    name = "contactcentre.countdowns"
    label = "countdowns"

    def ready(self) -> None:
        """Fill the ports: alerts have clocks and are shown on boards."""
        for name in ("countdowns", "boards"):
            import_module(f"{self.name}.{name}").fill_ports()
