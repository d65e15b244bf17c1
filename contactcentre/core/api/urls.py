"""API paths that know no app: boards, and who am I."""

from django.urls import path

from contactcentre.core.api.boards import BoardSnapshot
from contactcentre.core.api.me import Me

urlpatterns = [
    path("boards/<slug:name>/", BoardSnapshot.as_view(), name="api-board"),
    path("me/", Me.as_view(), name="api-me"),
]
