"""Writing to the audit trail, in the caller's transaction."""

from structlog.contextvars import get_contextvars

from contactcentre.core.models import AuditEntry


def record(name: str, subject, /, *, by, at, **detail) -> AuditEntry:
    """Write one audit entry: what happened to which row, by whom, through which key, and when."""
    return AuditEntry.objects.create(
        name=name,
        subject=subject._meta.label_lower,
        subject_id=str(subject.pk),
        by=by.username,
        through=by.acting_through,
        at=at,
        detail=detail,
        request_id=str(get_contextvars().get("request_id", "")),
    )


def read(subject, *, by, at, what: str, **detail) -> AuditEntry:
    """Write that somebody read personal details (Data Protection Act 2018 s.62)."""
    return record(f"{subject._meta.model_name}.read", subject, by=by, at=at, what=what, **detail)
