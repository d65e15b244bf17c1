"""Keep a set of processes running: one that dies or hangs is named and started again."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from runner import logs, processes, words
from runner.processes import Mark
from runner.watchdog import Watchdog

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY = 60.0
LINES_SHOWN = 8
SUPERVISOR = "supervisor"


@dataclass
class Job:
    """One process that shall always run."""

    name: str
    log: Path
    spawn: Callable[[], subprocess.Popen]
    child: subprocess.Popen | None = None
    mark: Mark | None = None
    watch: logs.Watch | None = None
    since: float = 0.0
    pause: float = FIRST_PAUSE
    due_at: float | None = None
    dog: Watchdog | None = None

    def begin(self) -> None:
        """Start it, unless it was handed over running."""
        self.watch = self.watch or logs.Watch(self.name, self.log)
        self.child = self.child or self.spawn()
        self.mark = processes.mark(self.child.pid)
        self.since, self.due_at = time.monotonic(), None
        if self.dog is not None:
            self.dog.begin()

    @property
    def is_down(self) -> bool:
        """Whether it has ended."""
        return self.child is None or self.child.poll() is not None

    @property
    def is_hung(self) -> bool:
        """Whether it is there, and has shown no sign of life for too long."""
        return self.dog is not None and self.dog.is_hung()

    def end(self) -> None:
        """End it where it hangs, and say so; it falls as one that died does."""
        silent = self.dog.silent_for
        words.note(self.name, f"HUNG: no sign of life for {silent:.0f} s; it is ended")
        processes.end_group(self.mark)
        processes.collect(self.child)

    def fall(self) -> None:
        """Note that it ended, say so with its last lines, and set when it starts again."""
        code, self.child = self.child.returncode, None
        # Whatever it had started itself must not stand in the way of its successor.
        processes.end_group(self.mark)
        lasted = time.monotonic() - self.since
        pause = FIRST_PAUSE if lasted > STEADY else self.pause
        self.due_at, self.pause = time.monotonic() + pause, min(pause * 2, LONGEST_PAUSE)
        words.note(self.name, f"DIED ({_ending(code)}); starts again in {pause:.0f} s. Last lines:")
        for line in processes.last_lines(self.log, LINES_SHOWN):
            words.note(self.name, f"  {line}")
        self.watch.skip()


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


@dataclass
class Supervisor:
    """The processes of one run, and the record on disk by which they can be stopped later."""

    servers: list[Job]
    jobs: list[Job]
    record: Path
    me: Mark = field(default_factory=processes.myself)

    def begin(self) -> None:
        """Start everything."""
        for job in [*self.servers, *self.jobs]:
            job.begin()
            self._keep_record()

    def look(self) -> None:
        """Show what was written, and start again whatever fell."""
        for job in [*self.servers, *self.jobs]:
            job.watch.look()
            if job.due_at is None:
                self._see_to(job)
            elif time.monotonic() >= job.due_at:
                job.begin()
                words.note(job.name, f"started again as process {job.mark.pid}")
                self._keep_record()

    def _see_to(self, job: Job) -> None:
        if not job.is_down and job.is_hung:
            job.end()
        if job.is_down:
            job.fall()

    def _keep_record(self) -> None:
        marks = {job.name: job.mark for job in [*self.servers, *self.jobs] if job.mark}
        processes.write_record(self.record, {SUPERVISOR: self.me, **marks})

    def end(self) -> None:
        """Stop the jobs together and wait; the servers, which they need, are stopped after."""
        processes.stop_together([job.mark for job in self.jobs if job.mark])
        for job in self.jobs:
            processes.collect(job.child)
