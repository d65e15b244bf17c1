"""Which version of a procedure is in force, and who on the floor confirmed to have read it."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from contactcentre.core import permissions, scope
from contactcentre.core.errors import NotFound
from contactcentre.core.models import Person, Procedure, ProcedureReceipt
from contactcentre.core.permissions import GRANTS, Permission

DIVERT = "DIVERT"
# Whoever may sign on at a desk: they send units, or answer for those who do.
FLOOR = [role.value for role, granted in GRANTS.items() if Permission.DUTY_HOLD in granted]


def in_force(at) -> QuerySet[Procedure]:
    """Return the version of each procedure that is in force at this moment."""
    begun = Procedure.objects.filter(code=OuterRef("code"), in_force_from__lte=at)
    newest = begun.order_by("-in_force_from").values("pk")[:1]
    return Procedure.objects.filter(pk=Subquery(newest))


def current(code: str, at) -> Procedure:
    """
    Return the version of one procedure that is in force.

    :raises NotFound: when there is none
    """
    found = in_force(at).filter(code=code.upper()).first()
    if found is None:
        raise NotFound("There is no such procedure in force.")
    return found


def version(code: str, number: int | None, at) -> Procedure:
    """
    Return one version of a procedure, the one in force when none is named.

    :raises NotFound: when there is none
    """
    if number is None:
        return current(code, at)
    found = Procedure.objects.filter(code=code.upper(), version=number).first()
    if found is None:
        raise NotFound("There is no such version of this procedure.")
    return found


def to_read(person, at) -> list[Procedure]:
    """Return what is in force and this person has not confirmed yet (H14); nothing for others."""
    if not permissions.has(person, Permission.PROCEDURE_READ):
        return []
    return list(in_force(at).exclude(receipts__person=person))


def readers(procedure: Procedure, *, seen_by) -> QuerySet[Person]:
    """Return who on the floor is to read a version, as far as the asker sees them, and when."""
    receipts = ProcedureReceipt.objects.filter(procedure=procedure, person=OuterRef("pk"))
    floor = Person.objects.filter(is_active=True, is_service=False, roles__overlap=FLOOR)
    codes = scope.codes(seen_by)
    if codes is not None:
        theirs = Person.objects.filter(command_units__in=codes).values("pk")
        floor = floor.filter(Q(pk__in=theirs) | Q(whole_force=True))
    return floor.annotate(confirmed_at=Subquery(receipts.values("at")))
