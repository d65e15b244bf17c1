"""Paths of units and diverts under /api/v1/."""

from django.urls import path

from dispatch.api import diverts, lists, views

unit = "units/<callsign:callsign>"
divert = "diverts/<int64:divert_id>"

urlpatterns = [
    path("units/", lists.Units.as_view(), name="api-units"),
    path(f"{unit}/assign/", views.Assign.as_view(), name="api-assign"),
    path(f"{unit}/divert/", views.DivertUnit.as_view(), name="api-divert"),
    path(f"{unit}/divert-preview/", views.DivertPreview.as_view(), name="api-divert-preview"),
    path(f"{unit}/stand-down/", views.StandDown.as_view(), name="api-stand-down"),
    path(f"{unit}/unable/", views.Unable.as_view(), name="api-unable"),
    path(f"{unit}/acknowledge/", views.Acknowledge.as_view(), name="api-acknowledge"),
    path(f"{unit}/status/", views.Status.as_view(), name="api-status"),
    path(f"{unit}/position/", views.Position.as_view(), name="api-position"),
    path(f"{unit}/well/", views.Well.as_view(), name="api-well"),
    path(f"{unit}/crew/", views.Crew.as_view(), name="api-crew"),
    path(f"{unit}/book-on/", views.BookOn.as_view(), name="api-book-on"),
    path(f"{unit}/book-off/", views.BookOff.as_view(), name="api-book-off"),
    path("incidents/<cad:ref>/candidates/", lists.Candidates.as_view(), name="api-candidates"),
    path("diverts/", lists.Diverts.as_view(), name="api-diverts"),
    path(f"{divert}/review/", diverts.Review.as_view(), name="api-divert-review"),
    path(f"{divert}/urgent-review/", diverts.UrgentReview.as_view(), name="api-urgent-review"),
]
