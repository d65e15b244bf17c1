"""Where things are kept."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOGS = VAR / "log"
RECORDS = VAR / "run"
RUN_RECORD = RECORDS / "run.json"
VENV = ROOT / ".venv"
SYSTEM_BASE = Path("/var/lib/contactcentre")


def prepare() -> None:
    """Make the folders the runner writes in."""
    for folder in (VAR, LOGS, RECORDS):
        folder.mkdir(parents=True, exist_ok=True)


def private_folder(checkout: Path = ROOT) -> Path:
    """Name the folder for this checkout's data when PostgreSQL cannot reach its own `var`.

    Not below /var/tmp: newer systems clear out what nobody has written to for a month, which would
    eat a database that was only resting, and any user may take a name there before us.
    """
    mark = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12]
    return SYSTEM_BASE / f"{checkout.name}-{mark}"


def make_open(folder: Path) -> None:
    """Make a folder that others may pass through; folders that were there stay as they are."""
    if folder.exists():
        return
    make_open(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)


def open_for_all(tree: Path) -> None:
    """Let everybody read what we copied, whatever the umask was."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if path.is_dir() or mode & 0o100 else 0))


def write_secretly(path: Path, text: str) -> None:
    """Write a file that only we may read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as sink:
        sink.write(text)


def last_port(folder: Path, otherwise: int) -> int:
    """Read which port a server used last time, so that its address stays the same."""
    kept = folder / "port"
    return int(kept.read_text()) if kept.exists() else otherwise


def keep_port(folder: Path, number: int) -> None:
    """Remember which port a server uses."""
    (folder / "port").write_text(f"{number}\n")
