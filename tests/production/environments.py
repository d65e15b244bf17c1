"""Environments that are right, and many ways to spoil one."""

import random
from collections.abc import Iterator

from contactcentre.core.environment import VARIABLES

PRODUCTION = {
    "SECRET_KEY": "Vb3k9-qzR7xPfW2mLc8TnJd5yHs4GaEuZo6iBv1KrQwXpMtY0S",
    "TELEPHONY_SECRET": "q8Zr2LwXv5TnKc7HsJm4PdGf9YbEa3Uo",
    "AUDIT_ANCHOR_KEY": "m5Xc8VbN2qWeRt7YuIo4PaSd6FgHjKl9",
    "AUDIT_ANCHOR_FILE": "/anchors/audit.jsonl",
    "DATABASE_URL": "postgres://contactcentre:n7Kp2wQz9Lx4@postgres:5432/contactcentre",
    "REDIS_URL": "redis://:h4Tb8vMc1Rs6@redis:6379/0",
    "ALLOWED_HOSTS": "calls.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://calls.example.org",
    "PROXY_COUNT": "1",
    "SPOOL_FOLDER": "/spool",
}
DEMONSTRATION = {
    "DEMO": "1",
    "SECRET_KEY": "k" * 40,
    "TELEPHONY_SECRET": "t" * 40,
    "AUDIT_ANCHOR_KEY": "a" * 40,
    "DATABASE_URL": "postgres://contactcentre@127.0.0.1/contactcentre",
}
# What a hurried hand puts where something else belongs.
ODD = [
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "1e3",
    "99999999999999999999",
    "NaN",
    "yes please",
    "None",
    "*",
    "..",
    "x" * 5000,
    "ünïcödé",
    "٣",
    "a\nb",
    "a\rb",
    "\x1b[31m",
    "\u200b",
    "\ud800",
    "%s{name}{0}",
    "'; DROP TABLE core_auditentry; --",
    "$(reboot)",
    "http://calls.example.org",
    "https://calls.example.org/path",
    "https://*",
    "https://calls.example.org:0",
    "https://[::1",
    "postgres://",
    "postgres://host/name",
    "postgres://role:pw@host:99999/name",
    "postgres://role:n7Kp2wQz9Lx4@host/name?options=-cfsync=off",
    "mysql://role:n7Kp2wQz9Lx4@host/name",
    "sqlite:///db.sqlite3",
    "redis://",
    "redis://:h4Tb8vMc1Rs6@redis:6379/none",
    "amqp://guest:guest@localhost//",
    "true,false",
    ",,,",
    "changeme",
    "password" * 8,
    "django-insecure-" + "k" * 40,
]
SOME_ID = "9b51b2c8-5d3e-4a54-8f4f-0a1b2c3d4e5f"
NOTIFY_KEY = f"callers-{SOME_ID}-{SOME_ID}"
# Names that each alone make sense, and not together or not here.
UNSAFE = [
    {"DEBUG": "1"},
    {"DEBUG": "true"},
    {"DEMO": "1"},
    {"TEST": "1"},
    {"DEMO": "1", "ALLOWED_HOSTS": "calls.example.org"},
    {"DEMO": "1", "ALLOWED_HOSTS": "*"},
    {"DEMO": "1", "ALLOWED_HOSTS": "10.0.0.7"},
    {"ALLOWED_HOSTS": "*"},
    {"ALLOWED_HOSTS": "calls.example.org,*"},
    {"ALLOWED_HOSTS": "*.example.org"},
    {"ALLOWED_HOSTS": "https://calls.example.org"},
    {"CSRF_TRUSTED_ORIGINS": "http://calls.example.org"},
    {"CSRF_TRUSTED_ORIGINS": "calls.example.org"},
    {"BEHIND_TLS": "0"},
    {"CLOCK_SPEED": "60"},
    {"CLOCK_ANCHOR": "2018-05-31T23:54:00+01:00"},
    {"SECRET_KEY": PRODUCTION["SECRET_KEY"][:40]},
    {"SECRET_KEY": "k" * 64},
    {"SECRET_KEY_FALLBACKS": "old"},
    {"TELEPHONY_SECRET": PRODUCTION["AUDIT_ANCHOR_KEY"]},
    {"AIRWAVE_SECRET": PRODUCTION["TELEPHONY_SECRET"]},
    {"AIRWAVE_SECRET": "p6Qw3Er8Ty1Ui5Op9As2Df7Gh4Jk0Zx"},
    {"AIRWAVE_SECRET": "ab" * 20},
    {"AIRWAVE_SECRET": "changeme"},
    {"TRANSFER_SECRETS": f"FIRE={PRODUCTION['TELEPHONY_SECRET']}"},
    {"TRANSFER_SECRETS": "FIRE=changeme"},
    {"TRANSFER_SECRETS": "fire control"},
    {"AUDIT_ANCHOR_KEY": "ab" * 20},
    {"AUDIT_ANCHOR_FILE": "audit.jsonl"},
    {"SPOOL_FOLDER": "spool"},
    {"SPOOL_MAX_MB": "0"},
    {"DATABASE_URL": "postgres://postgres:n7Kp2wQz9Lx4@postgres/contactcentre"},
    {"DATABASE_URL": "postgres://contactcentre:short@postgres/contactcentre"},
    {"DATABASE_URL": "postgres://contactcentre@postgres/contactcentre"},
    {"REDIS_URL": "redis://redis:6379/0"},
    {"PROXY_COUNT": "6"},
    {"SIGN_IN_TRIES": "0"},
    {"WEB_THREADS": "0"},
    {"LOG_LEVEL": "LOUD"},
    {"NOTIFY_API_KEY": "a-key"},
    {"NOTIFY_API_KEY": NOTIFY_KEY},
    {"NOTIFY_API_KEY": NOTIFY_KEY, "NOTIFY_TEMPLATE": SOME_ID},
    {"NOTIFY_API_KEY": NOTIFY_KEY, "NOTIFY_TEMPLATE": "mine", "NOTIFY_CALLBACK_TOKEN": "t" * 40},
    {"NOTIFY_TEMPLATE": "the one"},
    {"NOTIFY_ADDRESS": "http://notify.example.org"},
]
SPOILT = 260


def spoilt(seed: int = 31052018) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield named environments: unsafe ones, ones with a variable missing, ones written oddly."""
    yield from ((f"{each}", PRODUCTION | each) for each in UNSAFE)
    for name in PRODUCTION:
        yield f"without {name}", {key: text for key, text in PRODUCTION.items() if key != name}
    odd = random.Random(seed)
    names = [*VARIABLES, "DEBUG"]
    for _each in range(SPOILT - len(UNSAFE) - len(PRODUCTION)):
        name, text = odd.choice(names), odd.choice(ODD)
        base = odd.choice([PRODUCTION, PRODUCTION, DEMONSTRATION])
        yield f"{name}={text[:40]!r}", base | {name: text}
