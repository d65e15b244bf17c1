"""
One process, watched: it ends as its process ends, and ends it when it hangs.

python3 -m runner.keep pulse /tmp/pulse -- python manage.py run_clocks

For containers, whose own health checks name a hung process but do not replace it: it exits with 1,
and whoever restarts what has ended starts it again.
"""

import signal
import subprocess
import sys
import time

from runner import health, processes, words
from runner.watchdog import Watchdog

LOOK_SECONDS = 0.5
ASIDE = "--"


def main(arguments: list[str]) -> int:
    """Run the command after `--` until it ends or hangs, and hand back its exit code."""
    kind, place, dash, *command = arguments
    if dash != ASIDE or not command:
        raise words.Problem("Say what to look at, then --, then the command.")
    sign = health.sign(kind, place)
    if isinstance(sign, health.Pulse):
        sign.path.unlink(missing_ok=True)
    child = subprocess.Popen(command, start_new_session=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: child.send_signal(got))
    return _keep(child, Watchdog(sign), " ".join(command))


def _keep(child: subprocess.Popen, dog: Watchdog, name: str) -> int:
    mark = processes.mark(child.pid)
    dog.begin()
    while child.poll() is None:
        if dog.is_hung():
            words.say(f"HUNG: no sign of life for {dog.silent_for:.0f} s; ended: {name}")
            processes.end_group(mark)
            return 1
        time.sleep(LOOK_SECONDS)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
