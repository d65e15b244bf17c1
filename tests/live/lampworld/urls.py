"""Snapshots of the lamp board, and a page that says which thread and connection answered."""

import threading

from django.db import connection
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from contactcentre.core.api.boards import BoardSnapshot


@csrf_exempt
def who(request):
    """Say who answered, and what body came with the request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    body = request.body.decode()
    return JsonResponse({"thread": threading.get_ident(), "backend": backend, "body": body})


urlpatterns = [
    path("api/v1/boards/<slug:name>/", BoardSnapshot.as_view()),
    path("hooks/who/", who),
]
