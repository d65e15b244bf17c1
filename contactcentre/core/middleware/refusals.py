"""A refusal raised in a page becomes a page with its sentence."""

from django.db import InterfaceError, OperationalError
from django.shortcuts import render

from contactcentre.core.errors import Refused

TEMPLATES = {400, 403, 404, 409, 413, 429, 500, 503}


class RefusalPages:
    """Answer a refusal, or a database that is away, with the styled page of its status."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        """Return the page for a refusal; leave every other error to Django."""
        if isinstance(error, Refused):
            return _page(request, error.status_code, str(error))
        if isinstance(error, OperationalError | InterfaceError):
            return _page(request, 503, "The database is away. Try again in a moment.")
        return None


def _page(request, status: int, sentence: str):
    name = status if status in TEMPLATES else 400
    return render(request, f"errors/{name}.html", {"detail": sentence}, status=status)
