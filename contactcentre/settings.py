"""Settings, all from the environment; what is unsafe is refused at start with a sentence."""

import os
import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from contactcentre.core import environment, waiting

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = (BASE_DIR / "VERSION").read_text().strip()

try:
    given = environment.read(os.environ)
except environment.Unsafe as refusal:
    sys.exit(f"The contact centre did not start. {refusal}")

DEMO, TEST, VIRTUAL_CLOCK = given["DEMO"], given["TEST"], given["VIRTUAL_CLOCK"]
DEBUG = False

SECRET_KEY = given["SECRET_KEY"]
SECRET_KEY_FALLBACKS = given["SECRET_KEY_FALLBACKS"]
TELEPHONY_SECRET, AIRWAVE_SECRET = given["TELEPHONY_SECRET"], given["AIRWAVE_SECRET"]
TRANSFER_SECRETS = given["TRANSFER_SECRETS"]
AUDIT_ANCHOR_KEY, AUDIT_ANCHOR_FILE = given["AUDIT_ANCHOR_KEY"], given["AUDIT_ANCHOR_FILE"]
ALLOWED_HOSTS = given["ALLOWED_HOSTS"]
CSRF_TRUSTED_ORIGINS = given["CSRF_TRUSTED_ORIGINS"]
CLOCK_ANCHOR, CLOCK_SPEED = given["CLOCK_ANCHOR"], given["CLOCK_SPEED"]
STATEMENT_TIMEOUT_MS, WEB_THREADS = given["STATEMENT_TIMEOUT_MS"], given["WEB_THREADS"]
NOTIFY = {name: given[name] for name in environment.NOTIFY}
PULSE_FILE = given["PULSE_FILE"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.admin",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "django_structlog",
    "channels",
    "pgtrigger",
    "axes",
    "csp",
    "contactcentre",
    "contactcentre.core",
    "contactcentre.countdowns",
    "contactcentre.contacts",
    "incidents",
    "dispatch",
    "victims",
    "contactcentre.desks",
]

MIDDLEWARE = [
    "contactcentre.core.middleware.measures.Measures",
    "contactcentre.core.middleware.requests.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "contactcentre.core.middleware.limits.BodyLimit",
    "contactcentre.core.middleware.spooling.Spooling",
    "contactcentre.core.middleware.text.SessionCookie",
    "contactcentre.core.middleware.text.NoNullBytes",
    "contactcentre.core.middleware.sessions.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "contactcentre.desks.again.AskAgain",
    "contactcentre.core.middleware.lock.ScreenLock",
    "contactcentre.core.middleware.enrolment.Enrolment",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "contactcentre.core.middleware.privacy.NoStore",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "contactcentre.core.middleware.refusals.RefusalPages",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "contactcentre.urls"
ASGI_APPLICATION = "contactcentre.asgi.application"
WSGI_APPLICATION = "contactcentre.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "contactcentre.core.context.page",
            ]
        },
    }
]

DATABASES = {
    "default": environ.Env.db_url_config(
        given["DATABASE_URL"], engine="django.db.backends.postgresql"
    )
}
# What the address says of TLS stays; what we say of time-outs is not for an address to change.
DATABASES["default"] |= {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": DATABASES["default"].get("OPTIONS", {})
    | {
        "connect_timeout": 3,
        "application_name": "contactcentre",
        # A link that is dead but not closed is given up within seconds, not hours.
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 12000,
        "options": (
            f"-c lock_timeout=2000 -c statement_timeout={STATEMENT_TIMEOUT_MS} "
            "-c idle_in_transaction_session_timeout=10000 -c timezone=UTC"
        ),
    },
}
if suffix := given["TEST_DB_SUFFIX"]:
    DATABASES["default"]["TEST"] = {"NAME": f"test_contactcentre_{suffix}"}
waiting.end_after(STATEMENT_TIMEOUT_MS)
# A spool belongs to one database; in production it is a volume of its own.
SPOOL_FOLDER = given["SPOOL_FOLDER"] or str(
    BASE_DIR / "var" / "spool" / DATABASES["default"]["NAME"]
)
SPOOL_MAX_BYTES = given["SPOOL_MAX_MB"] * 1024 * 1024
# Who keeps for a person what the spool could not take in.
SPOOL_REFUSED = "contactcentre.contacts.channels.spooled.set_aside"

# In-process on purpose: every web process listens to PostgreSQL itself (docs/decisions/0003).
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "contactcentre.core.live.layer.OneProcessLayer",
        "CONFIG": {"capacity": 1000, "group_expiry": given["GROUP_EXPIRY"]},
    }
}

AUTH_USER_MODEL = "core.Person"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "contactcentre.core.second_factor.SecondFactor",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# By name and address together, and by name alone for browsers that nobody knows (core.guessing).
AXES_FAILURE_LIMIT = given["SIGN_IN_TRIES"]
SIGN_IN_TRIES_EVERYWHERE = given["SIGN_IN_TRIES_EVERYWHERE"]
AXES_HANDLER = "contactcentre.core.guessing.Guesses"
AXES_USERNAME_CALLABLE = "contactcentre.core.guessing.counted_as"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25
# A guesser who goes on while locked out must not keep the name locked for its owner.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "contactcentre.desks.views.errors.locked_out"
AXES_VERBOSE = False
# How many proxies stand before us, whose word for an address is believed (core.addresses).
PROXY_COUNT = given["PROXY_COUNT"]
AXES_CLIENT_IP_CALLABLE = "contactcentre.core.addresses.of"

# Whether everybody must have a second factor: a passkey or an authenticator app.
MFA_REQUIRED = given["MFA_REQUIRED"]
LOCK_AFTER_SECONDS, ASK_AGAIN_SECONDS = given["LOCK_AFTER_SECONDS"], given["ASK_AGAIN_SECONDS"]

SESSION_ENGINE = "contactcentre.core.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "contactcentre.desks.views.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_TLS = given["BEHIND_TLS"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 365 * 86400 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None if VIRTUAL_CLOCK else BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = VIRTUAL_CLOCK
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if VIRTUAL_CLOCK
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "contactcentre.core.api.authentication.KeyAuthentication",
        "contactcentre.core.api.authentication.BrowserSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["contactcentre.core.api.doors.Named"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["contactcentre.core.api.parsing.CleanJson"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "contactcentre.core.api.endpoints.answer_refusal",
    "DEFAULT_PAGINATION_CLASS": "contactcentre.core.api.pages.Newest",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Contact Centre",
    "DESCRIPTION": "Calls, incidents, units, diverts and clocks of a police contact centre.",
    "VERSION": VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "/static/desks/favicon.svg",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_PERMISSIONS": ["contactcentre.core.api.doors.SignedIn"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "contactcentre.core.api.description.describe",
    ],
}

# Where this process can be reached from here; the demonstration rings itself over HTTP.
OWN_ADDRESS = given["OWN_ADDRESS"]
# Redis carries Celery's messages and nothing else; everything that matters is in PostgreSQL.
REDIS_URL = given["REDIS_URL"]

# RequestId has put one there that is well formed, so that log, audit and answer say the same.
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True
LOG_LEVEL = given["LOG_LEVEL"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "contactcentre.core.logs.formatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": LOG_LEVEL},
    "loggers": {
        "axes": {"level": "ERROR"},
        "fido2": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "ERROR"},
        # The web server's own lines are written like ours, so that they hold no more than ours.
        "uvicorn": {"handlers": ["out"], "propagate": False},
        "uvicorn.access": {"handlers": ["out"], "propagate": False},
    },
}
