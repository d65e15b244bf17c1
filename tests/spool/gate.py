"""A door between a process and PostgreSQL that a test can shut and open again."""

import contextlib
import socket
import threading

from django.db import connection


class Gate:
    """Relays a port to the test's PostgreSQL while it is open; shut, it refuses and cuts."""

    def __init__(self):
        self.target = (connection.settings_dict["HOST"], int(connection.settings_dict["PORT"]))
        self._links: set[socket.socket] = set()
        self._flowing = threading.Event()
        self._flowing.set()
        self._listener, self.port = None, 0
        self.open()

    def open(self) -> None:
        """Let everybody through, on the same port as before."""
        self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=True)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def shut(self) -> None:
        """Cut everybody off and let nobody in: the port refuses, as when PostgreSQL is down."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for link in list(self._links):
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def freeze(self) -> None:
        """Take everything that is sent and hand nothing on, as a server that is stopped does."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Hand on what came meanwhile, and everything after it."""
        self._flowing.set()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                inner, _address = listener.accept()
                outer = socket.create_connection(self.target)
                for pair in ((inner, outer), (outer, inner)):
                    self._links |= set(pair)
                    threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                self._flowing.wait()
                other.sendall(data)
        for link in (one, other):
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()
            self._links.discard(link)
