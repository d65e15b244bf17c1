"""Paths of alerts under /api/v1/."""

from django.urls import path

from contactcentre.countdowns.api.views import AcknowledgeAlert, Alerts

urlpatterns = [
    path("alerts/", Alerts.as_view(), name="api-alerts"),
    path(
        "alerts/<int64:alert_id>/acknowledge/",
        AcknowledgeAlert.as_view(),
        name="api-alert-acknowledge",
    ),
]
