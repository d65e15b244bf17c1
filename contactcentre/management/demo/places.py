"""Three command units with their boroughs, and invented gazetteers about real town centres."""

import math
import random

COMMAND_UNITS = {
    "AS": "Lambeth and Southwark",
    "CN": "Camden and Islington",
    "CE": "Hackney and Tower Hamlets",
}
# ONS code, name, command unit, latitude and longitude of a town centre.
BOROUGHS = [
    ("E09000022", "Lambeth", "AS", 51.4607, -0.1163),
    ("E09000028", "Southwark", "AS", 51.4875, -0.0800),
    ("E09000007", "Camden", "CN", 51.5390, -0.1426),
    ("E09000019", "Islington", "CN", 51.5416, -0.1022),
    ("E09000012", "Hackney", "CE", 51.5450, -0.0553),
    ("E09000030", "Tower Hamlets", "CE", 51.5150, -0.0300),
]
STREETS = [
    "Acre Lane", "Albion Street", "Almond Road", "Alma Grove", "Anchor Street", "Ashby Road",
    "Beacon Hill", "Belmont Road", "Bridge Street", "Brook Lane", "Canal Walk", "Cedar Avenue",
    "Chapel Street", "Church Road", "Clarence Street", "Coldharbour Row", "Cross Street",
    "Dock Street", "Elm Grove", "Fairfield Road", "Ferry Lane", "Garden Row", "George Street",
    "Grange Road", "Harbour Street", "High Street", "Hill Rise", "Ivy Lane", "Jubilee Street",
    "King Street", "Lark Row", "Laurel Road", "Lime Grove", "Market Place", "Mill Lane",
    "Nelson Road", "New Road", "North Street", "Oak Avenue", "Orchard Road", "Park Road",
    "Pear Tree Street", "Poplar Walk", "Priory Road", "Queen Street", "Railway Terrace",
    "River Street", "Rose Lane", "Salisbury Road", "School Lane", "South Street",
    "Station Road", "Tanner Street", "Union Street", "Victoria Road", "Water Lane",
    "Wharf Road", "Willow Street", "Windmill Lane", "York Road",
]  # fmt: skip
NAMED = [("Station", "station"), ("Hospital", "hospital"), ("Town Hall", "public building")]
REACH_KM = 2.2
KM_PER_DEGREE = 111.32


def gazetteer(name: str, lat: float, lon: float) -> list[tuple]:
    """Return the places of a borough as (name, kind, lat, lon), always the same ones."""
    chance = random.Random(f"gazetteer {name}")  # noqa: S311
    found = [(street, "street", *_about(chance, lat, lon)) for street in STREETS]
    named = [(f"{name} {what}", kind, *_about(chance, lat, lon)) for what, kind in NAMED]
    return found + named


def _about(chance: random.Random, lat: float, lon: float) -> tuple[float, float]:
    north, east = (chance.uniform(-REACH_KM, REACH_KM) for _axis in range(2))
    shrink = KM_PER_DEGREE * math.cos(math.radians(lat))
    return round(lat + north / KM_PER_DEGREE, 5), round(lon + east / shrink, 5)
