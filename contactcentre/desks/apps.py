from importlib import import_module

from django.apps import AppConfig


class DesksConfig(AppConfig):
    """One page per role: reads everything, orders through the actions of the apps below."""

    name = "contactcentre.desks"
    label = "desks"

    def ready(self) -> None:
        """Fill the port: each desk has a live board."""
        import_module(f"{self.name}.boards").fill_ports()
