"""Paths of other forces and agencies under /hooks/."""

from django.urls import path

from incidents.api.incoming import Transfers

urlpatterns = [path("transfers/<slug:agency>/", Transfers.as_view(), name="hook-transfers")]
