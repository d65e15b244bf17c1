"""Nothing that tests started outlives `make test`."""

import sys

import pytest

from runner import processes
from runner.places import ROOT

PARENT = "import subprocess, sys; print(subprocess.Popen(['sleep', '60'], stdout=2).pid)"
ADOPTS = f"""
import subprocess, sys
from runner import orphans
orphans.adopt()
told = subprocess.run([sys.executable, "-c", {PARENT!r}], capture_output=True, text=True)
orphans.end_all(spared=[])
print(told.stdout.strip())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us adopt")
def test_a_process_whose_parent_ended_is_ended_too():
    answer = processes.finish([sys.executable, "-c", ADOPTS], cwd=ROOT)

    assert answer.returncode == 0, answer.stderr
    assert processes.living(int(answer.stdout)) is None
