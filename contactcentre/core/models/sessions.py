"""Who is signed in: a browser's session, known by the person it belongs to."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now

from contactcentre.core.models.people import Person


class Session(AbstractBaseSession):
    """
    A session of a browser; of nobody until somebody signs in.

    All a person's sessions can be found, and ended, without reading anybody else's. `created_at` is
    when they signed in, in real time as its end is; `address` where they were last seen.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    created_at = models.DateTimeField(db_default=Now())
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"session of {self.person or 'nobody'}"

    def save(self, *, force_update: bool = False, **how) -> None:
        """Write the session; when it began stays, and so does where, if nobody says."""
        if force_update:
            told = ("address", "agent") if self.address else ()
            how["update_fields"] = ("session_data", "expire_date", "person", *told)
        super().save(force_update=force_update, **how)
