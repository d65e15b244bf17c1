"""
Ends what the rig has started if the rig itself is killed and can end nothing any more.

It reads from us the folder and then one started process a line; when we are gone, however we went,
the pipe ends, and so does everything that is still there.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from runner import processes, signals
from runner.places import ROOT

PATIENCE = 20


class Keeper:
    """The process that watches over us, and what we tell it."""

    def __init__(self, folder: Path):
        self.child = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.keeper"],
            stdin=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            start_new_session=True,
        )
        self._write(str(folder))

    def watch(self, pid: int) -> processes.Mark:
        """Have a process ended that we may not be able to end ourselves."""
        started = processes.mark(pid)
        self._write(f"{started.pid} {started.born}")
        return started

    def leave(self) -> None:
        """Let it end what is left, delete the folder, and go."""
        self.child.stdin.close()
        self.child.wait(PATIENCE)

    def _write(self, line: str) -> None:
        self.child.stdin.write(f"{line}\n")
        self.child.stdin.flush()


def main(lines: Iterable[str]) -> None:
    """Read to the end, which is the end of whoever wrote; then tidy up after them."""
    for number in signals.ENDING:
        signal.signal(number, signal.SIG_IGN)
    given = iter(lines)
    folder = Path(next(given).strip())
    started = [processes.Mark(int(pid), born) for pid, born in map(str.split, given)]
    for one in started:
        processes.tell(one, signal.SIGCONT)
        if one.alive:
            processes.end_group(one)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    os.chdir("/")
    main(sys.stdin)
