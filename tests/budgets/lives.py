"""The calls of a whole city: one real night, copied with other people, places and moments."""

from django.db import connection

from tests.budgets import history
from tests.world import World

CONTACTS_A_NIGHT = 2
PEOPLE = (
    {"role": "VICTIM", "name": "Anna Kovács", "number": "07700 900777", "vehicle": "AB12CDE"},
)
# Spread evenly: two years, the whole of London, five thousand streets, half a million numbers.
SPREAD = "mod({n}::bigint * %s, 1000003)"
AGO = f"make_interval(mins => ({SPREAD})::int)" % 7919
LAT = f"51.3 + 0.4 * {SPREAD} / 1000003.0" % 104729
LON = f"-0.5 + 0.8 * {SPREAD} / 1000003.0" % 15485863
CHANGES = {
    "contacts_contact": {
        "number": "'+4479' || lpad(mod({n}, 500000)::text, 8, '0')",
        "received_at": f"received_at - {AGO}",
    },
    "incidents_incident": {
        "place_words": "mod({n}, 199) || ' cross' || mod({n}, 5000) || ' street lambeth'",
        "lat": LAT,
        "lon": LON,
        "opened_at": f"opened_at - {AGO}",
    },
    "incidents_incidentcontact": {},
    "incidents_party": {
        "number": "'+4478' || lpad(mod({n}, 500000)::text, 8, '0')",
        "vehicle": "'AB' || mod({n}, 500000)",
        "name_words": "ARRAY['first' || mod({n}, 500), 'last' || mod({n}, 20000)]",
    },
}
PLACES = """
    INSERT INTO incidents_place (name, words, kind, borough_id, lat, lon, postcode)
    SELECT words, words, kind, %s, {lat}, {lon}, ''
    FROM generate_series(%s, %s) AS n, LATERAL (VALUES
        ('street', 'cross' || n || ' street'),
        ('address', n || ' cross' || mod(n, 5000) || ' street')) AS made (kind, words)
"""


def one_night(world: World) -> dict[str, int]:
    """Let two domestic incidents be opened; return where what is to be copied begins."""
    start = history.last_ids()
    for _each in range(CONTACTS_A_NIGHT):
        world.incident(people=PEOPLE, suspect_identity="CONFIRMED")
    return start


def lived(contacts: int, *, since: dict[str, int], first: int = 0) -> None:
    """Copy that night until there are so many contacts; `first` are there already."""
    nights, done = contacts // CONTACTS_A_NIGHT, first // CONTACTS_A_NIGHT
    history.copy(nights - done, since=since, units=False, first=done, changes=CHANGES)


def charted(world: World, places: int, *, first: int = 0) -> None:
    """Add streets and doors to the gazetteer until there are so many of each."""
    with connection.cursor() as cursor:
        where = {"lat": LAT.format(n="n"), "lon": LON.format(n="n")}
        cursor.execute(PLACES.format(**where), [world.borough.pk, first + 1, places])
        cursor.execute("ANALYZE incidents_place")
