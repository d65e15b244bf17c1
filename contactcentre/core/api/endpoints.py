"""The glue between actions and HTTP: one class per order, one permission per method."""

import functools

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import JsonResponse
from rest_framework.exceptions import ParseError
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.views import exception_handler as default_handler

from contactcentre.core.api import idempotency
from contactcentre.core.errors import Invalid, NotFound, Refused, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import retrying


class Endpoint(APIView):
    """
    A view that names the permission it needs and does nothing until it is granted.

    `permission` holds for every method; `permissions` names one for a method of its own.
    """

    permission: Permission
    permissions: dict[str, Permission] = {}

    def permission_for(self, method: str) -> Permission:
        """Return what this method needs."""
        method = "GET" if method in {"HEAD", "OPTIONS"} else method
        return self.permissions.get(method) or self.permission

    def dispatch(self, request, *args, **kwargs):
        """Run a changing request whole: its Idempotency-Key, its work and its answer together."""
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return super().dispatch(request, *args, **kwargs)
        request.body  # noqa: B018 - read it once, so that another try finds it again
        try:
            return retrying(functools.partial(self._whole, request, *args, **kwargs))
        except Refused as refusal:
            return JsonResponse({"detail": str(refusal)}, status=refusal.status_code)

    def _whole(self, request, *args, **kwargs):
        with transaction.atomic():
            response = super().dispatch(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and not isinstance(request.data, dict):
            raise ParseError("Send one JSON object, such as {}.")
        self.stored = idempotency.begin(request)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        idempotency.finish(self, request, response)
        return response


def check_match(request, row) -> None:
    """
    Refuse a change meant for an older version of a row (If-Match).

    :raises WrongState: when the row has moved on since the sender last saw it
    """
    wanted = request.headers.get("If-Match", "*").strip().strip('"')
    if wanted not in {"*", str(row.version)}:
        raise WrongState("This has changed since you last saw it. Look at it again, then decide.")


def answer_refusal(error, context):
    """Answer a refusal with its own status and sentence; leave everything else to DRF."""
    if isinstance(error, idempotency.Repeated):
        return Response(error.answer, status=error.status, headers={"Idempotent-Replay": "true"})
    if isinstance(error, ObjectDoesNotExist):
        error = NotFound(f"There is no such {error.__class__.__qualname__.split('.')[0].lower()}.")
    if isinstance(error, ValueError) and "NUL" in str(error):
        error = Invalid("The text holds a null byte, which cannot be kept. Remove it and resend.")
    if isinstance(error, Refused):
        return Response({"detail": str(error)}, status=error.status_code)
    return default_handler(error, context)
