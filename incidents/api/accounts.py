"""What is heard after the opening, over HTTP."""

from drf_spectacular.utils import OpenApiTypes, extend_schema

from contactcentre.core.permissions import Permission
from incidents.actions import accounts
from incidents.api import serializers as inputs
from incidents.api.views import Order


class UpdateAccount(Order):
    """What was said after the incident was opened."""

    permission = Permission.INCIDENT_OPEN
    takes = inputs.AccountInput

    @extend_schema(
        request=inputs.AccountInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="incidents_update_account",
    )
    def post(self, request, ref: str):
        """Put words, kind, suspect or caller on an open incident; what it was stays on its log."""
        told = self.data(request)
        for name in told.keys() & {"caller", "victim"}:
            told[name] = dict(told[name])
        return self.do(accounts.update, request, ref, told=accounts.Update(**told))
