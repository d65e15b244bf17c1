"""What scripts make of times, numbers, grades and places, in the script's own language."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.live.server import NODE

TESTS = Path(__file__).parent


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
@pytest.mark.parametrize("script", ["words.test.mjs", "map.test.mjs", "lists.test.mjs"])
@pytest.mark.parametrize("zone", ["Europe/London", "America/Los_Angeles"])
def test_the_words_of_scripts(zone, script):
    ran = subprocess.run(
        [NODE, "--no-warnings", "--test", TESTS / script],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ran.returncode == 0, ran.stdout
