"""Nothing that tests started outlives `make test`."""

import sys

import pytest

from runner import processes
from runner.places import ROOT

PARENT = """
import subprocess
quiet = subprocess.DEVNULL
print(subprocess.Popen(["sleep", "600"], stdout=quiet, stderr=quiet, start_new_session=True).pid)
"""
ADOPTS = f"""
import subprocess, sys
from runner import orphans, processes
orphans.adopt()
told = subprocess.run([sys.executable, "-c", {PARENT!r}], capture_output=True, text=True)
left = processes.mark(int(told.stdout))
assert left.alive
orphans.end_all(spared=[])
assert not left.alive
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us adopt")
def test_a_process_whose_parent_ended_is_ended_too():
    answer = processes.finish([sys.executable, "-c", ADOPTS], cwd=ROOT)

    assert answer.returncode == 0, answer.stderr
