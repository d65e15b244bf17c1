"""Who may open a page: every view here goes through one of these doors and says so."""

import functools
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from contactcentre.core import clock, permissions, sessions
from contactcentre.core.errors import NotAllowed
from contactcentre.core.permissions import Permission
from contactcentre.core.sessions import CONFIRMED

PUBLIC = "PUBLIC"
SIGNED_IN = "SIGNED_IN"
# How long somebody who has shown who they are may change what they sign in with.
CONFIRMED_FOR = timedelta(minutes=15)
BEFORE_ALL_ELSE = {"change_password", "sign_out"}


def needs(permission: Permission):
    """Let in whoever is signed in, has a password of their own, and is granted this."""

    def door(view):
        @signed_in
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            permissions.check(request.user, permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return door


def signed_in(view):
    """Let in whoever is signed in; a password set by somebody else is changed first, or left."""

    @login_required
    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.must_change_password and view.__name__ not in BEFORE_ALL_ELSE:
            return redirect("password")
        return view(request, *args, **kwargs)

    guarded.permission = SIGNED_IN
    return guarded


def confirmed(view):
    """Let in whoever is signed in and has shown who they are a short while ago, or again now."""

    @signed_in
    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        return ask_again(request) or view(request, *args, **kwargs)

    guarded.permission = SIGNED_IN
    return guarded


def confirm(request) -> None:
    """Note in the session that its person has shown who they are now, as signing in does."""
    request.session[CONFIRMED] = clock.real().isoformat()
    sessions.password_was_given(request.session)


def ask_again(request, *, back: str = "factors"):
    """
    Return the way to where a person shows once more who they are, or None if that is not long ago.

    What was sent is not kept: afterwards they come `back`, or to the page they asked for.

    :raises NotAllowed: to a script, which cannot go there
    """
    if _is_confirmed(request.session):
        return None
    if request.headers.get("X-Requested-With") == "fetch":
        raise NotAllowed(_("It is a while since you showed who you are. Reload this page."))
    where = request.path if request.method == "GET" else reverse(back)
    return redirect(f"{reverse('confirm')}?{urlencode({'next': where})}")


def _is_confirmed(session) -> bool:
    # Not the age of its row: a session gets a new one whenever its key changes.
    shown = session.get(CONFIRMED)
    return bool(shown) and clock.real() - datetime.fromisoformat(shown) < CONFIRMED_FOR


def public(view):
    """Let in everybody."""
    view.permission = PUBLIC
    return view
