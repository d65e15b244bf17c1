"""A refusal raised outside an endpoint is still answered with its sentence."""

from django.db import InterfaceError, OperationalError

from contactcentre.core import answers
from contactcentre.core.errors import Refused


class RefusalPages:
    """Answer a refusal, or a database that is away, with its status and sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        """Return the answer for a refusal; leave every other error to Django."""
        if isinstance(error, Refused):
            return answers.refusal(request, error.status_code, str(error))
        if isinstance(error, OperationalError | InterfaceError):
            return answers.away(request)
        return None
