"""The commands: python3 -m runner help."""

import sys

from runner import chores, places, run, services, signals, stop, testing
from runner.words import Problem, say

COMMANDS = {
    "run": (run.start, "start the whole contact centre here and keep it running until Ctrl-C"),
    "replay-2018": (run.replay, "play the night of 31 May 2018 at speed 30, for three open desks"),
    "stop": (stop.running, "stop a `make run` of this checkout from elsewhere"),
    "reset": (stop.reset, "stop, and delete this checkout's data after asking (CONFIRM=yes)"),
    "test": (testing.test, "make check, then every test (PYTEST_ARGS='-k divert' for some)"),
    "check": (testing.check, "format, lint, import contracts, templates, migrations"),
    "faults": (testing.faults, "kill, stop and cut everything under load, at length"),
    "fuzz": (testing.fuzz, "50,000 orders that nobody would think of, in the names of five roles"),
    "bench": (testing.bench, "how fast it is, beside something bare (BENCH='queue' for one)"),
    "services": (services.start, "PostgreSQL and Redis in the background, for work on the code"),
    "services-stop": (services.stop, "stop those two"),
    "shell": (chores.shell, "Django's shell on this checkout's database"),
    "capabilities": (chores.capabilities, "write docs/capabilities.md: what works, proved by what"),
    "clean": (chores.clean, "delete what can be built again (not the data)"),
}


def main(words: list[str]) -> int:
    """Run one command; a problem is one sentence, not a traceback."""
    name = words[0] if words else "help"
    if name not in COMMANDS:
        return _help(known=name == "help")
    signals.interrupt()
    try:
        places.prepare()
        COMMANDS[name][0]()
    except Problem as problem:
        say(f"\n{problem}")
    except PermissionError as error:
        say(f"\n{error.filename} belongs to another user: run this as that user (root, perhaps).")
    except KeyboardInterrupt:
        say("\nInterrupted.")
    else:
        return 0
    return 1


def _help(*, known: bool) -> int:
    for name, (_, line) in COMMANDS.items():
        say(f"  make {name:<14} {line}")
    say(
        "\nSet: PORT HOST WEB (number of web processes) DATABASE_URL REDIS_URL CHROMIUM PYTEST_ARGS"
    )
    return 0 if known else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
