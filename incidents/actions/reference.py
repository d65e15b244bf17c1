"""The gazetteer and the codes: reference data that administrators keep."""

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid
from contactcentre.core.models import Borough
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import addresses
from incidents.enums import AgencyKind, CodeKind, Reach
from incidents.models import Agency, Code, Place


@action
def load_gazetteer(*, borough: str, found: list[tuple], by, at) -> int:
    """
    Add places to a borough as (name, kind, lat, lon) and, where it is known, the postcode.

    Return how many were new.

    Places that are there already are left as they are.
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    area = Borough.objects.get(pk=borough)
    before = area.places.count()
    Place.objects.bulk_create(
        (
            Place(
                name=name,
                words=addresses.words(name),
                kind=kind,
                borough=area,
                lat=lat,
                lon=lon,
                postcode="".join(postcode),
            )
            for name, kind, lat, lon, *postcode in found
        ),
        ignore_conflicts=True,
    )
    added = area.places.count() - before
    audit.record("gazetteer.loaded", area, by=by, at=at, added=added)
    return added


@action
def set_place(
    *,
    place_id: int | None,
    name: str,
    kind: str,
    borough: str,
    lat: float,
    lon: float,
    postcode: str = "",
    by,
    at,
) -> Place:
    """Add a place to the gazetteer, or change one."""
    permissions.check(by, Permission.ADMIN_REFERENCE)
    values = {
        "name": name,
        "words": addresses.words(name),
        "postcode": addresses.postcode(postcode),
        "kind": kind,
        "borough": Borough.objects.get(pk=borough),
        "lat": lat,
        "lon": lon,
    }
    place, _made = Place.objects.update_or_create(pk=place_id, defaults=values)
    audit.record("place.set", place, by=by, at=at, name=name)
    return place


@action
def set_code(*, kind: str, code: str, label: str, is_current: bool, by, at) -> Code:
    """
    Add an opening or closing code, change its words, or retire it; what used it keeps it.

    :raises Invalid: when it is neither
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    if kind not in CodeKind.values:
        raise Invalid("A code is for opening or for closing.")
    values = {"label": label, "is_current": is_current}
    made, _new = Code.objects.update_or_create(kind=kind, code=code, defaults=values)
    audit.record("code.set", made, by=by, at=at, kind=kind, code=code)
    return made


@action
def set_agency(
    *, code: str, name: str, kind: str, reach: str, number: str, is_current: bool, by, at
) -> Agency:
    """
    Add a force or agency that incidents are given over to, change it, or retire it.

    :raises Invalid: when it is of no known kind, or cannot be rung
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    if kind not in AgencyKind.values or reach not in Reach.values:
        raise Invalid("Say what it is, and how its control room is reached.")
    if not name.strip() or not number.strip():
        raise Invalid("It needs a name, and a number: whoever does not accept is rung.")
    values = {"name": name.strip(), "kind": kind, "reach": reach, "number": number.strip()}
    values["is_current"] = is_current
    made, _new = Agency.objects.update_or_create(code=code, defaults=values)
    audit.record("agency.set", made, by=by, at=at, name=made.name)
    return made
