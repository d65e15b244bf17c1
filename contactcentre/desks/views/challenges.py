"""What a browser is asked about a passkey, kept until it answers once."""

import json
from datetime import datetime, timedelta

from django.http import JsonResponse
from django.utils.translation import gettext as _

from contactcentre.core import clock
from contactcentre.core.errors import Invalid
from contactcentre.core.passkeys import Place

CHALLENGE, TAKEN_FOR = "passkey_challenge", timedelta(minutes=5)


def ask(request, purpose: str, question: tuple[dict, dict]) -> JsonResponse:
    """Say to the browser what it is asked, and keep it for one purpose and a short while."""
    asked, remembered = question
    moment = clock.real().isoformat()
    request.session[CHALLENGE] = {"for": purpose, "state": remembered, "at": moment}
    return JsonResponse(asked)


def take(request, purpose: str) -> tuple[Place, dict, dict]:
    """
    Return the site, what was asked, and what the browser answers; the question is gone after it.

    :raises Invalid: when nothing was asked, it was too long ago, or the answer cannot be read
    """
    kept = request.session.take(CHALLENGE)
    if kept is None or kept["for"] != purpose:
        raise Invalid(_("Nothing was asked of your passkey. Reload the page and try again."))
    if clock.real() - datetime.fromisoformat(kept["at"]) > TAKEN_FOR:
        raise Invalid(_("That took too long. Try again."))
    try:
        answer = json.loads(request.POST.get("credential", ""))
    except ValueError as error:
        raise Invalid(_("The passkey's answer cannot be read. Try again.")) from error
    if not isinstance(answer, dict):
        raise Invalid(_("The passkey's answer cannot be read. Try again."))
    return Place.of(request), kept["state"], answer


def forget(request) -> None:
    """Let nothing that was asked go along into another session."""
    request.session.pop(CHALLENGE, None)
