"""Question sets: a change is a new version, pasted as JSON; and what was answered."""

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from contactcentre.admin.incidents import OfIncident
from contactcentre.admin.pages import Adding, Moment, OrderForm
from contactcentre.admin.site import site
from incidents.actions import question_sets
from incidents.models import AnsweredSet, QuestionSet

CODE = RegexValidator(r"^[A-Z]{2,12}$", _("Capital letters only, such as DASH."))


class QuestionSetForm(OrderForm):
    """The next version of a question set."""

    code = forms.CharField(max_length=12, validators=[CODE])
    content = forms.JSONField(
        widget=forms.Textarea,
        help_text=_("Questions, levels and referral as JSON, as in incidents/question_sets/."),
    )
    in_force_from = Moment(required=False, help_text=_("Leave empty to start now."))

    class Meta:
        model = QuestionSet
        fields = ["code", "title", "source", "content", "in_force_from"]

    def act(self, *, by, at) -> QuestionSet:
        """Add the version; those before it, and what was answered to them, stay as they are."""
        given = self.cleaned_data
        return question_sets.add(
            **{name: given[name] for name in ("code", "title", "source", "content")},
            in_force_from=given["in_force_from"] or at,
            by=by,
            at=at,
        )


@admin.register(QuestionSet, site=site)
class QuestionSets(Adding):
    """What handlers ask beside THRIVE."""

    form = QuestionSetForm
    list_display = ("code", "version", "title", "in_force_from")

    def get_fields(self, request, obj=None):
        """Show which version it is, above what it asks."""
        return [*(("version",) if obj else ()), *QuestionSetForm.Meta.fields]


@admin.register(AnsweredSet, site=site)
class AnsweredSets(OfIncident):
    """What was answered. The list does not say what."""

    list_display = ("incident", "question_set", "level", "by", "at")
    list_select_related = ("incident", "question_set", "by")
