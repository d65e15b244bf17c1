from django.apps import AppConfig


class VictimsConfig(AppConfig):
    """Special Schemes, the focus desk, rights, feedback and the forum; begun by later work."""

    name = "victims"
