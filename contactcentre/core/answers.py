"""A sentence as an answer: JSON for machines and scripts, a page for everybody else."""

from django.http import JsonResponse
from django.shortcuts import render

MACHINES = ("/api/", "/hooks/")
PAGES = {400, 403, 404, 409, 413, 429, 500, 503}
AWAY = "The database is away. Try again in a moment."


def away(request):
    """Answer 503 because the database is away, and remember why with the request."""
    request.database_was_away = True
    return refusal(request, 503, AWAY)


def was_away(request) -> bool:
    """Test whether a request was answered so."""
    return getattr(request, "database_was_away", False)


def refusal(request, status: int, detail: str, template: str = ""):
    """Answer with a status and its sentence, in the language of whoever asked."""
    if request.path.startswith(MACHINES) or request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"detail": detail}, status=status)
    name = template or (status if status in PAGES else 400)
    return render(request, f"errors/{name}.html", {"detail": detail}, status=status)
