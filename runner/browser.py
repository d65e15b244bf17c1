"""
A Chromium for the browser tests: an installed one, Debian's package, or Playwright's.

Best is the one that is built to draw no windows (headless shell): the same engine, for two thirds
of the processor.
"""

import os
import shutil
from pathlib import Path

from runner import processes, venv
from runner.places import ROOT
from runner.words import Problem, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELL = "chromium-headless-shell"
# A mirror that is out of reach must not hold up the tests: there is a Chromium without it.
PATIENCE = 30
QUIET = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
MACS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as found: print(found.chromium.executable_path)"
)


def ensure() -> str:
    """Find or install a Chromium that starts; hand back its path."""
    for look in (_given, _shell, _installed, _playwrights, _from_debian, _from_playwright):
        found = look()
        if found:
            return found
    raise Problem(
        "The browser tests need Chromium and none could be installed: "
        "run `sudo apt-get install chromium`, or set CHROMIUM to the path of one."
    )


def _given() -> str | None:
    path = os.environ.get("CHROMIUM", "")
    return path if path and _starts(path) else None


def _shell() -> str | None:
    """Return the headless shell, which Debian's Chromium gets in its own version."""
    version = _version_from_debian()
    if shutil.which(SHELL) is None and version and os.geteuid() == 0:
        step("Installing Chromium's headless shell from Debian")
        wanted = ["install", "-y", "-qq", "--no-install-recommends", f"{SHELL}={version}"]
        # Only fetching may be cut short: an installation that is would leave dpkg half way.
        fetch = ("--download-only", *wanted)
        if _apt(*fetch) or (_apt("update", "-qq") and _apt(*fetch)):
            processes.finish(["apt-get", *wanted], env=QUIET)
    path = shutil.which(SHELL)
    return path if path and _starts(path) else None


def _version_from_debian() -> str:
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None or _is_ubuntu():
        return ""
    asked = processes.finish(["dpkg-query", "--show", "--showformat=${Version}", "chromium"])
    return asked.stdout.strip() if asked.returncode == 0 else ""


def _apt(*arguments: str) -> bool:
    command = ["timeout", str(PATIENCE), "apt-get", *arguments]
    return processes.finish(command, env=QUIET).returncode == 0


def _installed() -> str | None:
    named = [*map(shutil.which, NAMES), MACS]
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
    processes.show(["apt-get", "update", "-qq"], env=QUIET, cwd="/")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    processes.show(install, env=QUIET, cwd="/")
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
