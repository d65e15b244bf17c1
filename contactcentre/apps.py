from django.apps import AppConfig


class ContactCentreConfig(AppConfig):
    """The wiring: management commands and the admin site live here."""

    name = "contactcentre"
    label = "contactcentre"
