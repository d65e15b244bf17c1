"""Codes of an authenticator app (RFC 6238), and codes on paper. Pure, but for the dice."""

import base64
import hashlib
import secrets
from datetime import datetime
from hmac import compare_digest
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
# A telephone's clock may be wrong by one step either way.
NEAR = (0, -1, 1)
PAPER_CODES, PAPER_PARTS, PAPER_LETTERS = 10, 4, 4
# Nothing that looks like something else when somebody reads it from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """Return a new secret as an app takes it when it is typed."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address(secret: str, *, username: str, issuer: str) -> str:
    """Return what the square holds that an app reads with its camera."""
    label = quote(f"{issuer}:{username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"


def code_of(secret: str, step: int) -> str:
    """Return the code an app shows in this half minute."""
    # SHA-1 is what every app speaks; forging a code would need the key, not a collision.
    shown = HOTP(base64.b32decode(secret), DIGITS, SHA1(), enforce_key_length=False)  # noqa: S303
    return shown.generate(step).decode()


def step_at(moment: datetime) -> int:
    """Return the number of the half minute, in real time, which is the telephone's."""
    return int(moment.timestamp()) // SECONDS


def step_of(secret: str, code: str, *, real: datetime) -> int | None:
    """Return the half minute in which this is the code, now or one before or after, or None."""
    steps = [step_at(real) + off for off in NEAR]
    given = plain(code).encode()
    found = [step for step in steps if compare_digest(code_of(secret, step).encode(), given)]
    return found[0] if found else None


def paper_codes() -> list[str]:
    """Return new codes for paper, each of 79 bits."""
    return ["-".join(_part() for _each in range(PAPER_PARTS)) for _code in range(PAPER_CODES)]


def digest(code: str) -> str:
    """Return what is kept of a code on paper."""
    return hashlib.sha256(plain(code).encode()).hexdigest()


def plain(code: str) -> str:
    """Return a code without what people put between its letters."""
    return "".join(each for each in code.lower() if each.isalnum())


def _part() -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(PAPER_LETTERS))
