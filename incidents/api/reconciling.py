"""The nightly list of contacts that nothing came of, over the API."""

from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.exceptions import ValidationError

from contactcentre.core import clock
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Permission
from incidents import localtimes, reconciling


class Reconciliation(Listed, Endpoint):
    """What has no outcome on record."""

    permission = Permission.BOARD_SUPERVISOR

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="reconciliation_list",
        parameters=[
            OpenApiParameter("day", OpenApiTypes.DATE, description="a day in London; else today"),
            *PAGED,
        ],
    )
    def get(self, request):
        """Return a day's contacts without an outcome, or whose outcome names no incident (A2)."""
        try:
            day = localtimes.read_day(request.query_params.get("day", ""), at=clock.now())
        except Invalid as refusal:
            raise ValidationError({"day": [str(refusal)]}) from refusal
        listed = reconciling.unreconciled(day, request.user)
        return self.listed(request, listed, reconciling.row)
