"""People: made, given roles and areas, given passwords, closed and opened again."""

import secrets
from collections.abc import Callable

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from contactcentre.admin.orders import Order, Ordered, Sensitive
from contactcentre.admin.pages import Acting, OrderForm
from contactcentre.admin.site import site
from contactcentre.core.actions import factors, people, sessions
from contactcentre.core.models import CommandUnit, Person
from contactcentre.core.people import OWN
from contactcentre.core.permissions import Permission, Role
from incidents.actions import duty

ROLES = [(role.value, role.value.replace("_", " ").capitalize()) for role in Role]


class RolesForm(OrderForm):
    """The roles and areas of a person who is here already."""

    roles = forms.MultipleChoiceField(choices=ROLES, widget=forms.CheckboxSelectMultiple)
    command_units = forms.ModelMultipleChoiceField(
        CommandUnit.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever has none, and not the whole force either, sees no area's incidents."),
    )

    class Meta:
        model = Person
        fields = ["roles", "whole_force", "command_units"]
        help_texts = {"whole_force": _("Sees every area, whichever are their own.")}

    def act(self, *, by, at) -> Person:
        """Give the person these roles and areas."""
        return people.change_roles(
            person_id=self.instance.pk, **roles_and_areas(self.cleaned_data), by=by, at=at
        )


class NewPersonForm(RolesForm):
    """A new account: a person with a first password, or a service that comes with keys."""

    password = forms.CharField(
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Tell it to the person; they change it when they first sign in."),
    )

    class Meta(RolesForm.Meta):
        fields = ["username", "first_name", "last_name", "is_service", *RolesForm.Meta.fields]

    def clean(self):
        """Ask for a password for whoever signs in with one."""
        cleaned = super().clean()
        if not cleaned.get("is_service") and not cleaned.get("password"):
            self.add_error("password", _("A person needs a first password."))
        return cleaned

    def act(self, *, by, at) -> Person:
        """Make the account."""
        given = self.cleaned_data
        return people.create(
            username=given["username"],
            first_name=given["first_name"],
            last_name=given["last_name"],
            is_service=given["is_service"],
            password=given["password"] or secrets.token_urlsafe(40),
            **roles_and_areas(given),
            by=by,
            at=at,
        )


class PasswordForm(forms.Form):
    """A new password for somebody else."""

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), label=_("New password")
    )


def _named(action: Callable) -> Callable:
    """Return an action that names its person by id as an order about a row."""
    return lambda person, **given: action(person_id=person.pk, **given)


PASSWORD = Order(
    name="new-password",
    words=_("Set a new password"),
    explained=_("%(row)s must change it at the next sign-in. Sessions that are open end."),
    done=_("%(row)s has a new password, to be changed at the next sign-in."),
    act=_named(people.reset_password),
    applies=lambda person: person.is_active and not person.is_service,
    form=PasswordForm,
)
FACTORS = Order(
    name="reset-second-factor",
    words=_("Reset the second factor"),
    explained=_(
        "For %(row)s, who has lost their key or telephone. Be sure that it is them who asks: see "
        "them, or ring them back on a number you know. All their passkeys, their app and their "
        "recovery codes are worth nothing from then on, and they are signed out everywhere; at "
        "the next sign-in they add new ones."
    ),
    done=_("%(row)s signs in with the password, and then adds a new second factor."),
    act=_named(factors.reset),
    applies=lambda person: person.is_active and not person.is_service,
)
SESSIONS = Order(
    name="end-sessions",
    words=_("Sign out everywhere"),
    explained=_("Every session of %(row)s ends. What they own passes on if they stay away."),
    done=_("%(row)s is signed out everywhere."),
    act=_named(sessions.end_all),
    applies=lambda person: person.is_active,
)
CLOSE = Order(
    name="close-account",
    words=_("Close the account"),
    explained=_("%(row)s is signed out everywhere; what they own passes to a colleague at once."),
    done=_("The account of %(row)s is closed."),
    act=_named(duty.deactivate),
    applies=lambda person: person.is_active,
)
OPEN = Order(
    name="open-account",
    words=_("Open the account again"),
    explained=_("%(row)s can sign in again, with the roles and the password they had."),
    done=_("The account of %(row)s is open again."),
    act=_named(people.reactivate),
    applies=lambda person: not person.is_active,
)


@admin.register(Person, site=site)
class People(Sensitive, Ordered, Acting):
    """Everybody who has an account, but not the system itself."""

    permission = Permission.ADMIN_PEOPLE
    form = RolesForm
    orders = (PASSWORD, FACTORS, SESSIONS, CLOSE, OPEN)
    keys = ("username", "first_name", "last_name", "is_service", "is_active", "last_login")
    list_display = ("username", "name", "shown_roles", "areas", "is_active", "is_service")
    list_filter = ("is_active", "is_service", "whole_force")
    search_fields = ("username", "last_name")
    ordering = ("username",)

    def get_queryset(self, request):
        """Return the accounts with their areas."""
        return (
            super()
            .get_queryset(request)
            .exclude(username__in=OWN)
            .prefetch_related("command_units")
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Ask for more of somebody new."""
        return super().get_form(
            request, obj, change=change, **kwargs | {"form": RolesForm if obj else NewPersonForm}
        )

    def get_fields(self, request, obj=None):
        """Show the account itself above what can be changed."""
        return [*(self.keys if obj else ()), *(RolesForm if obj else NewPersonForm).base_fields]

    @admin.display(description=_("name"))
    def name(self, person: Person) -> str:
        """The name as the floor says it."""
        return person.short_name

    @admin.display(description=_("roles"))
    def shown_roles(self, person: Person) -> str:
        """The roles in words."""
        return ", ".join(role.replace("_", " ") for role in person.roles)

    @admin.display(description=_("areas"))
    def areas(self, person: Person) -> str:
        """The whole force, the command units, or none."""
        if person.whole_force:
            return _("whole force")
        return ", ".join(unit.code for unit in person.command_units.all()) or _("none")


def roles_and_areas(given: dict) -> dict:
    """Return roles and areas of a form as the actions take them."""
    return {
        "roles": given["roles"],
        "whole_force": given["whole_force"],
        "command_units": tuple(unit.code for unit in given["command_units"]),
    }
