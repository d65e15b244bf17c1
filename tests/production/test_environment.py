"""An environment is refused with one sentence, or it is right (RELIABILITY D-05)."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from contactcentre.core import environment
from contactcentre.core.environment import VARIABLES, Unsafe
from tests.architecture.source import PRODUCT, broken
from tests.live.server import ROOT
from tests.production.environments import DEMONSTRATION, ODD, PRODUCTION, UNSAFE, spoilt

EVERY = list(spoilt())
READS = re.compile(r"os\.environ\.setdefault\(|os\.environ|os\.getenv|environ\.Env\(\)")
REFUSED = "The contact centre did not start. "
TRIED_FOR_REAL = 10


def refusal(given: dict[str, str]) -> str:
    """Return the sentence an environment is refused with; empty when it is taken."""
    try:
        environment.read(given)
    except Unsafe as found:
        return str(found)
    return ""


def test_a_right_environment_is_taken():
    assert refusal(PRODUCTION) == ""
    assert refusal(DEMONSTRATION) == ""


@pytest.mark.parametrize("asked", UNSAFE, ids=str)
def test_what_is_unsafe_is_refused_by_name(asked):
    assert any(name in refusal(PRODUCTION | asked) for name in [*asked, "ALLOWED_HOSTS"])


def test_two_hundred_spoilt_environments_are_refused_with_one_sentence_or_taken_rightly():
    sentences = {name: refusal(given) for name, given in EVERY}

    assert len(EVERY) >= 200
    assert len([each for each in sentences.values() if each]) >= 200
    for name, sentence in sentences.items():
        assert "\n" not in sentence, name
        assert not sentence or sentence[0].isupper() and sentence.endswith("."), (name, sentence)
        assert "{" not in sentence, (name, sentence)


def test_what_is_taken_is_what_was_meant():
    taken = [(name, given) for name, given in EVERY if not refusal(given)]

    for name, given in taken:
        values = environment.read(given)
        assert values["VIRTUAL_CLOCK"] or values["BEHIND_TLS"], name
        assert values["VIRTUAL_CLOCK"] or values["CLOCK_SPEED"] == "1", name
        assert 1 <= values["WEB_THREADS"] <= 200, name
        assert all("*" not in host for host in values["ALLOWED_HOSTS"]), name


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.parametrize("base", [PRODUCTION, DEMONSTRATION], ids=["production", "demonstration"])
def test_no_text_whatever_makes_it_stumble(name, base):
    for text in ODD:
        refusal(base | {name: text})


@pytest.mark.parametrize("name", ["SECRET_KEY", "TELEPHONY_SECRET", "AUDIT_ANCHOR_KEY"])
def test_no_refusal_shows_a_secret(name):
    for text in ("k" * 31, "hunter2hunter2hunter2hunter2\n", PRODUCTION["REDIS_URL"]):
        assert text.strip() not in refusal(PRODUCTION | {name: text})


def test_nobody_else_reads_the_environment():
    assert set(broken(_reads_the_environment, *PRODUCT)) == {"contactcentre/settings.py"}


def _reads_the_environment(path: Path) -> list[str]:
    """Return what a file reads of it; which settings there are is said, not read."""
    read = [each.rstrip("(") for each in READS.findall(path.read_text())]
    return [each for each in read if each != "os.environ.setdefault"]


@pytest.mark.slow
def test_a_sample_of_them_started_for_real_says_the_same():
    can_be_given = [given for _name, given in EVERY if _can_be_given(given)]
    sample = can_be_given[:: len(can_be_given) // TRIED_FOR_REAL][:TRIED_FOR_REAL]
    started = [_start(given) for given in [PRODUCTION, *sample]]

    for given, process in zip([PRODUCTION, *sample], started, strict=True):
        said = process.communicate(timeout=60)[1].decode().strip()
        sentence = refusal(given)
        assert process.returncode == (1 if sentence else 0), said
        assert (said == REFUSED + sentence) if sentence else "Traceback" not in said


def _can_be_given(given: dict[str, str]) -> bool:
    return all(text.isprintable() and len(text) < 1000 for text in given.values())


def _start(given: dict[str, str]) -> subprocess.Popen:
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=own | {"PYTHONWARNINGS": "ignore"} | given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
