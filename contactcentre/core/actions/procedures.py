"""Procedures: a new version is added and never changed; whoever has read one confirms it."""

from django.db import IntegrityError, transaction

from contactcentre.core import audit, permissions, procedures
from contactcentre.core.errors import Invalid, Taken, WrongState
from contactcentre.core.models import Procedure, ProcedureReceipt
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action


@action
def add(*, code: str, title: str, text: str, in_force_from, by, at) -> Procedure:
    """
    Add the next version of a procedure, in force from a moment that is still to come, or from now.

    :raises Invalid: without words, or when it would begin in the past or before the last version
    :raises Taken: when somebody else adds one at the same moment
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    if not title.strip() or not text.strip():
        raise Invalid("A procedure needs a title and a text.")
    last = Procedure.objects.filter(code=code).order_by("-version").first()
    if in_force_from < at:
        raise Invalid("It cannot have been in force before it was written. Choose a later moment.")
    if last and in_force_from <= last.in_force_from:
        raise Invalid(f"Version {last.version} begins later than that. Choose a later moment.")
    made = Procedure(
        code=code,
        version=last.version + 1 if last else 1,
        title=title.strip(),
        text=text.strip(),
        in_force_from=in_force_from,
    )
    _insert(made)
    audit.record("procedure.added", made, by=by, at=at, code=code, version=made.version)
    return made


@action
def confirm(*, code: str, version: int, by, at) -> ProcedureReceipt:
    """
    Confirm that one has read the version of a procedure that is in force (H14).

    Nothing waits for it: whoever has not read it may divert all the same. Saying it twice is saying
    it once.

    :raises NotFound: when there is no such procedure
    :raises WrongState: when another version is in force by now
    """
    permissions.check(by, Permission.PROCEDURE_READ)
    procedure = procedures.current(code, at)
    if procedure.version != version:
        raise WrongState(f"Version {procedure.version} is in force. Read that one, then confirm.")
    made, is_new = ProcedureReceipt.objects.get_or_create(
        person=by, procedure=procedure, defaults={"at": at}
    )
    if is_new:
        about = {"code": procedure.code, "version": version}
        audit.record("procedure.confirmed", procedure, by=by, at=at, **about)
    return made


def _insert(made: Procedure) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Taken("Somebody else added a version a moment ago. Look at it first.") from error
