"""The site itself: our own sign-in stands in front, and a permission opens it, not a staff flag."""

import functools

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from contactcentre.core import permissions
from contactcentre.core.errors import NotAllowed
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views import session

ENTRY = (Permission.ADMIN_PEOPLE, Permission.ADMIN_REFERENCE)


class Site(admin.AdminSite):
    """Signing in and out, passwords and refusals are the contact centre's own."""

    site_header = site_title = gettext_lazy("Contact centre administration")
    index_title = gettext_lazy("People, reference data and records")

    def has_permission(self, request) -> bool:
        """Let in whoever administers people or reference data."""
        person = request.user
        return person.is_authenticated and any(permissions.has(person, each) for each in ENTRY)

    def admin_view(self, view, cacheable=False):
        """Put the door of every page in front of a view, and then the one of the site."""
        inside = super().admin_view(view, cacheable)

        @doors.signed_in
        @functools.wraps(view)
        def door(request, *args, **kwargs):
            if not self.has_permission(request):
                raise NotAllowed(_("Your role does not include administration."))
            return answer(request, *args, **kwargs)

        answer = require_http_methods(["GET", "HEAD", "POST"])(inside)
        return door

    def login(self, request, extra_context=None):
        """Send to the one sign-in page, and from there to where they were going."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request, extra_context=None):
        """Leave by the one way out, which ends the shift as well."""
        return session.sign_out(request)

    def password_change(self, request, extra_context=None):
        """Send to the one page on which a password is changed, and audited."""
        return redirect("password")

    def password_change_done(self, request, extra_context=None):
        """Send to the same page; this one is never reached from it."""
        return redirect("password")


site = Site(name="admin")
