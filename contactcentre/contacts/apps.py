from importlib import import_module

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """999, 101 and digital: intake, channels, queue and handlers."""

    name = "contactcentre.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Fill the ports: contacts and handlers have clocks and are shown on boards."""
        for name in ("countdowns", "boards"):
            import_module(f"{self.name}.{name}").fill_ports()
