"""Paths of channel webhooks under /hooks/."""

from django.urls import path

from contactcentre.contacts.channels.telephony import Telephony

urlpatterns = [path("telephony/", Telephony.as_view(), name="hook-telephony")]
