"""What every order over HTTP shares: what it takes, checked, before the one call it makes."""

from rest_framework import serializers

from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.fields import Text


class Nothing(serializers.Serializer):
    """An order that needs no words."""


class ReasonInput(serializers.Serializer):
    """An order that needs a reason, which is kept."""

    reason = Text(max_length=300)


class Order(Endpoint):
    """An endpoint that takes a body of a known shape."""

    takes = Nothing

    def data(self, request) -> dict:
        """Return what was sent, checked; 400 with a sentence for each field otherwise."""
        given = self.takes(data=request.data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)
