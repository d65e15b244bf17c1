"""The sign-in page, as a visitor meets it."""

import http.client
import textwrap
import urllib.error
import urllib.request

from runner import words

PATIENCE = 90.0


def address(host: str, port: int) -> str:
    """Compose the address a visitor types."""
    return f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}/"  # noqa: S104


def answers(url: str) -> bool:
    """Test whether the front door leads to a page."""
    try:
        with urllib.request.urlopen(url, timeout=5) as page:  # noqa: S310
            return page.status == 200
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return False


def announce(url: str, people: str, seconds: float) -> None:
    """Say where the contact centre is and who may sign in."""
    words.say("")
    words.say(f"  The contact centre is open:  {url}      ({seconds:.0f} s)")
    if people:
        words.say("  A demonstration. This is no emergency service: in an emergency ring 999.\n")
        words.say(textwrap.indent(people, "  ") + "\n")
    words.say("  Logs: var/log/      Stop: Ctrl-C, or `make stop` elsewhere")
    words.say("")
