"""PostgreSQL and Redis in the background, for work on the code."""

import shlex

from runner import local, places, private, processes, venv
from runner.words import Problem, say

ADDRESSES = places.VAR / "services.env"


def start() -> None:
    """Start both and leave them running; their addresses are in var/services.env."""
    venv.ensure("requirements.txt", "requirements-dev.txt")
    servers = private.of_checkout()
    servers.start()
    told = {**servers.urls(), **local.own_secrets(), "DEMO": "1"}
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in told.items()]
    places.write_secretly(ADDRESSES, "".join(lines))
    say("Addresses for your shell:  source var/services.env     Stop them:  make services-stop")


def stop() -> None:
    """Stop both."""
    marks = processes.read_record(places.RUN_RECORD)
    if any(name in marks and marks[name].alive for name in private.SERVERS):
        raise Problem("They belong to a `make run` of this checkout: `make stop` stops it all.")
    ADDRESSES.unlink(missing_ok=True)
    if not private.own().stop_all():
        say("Nothing was running.")
