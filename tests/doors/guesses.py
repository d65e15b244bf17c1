"""Somebody at the sign-in page with the wrong passwords, and what is counted of it."""

from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

PASSWORD = "a long and quiet evening"
# Whoever guesses does not look at pages.
SCRIPT = {"X-Requested-With": "fetch"}


class Counted(MD5PasswordHasher):
    """A quick hash that notes every password that was really compared with somebody's."""

    compared: list[str] = []

    def verify(self, password, encoded):
        """Compare, and note it."""
        self.compared.append(password)
        return super().verify(password, encoded)


def sign_in(browser: Client, name: str, password: str, address: str):
    form = {"username": name, "password": password}
    return browser.post("/sign-in/", form, REMOTE_ADDR=address, headers=SCRIPT)


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session
