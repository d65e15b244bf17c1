from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """People, permissions, audit, live boards, clock and refusals: knows no app."""

    name = "contactcentre.core"
    label = "core"

    def ready(self) -> None:
        """Let `check --deploy` ask which role the database lets us be."""
        import_module("contactcentre.core.roles")
