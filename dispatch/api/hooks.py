"""Paths of radios under /hooks/."""

from django.urls import path

from dispatch.api.airwave import Airwave

urlpatterns = [path("airwave/", Airwave.as_view(), name="hook-airwave")]
