"""A Chromium for the browser tests: an installed one, Debian's package, or Playwright's."""

import os
import shutil
from pathlib import Path

from runner import processes, venv
from runner.places import ROOT
from runner.words import Problem, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as found: print(found.chromium.executable_path)"
)


def ensure() -> str:
    """Find or install a Chromium that starts; hand back its path."""
    for look in (_installed, _playwrights, _from_debian, _from_playwright):
        found = look()
        if found:
            return found
    raise Problem(
        "The browser tests need Chromium and none could be installed: "
        "run `sudo apt-get install chromium`, or set CHROMIUM to the path of one."
    )


def _installed() -> str | None:
    named = [os.environ.get("CHROMIUM", ""), *map(shutil.which, NAMES), MACS]
    return next((path for path in named if path and _starts(path)), None)


def _starts(path: str) -> bool:
    # Asked, not just seen: Ubuntu's chromium-browser is a note that says to install a snap.
    return Path(path).exists() and processes.finish([path, "--version"]).returncode == 0


def _playwrights() -> str | None:
    path = processes.finish([venv.PYTHON, "-c", ASK_PLAYWRIGHT]).stdout.strip()
    return path if path and _starts(path) else None


def _from_debian() -> str | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None or _is_ubuntu():
        return None
    step("Installing Chromium from Debian")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    processes.show(["apt-get", "update", "-qq"], env=quiet, cwd="/")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    processes.show(install, env=quiet, cwd="/")
    return _installed()


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=ubuntu" in release.read_text().splitlines()


def _from_playwright() -> str | None:
    step("Installing Chromium from Playwright")
    libraries = ["--with-deps"] if os.geteuid() == 0 else []
    command = [venv.PYTHON, "-m", "playwright", "install", *libraries, "chromium"]
    processes.show(command, cwd=ROOT)
    return _playwrights()
