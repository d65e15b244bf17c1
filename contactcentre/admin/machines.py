"""What machines come with and leave behind: keys, the audit trail and its seals."""

from django import forms
from django.contrib import admin
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contactcentre.admin.orders import Order, Ordered, Sensitive
from contactcentre.admin.pages import Adding, Moment, OrderForm, Record
from contactcentre.admin.site import site
from contactcentre.core.actions import people
from contactcentre.core.models import ApiKey, AuditEntry, AuditSeal, Duty, Person
from contactcentre.core.people import OWN
from contactcentre.core.permissions import Permission

SCOPES = [(each.value, each.value.replace("_", " ")) for each in Permission]


class KeyForm(OrderForm):
    """A new key of a service account."""

    person = forms.ModelChoiceField(
        Person.objects.filter(is_service=True, is_active=True).exclude(username__in=OWN),
        label=_("service account"),
        help_text=_("What the key may do is what these scopes and the account's roles both allow."),
    )
    scopes = forms.MultipleChoiceField(choices=SCOPES, widget=forms.CheckboxSelectMultiple)
    expires_at = Moment(required=False, help_text=_("Leave empty for a key without an end."))

    class Meta:
        model = ApiKey
        fields = ["person", "name", "scopes", "expires_at"]

    def act(self, *, by, at) -> ApiKey:
        """Issue the key; its text is kept with the form's row until the answer is written."""
        given = self.cleaned_data
        key, self.instance.text = people.issue_key(
            username=given["person"].username,
            name=given["name"],
            scopes=given["scopes"],
            expires_at=given["expires_at"],
            by=by,
            at=at,
        )
        return key


def revoke(key: ApiKey, *, by, at) -> None:
    """End a key."""
    people.revoke_key(key_id=key.pk, by=by, at=at)


REVOKE = Order(
    name="revoke",
    words=_("Revoke this key"),
    explained=_("Whatever uses %(row)s is refused from its next request on."),
    done=_("%(row)s is revoked."),
    act=revoke,
    applies=lambda key: key.revoked_at is None,
)


@admin.register(ApiKey, site=site)
class Keys(Sensitive, Ordered, Adding):
    """The keys of machines: issued, shown once, revoked; never read again."""

    permission = Permission.ADMIN_PEOPLE
    form = KeyForm
    orders = (REVOKE,)
    list_display = ("name", "prefix", "person", "created_at", "expires_at", "revoked_at")
    list_select_related = ("person",)
    ordering = ("-pk",)

    def get_fields(self, request, obj=None):
        """Show of an issued key what may be known of it: not even its fingerprint."""
        return (*KeyForm.Meta.fields, *(("prefix", "created_at", "revoked_at") if obj else ()))

    def response_add(self, request, obj, post_url_continue=None):
        """Show the text of the key, this once."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Key issued"),
            "opts": self.opts,
            "key": obj,
        }
        return render(request, "admin/key_issued.html", context)


@admin.register(AuditEntry, site=site)
class AuditEntries(Record):
    """The audit trail, newest first; reading an entry is itself on it."""

    permission = Permission.ADMIN_PEOPLE
    narrowing = ("subject", "subject_id")
    list_display = ("id", "at", "name", "by", "through", "subject", "subject_id")


@admin.register(AuditSeal, site=site)
class AuditSeals(Record):
    """The chain that seals the audit trail."""

    permission = Permission.ADMIN_PEOPLE
    list_display = ("seq", "entry", "hash")


@admin.register(Duty, site=site)
class Duties(Record):
    """Who was on shift where."""

    permission = Permission.ADMIN_PEOPLE
    list_display = ("person", "desk", "command_unit", "started_at", "ended_at", "called_in")
    list_select_related = ("person", "command_unit")
