"""Filters of lists that take no more than the database can be asked."""

from datetime import UTC, datetime

import django_filters
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_filters.fields import IsoDateTimeField


class MomentField(IsoDateTimeField):
    """A moment with its zone, which is still within the years there are when told in UTC."""

    def to_python(self, value) -> datetime | None:
        """Return the moment in UTC."""
        try:
            moment = super().to_python(value)
            return moment.astimezone(UTC) if moment else None
        except OverflowError as error:
            raise ValidationError(_("No moment is that early or late. Give another.")) from error


class Moment(django_filters.IsoDateTimeFilter):
    """A filter by a moment (RFC 3339)."""

    field_class = MomentField
