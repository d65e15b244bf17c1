"""The environment of this checkout's processes."""

import os
import secrets
from collections.abc import Mapping

from runner import places

SECRETS = ("SECRET_KEY", "TELEPHONY_SECRET", "AIRWAVE_SECRET", "AUDIT_ANCHOR_KEY")
MODES = ("DEMO", "TEST")
FILE = places.VAR / "secrets.env"


def own_secrets() -> dict[str, str]:
    """Read this checkout's secrets, made once and readable by their owner only."""
    lines = FILE.read_text().splitlines() if FILE.exists() else []
    known = dict(line.split("=", 1) for line in lines)
    missing = {name: secrets.token_hex(32) for name in SECRETS if name not in known}
    if missing:
        known |= missing
        places.write_secretly(FILE, "".join(f"{name}={text}\n" for name, text in known.items()))
    return known


def environment(
    urls: Mapping[str, str], mode: str, given: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Compose what a process of ours sees; what the person set in the shell goes first.

    Only the other mode does not: tests must not become a demonstration because a shell says so.
    """
    path = os.pathsep.join([str(places.VENV / "bin"), given.get("PATH", os.defpath)])
    defaults = {mode: "1", "DJANGO_SETTINGS_MODULE": "contactcentre.settings"}
    return {
        **own_secrets(),
        **defaults,
        **{name: text for name, text in given.items() if name == mode or name not in MODES},
        **urls,
        "PATH": path,
        "PYTHONUNBUFFERED": "1",
        # Dozens of our processes start, and each would compile all of us for itself.
        "PYTHONDONTWRITEBYTECODE": "",
    }
