from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

from contactcentre.core import waiting


class CoreConfig(AppConfig):
    """People, permissions, audit, live boards, clock and refusals: knows no app."""

    name = "contactcentre.core"
    label = "core"

    def ready(self) -> None:
        """Let `check --deploy` ask which role the database lets us be; wait for it no longer."""
        import_module("contactcentre.core.roles")
        waiting.end_after(settings.STATEMENT_TIMEOUT_MS)
