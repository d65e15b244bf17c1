"""Paths of incidents under /api/v1/."""

from django.urls import path, re_path

from incidents.api import (
    accounts,
    answers,
    callers,
    flagged,
    links,
    lists,
    markers,
    messages,
    obligations,
    question_sets,
    reconciling,
    transfers,
    views,
    warnings,
)

ref = "incidents/<cad:ref>"

urlpatterns = [
    path("incidents/", lists.Incidents.as_view(), name="api-incidents"),
    path("incidents/questions/", views.Questions.as_view(), name="api-questions"),
    path(f"{ref}/", views.OneIncident.as_view(), name="api-incident"),
    path(f"{ref}/timeline/", views.Timeline.as_view(), name="api-timeline"),
    path(f"{ref}/assessments/", views.Assess.as_view(), name="api-assess"),
    path("question-sets/", question_sets.QuestionSets.as_view(), name="api-question-sets"),
    path(f"{ref}/question-sets/", question_sets.AnswerSet.as_view(), name="api-answer-set"),
    path(f"{ref}/grade/", views.Grade.as_view(), name="api-grade"),
    path(f"{ref}/log/", views.AddToLog.as_view(), name="api-log"),
    path(f"{ref}/messages/", messages.Messages.as_view(), name="api-messages"),
    path(
        "messages/<int64:message_id>/acknowledge/",
        messages.AcknowledgeMessage.as_view(),
        name="api-acknowledge-message",
    ),
    path(f"{ref}/obligations/", obligations.Promise.as_view(), name="api-promise"),
    path("obligations/", obligations.Obligations.as_view(), name="api-obligations"),
    path(
        "obligations/<int64:obligation_id>/end/",
        obligations.EndObligation.as_view(),
        name="api-end-obligation",
    ),
    path(f"{ref}/warnings/", warnings.Warn.as_view(), name="api-warn"),
    path(
        "warnings/<int64:warning_id>/withdraw/",
        warnings.WithdrawWarning.as_view(),
        name="api-withdraw-warning",
    ),
    path(f"{ref}/transfers/", transfers.GiveOver.as_view(), name="api-give-over"),
    path("agencies/", transfers.Agencies.as_view(), name="api-agencies"),
    path("transfers/", transfers.Transfers.as_view(), name="api-transfers"),
    path(
        "transfers/<int64:transfer_id>/message/",
        transfers.TransferMessage.as_view(),
        name="api-transfer-message",
    ),
    path(
        "transfers/<int64:transfer_id>/cap/",
        transfers.TransferAlert.as_view(),
        name="api-transfer-cap",
    ),
    path("transfers/incoming/", transfers.Incoming.as_view(), name="api-transfers-incoming"),
    path(
        "transfers/<int64:transfer_id>/receipt/",
        transfers.SettleTransfer.as_view(),
        name="api-transfer-receipt",
    ),
    path(
        "transfers/<int64:transfer_id>/decision/",
        transfers.DecideTransfer.as_view(),
        name="api-transfer-decision",
    ),
    path(f"{ref}/links/", links.Link.as_view(), name="api-link"),
    path(f"{ref}/links/looked-at/", links.LookedAt.as_view(), name="api-looked-at"),
    path("links/<int64:link_id>/unlink/", links.Unlink.as_view(), name="api-unlink"),
    path(f"{ref}/answers/", answers.ReadOut.as_view(), name="api-answer"),
    path(f"{ref}/rcrp/", answers.DecideRcrp.as_view(), name="api-rcrp"),
    path(f"{ref}/account/", accounts.UpdateAccount.as_view(), name="api-account"),
    path(f"{ref}/place/", views.CorrectPlace.as_view(), name="api-correct-place"),
    path(f"{ref}/result/", views.Result.as_view(), name="api-result"),
    path(f"{ref}/keep-waiting/", views.KeepWaiting.as_view(), name="api-keep-waiting"),
    path(f"{ref}/non-attendance/", views.AskNonAttendance.as_view(), name="api-ask-non-attendance"),
    path(
        f"{ref}/approve-non-attendance/",
        views.ApproveNonAttendance.as_view(),
        name="api-approve-non-attendance",
    ),
    path(f"{ref}/close/", views.Close.as_view(), name="api-close"),
    path(f"{ref}/do-not-text/", callers.DoNotText.as_view(), name="api-do-not-text"),
    path("ring-backs/", callers.RingBacks.as_view(), name="api-ring-backs"),
    path("ring-backs/<int64:ring_back_id>/", callers.OneRingBack.as_view(), name="api-ring-back"),
    path(
        "ring-backs/<int64:ring_back_id>/report/",
        callers.ReportRingBack.as_view(),
        name="api-ring-back-report",
    ),
    path("reconciliation/", reconciling.Reconciliation.as_view(), name="api-reconciliation"),
    path("texts/", callers.Texts.as_view(), name="api-texts"),
    path("markers/", markers.Markers.as_view(), name="api-markers"),
    path("markers/<int64:marker_id>/", markers.OneMarker.as_view(), name="api-marker"),
    path(
        "markers/<int64:marker_id>/withdraw/",
        markers.WithdrawMarker.as_view(),
        name="api-withdraw-marker",
    ),
    path(
        "contacts/<int64:contact_id>/marker-checks/",
        flagged.CheckMarker.as_view(),
        name="api-check-marker",
    ),
    path("marker-checks/", flagged.AskedFor.as_view(), name="api-marker-checks"),
    path(
        "marker-checks/<int64:check_id>/ask/", flagged.AskForMarker.as_view(), name="api-ask-marker"
    ),
    path(
        "marker-checks/<int64:check_id>/answer/",
        flagged.AnswerAsked.as_view(),
        name="api-answer-marker",
    ),
    path("court-orders/", markers.CourtOrders.as_view(), name="api-court-orders"),
    path("court-orders/<int64:order_id>/", markers.OneCourtOrder.as_view(), name="api-court-order"),
    path(
        "court-orders/<int64:order_id>/discharge/",
        markers.DischargeOrder.as_view(),
        name="api-discharge-order",
    ),
    path("places/", lists.Places.as_view(), name="api-places"),
    path("contacts/<int64:contact_id>/known/", lists.Known.as_view(), name="api-known"),
    path(
        "contacts/<int64:contact_id>/duplicates/",
        links.Duplicates.as_view(),
        name="api-duplicates",
    ),
    path("duty/", lists.DutyView.as_view(), name="api-duty"),
    re_path(
        r"^duty/(?P<order>sign-off|break|return)/$",
        lists.DutyOrder.as_view(),
        name="api-duty-order",
    ),
]
