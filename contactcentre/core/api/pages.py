"""Lists come in pages by cursor: no count grows with history."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound, ParseError
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

from contactcentre.core.api.converters import is_id

LARGEST_PAGE = 200
NO_PAGE = "No page of this list begins there. Leave out the cursor to begin with the newest."
PAGED = [
    OpenApiParameter("cursor", str, description="where a page begins; from `next` or `previous`"),
    OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE}),
]


class Newest(CursorPagination):
    """Fifty a page, newest first; `next` and `previous` are addresses."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE

    def get_page_size(self, request) -> int:
        """
        Return how many rows are asked for.

        :raises ParseError: when that is no number of rows
        """
        asked = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not is_id(asked) or not 1 <= int(asked) <= LARGEST_PAGE:
            raise ParseError(f"page_size is a number from 1 to {LARGEST_PAGE}.")
        return int(asked)

    def decode_cursor(self, request):
        """
        Return where a page begins.

        :raises ParseError: when the address was not made here: every position is an id
        """
        try:
            cursor = super().decode_cursor(request)
        except NotFound as error:
            raise ParseError(NO_PAGE) from error
        if cursor and cursor.position and not is_id(cursor.position):
            raise ParseError(NO_PAGE)
        return cursor


class Listed:
    """Filters and pages a queryset; for endpoints with a list."""

    filterset_class = None

    def listed(self, request, queryset, row):
        """
        Return one page of rows of the queryset, filtered by the query string.

        :raises ParseError: when it asks for what this list cannot be asked
        """
        self._check(request.query_params)
        if self.filterset_class:
            filters = self.filterset_class(request.query_params, queryset=queryset, request=request)
            if not filters.is_valid():
                return Response(filters.errors, status=400)
            queryset = filters.qs
        pages = Newest()
        page = pages.paginate_queryset(queryset, request, view=self)
        return pages.get_paginated_response([row(item) for item in page])

    def _check(self, asked) -> None:
        filters = self.filterset_class.base_filters if self.filterset_class else {}
        known = [*filters, *(parameter.name for parameter in PAGED)]
        for name, values in asked.lists():
            if name not in known:
                raise ParseError(
                    f"This list cannot be asked for that, only for {', '.join(known)}."
                )
            if len(values) > 1 or not values[0]:
                raise ParseError(f"Give {name} one value, or leave it out.")
