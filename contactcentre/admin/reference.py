"""Reference data: areas, the gazetteer, codes, targets, units. Each form is one action."""

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from contactcentre.admin.pages import Acting, Adding, Moment, OrderForm, Readable
from contactcentre.admin.site import site
from contactcentre.core.actions import reference as areas
from contactcentre.core.models import Borough, CommandUnit
from contactcentre.countdowns.actions import policies
from contactcentre.countdowns.kinds import KINDS
from contactcentre.countdowns.models import Policy
from dispatch.actions import radio, units
from dispatch.models import AirwaveCode, Unit
from dispatch.radio import LARGEST_ISSI
from incidents.actions import reference
from incidents.enums import CodeKind
from incidents.models import Agency, Code, Place

AREA = RegexValidator(r"^[A-Z]{2,4}$", _("Two to four capital letters, such as AS."))
AGENCY = RegexValidator(
    r"^[A-Z][A-Z0-9]{1,11}$", _("Capital letters and digits only, such as THAMES.")
)
CALLSIGN = RegexValidator(r"^[A-Z0-9]{2,12}$", _("Capital letters and digits only, such as PC12."))


class CommandUnitForm(OrderForm):
    """A command unit."""

    code = forms.CharField(max_length=4, validators=[AREA])

    class Meta:
        model = CommandUnit
        fields = ["code", "name"]

    def act(self, *, by, at) -> CommandUnit:
        """Add it, or give it another name."""
        made = self.instance
        return areas.set_command_unit(code=made.code, name=made.name, by=by, at=at)


@admin.register(CommandUnit, site=site)
class CommandUnits(Acting):
    """The areas that dispatch desks look after."""

    form = CommandUnitForm
    keys = ("code",)
    list_display = ("code", "name")


class BoroughForm(OrderForm):
    """A borough."""

    class Meta:
        model = Borough
        fields = ["code", "name", "command_unit"]

    def act(self, *, by, at) -> Borough:
        """Add it, or move it to another command unit."""
        made = self.instance
        return areas.set_borough(
            code=made.code, name=made.name, command_unit=made.command_unit_id, by=by, at=at
        )


@admin.register(Borough, site=site)
class Boroughs(Acting):
    """The boroughs."""

    form = BoroughForm
    keys = ("code",)
    list_display = ("code", "name", "command_unit")
    list_select_related = ("command_unit",)
    search_fields = ("name",)


class PlaceForm(OrderForm):
    """A place of the gazetteer."""

    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)

    class Meta:
        model = Place
        fields = ["name", "kind", "borough", "postcode", "lat", "lon"]

    def act(self, *, by, at) -> Place:
        """Add it, or change it."""
        made = self.instance
        return reference.set_place(
            place_id=made.pk,
            name=made.name,
            kind=made.kind,
            borough=made.borough_id,
            lat=made.lat,
            lon=made.lon,
            postcode=made.postcode,
            by=by,
            at=at,
        )


@admin.register(Place, site=site)
class Places(Acting):
    """The gazetteer."""

    form = PlaceForm
    list_display = ("name", "kind", "borough", "postcode")
    list_select_related = ("borough",)
    ordering = ("words",)
    search_fields = ("words__startswith",)
    search_help_text = _("The beginning of the name, in small letters.")


class CodeForm(OrderForm):
    """An opening or a closing code."""

    kind = forms.ChoiceField(choices=CodeKind.choices)

    class Meta:
        model = Code
        fields = ["kind", "code", "label", "is_current"]

    def act(self, *, by, at) -> Code:
        """Add it, change its words, or retire it."""
        made = self.instance
        return reference.set_code(
            kind=made.kind,
            code=made.code,
            label=made.label,
            is_current=made.is_current,
            by=by,
            at=at,
        )


@admin.register(Code, site=site)
class Codes(Acting):
    """Opening and closing codes; one that is retired stays with what used it."""

    form = CodeForm
    keys = ("kind", "code")
    list_display = ("kind", "code", "label", "is_current")
    list_filter = ("is_current",)
    search_fields = ("code", "label")


class AgencyForm(OrderForm):
    """Another force or agency."""

    code = forms.CharField(
        max_length=12,
        validators=[AGENCY],
        help_text=_("What its door here is called: /hooks/transfers/code/, in small letters."),
    )

    class Meta:
        model = Agency
        fields = ["code", "name", "kind", "reach", "number", "is_current"]
        help_texts = {"number": _("The telephone of its control room; every agency can be rung.")}

    def act(self, *, by, at) -> Agency:
        """Add it, change it, or retire it."""
        made = self.instance
        given = {name: getattr(made, name) for name in self.Meta.fields}
        return reference.set_agency(**given, by=by, at=at)


@admin.register(Agency, site=site)
class Agencies(Acting):
    """Other forces and agencies; one that is retired stays with what it was given."""

    form = AgencyForm
    keys = ("code",)
    list_display = ("code", "name", "kind", "reach", "number", "is_current")
    list_filter = ("is_current",)
    search_fields = ("code", "name")


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of clock a target can be set for."""
    return sorted((kind.name, f"{kind.label} ({kind.name})") for kind in KINDS.values())


class PolicyForm(OrderForm):
    """A new version of a target."""

    kind = forms.ChoiceField(choices=kinds)
    effective_from = Moment(required=False, help_text=_("Leave empty to start now."))

    class Meta:
        model = Policy
        fields = ["kind", "key", "seconds", "steps", "repeat_seconds", "effective_from"]
        help_texts = {
            "key": _("The grade, such as I or S; empty where a kind has one target for all."),
            "steps": _("Percents that rise, such as 50,75,90,100,150,200."),
            "repeat_seconds": _("How often it is said again after the last step, until it ends."),
        }

    def act(self, *, by, at) -> Policy:
        """Add the version; what runs keeps the one it was started under."""
        given = self.cleaned_data
        return policies.add(
            **{name: given[name] for name in ("kind", "key", "seconds", "steps", "repeat_seconds")},
            effective_from=given["effective_from"] or at,
            by=by,
            at=at,
        )


@admin.register(Policy, site=site)
class Policies(Adding):
    """Targets: a change is a new version with a date, never an edit."""

    form = PolicyForm
    list_display = ("kind", "key", "seconds", "steps", "repeat_seconds", "effective_from")
    search_fields = ("kind",)


class UnitForm(OrderForm):
    """A new unit, or the radio of one."""

    callsign = forms.CharField(max_length=12, validators=[CALLSIGN])
    issi = forms.IntegerField(
        label=_("ISSI"),
        min_value=1,
        max_value=LARGEST_ISSI,
        required=False,
        help_text=_("The number of its radio in the network. A unit can be given another radio."),
    )

    class Meta:
        model = Unit
        fields = ["callsign", "command_unit", "skills", "base", "crew_size", "issi"]

    def act(self, *, by, at) -> Unit:
        """Add it, off duty; or give the one there is another radio."""
        made = self.instance
        if made.pk:
            return radio.issue(unit_id=made.pk, issi=made.issi, by=by, at=at)
        return units.create(
            callsign=made.callsign,
            command_unit=made.command_unit_id,
            skills=tuple(made.skills),
            base=made.base,
            crew_size=made.crew_size,
            issi=made.issi,
            by=by,
            at=at,
        )


@admin.register(Unit, site=site)
class Units(Acting):
    """Units: added and given radios here, moved at the dispatch desk."""

    form = UnitForm
    keys = ("callsign", "command_unit", "skills", "base", "crew_size")
    fields = (*keys, "issi")
    list_display = ("callsign", "command_unit", "state", "base", "issi")
    list_select_related = ("command_unit",)
    search_fields = ("callsign",)


@admin.register(AirwaveCode, site=site)
class AirwaveCodes(Readable):
    """The status codes of the radio and what each does."""

    list_display = ("code", "label", "effect")
