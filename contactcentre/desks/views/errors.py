"""The pages of what went wrong: what to do, and a request id to quote."""

import math
import sys

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contactcentre.core import answers, guessing


def bad_request(request, exception=None):
    """Answer 400."""
    return answers.refusal(request, 400, _("The request could not be read."))


def not_allowed(request, exception=None):
    """Answer 403."""
    return answers.refusal(request, 403, _("Your role does not include this."))


def not_found(request, exception=None):
    """Answer 404."""
    return answers.refusal(request, 404, _("There is no such page."))


def locked_out(request, original=None, credentials=None):
    """Answer 429 to somebody who has tried too many passwords: for how long, and who can help."""
    person = getattr(request, "user", None)
    if person and person.is_authenticated:
        credentials = credentials or {"username": person.username}
    wait = guessing.looked_at_again_in(request, credentials)
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    detail = ngettext(
        "Too many wrong passwords for this name from this machine. The next is looked at in "
        "%(n)s minute. An administrator can help sooner, by giving you a new password.",
        "Too many wrong passwords for this name from this machine. The next is looked at in "
        "%(n)s minutes. An administrator can help sooner, by giving you a new password.",
        minutes,
    ) % {"n": minutes}
    return answers.refusal(request, 429, detail)


def server_error(request):
    """Answer 500, or 503 when the database went away before any view was asked."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return answers.away(request)
    return answers.refusal(request, 500, _("Something went wrong here, not at your desk."))


def csrf_failure(request, reason=""):
    """Answer 403 to a form that did not come from one of our own pages."""
    detail = _("This form was too old, or did not come from this page.")
    return answers.refusal(request, 403, detail, template="csrf")
