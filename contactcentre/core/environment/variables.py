"""Every variable of the environment: how it is read, what it is when unset, where it counts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from contactcentre.core.environment import words

VAR = Path(__file__).resolve().parents[3] / "var"
HERE = "localhost,.localhost,127.0.0.1,[::1]"
TEN_YEARS = 10 * 365 * 86400


@dataclass(frozen=True)
class Variable:
    """
    One variable. `in_production` is no for what only a demonstration or a test sets.

    A production must set what is `required`: our default for it would be wrong there.
    """

    name: str
    read: Callable[[str], object]
    default: str = ""
    in_production: bool = True
    required: bool = False


VARIABLES = {
    each.name: each
    for each in [
        Variable("DEMO", words.switch, "0", in_production=False),
        Variable("TEST", words.switch, "0", in_production=False),
        Variable("CLOCK_ANCHOR", words.anchor, in_production=False),
        Variable("CLOCK_SPEED", words.speed, "1", in_production=False),
        Variable("GROUP_EXPIRY", words.whole(1, TEN_YEARS), str(TEN_YEARS), in_production=False),
        Variable("OWN_ADDRESS", words.address, "http://127.0.0.1:8000", in_production=False),
        Variable("TEST_DB_SUFFIX", words.suffix, in_production=False),
        Variable("SECRET_KEY", words.plain, required=True),
        Variable("SECRET_KEY_FALLBACKS", words.secrets),
        Variable("TELEPHONY_SECRET", words.plain, required=True),
        # What the radio gateway signs with. Without one nothing is taken from a radio.
        Variable("AIRWAVE_SECRET", words.plain),
        # What each agency signs with: THAMES=…,FIRE=…. Without its own an agency's door is shut.
        Variable("TRANSFER_SECRETS", words.named_secrets),
        Variable("AUDIT_ANCHOR_KEY", words.plain, required=True),
        Variable("AUDIT_ANCHOR_FILE", words.path, str(VAR / "audit-anchors.jsonl"), required=True),
        Variable("DATABASE_URL", words.database, required=True),
        Variable("REDIS_URL", words.broker, "redis://127.0.0.1:6379/0", required=True),
        Variable("ALLOWED_HOSTS", words.hosts, HERE, required=True),
        Variable("CSRF_TRUSTED_ORIGINS", words.origins),
        Variable("BEHIND_TLS", words.switch),
        Variable("PROXY_COUNT", words.whole(0, 5), "0"),
        Variable("SIGN_IN_TRIES", words.whole(1, 100), "5"),
        Variable("SIGN_IN_TRIES_EVERYWHERE", words.whole(1, 1000), "20"),
        Variable("MFA_REQUIRED", words.switch),
        Variable("LOCK_AFTER_SECONDS", words.whole(5, 900), "600"),
        Variable("ASK_AGAIN_SECONDS", words.whole(60, 14_400), "14400"),
        Variable("WEB_THREADS", words.whole(1, 200), "8"),
        Variable("STATEMENT_TIMEOUT_MS", words.whole(0, 600_000), "5000"),
        # Without one it lies below var/ by the name of the database, to which a spool belongs.
        Variable("SPOOL_FOLDER", words.path, required=True),
        Variable("SPOOL_MAX_MB", words.whole(1, 1_000_000), "256"),
        # Where a process says that it is alive, for whoever watches it; nobody does without.
        Variable("PULSE_FILE", words.path),
        # Who carries texts to callers. Without a key no text is sent and every caller is rung.
        Variable("NOTIFY_API_KEY", words.notify_key),
        Variable("NOTIFY_TEMPLATE", words.identifier),
        Variable("NOTIFY_ADDRESS", words.address, "https://api.notifications.service.gov.uk"),
        Variable("NOTIFY_CALLBACK_TOKEN", words.plain),
        Variable("LOG_LEVEL", words.level, "INFO"),
    ]
}
# Said by something else, unless the environment says it: by the mode, whether we stand behind TLS
# and whether everybody must have a second factor.
MAY_BE_EMPTY = {"BEHIND_TLS", "MFA_REQUIRED", "SPOOL_FOLDER", "PULSE_FILE"}
NOTIFY = ("NOTIFY_API_KEY", "NOTIFY_TEMPLATE", "NOTIFY_ADDRESS", "NOTIFY_CALLBACK_TOKEN")
