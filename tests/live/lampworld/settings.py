"""The contact centre's settings, with core and the lamps as the only apps."""

from contactcentre.settings import *  # noqa: F403
from contactcentre.settings import INSTALLED_APPS as EVERY_APP
from contactcentre.settings import MIDDLEWARE as WHOLE_WAY

ABOVE_CORE = {
    "django.contrib.admin",
    "contactcentre",
    "contactcentre.countdowns",
    "contactcentre.contacts",
    "incidents",
    "dispatch",
    "victims",
    "contactcentre.desks",
}
INSTALLED_APPS = [*(app for app in EVERY_APP if app not in ABOVE_CORE), "tests.live.lampworld"]
MIDDLEWARE = [each for each in WHOLE_WAY if not each.startswith("contactcentre.desks.")]
ROOT_URLCONF = "tests.live.lampworld.urls"
# Nothing brings contacts to the lamps.
SPOOL_REFUSED = "builtins.print"
