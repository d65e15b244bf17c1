"""API paths that know no app: boards, who am I, and what everybody is to read."""

from django.urls import path

from contactcentre.core.api.boards import BoardSnapshot
from contactcentre.core.api.me import Me
from contactcentre.core.api.procedures import ConfirmProcedure, OneProcedure, Readers

urlpatterns = [
    path("boards/<slug:name>/", BoardSnapshot.as_view(), name="api-board"),
    path("me/", Me.as_view(), name="api-me"),
    path("procedures/<slug:code>/", OneProcedure.as_view(), name="api-procedure"),
    path(
        "procedures/<slug:code>/confirm/",
        ConfirmProcedure.as_view(),
        name="api-procedure-confirm",
    ),
    path("procedures/<slug:code>/readers/", Readers.as_view(), name="api-procedure-readers"),
]
