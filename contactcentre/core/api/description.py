"""What the OpenAPI document says of every order alike: its refusals, and the headers it takes."""

from contactcentre.core.api import idempotency

REFUSED = {"$ref": "#/components/responses/Refused"}
ANY = ("400", "401", "403", "406", "423", "429", "503")
OF_CHANGES = ("404", "409", "413", "415", "422")
VERSIONED = ("{contact_id}", "{ref}", "{callsign}", "{payload_id}", "{alert_id}")
RESPONSES = {
    "Refused": {
        "description": (
            "Refused, and nothing was changed. `detail` says why and what to do next; where "
            "single fields are wrong, each is named with its sentences."
        ),
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {"detail": {"type": "string"}},
                    "additionalProperties": True,
                    "minProperties": 1,
                }
            }
        },
    }
}
HEADERS = {
    "Idempotency-Key": {
        "in": "header",
        "name": "Idempotency-Key",
        "description": "A text of your own: the same order with the same key has one effect.",
        "schema": {"type": "string", "maxLength": idempotency.LONGEST},
    },
    "If-Match": {
        "in": "header",
        "name": "If-Match",
        "description": "The version you have seen: 409 if somebody has changed it since.",
        "schema": {"type": "string", "pattern": r'^("[0-9]{1,9}"|\*)$'},
    },
}


def describe(result: dict, **_about) -> dict:
    """Add to every order what holds for all of its kind; a hook of drf-spectacular."""
    result["components"] |= {"responses": RESPONSES, "parameters": HEADERS}
    for path, methods in result["paths"].items():
        for method, order in methods.items():
            for code in _refusals(path, method):
                order["responses"].setdefault(code, REFUSED)
            named = [{"$ref": f"#/components/parameters/{name}"} for name in _headers(path, method)]
            order["parameters"] = [*order.get("parameters", []), *named]
    return result


def _refusals(path: str, method: str) -> tuple[str, ...]:
    if method != "get":
        return ANY + OF_CHANGES
    return (*ANY, "404", "409") if "{" in path else ANY


def _headers(path: str, method: str) -> tuple[str, ...]:
    if method == "get":
        return ()
    has_version = any(part in path for part in VERSIONED)
    return ("Idempotency-Key", "If-Match") if has_version else ("Idempotency-Key",)
