"""The words that scripts make of times, numbers and grades, in the script's own language."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.live.server import NODE

TESTS = Path(__file__).with_name("words.test.mjs")


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
@pytest.mark.parametrize("zone", ["Europe/London", "America/Los_Angeles"])
def test_the_words_of_scripts(zone):
    ran = subprocess.run(
        [NODE, "--no-warnings", "--test", TESTS],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ran.returncode == 0, ran.stdout
