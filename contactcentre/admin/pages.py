"""What the pages here share: lists that end, forms that are actions, audited reading."""

import functools

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from contactcentre.core import audit, clock, permissions
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import retrying

NEWEST = 1000


class Ending(Paginator):
    """Pages of the newest rows; counting stops there, so that no list is slower with history."""

    @cached_property
    def count(self) -> int:
        """How many rows can be paged through."""
        return self.object_list[:NEWEST].count()


class Readable(admin.ModelAdmin):
    """Rows that can be read here, and changed only where they are worked on."""

    permission = Permission.ADMIN_REFERENCE
    narrowing: tuple[str, ...] = ()
    actions = None
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = Ending
    sortable_by = ()

    def has_module_permission(self, request) -> bool:
        """Show the app to whoever may see the rows."""
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        """Let whoever administers this kind of row see it."""
        return permissions.has(request.user, self.permission)

    def lookup_allowed(self, lookup, value, request) -> bool:
        """Let a list be narrowed by its filters and nothing else: a question can be an answer."""
        return lookup.removesuffix("__exact") in (*self.list_filter, *self.narrowing)

    def has_add_permission(self, request) -> bool:
        """Refuse: rows come from the desks."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """Refuse: rows are changed at the desks."""
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Refuse: nothing is ever deleted here."""
        return False

    def history_view(self, request, object_id, extra_context=None):
        """Send to the audit trail of the row, which is its only history."""
        about = {"subject": self.opts.label_lower, "subject_id": object_id}
        return redirect(f"{reverse('admin:core_auditentry_changelist')}?{urlencode(about)}")


class Record(Readable):
    """Operational records: whoever reads one leaves a mark on the audit trail."""

    ordering = ("-pk",)
    search_fields = ("=pk",)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Show a record; that it was read is audited."""
        audit.read(obj, by=request.user, at=clock.now(), what="admin")
        return super().render_change_form(request, context, add, change, form_url, obj)


class Operational(Record):
    """Records of callers, victims and units: administering alone does not open them."""

    seeing: Permission

    def has_view_permission(self, request, obj=None) -> bool:
        """Let whoever may see such rows on the floor as well see them."""
        return super().has_view_permission(request, obj) and permissions.has(
            request.user, self.seeing
        )


class Moment(forms.DateTimeField):
    """A date and a time in one field, which the browser helps to fill in."""

    widget = forms.DateTimeInput(
        format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": 1}
    )


class OrderForm(forms.ModelForm):
    """
    A form carried out by one action, its `act(by=, at=)`.

    What the action refuses is said on the form, where everything typed still stands.
    """

    refusal = ""

    def clean(self):
        """Say what the action refused."""
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)
        return cleaned


class Adding(Readable):
    """Rows that an action adds, and none changes."""

    form: type[OrderForm]

    def has_add_permission(self, request) -> bool:
        """Let whoever administers this kind of row add one."""
        return self.has_view_permission(request)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Carry out a form whole or not at all; show it again with what was refused."""
        page = functools.partial(
            super().changeform_view, request, object_id, form_url, extra_context
        )
        try:
            return retrying(page)
        except Refused as refusal:
            request.refusal = str(refusal)
            return page()

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form, which says what has just been refused."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def save_model(self, request, obj, form, change) -> None:
        """Save by the form's action; the object takes the key of what was made."""
        made = form.act(by=request.user, at=clock.now())
        obj.pk, obj._state.adding = made.pk, False

    def save_related(self, request, form, formsets, change) -> None:
        """Write nothing: the action wrote everything."""

    def log_addition(self, request, obj, message) -> None:
        """Write nothing: the audit trail is the record."""

    def log_change(self, request, obj, message) -> None:
        """Write nothing: the audit trail is the record."""


class Acting(Adding):
    """Rows that actions add and change; `keys` are the fields that stay as they were made."""

    keys: tuple[str, ...] = ()

    def has_change_permission(self, request, obj=None) -> bool:
        """Let whoever administers this kind of row change it."""
        return self.has_view_permission(request)

    def get_readonly_fields(self, request, obj=None):
        """Return what cannot be changed once it is made."""
        return self.keys if obj else ()
