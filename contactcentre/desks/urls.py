"""The addresses of pages."""

from django.urls import include, path
from django.views.generic import RedirectView
from django.views.generic.base import TemplateView

from contactcentre.desks import doors
from contactcentre.desks.views import (
    command,
    confirming,
    demo,
    desks,
    diverts,
    factors,
    guide,
    incidents,
    locking,
    payloads,
    places,
    risk,
    second_factor,
    session,
    sessions,
    signing_in,
)

# What is open to somebody who has yet to add a second factor (core.middleware.enrolment).
account = [
    path("", factors.show, name="factors"),
    path("passkeys/ask/", factors.ask_new_passkey, name="ask-new-passkey"),
    path("passkeys/", factors.add_passkey, name="add-passkey"),
    path("passkeys/<int64:passkey_id>/remove/", factors.remove_passkey, name="remove-passkey"),
    path("app/", factors.app, name="add-app"),
    path("app/remove/", factors.remove_app, name="remove-app"),
    path("recovery-codes/", factors.recovery_codes, name="recovery-codes"),
    path("confirm/", confirming.ask, name="confirm"),
    path("confirm/passkey/ask/", confirming.ask_passkey, name="confirm-ask-passkey"),
    path("confirm/passkey/", confirming.show_passkey, name="confirm-passkey"),
]
urlpatterns = [
    path("", session.home, name="home"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/second/", second_factor.ask, name="second-factor"),
    path("sign-in/passkey/ask/", second_factor.ask_passkey, name="ask-passkey"),
    path("sign-in/passkey/", second_factor.show_passkey, name="show-passkey"),
    path("sign-out/", session.sign_out, name="sign-out"),
    path("password/", session.change_password, name="password"),
    path("lock/", locking.lock, name="lock"),
    path("unlock/", locking.unlock, name="unlock"),
    path("account/factors/", include(account)),
    path("account/sessions/", sessions.show, name="sessions"),
    path("account/sessions/end/", sessions.end, name="sessions-end"),
    path("desk/calls/", desks.calls, name="desk-calls"),
    path("desk/dispatch/", desks.dispatch, name="desk-dispatch"),
    path("desk/supervisor/", desks.supervisor, name="desk-supervisor"),
    path("desk/command/", command.run, name="desk-command"),
    path("desk/incidents/id/<int64:incident_id>/", incidents.by_id, name="incident-by-id"),
    path("desk/incidents/<slug:slug>/", incidents.show, name="incident"),
    path("desk/incidents/<slug:slug>/risk/", risk.assess, name="incident-risk"),
    path("desk/incidents/<slug:slug>/place/", places.correct, name="incident-place"),
    path("desk/diverts/", diverts.show, name="diverts"),
    path("desk/diverts/figures/", diverts.figures, name="divert-figures"),
    path("desk/diverts/<int64:divert_id>/review/", diverts.review, name="divert-review"),
    path("desk/diverts/<int64:divert_id>/urgent/", diverts.ask_urgently, name="divert-urgent"),
    path("desk/payloads/", payloads.show, name="payloads"),
    path("desk/payloads/<int64:payload_id>/review/", payloads.review, name="payload-review"),
    path("help/", guide.show, name="help"),
    path("demo/", demo.tray, name="demo"),
    path("demo/ring/", demo.ring, name="demo-ring"),
    path("demo/hang-up/", demo.hang_up, name="demo-hang-up"),
    path("demo/sign-in/", signing_in.demo_sign_in, name="demo-sign-in"),
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
