"""A code of an app or of paper, checked where passwords are: axes counts both (settings)."""

from contactcentre.core.actions import factors
from contactcentre.core.models import Person


class SecondFactor:
    """
    The backend of `authenticate(request, username=…, code=…, real=…, at=…)`.

    It signs nobody in by itself: whoever asks has had a password checked first.
    """

    def authenticate(self, request, username: str, code: str, real, at) -> Person | None:
        """Return the person whose code this is, taken now and never again; None if it is wrong."""
        person = Person.objects.filter(username=username, is_active=True).first()
        if person is None or not factors.use_code(code=code, real=real, by=person, at=at):
            return None
        return person

    def get_user(self, person_id: int) -> None:
        """Return nobody: no session is opened by a code alone."""
        return
