"""The doors of the admin site: what can be done with the rows of each kind, and by whom."""

from tests.doors.rows import ALL, PAGE, PUBLIC, Row

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
CHANGED = [
    "core/person",
    "core/commandunit",
    "core/borough",
    "dispatch/unit",
    "incidents/place",
    "incidents/code",
    "incidents/agency",
]
ADDED = ["core/apikey", "countdowns/policy", "core/procedure", "incidents/questionset"]
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
    "contacts/operatorhandover",
    "contacts/outboundmessage",
    "contacts/rawpayload",
    "contacts/ringback",
    "core/procedurereceipt",
    "countdowns/alert",
    "countdowns/clock",
    "countdowns/clockstep",
    "dispatch/assignment",
    "dispatch/divert",
    "dispatch/divertreview",
    "dispatch/unitstatuschange",
    "incidents/answeredset",
    "incidents/assessment",
    "incidents/courtorder",
    "incidents/crewwarning",
    "incidents/gradedecision",
    "incidents/identitylink",
    "incidents/incident",
    "incidents/incidentcontact",
    "incidents/incidentlink",
    "incidents/incomingtransfer",
    "incidents/linkedlook",
    "incidents/logentry",
    "incidents/marker",
    "incidents/markercheck",
    "incidents/message",
    "incidents/obligation",
    "incidents/party",
    "incidents/transfer",
    "incidents/transfermessage",
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
