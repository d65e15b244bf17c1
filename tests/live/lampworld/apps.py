from importlib import import_module

from django.apps import AppConfig


class LampWorldConfig(AppConfig):
    """Lamps on a board."""

    name = "tests.live.lampworld"
    label = "lampworld"

    def ready(self) -> None:
        """Fill the port."""
        import_module(f"{self.name}.boards").fill_ports()
