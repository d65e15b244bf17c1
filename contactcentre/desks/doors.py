"""Who may open a page: every view here goes through one of these doors and says so."""

import functools

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect

from contactcentre.core import permissions
from contactcentre.core.permissions import Permission

PUBLIC = "PUBLIC"
SIGNED_IN = "SIGNED_IN"
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


def public(view):
    """Let in everybody."""
    view.permission = PUBLIC
    return view
