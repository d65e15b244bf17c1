"""One kept request: what came, when, and how it is sealed."""

import base64
import json
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO

from cryptography.fernet import InvalidToken

from contactcentre.core import sealing

# Keys of a request's META that no header can set: all of theirs begin with HTTP_.
SPOOLED_AT, ORDER_ID = "contactcentre.spooled_at", "contactcentre.order_id"
KEPT_KEYS = {"CONTENT_TYPE", "PATH_INFO", "QUERY_STRING", "wsgi.url_scheme", ORDER_ID}
KEPT_BEGINNINGS = ("HTTP_", "REMOTE_", "SERVER_")


class Unreadable(Exception):
    """The file is damaged, or was sealed with a key that is gone."""


@dataclass(frozen=True)
class Entry:
    """One request that brought a contact while the database was away."""

    id: str
    received_at: str
    meta: dict[str, str]
    body: str

    @classmethod
    def of(cls, request, *, at: datetime) -> "Entry":
        """Return what is kept of a request that came at a moment."""
        meta = {key: value for key, value in request.META.items() if _is_kept(key, value)}
        body = base64.b64encode(request.body).decode()
        return cls(uuid.uuid4().hex, at.isoformat(), meta, body)

    @property
    def path(self) -> str:
        """The address it was sent to."""
        return self.meta["PATH_INFO"]

    def raw(self) -> bytes:
        """Return the body as it came."""
        return base64.b64decode(self.body)

    def sealed(self) -> bytes:
        """Return it as it is written: unreadable and unchangeable without our key."""
        return sealing.box("spool").encrypt(json.dumps(asdict(self)).encode())

    @classmethod
    def opened(cls, written: bytes) -> "Entry":
        """
        Return what was written.

        :raises Unreadable: when it is damaged or sealed with an unknown key
        """
        try:
            return cls(**json.loads(sealing.box("spool").decrypt(written)))
        except (InvalidToken, ValueError, TypeError) as error:
            raise Unreadable("It is damaged, or its key is gone.") from error

    def environ(self) -> dict:
        """Return it as a WSGI server would hand it on, with the moment at which it came."""
        body = self.raw()
        return {
            **self.meta,
            "REQUEST_METHOD": "POST",
            "SCRIPT_NAME": "",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            SPOOLED_AT: self.received_at,
        }


def arrived_at(request, *, at: datetime) -> datetime:
    """Return when a request came: now, or when it was put on the spool."""
    spooled = request.META.get(SPOOLED_AT)
    return min(datetime.fromisoformat(spooled), at) if spooled else at


def order_id(request) -> str:
    """Return a name for this one request: the same when the spool brings it again."""
    return request.META.setdefault(ORDER_ID, uuid.uuid4().hex)


def _is_kept(key: str, value) -> bool:
    return isinstance(value, str) and (key in KEPT_KEYS or key.startswith(KEPT_BEGINNINGS))
