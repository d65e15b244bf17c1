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
ENDS_BY_ITSELF = PARENT.replace("600", "0.3")
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


COLLECTS = f"""
import os, subprocess, sys, time
from runner import orphans
orphans.adopt()
told = subprocess.run([sys.executable, "-c", {ENDS_BY_ITSELF!r}], capture_output=True, text=True)
time.sleep(1)
assert os.path.exists("/proc/" + told.stdout.strip())
orphans.collect([])
assert not os.path.exists("/proc/" + told.stdout.strip())
"""
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us adopt")


@only_linux
def test_a_process_whose_parent_ended_is_ended_too():
    answer = processes.finish([sys.executable, "-c", ADOPTS], cwd=ROOT)

    assert answer.returncode == 0, answer.stderr


@only_linux
def test_one_that_ended_by_itself_is_not_kept_as_a_ghost():
    answer = processes.finish([sys.executable, "-c", COLLECTS], cwd=ROOT)

    assert answer.returncode == 0, answer.stderr
