"""
How long a unit would take: one pure estimate, never a route.

Distance as the crow flies × a detour factor ÷ a speed for the hour. Against real journeys in a
city such an estimate is commonly out by a third either way, and more at night or over the river;
the screen says so beside every figure.
"""

import math

EARTH_KM = 6371.0
DETOUR = 1.35
ERROR = "An estimate from distance and hour, often a third out either way; not a route."
# Blue-light speeds across a large city, km/h, by hour of the local day.
SPEED = {range(0, 6): 42.0, range(6, 10): 26.0, range(10, 15): 30.0, range(15, 20): 25.0}
OTHERWISE = 34.0


def distance_km(from_lat: float, from_lon: float, to_lat: float, to_lon: float) -> float:
    """Return the great-circle distance in kilometres."""
    lat1, lat2 = math.radians(from_lat), math.radians(to_lat)
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(to_lon - from_lon) / 2
    part = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(part))


def speed_at(hour: int) -> float:
    """Return the speed assumed for an hour of the local day, in km/h."""
    return next((speed for hours, speed in SPEED.items() if hour in hours), OTHERWISE)


def minutes(km: float, *, hour: int) -> float:
    """Return the minutes a unit would take over a distance at an hour of the local day."""
    return km * DETOUR / speed_at(hour) * 60
