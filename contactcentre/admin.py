"""The admin site: reference data and people through actions; operational records to be read."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from contactcentre.contacts.models import Contact
from contactcentre.core import clock, permissions
from contactcentre.core.actions import people
from contactcentre.core.errors import Refused
from contactcentre.core.models import ApiKey, AuditEntry, Borough, CommandUnit, Duty, Person
from contactcentre.core.permissions import Permission, Role
from contactcentre.countdowns.actions import policies
from contactcentre.countdowns.models import Alert, Clock, Policy
from dispatch.models import AirwaveCode, Assignment, Divert, Unit
from incidents.actions import duty
from incidents.models import Code, Incident, LogEntry, Place


class Site(admin.AdminSite):
    """Our own sign-in stands in front; who may enter is a permission, not a staff flag."""

    site_header = site_title = _("Contact centre administration")
    index_title = _("Reference data, people and records")

    def has_permission(self, request) -> bool:
        """Let in whoever administers people or reference data."""
        person = request.user
        return person.is_authenticated and (
            permissions.has(person, Permission.ADMIN_PEOPLE)
            or permissions.has(person, Permission.ADMIN_REFERENCE)
        )

    def login(self, request, extra_context=None):
        """Send whoever has not signed in to the one sign-in page."""
        if request.user.is_authenticated:
            raise permissions.NotAllowed(_("Your role does not include administration."))
        return redirect(f"/sign-in/?next={request.get_full_path()}")

    def logout(self, request, extra_context=None):
        """Send to the one way out, which ends the shift as well."""
        return redirect("sign-out")


site = Site(name="admin")


class Readable(admin.ModelAdmin):
    """Records that can be read here, and changed only where they are worked on."""

    permission = Permission.ADMIN_REFERENCE
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.is_authenticated and permissions.has(request.user, self.permission)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class Acting(Readable):
    """A form whose saving is an action; a refusal is shown, and nothing is half done."""

    def has_add_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def act(self, request, obj, form, change: bool):
        """Do the action for this form and return the row it made or changed."""
        raise NotImplementedError

    def save_model(self, request, obj, form, change) -> None:
        """Save through the action; the object takes the key of what was made."""
        made = self.act(request, obj, form, change)
        obj.pk, obj._state.adding = made.pk, False

    def save_related(self, request, form, formsets, change) -> None:
        """Write nothing: the action wrote everything."""

    def log_addition(self, request, obj, message) -> None:
        """Write nothing: the audit trail is the record."""

    def log_change(self, request, obj, message) -> None:
        """Write nothing: the audit trail is the record."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show a refusal where the form was."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
