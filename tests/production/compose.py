"""docker-compose.yml as Compose reads it, and its commands as this machine can run them."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
SAID = yaml.safe_load(TEXT)
SERVICES: dict[str, dict] = SAID["services"]
OURS = [name for name, each in SERVICES.items() if each["image"].startswith("contactcentre:")]
LONG_LIVED = [name for name in OURS if SERVICES[name]["restart"] != "no"]
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")


def filled_in(text: str, given: Mapping[str, str]) -> str:
    """Fill in the variables of a text as Compose does."""

    def _value(found: re.Match) -> str:
        name, kind, otherwise = found.groups()
        return given.get(name) or (otherwise if kind == "-" else "")

    return VARIABLE.sub(_value, text)


def environment(service: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return what a service's processes see."""
    said = SERVICES[service]["environment"]
    return {name: filled_in(str(text), given) for name, text in said.items()}


def here(words: list[str], service: str, port: int, folder: Path) -> list[str]:
    """Return a command as it runs on this machine: this Python, this port, this folder."""
    moved = {
        "127.0.0.1:8000": f"127.0.0.1:{port}",
        "--port=8000": f"--port={port}",
        "--host=0.0.0.0": "--host=127.0.0.1",
        "/tmp/": f"{folder}/{service}-",  # noqa: S108 - what stands in the file
    }
    return [sys.executable if word == "python" else _moved(word, moved) for word in words]


def _moved(word: str, moved: dict[str, str]) -> str:
    for there, instead in moved.items():
        word = word.replace(there, instead)
    return word
