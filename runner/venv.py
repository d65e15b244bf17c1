"""The virtual environment, built from exact pins and only when they changed."""

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from runner import processes
from runner.places import ROOT, VENV
from runner.words import Problem, step

PYTHON = VENV / "bin/python"
HOME = VENV / ".built-for"


def ensure(*names: str) -> None:
    """Install what these requirement files ask for, unless that is done."""
    _build()
    for name in names:
        wanted, stamp = _fingerprint(ROOT / name), VENV / f".installed-{name}"
        if stamp.exists() and stamp.read_text() == wanted:
            continue
        step(f"Installing {name} (the slow part of a first start)")
        _install(ROOT / name)
        stamp.write_text(wanted)


def packages() -> Path:
    """Find the folder of installed packages."""
    return VENV / f"lib/{_version()}/site-packages"


def _version() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def _build() -> None:
    if _fits():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Problem(
            "Python's venv module is not complete on this machine: "
            "run `sudo apt-get install python3-venv` and try again."
        )
    step(f"Building the virtual environment with {_version()}")
    if processes.show([sys.executable, "-m", "venv", "--clear", VENV], cwd=ROOT):
        raise Problem("The virtual environment could not be built: the lines above say why.")
    HOME.write_text(str(ROOT))


def _fits() -> bool:
    # A virtual environment holds its own address in every script: a moved one is built again. A
    # link to another checkout's is somebody's wish, and is never cleared.
    moved = HOME.exists() and HOME.read_text() != str(ROOT) and not VENV.is_symlink()
    return PYTHON.exists() and (packages() / "pip").exists() and not moved


def _install(requirements: Path) -> None:
    options = ["--disable-pip-version-check", "--no-input", "--quiet"]
    command = [PYTHON, "-m", "pip", "install", *options, "-r", requirements]
    if processes.show(command, cwd=ROOT):
        raise Problem(
            f"The packages of {requirements.name} could not be installed: the lines above say why; "
            "without a network, set PIP_INDEX_URL or PIP_FIND_LINKS to a copy of PyPI."
        )


def _fingerprint(requirements: Path) -> str:
    whole = hashlib.sha256()
    for part in _with_parts(requirements):
        whole.update(part.read_bytes())
    return whole.hexdigest()


def _with_parts(requirements: Path) -> Iterator[Path]:
    yield requirements
    for line in requirements.read_text().splitlines():
        if line.startswith("-r "):
            yield from _with_parts(requirements.parent / line[3:].strip())
