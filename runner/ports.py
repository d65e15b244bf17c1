"""Free ports on the loopback address."""

import errno
import socket
import sys
from dataclasses import dataclass, field

from runner.words import Problem

LOOPBACK = "127.0.0.1"
TRIES = 200


@dataclass
class Port:
    """A port that no other runner on this machine will choose while we hold it."""

    number: int
    hold: socket.socket | None = field(default=None, repr=False)

    def let_go(self) -> None:
        """Give the port up."""
        if self.hold is not None:
            self.hold.close()


def is_free(number: int, host: str = LOOPBACK) -> bool:
    """Test whether we could listen on a port, and `localhost` would lead to us alone."""
    also = [(socket.AF_INET6, "::1")] if host == LOOPBACK and socket.has_ipv6 else []
    return all(_binds(kind, name, number) for kind, name in [(socket.AF_INET, host), *also])


def _binds(kind: socket.AddressFamily, host: str, number: int) -> bool:
    try:
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            # As the servers do, so that connections of a minute ago do not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, number))
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return False
        if kind == socket.AF_INET6 and error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            return True  # A machine without IPv6.
        raise
    return True


def choose(preferred: int, host: str = LOOPBACK) -> Port:
    """Take the preferred port, or the next free one after it."""
    for number in range(preferred, min(preferred + TRIES, 65_536)):
        port = _take(number, host)
        if port is not None:
            return port
    raise Problem(f"No port is free between {preferred} and {preferred + TRIES}: close something.")


def _take(number: int, host: str) -> Port | None:
    # Between choosing a port and listening on it lie seconds. Two checkouts started together would
    # choose the same one, so Linux's abstract sockets, which end with us, serve as the claim.
    hold = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if sys.platform == "linux":
            hold.bind(f"\0contactcentre-port-{number}")
    except OSError as error:
        hold.close()
        if error.errno == errno.EADDRINUSE:
            return None
        raise
    if is_free(number, host):
        return Port(number, hold)
    hold.close()
    return None


def release(port: Port | None) -> None:
    """Give a port up, if there is one."""
    if port is not None:
        port.let_go()


def taken(wanted: int, got: Port) -> str:
    """Say that another port is used than the one a person would expect."""
    return "" if got.number == wanted else f" (port {wanted} is taken)"
