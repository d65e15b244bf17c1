"""Django's sessions in PostgreSQL, kept by the person they belong to (SESSION_ENGINE)."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from contactcentre.core.models import Session


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
