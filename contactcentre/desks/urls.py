"""The addresses of pages."""

from django.urls import path
from django.views.generic import RedirectView
from django.views.generic.base import TemplateView

from contactcentre.desks import doors
from contactcentre.desks.views import (
    command,
    demo,
    desks,
    guide,
    incidents,
    payloads,
    places,
    session,
)

urlpatterns = [
    path("", session.home, name="home"),
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-out/", session.sign_out, name="sign-out"),
    path("password/", session.change_password, name="password"),
    path("lock/", session.lock, name="lock"),
    path("unlock/", session.unlock, name="unlock"),
    path("desk/calls/", desks.calls, name="desk-calls"),
    path("desk/dispatch/", desks.dispatch, name="desk-dispatch"),
    path("desk/supervisor/", desks.supervisor, name="desk-supervisor"),
    path("desk/command/", command.run, name="desk-command"),
    path("desk/incidents/id/<int64:incident_id>/", incidents.by_id, name="incident-by-id"),
    path("desk/incidents/<slug:slug>/", incidents.show, name="incident"),
    path("desk/incidents/<slug:slug>/place/", places.correct, name="incident-place"),
    path("desk/payloads/", payloads.show, name="payloads"),
    path("desk/payloads/<int64:payload_id>/review/", payloads.review, name="payload-review"),
    path("help/", guide.show, name="help"),
    path("demo/", demo.tray, name="demo"),
    path("demo/ring/", demo.ring, name="demo-ring"),
    path("demo/hang-up/", demo.hang_up, name="demo-hang-up"),
    path("demo/sign-in/", session.demo_sign_in, name="demo-sign-in"),
    path(
        "robots.txt",
        doors.public(
            TemplateView.as_view(template_name="desks/robots.txt", content_type="text/plain")
        ),
        name="robots",
    ),
    path(
        "favicon.ico",
        doors.public(RedirectView.as_view(url="/static/desks/favicon.svg", permanent=True)),
        name="favicon",
    ),
]
