"""What every page may say without asking: version, demonstration, time zone, who is here."""

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property

from contactcentre.core import clock, permissions, procedures
from contactcentre.core.permissions import Permission

THEMES = {"dark", "light"}


class Page:
    """The frame's own facts. Lazy, so that an error page needs no database."""

    def __init__(self, request):
        self.request = request
        self.version = settings.VERSION
        self.demo = settings.DEMO

    @property
    def theme(self) -> str:
        """The theme this browser chose, or nothing when it follows the system."""
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @property
    def request_id(self) -> str:
        """What to quote when asking for help with this page."""
        return getattr(self.request, "id", "")

    @cached_property
    def zone(self) -> str:
        """GMT or BST: what every time on the page is in."""
        return timezone.localtime(clock.now()).tzname()

    @property
    def person(self):
        """Who is signed in; anonymous on a page before that."""
        return self.request.user

    @property
    def is_administrator(self) -> bool:
        """Whether to offer the way to people and reference data."""
        wanted = (Permission.ADMIN_PEOPLE, Permission.ADMIN_REFERENCE)
        return any(permissions.has(self.person, each) for each in wanted)

    @cached_property
    def to_read(self) -> list:
        """What is in force and whoever sits here has not confirmed to have read (H14)."""
        return procedures.to_read(self.person, clock.now())


def page(request) -> dict:
    """Return the context every template has."""
    return {"page": Page(request)}
