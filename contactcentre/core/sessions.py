"""Django's sessions in PostgreSQL, kept by the person they belong to (SESSION_ENGINE)."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import transaction

from contactcentre.core import clock
from contactcentre.core.models import Session

# When its person last showed who they are, in real time.
CONFIRMED = "confirmed_at"
# When they last gave their password, by this machine: hours are counted, and asked for often.
GIVEN_AT = "given_at"


def password_was_given(session) -> None:
    """Count from now on until the password is asked for again."""
    session[GIVEN_AT] = clock.of_machine().timestamp()


def asked_again_in(session) -> float:
    """Return in how many seconds the password is asked for again; not above 0 when it is due."""
    if GIVEN_AT not in session:
        password_was_given(session)
    return session[GIVEN_AT] + settings.ASK_AGAIN_SECONDS - clock.of_machine().timestamp()


class SessionStore(db.SessionStore):
    """The store of one session, which notes whose it is and where it was last seen."""

    address: str | None = None
    agent = ""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table of sessions."""
        return Session

    def seen_from(self, *, address: str | None, agent: str) -> None:
        """Note where the present request comes from; it is kept with the session if it is new."""
        self.address, self.agent = address, agent

    def __setitem__(self, key: str, value) -> None:
        """Set a value; with the person who signs in, the moment as well: rows come and go."""
        super().__setitem__(key, value)
        if key == SESSION_KEY:
            super().__setitem__(CONFIRMED, clock.real().isoformat())
            password_was_given(self)

    def take(self, key: str):
        """
        Take a value out as the database has it, of several requests at once for one; or None.

        Nobody who is not signed in keeps that session: no request under way can write it back.
        """
        with transaction.atomic():
            row = Session.objects.select_for_update().filter(pk=self.session_key).first()
            value = self.decode(row.session_data).get(key) if row else None
            self.pop(key, None)
            if value and SESSION_KEY in self:
                self.save()
            elif value:
                self.cycle_key()
        return value

    def create_model_instance(self, data) -> Session:
        """Return the session as a row."""
        row = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        row.address, row.agent = self.address, self.agent
        return row

    def _get_session_from_db(self) -> Session | None:
        row = super()._get_session_from_db()
        if row is not None and self.address not in {None, row.address}:
            self.modified = True
        return row
