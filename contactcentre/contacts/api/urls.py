"""Paths of contacts and handlers under /api/v1/."""

from django.urls import path

from contactcentre.contacts.api import lists, pads, views

one = "contacts/<int64:contact_id>"

urlpatterns = [
    path("contacts/", lists.Contacts.as_view(), name="api-contacts"),
    path("contacts/queue/", lists.Queue.as_view(), name="api-queue"),
    path(f"{one}/", views.OneContact.as_view(), name="api-contact"),
    path(f"{one}/answer/", views.Answer.as_view(), name="api-answer"),
    path(f"{one}/claim/", views.Claim.as_view(), name="api-claim"),
    path(f"{one}/release/", views.Release.as_view(), name="api-release"),
    path(f"{one}/abandon/", views.Abandon.as_view(), name="api-abandon"),
    path(f"{one}/end/", views.End.as_view(), name="api-end"),
    path(f"{one}/dispose/", views.Dispose.as_view(), name="api-dispose"),
    path(f"{one}/locations/", views.AddLocation.as_view(), name="api-locations"),
    path(f"{one}/operator/", views.AddHandover.as_view(), name="api-operator"),
    path("handlers/", lists.Handlers.as_view(), name="api-handlers"),
    path("handlers/me/state/", views.MyState.as_view(), name="api-my-state"),
    path("handlers/<int64:person_id>/skills/", views.Skills.as_view(), name="api-skills"),
    path("pad/", pads.OwnPad.as_view(), name="api-pad"),
    path("pads/<int64:pad_id>/settle/", pads.SettlePad.as_view(), name="api-pad-settle"),
    path("payloads/", lists.Payloads.as_view(), name="api-payloads"),
    path("payloads/<int64:payload_id>/", views.OnePayload.as_view(), name="api-payload"),
    path(
        "payloads/<int64:payload_id>/review/",
        views.ReviewPayload.as_view(),
        name="api-payload-review",
    ),
]
