"""Paths of channel webhooks under /hooks/."""

from django.urls import path

from contactcentre.contacts.channels.notify import NotifyReceipts
from contactcentre.contacts.channels.telephony import Telephony

urlpatterns = [
    path("notify/", NotifyReceipts.as_view(), name="hook-notify"),
    path("telephony/", Telephony.as_view(), name="hook-telephony"),
]
