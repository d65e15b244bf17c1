"""Procedures: a change is a new version; and who confirmed that they read one."""

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from contactcentre.admin.pages import Adding, Moment, Operational, OrderForm
from contactcentre.admin.site import site
from contactcentre.core.actions import procedures
from contactcentre.core.models import Procedure, ProcedureReceipt
from contactcentre.core.permissions import Permission

CODE = RegexValidator(r"^[A-Z]{2,20}$", _("Capital letters only, such as DIVERT."))


class ProcedureForm(OrderForm):
    """The next version of a procedure."""

    code = forms.CharField(max_length=20, validators=[CODE])
    text = forms.CharField(
        max_length=20000,
        widget=forms.Textarea,
        help_text=_("Plain text. Everybody on the floor is asked to read and confirm it."),
    )
    in_force_from = Moment(required=False, help_text=_("Leave empty to start now."))

    class Meta:
        model = Procedure
        fields = ["code", "title", "text", "in_force_from"]

    def act(self, *, by, at) -> Procedure:
        """Add the version; those before it stay as they are."""
        given = self.cleaned_data
        return procedures.add(
            **{name: given[name] for name in ("code", "title", "text")},
            in_force_from=given["in_force_from"] or at,
            by=by,
            at=at,
        )


@admin.register(Procedure, site=site)
class Procedures(Adding):
    """What everybody on the floor is to read."""

    form = ProcedureForm
    list_display = ("code", "version", "title", "in_force_from")

    def get_fields(self, request, obj=None):
        """Show which version it is, above what was written."""
        return [*(("version",) if obj else ()), *ProcedureForm.Meta.fields]


@admin.register(ProcedureReceipt, site=site)
class ProcedureReceipts(Operational):
    """Who confirmed that they read which version."""

    seeing = Permission.PROCEDURE_READ
    list_display = ("procedure", "person", "at")
    list_select_related = ("procedure", "person")
