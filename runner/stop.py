"""`make stop` and `make reset`."""

import os
import shutil
import signal
import sys
from pathlib import Path

from runner import places, private, processes, supervise
from runner.places import RUN_RECORD
from runner.private import REPLAY, TESTS
from runner.words import Problem, say, step

PATIENCE = 75.0


def running() -> None:
    """Stop the `make run` of this checkout."""
    marks = processes.read_record(RUN_RECORD)
    supervisor = marks.get(supervise.SUPERVISOR)
    if supervisor is not None and supervisor.alive:
        step(f"Stopping process {supervisor.pid}, which stops the others")
        processes.tell(supervisor, signal.SIGTERM)
        processes.wait_until(lambda: not supervisor.alive, PATIENCE)
    if not leftovers() and supervisor is None:
        say("Nothing was running.")
        return
    say("Stopped.")


def leftovers() -> bool:
    """Stop what a run left behind whose own supervisor was killed; False if there was nothing."""
    marks = processes.read_record(RUN_RECORD)
    left = {name: mark for name, mark in marks.items() if mark.alive}
    if left:
        step(f"Stopping what an earlier run left behind: {', '.join(left)}")
        jobs = [mark for name, mark in left.items() if name not in private.SERVERS]
        processes.stop_together(jobs)
        private.own(started=left).stop()
    RUN_RECORD.unlink(missing_ok=True)
    return bool(left)


def reset() -> None:
    """Stop everything and delete this checkout's data, after asking."""
    doomed = [folder for folder in (places.VAR, places.private_folder()) if folder.exists()]
    _say_what_goes(doomed)
    if not _confirmed():
        raise Problem("Nothing was deleted: say yes, or set CONFIRM=yes.")
    running()
    for purpose in ("", TESTS, REPLAY):
        private.own(purpose).stop_all()
    for folder in doomed:
        shutil.rmtree(folder)
    if places.SYSTEM_BASE.exists() and not any(places.SYSTEM_BASE.iterdir()):
        places.SYSTEM_BASE.rmdir()
    say("Deleted. `make run` starts afresh.")


def _say_what_goes(doomed: list[Path]) -> None:
    say("This deletes every call, incident and log of this checkout:")
    for folder in doomed:
        say(f"  {folder}")
    for name in private.ADDRESSES:
        if name in os.environ:
            say(f"  ({name} is set in the environment: what it names is not touched)")


def _confirmed() -> bool:
    if os.environ.get("CONFIRM") == "yes":
        return True
    if not sys.stdin.isatty():
        return False
    say("Delete it? Type yes:")
    return sys.stdin.readline().strip() == "yes"
