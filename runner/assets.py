"""Files from npm packages: installed from the lock file, the declared ones copied to static/."""

import hashlib
import json
import os
import shutil
from pathlib import Path

from runner import processes, venv
from runner.places import ROOT, VENV
from runner.words import Problem, step

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static/vendor"
STAMP = MODULES / ".installed"
OLDEST_NODE = 20


def ensure(*, for_tests: bool) -> None:
    """Install the npm packages and copy what package.json declares, unless that is done."""
    described = json.loads((ROOT / "package.json").read_text())
    if not for_tests and not described.get("dependencies"):
        return
    wanted = _fingerprint(for_tests)
    if STAMP.exists() and STAMP.read_text() in (wanted, _fingerprint(True)):
        return
    step("Installing npm packages")
    _install(for_tests)
    _copy(described.get("vendor", {}))
    STAMP.write_text(wanted)


def _fingerprint(for_tests: bool) -> str:
    whole = hashlib.sha256(b"tests" if for_tests else b"run")
    for name in ("package.json", "package-lock.json"):
        whole.update((ROOT / name).read_bytes())
    return whole.hexdigest()


def _install(for_tests: bool) -> None:
    if not _has_node():
        _take_node_from_pypi()
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    # Node from PyPI knows no certificate of a company's own proxy unless it is told to look.
    env = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    options += [] if for_tests else ["--omit=dev"]
    found = shutil.which("npm", path=path) or "npm"
    if processes.show([found, "ci", *options], env=env, cwd=ROOT):
        raise Problem(
            "The npm packages could not be installed: the lines above say why; "
            "without a network, set npm_config_registry to a copy of npm's."
        )


def _take_node_from_pypi() -> None:
    try:
        venv.ensure("requirements-node.txt")
    except Problem:
        raise Problem(
            "Node 20 or later is missing and could not be had from PyPI either: "
            "run `sudo apt-get install nodejs npm` and try again."
        ) from None


def _has_node() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    major = processes.finish([node, "--version"]).stdout.strip().lstrip("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def place_declared() -> None:
    """Copy what package.json declares for the pages from packages that are installed already."""
    _copy(json.loads((ROOT / "package.json").read_text()).get("vendor", {}))


def _copy(declared: dict[str, str]) -> None:
    for source, target in declared.items():
        _place(MODULES / source, VENDOR / target)


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy2(source, target)


if __name__ == "__main__":
    place_declared()
