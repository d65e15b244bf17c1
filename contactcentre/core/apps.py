from django.apps import AppConfig


class CoreConfig(AppConfig):
    """People, permissions, audit, live boards, clock and refusals: knows no app."""

    name = "contactcentre.core"
    label = "core"
