"""London as the demonstration has it: real boroughs and town centres, invented streets."""

import math
import random

from contactcentre.management.demo.centres import BOROUGHS

__all__ = ["AGENCIES", "BOROUGHS", "COMMAND_UNITS", "gazetteer"]
# Invented, like their telephones: code, name, kind and how they are reached.
AGENCIES = (
    ("NORTHMERE", "Northmere Police control room", "POLICE", "MESSAGES", "01632 960 101"),
    ("RIVERSIDE", "Riverside Fire and Rescue control", "FIRE", "TELEPHONE", "01632 960 102"),
    ("CITYAMB", "City Ambulance emergency operations", "AMBULANCE", "TELEPHONE", "01632 960 103"),
    ("ESTUARY", "Estuary Coastguard operations", "COASTGUARD", "TELEPHONE", "01632 960 104"),
)
# The twelve of the Metropolitan Police, over the 32 boroughs.
COMMAND_UNITS = {
    "AS": "Lambeth and Southwark",
    "CN": "Camden and Islington",
    "CE": "Hackney and Tower Hamlets",
    "AW": "Westminster, Kensington and Chelsea, Hammersmith and Fulham",
    "EA": "Barking and Dagenham, Havering, Redbridge",
    "NA": "Enfield and Haringey",
    "NE": "Newham and Waltham Forest",
    "NW": "Barnet, Brent, Harrow",
    "SE": "Bexley, Greenwich, Lewisham",
    "SN": "Bromley, Croydon, Sutton",
    "SW": "Kingston, Merton, Richmond, Wandsworth",
    "WA": "Ealing, Hillingdon, Hounslow",
}
# Dealt out in this order, so that no search for one of them finds more than it can show.
STREETS = [
    "Acre Lane", "Harbour Street", "Union Street", "Chapel Street", "Lime Grove", "Tanner Street",
    "Station Road", "Belmont Road", "Nelson Road", "Willow Street", "Cross Street", "Park Road",
    "Almond Road", "Victoria Road", "Mill Lane", "Cedar Avenue", "George Street", "Ashby Road",
    "Wharf Road", "Fairfield Road", "Orchard Road", "Anchor Street", "Church Road", "Ivy Lane",
    "Jubilee Street", "Priory Road", "Alma Grove", "Queen Street", "Salisbury Road", "Hill Rise",
    "Bridge Street", "Elm Grove", "Railway Terrace", "Clarence Street", "Grange Road", "Lark Row",
    "Water Lane", "Albion Street", "Poplar Walk", "York Road", "Market Place", "Laurel Road",
    "Brook Lane", "King Street", "Windmill Lane", "Garden Row", "North Street", "Oak Avenue",
    "Canal Walk", "Rose Lane", "Pear Tree Street", "School Lane", "Beacon Hill", "South Street",
    "New Road", "Ferry Lane", "River Street", "Dock Street", "Coldharbour Row", "Abbey Road",
    "Arden Street", "Aspen Way", "Barley Mow Lane", "Birch Grove", "Bishops Road", "Bramble Close",
    "Calder Street", "Castle Road", "Chestnut Avenue", "Clifton Road", "Copper Row", "Crown Lane",
    "Dale Street", "Dene Road", "Drake Street", "Eagle Court", "East Street", "Falcon Road",
    "Foundry Lane", "Gables Road", "Glebe Place", "Green Lane", "Hawthorn Road", "Heron Way",
    "Holly Walk", "Hope Street", "Kiln Lane", "Larch Avenue", "Linden Grove", "Lock Street",
    "Manor Road", "Maple Street", "Meadow Road", "Mercer Street", "Mulberry Walk", "Old Mill Road",
    "Paragon Street", "Pilgrim Lane", "Pond Street", "Quarry Road", "Rectory Road", "Regent Road",
    "Rowan Street", "Saddlers Row", "Sharp Street", "Silver Street", "Spring Grove", "Stable Lane",
    "Swan Street", "Temple Road", "Thorn Street", "Turner Road", "Vale Road", "Vine Street",
    "Warren Road", "Weavers Lane", "West Street", "Whitmore Road", "Woodland Road", "Yew Tree Road",
]  # fmt: skip
STREETS_A_CENTRE = 5
NAMED = [
    ("Station", "station"), ("Hospital", "hospital"), ("Town Hall", "public building"),
    ("Library", "public building"), ("Leisure Centre", "public building"), ("Market", "market"),
]  # fmt: skip
REACH_KM = 0.45
KM_PER_DEGREE = 111.32


def gazetteer(name: str) -> list[tuple]:
    """Return the places of a borough as (name, kind, lat, lon), always the same ones."""
    chance = random.Random(f"gazetteer {name}")  # noqa: S311
    first = _first_centre(name)
    found = []
    for number, (centre, lat, lon) in enumerate(_centres(name), first):
        found += [(f"{centre} High Street", "street", *_about(chance, lat, lon))]
        found += [(street, "street", *_about(chance, lat, lon)) for street in _dealt(number)]
    for number, (what, kind) in enumerate(NAMED):
        _centre, lat, lon = _centres(name)[number % len(_centres(name))]
        found.append((f"{name} {what}", kind, *_about(chance, lat, lon)))
    return found


def _centres(name: str) -> tuple:
    return next(centres for _code, each, _area, centres in BOROUGHS if each == name)


def _first_centre(name: str) -> int:
    """Return how many centres the boroughs before this one have."""
    before = [each for _code, each, _area, _centres in BOROUGHS].index(name)
    return sum(len(centres) for *_borough, centres in BOROUGHS[:before])


def _dealt(centre: int) -> list[str]:
    first = centre * STREETS_A_CENTRE
    return [STREETS[(first + number) % len(STREETS)] for number in range(STREETS_A_CENTRE)]


def _about(chance: random.Random, lat: float, lon: float) -> tuple[float, float]:
    north, east = (chance.uniform(-REACH_KM, REACH_KM) for _axis in range(2))
    shrink = KM_PER_DEGREE * math.cos(math.radians(lat))
    return round(lat + north / KM_PER_DEGREE, 5), round(lon + east / shrink, 5)
