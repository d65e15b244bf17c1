"""Lists come in pages by cursor: no count grows with history."""

from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

from contactcentre.core.api.converters import is_id


class Newest(CursorPagination):
    """Fifty a page, newest first; `next` and `previous` are addresses."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def decode_cursor(self, request):
        """
        Return where a page begins.

        :raises NotFound: when the address was not made here: every position is an id
        """
        cursor = super().decode_cursor(request)
        if cursor and cursor.position and not is_id(cursor.position):
            raise NotFound(self.invalid_cursor_message)
        return cursor


class Listed:
    """Filters and pages a queryset; for endpoints with a list."""

    filterset_class = None

    def listed(self, request, queryset, row):
        """Return one page of rows of the queryset, filtered by the query string."""
        if self.filterset_class:
            filters = self.filterset_class(request.query_params, queryset=queryset, request=request)
            if not filters.is_valid():
                return Response(filters.errors, status=400)
            queryset = filters.qs
        pages = Newest()
        page = pages.paginate_queryset(queryset, request, view=self)
        return pages.get_paginated_response([row(item) for item in page])
