"""The doors about what is given over to other forces and agencies, and by them to us."""

from tests.doors.rows import ALL, API, CARRIED, INCIDENT, PAGE, PROBE, PROMISED, Row

GIVEN_OVER = [
    Row(
        "POST",
        "hooks/transfers/<slug:agency>/",
        PROBE,
        ALL,
        answers=(403,),
        given=(("agency", "thames"),),
    ),
    Row("POST", "api/v1/incidents/<cad:ref>/transfers/", API, "DHOS", INCIDENT),
    Row("GET", "api/v1/agencies/", API, "DHOS"),
    Row("GET", "api/v1/transfers/", API, "DGHOS"),
    Row("GET", "api/v1/transfers/<int64:transfer_id>/message/", API, "DGHOS", CARRIED),
    Row("GET", "api/v1/transfers/<int64:transfer_id>/cap/", API, "DGHOS", CARRIED),
    Row("GET", "api/v1/transfers/incoming/", API, "DGHOS"),
    Row("POST", "api/v1/transfers/<int64:transfer_id>/receipt/", API, "DHOS", PROMISED),
    Row("POST", "api/v1/transfers/<int64:transfer_id>/decision/", API, "DHOS", PROMISED),
    Row(
        "GET POST",
        "desk/incidents/<slug:slug>/give-over/",
        PAGE,
        "DHOS",
        INCIDENT,
        answers=(200, 422),
    ),
    Row("POST", "desk/transfers/<int64:transfer_id>/receipt/", PAGE, "DHOS", PROMISED),
    Row("POST", "desk/transfers/<int64:transfer_id>/decision/", PAGE, "DHOS", PROMISED),
]
