"""A request id on every request, log line, audit entry and error page."""

import re
import uuid

import structlog

ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,40}")


class RequestId:
    """Take the proxy's X-Request-ID when it is well formed, else make one; answer with it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Read from META: the log's middleware finds in the headers what is put there now.
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request.id = given if ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        request.META["HTTP_X_REQUEST_ID"] = request.id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        response = self.get_response(request)
        # The log's middleware has let go of it; what Django says of the answer comes after us.
        structlog.contextvars.bind_contextvars(request_id=request.id)
        response["X-Request-ID"] = request.id
        return response
