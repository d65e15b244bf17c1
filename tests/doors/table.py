"""
Who may go where: every address, by every method, for every role. A new address needs a row.

Letters: Administrator, Crew, Dispatcher, Gateway (a machine), call Handler, duty Officer, Reviewer,
Supervisor. Whoever is signed in and not named is refused (403), by a method that is not named too
(405, or 403 again). The doors say what happens to everybody else, the subjects which of several
incidents, units, alerts and contacts are there for whom (tests/doors/rows.py).
"""

from tests.doors.rows import (
    ALERT,
    ALL,
    API,
    BOARD,
    CALL,
    CONTACT,
    DIVERT,
    DOCS,
    FACTORS,
    INCIDENT,
    LINE,
    LOCK,
    PAGE,
    PASSWORD,
    PROBE,
    PUBLIC,
    SENT,
    SIGN_OUT,
    UNIT,
    Row,
)

CONTACTS = "api/v1/contacts/"
ONE_CONTACT = f"{CONTACTS}<int64:contact_id>/"
INCIDENTS = "api/v1/incidents/"
ONE_INCIDENT = f"{INCIDENTS}<cad:ref>/"
ONE_UNIT = "api/v1/units/<callsign:callsign>/"
DIVERT_ID = "diverts/<int64:divert_id>/"
ONE_DIVERT = f"api/v1/{DIVERT_ID}"
ONE_PASSKEY = "account/factors/passkeys/<int64:passkey_id>/"
BOARDS = "api/v1/boards/<slug:name>/"
ORDER = "api/v1/^duty/(?P<order>sign-off|break|return)/$"

CALLS = [
    Row("GET", CONTACTS, API, "DHOS"),
    Row("POST", CONTACTS, API, "GHOS"),
    Row("GET", f"{CONTACTS}queue/", API, "DHOS"),
    Row("GET", ONE_CONTACT, API, "DHOS", CONTACT),
    Row("GET", f"{ONE_CONTACT}known/", API, "DHOS", CONTACT),
    Row("POST", f"{ONE_CONTACT}answer/", CALL, "HOS", CONTACT),
    Row("POST", f"{ONE_CONTACT}claim/", API, "HOS", CONTACT),
    Row("POST", f"{ONE_CONTACT}release/", API, "HOS", CONTACT),
    Row("POST", f"{ONE_CONTACT}abandon/", API, "GOS", LINE),
    Row("POST", f"{ONE_CONTACT}end/", CALL, "HOS", CONTACT),
    Row("POST", f"{ONE_CONTACT}dispose/", CALL, "HOS", CONTACT),
    Row("POST", f"{ONE_CONTACT}locations/", API, "GHOS", CONTACT),
    Row("GET", "api/v1/handlers/", API, "DHOS"),
    Row("POST", "api/v1/handlers/me/state/", API, "HOS"),
    Row("POST", "api/v1/handlers/<int64:person_id>/skills/", API, "OS"),
    Row("GET", "api/v1/payloads/", API, "OS"),
    Row("GET", "api/v1/payloads/<int64:payload_id>/", API, "OS"),
    Row("POST", "api/v1/payloads/<int64:payload_id>/review/", API, "OS"),
    # Whoever signs with the secret is the telephone system; nobody else, whoever they are.
    Row("POST", "hooks/telephony/", PROBE, ALL, answers=(403,)),
]
LIVES = [
    Row("GET", INCIDENTS, API, "CDHORS"),
    Row("POST", INCIDENTS, API, "DHOS"),
    Row("GET", f"{INCIDENTS}questions/", API, "DHOS"),
    Row("GET", ONE_INCIDENT, API, "CDHORS", INCIDENT),
    Row("GET", f"{ONE_INCIDENT}timeline/", API, "CDHORS", INCIDENT),
    Row("GET", f"{ONE_INCIDENT}candidates/", API, "DOS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}assessments/", API, "DHOS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}grade/", API, "DHOS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}log/", API, "DHOS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}account/", API, "DHOS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}place/", API, "DHOS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}result/", API, "DHOS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}keep-waiting/", API, "OS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}non-attendance/", API, "DHOS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}approve-non-attendance/", API, "OS", INCIDENT),
    Row("POST", f"{ONE_INCIDENT}close/", API, "DOS", INCIDENT),
    Row("GET", "api/v1/places/", API, "DHOS"),
]
UNITS = [
    Row("GET", "api/v1/units/", API, "CDGHORS"),
    Row("POST", f"{ONE_UNIT}assign/", API, "DOS", SENT),
    Row("POST", f"{ONE_UNIT}divert/", API, "DOS", SENT),
    Row("GET", f"{ONE_UNIT}divert-preview/", API, "DOS", SENT),
    Row("POST", f"{ONE_UNIT}stand-down/", API, "DOS", UNIT),
    Row("POST", f"{ONE_UNIT}unable/", API, "CDGOS", UNIT),
    Row("POST", f"{ONE_UNIT}acknowledge/", API, "CDGOS", UNIT),
    Row("POST", f"{ONE_UNIT}status/", API, "CDGOS", UNIT),
    Row("POST", f"{ONE_UNIT}position/", API, "CDGOS", UNIT),
    Row("POST", f"{ONE_UNIT}well/", API, "CDGOS", UNIT),
    Row("POST", f"{ONE_UNIT}crew/", API, "DOS", UNIT),
    Row("POST", f"{ONE_UNIT}book-on/", API, "DOS", UNIT),
    Row("POST", f"{ONE_UNIT}book-off/", API, "DOS", UNIT),
    Row("GET", "api/v1/diverts/", API, "DORS"),
    Row("POST", f"{ONE_DIVERT}review/", API, "ORS", DIVERT),
    Row("POST", f"{ONE_DIVERT}urgent-review/", API, "DORS", DIVERT),
]
FLOOR = [
    Row("GET", "api/v1/alerts/", API, "DHOS"),
    Row("POST", "api/v1/alerts/<int64:alert_id>/acknowledge/", API, "DHOS", ALERT),
    Row("GET", BOARDS, BOARD, "HOS", given=(("name", "calls"),)),
    Row("GET", BOARDS, BOARD, "DOS", given=(("name", "dispatch"),)),
    Row("GET", BOARDS, BOARD, "OS", given=(("name", "supervisor"),)),
    Row("POST", "api/v1/duty/", API, "DHOS"),
    Row("POST", ORDER, API, "DHOS", given=(("order", "sign-off"),)),
    Row("POST", ORDER, API, "DHOS", given=(("order", "break"),)),
    Row("POST", ORDER, API, "DHOS", given=(("order", "return"),)),
    Row("GET", "api/v1/me/", API, ALL),
    Row("GET", "api/v1/schema/", API, ALL),
]
PAGES = [
    Row("GET", "api/v1/docs/", DOCS, ALL),
    Row("GET", "", PAGE, ALL),
    Row("GET", "desk/calls/", PAGE, "HOS"),
    Row("GET", "desk/dispatch/", PAGE, "DOS"),
    Row("GET", "desk/supervisor/", PAGE, "OS"),
    Row("POST", "desk/command/", PAGE, "CDHORS"),
    Row("GET", "desk/incidents/id/<int64:incident_id>/", PAGE, "CDHORS", INCIDENT),
    Row("GET", "desk/incidents/<slug:slug>/", PAGE, "CDHORS", INCIDENT),
    Row("GET POST", "desk/incidents/<slug:slug>/risk/", PAGE, "DHOS", INCIDENT, answers=(200, 422)),
    Row("GET POST", "desk/incidents/<slug:slug>/place/", PAGE, "DHOS", INCIDENT),
    Row("GET", "desk/diverts/", PAGE, "DORS"),
    Row("GET", "desk/diverts/figures/", PAGE, "DORS"),
    Row("POST", f"desk/{DIVERT_ID}review/", PAGE, "ORS", DIVERT, answers=(422,)),
    Row("POST", f"desk/{DIVERT_ID}urgent/", PAGE, "DORS", DIVERT, answers=(422,)),
    Row("GET", "desk/payloads/", PAGE, "OS"),
    Row("POST", "desk/payloads/<int64:payload_id>/review/", PAGE, "OS"),
    Row("GET", "help/", PAGE, ALL),
    Row("GET POST", "password/", PASSWORD, ALL),
    Row("POST", "lock/", LOCK, ALL),
    Row("GET POST", "unlock/", LOCK, ALL, answers=(200, 403)),
    Row("POST", "sign-out/", SIGN_OUT, ALL, answers=("/sign-in/",)),
    Row("GET POST", "sign-in/second/", PUBLIC, ALL, answers=("/sign-in/",)),
    Row("POST", "sign-in/passkey/ask/", PUBLIC, ALL),
    Row("POST", "sign-in/passkey/", PUBLIC, ALL, answers=(422,)),
    Row("GET", "account/factors/", FACTORS, ALL),
    Row("POST", "account/factors/passkeys/ask/", FACTORS, ALL),
    Row("POST", "account/factors/passkeys/", FACTORS, ALL, answers=(422,)),
    Row("POST", f"{ONE_PASSKEY}remove/", FACTORS, ALL, answers=(404,)),
    Row("GET POST", "account/factors/app/", FACTORS, ALL, answers=(200, 422)),
    Row("POST", "account/factors/app/remove/", FACTORS, ALL, answers=(404,)),
    Row("GET POST", "account/factors/recovery-codes/", FACTORS, ALL, answers=(200, 409)),
    Row("GET POST", "account/factors/confirm/", FACTORS, ALL, answers=(200, 403)),
    Row("POST", "account/factors/confirm/passkey/ask/", FACTORS, ALL),
    Row("POST", "account/factors/confirm/passkey/", FACTORS, ALL, answers=(422,)),
    Row("GET", "account/sessions/", PAGE, ALL),
    Row("POST", "account/sessions/end/", PAGE, ALL, answers=("/account/sessions/",)),
    Row("GET", "demo/", PAGE, "DHOS"),
    Row("POST", "demo/ring/", PAGE, "DHOS", answers=(404,)),
    Row("POST", "demo/hang-up/", PAGE, "DHOS", answers=(404,)),
    Row("POST", "demo/sign-in/", PUBLIC, ALL, answers=(404,)),
    Row("GET POST PUT PATCH DELETE", "sign-in/", PUBLIC, ALL, answers=(200, "/", 405)),
    Row("GET", "robots.txt", PUBLIC, ALL),
    Row("GET POST PUT PATCH DELETE", "favicon.ico", PUBLIC, ALL, answers=(301,)),
    Row("GET", "readyz", PROBE, ALL, answers=(200, 503)),
    Row("GET", "metrics", PROBE, ALL),
]
SITE = [
    Row("GET POST", "admin/", PAGE, "A"),
    Row("GET POST PUT PATCH DELETE", "admin/login/", PUBLIC, ALL, answers=("/sign-in/",)),
    Row("POST", "admin/logout/", PAGE, "A", answers=("/sign-in/",)),
    Row("GET POST", "admin/password_change/", PAGE, "A", answers=("/password/",)),
    Row("GET POST", "admin/password_change/done/", PAGE, "A", answers=("/password/",)),
    Row("GET", "admin/autocomplete/", PAGE, "A", answers=(403,)),
    Row("GET", "admin/jsi18n/", PAGE, "A"),
    Row(
        "GET POST",
        "admin/r/<path:content_type_id>/<path:object_id>/",
        PAGE,
        "A",
        answers=(404,),
        given=(("content_type_id", "1"), ("object_id", "1")),
    ),
    Row(
        "GET POST",
        "admin/^(?P<app_label>contacts|countdowns|incidents|core|dispatch)/$",
        PAGE,
        "A",
        given=(("app_label", "core"),),
    ),
    Row("GET POST", "admin/(?P<url>.*)$", PAGE, "A", answers=(404,), given=(("url", "nowhere/"),)),
]
# What can be done with the rows of each kind on the admin site.
CHANGED = ["core/person", "core/commandunit", "core/borough", "incidents/place", "incidents/code"]
ADDED = ["core/apikey", "countdowns/policy", "dispatch/unit"]
READ = [
    "core/auditentry",
    "core/auditseal",
    "core/duty",
    "dispatch/airwavecode",
]
# What nobody sees who only administers.
OPERATIONAL = [
    "contacts/contact",
    "contacts/callerlocation",
    "contacts/callevent",
    "contacts/handler",
    "contacts/rawpayload",
    "countdowns/alert",
    "countdowns/clock",
    "countdowns/clockstep",
    "dispatch/assignment",
    "dispatch/divert",
    "dispatch/divertreview",
    "dispatch/unitstatuschange",
    "incidents/assessment",
    "incidents/gradedecision",
    "incidents/incident",
    "incidents/incidentcontact",
    "incidents/logentry",
    "incidents/party",
]
ORDERS = ["core/apikey revoke"] + [
    f"core/person {order}"
    for order in (
        "new-password",
        "reset-second-factor",
        "end-sessions",
        "close-account",
        "open-account",
    )
]
SOCKETS = {
    ("ws/boards/<slug:name>/", "calls"): "HOS",
    ("ws/boards/<slug:name>/", "dispatch"): "DOS",
    ("ws/boards/<slug:name>/", "supervisor"): "OS",
    ("ws/boards/<slug:name>/", "none"): "",
    ("", "anything/else/"): "",
}


def administered() -> list[Row]:
    """Return the rows of the admin site's pages, by what can be done on each."""
    rows = []
    for model in (*CHANGED, *ADDED, *READ):
        rows += _pages(f"admin/{model}/", adds=model not in READ, changes=model in CHANGED)
    for model in OPERATIONAL:
        rows += _pages(f"admin/{model}/", adds=False, changes=False, who="")
    for order in ORDERS:
        model, _, name = order.partition(" ")
        route = f"admin/{model}/<path:object_id>/{name}/"
        rows.append(Row("GET POST", route, PAGE, "A", answers=(200, 302, 404)))
    return rows


def _pages(route: str, *, adds: bool, changes: bool, who: str = "A") -> list[Row]:
    one, refused = f"{route}<path:object_id>/", (403,)
    return [
        Row("GET POST", route, PAGE, who),
        Row("GET POST", f"{route}add/", PAGE, who, answers=() if adds else refused),
        Row("GET", f"{one}change/", PAGE, who),
        Row("POST", f"{one}change/", PAGE, who, answers=() if changes else refused),
        Row("GET POST", f"{one}delete/", PAGE, who, answers=refused),
        Row("GET POST", f"{one}history/", PAGE, "A"),
        Row("GET POST", one, PAGE, "A"),
    ]


ROWS = [*CALLS, *LIVES, *UNITS, *FLOOR, *PAGES, *SITE, *administered()]
