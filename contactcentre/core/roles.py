"""Is the role we run as one that cannot take anything from the record? Asked in production."""

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from contactcentre.core.models import roles

MEND = "Run as a role that owns nothing: docs/operations.md, Roles."


def fault() -> str:
    """Return what is wrong with the role in a sentence, or nothing; only production has to care."""
    if settings.VIRTUAL_CLOCK:
        return ""
    if tables := roles.changeable():
        return f"The database role could change {len(tables)} append-only tables. {MEND}"
    if roles.may_switch_triggers_off():
        return f"The database role may switch every trigger off. {MEND}"
    return ""


@checks.register(checks.Tags.database, deploy=True)
def role_owns_nothing(app_configs, databases=None, **kwargs) -> list[checks.CheckMessage]:
    """Refuse a role that owns what must stay; asked by `check --deploy --database default`."""
    if not databases:
        return []
    try:
        found = fault()
    except DatabaseError as error:
        found = f"The database does not answer: {type(error).__name__}."
    return [checks.Error(found, id="core.E001")] if found else []
