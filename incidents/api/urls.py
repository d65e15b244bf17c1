"""Paths of incidents under /api/v1/."""

from django.urls import path, re_path

from incidents.api import (
    accounts,
    callers,
    lists,
    messages,
    obligations,
    question_sets,
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
    path("texts/", callers.Texts.as_view(), name="api-texts"),
    path("places/", lists.Places.as_view(), name="api-places"),
    path("contacts/<int64:contact_id>/known/", lists.Known.as_view(), name="api-known"),
    path("duty/", lists.DutyView.as_view(), name="api-duty"),
    re_path(
        r"^duty/(?P<order>sign-off|break|return)/$",
        lists.DutyOrder.as_view(),
        name="api-duty-order",
    ),
]
