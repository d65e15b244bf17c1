"""Fields that take what the description says and nothing else."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class Text(serializers.CharField):
    """Text in quotation marks: a number is no text, and is refused rather than spelt out."""

    default_error_messages = {"invalid": _("Write this as text, in quotation marks.")}

    def to_internal_value(self, data) -> str:
        """Return the text; what is of another type is no text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)
