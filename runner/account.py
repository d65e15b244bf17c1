"""The unprivileged user PostgreSQL runs as when we are root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from runner import processes
from runner.words import Problem

CANDIDATES = ("nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def unprivileged() -> Account | None:
    """Find the user PostgreSQL shall run as; None means: as ourselves, because we are not root."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise Problem(
        "PostgreSQL refuses to run as root and this machine has no user `nobody`: "
        "make one with `useradd --system nobody`, or run as an ordinary user."
    )


def reaches(account: Account | None, folder: Path) -> bool:
    """Test, as that user, whether a folder can be entered and read."""
    if account is None:
        return os.access(folder, os.R_OK | os.X_OK)
    probe = ["/bin/sh", "-c", 'cd -- "$0" && test -r .', str(folder)]
    return processes.finish(probe, account=account).returncode == 0


def give(path: Path, account: Account | None) -> None:
    """Hand one path to that user; nothing above or beside it is touched."""
    if account is not None:
        os.chown(path, account.uid, account.gid)
