"""PostgreSQL and Redis in the background, for work on the code."""

import shlex

from runner import places, private, venv
from runner.words import say

ADDRESSES = places.VAR / "services.env"


def start() -> None:
    """Start both and leave them running; their addresses are in var/services.env."""
    venv.ensure("requirements.txt")
    servers = private.of_checkout()
    servers.start()
    lines = [f"export {name}={shlex.quote(url)}\n" for name, url in servers.urls().items()]
    ADDRESSES.touch(mode=0o600)
    ADDRESSES.write_text("".join(lines))
    say("Addresses for your shell:  source var/services.env     Stop them:  make services-stop")


def stop() -> None:
    """Stop both."""
    ADDRESSES.unlink(missing_ok=True)
    if not private.of_checkout().stop_all():
        say("Nothing was running.")
