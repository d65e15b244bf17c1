"""What the handler sees or hears of people and of the scene, ticked beside THRIVE."""

from incidents.risk.facts import Facts
from incidents.risk.rule import IMMEDIATE, SIGNIFICANT, Rule

MET_I, MET_S = "Met definition of I", "Met definition of S"
APP = "College of Policing APP, domestic abuse: call handler guide"
SITUATION = "THRIVE: vulnerability, unable to protect oneself because of the situation"


def _shown(sign: str, **known) -> Facts:
    return Facts(signs=frozenset({sign}), **known)


RULES = [
    Rule(
        "weapon",
        IMMEDIATE,
        "A weapon is there, or within reach",
        f"{MET_I}: danger to life; {APP}: ask for weapons",
        lambda facts: facts.shows("WEAPON"),
        _shown("WEAPON"),
    ),
    Rule(
        "weapon_named",
        SIGNIFICANT,
        "The caller's words name a weapon: ask where it is",
        f"{APP}: ask for weapons",
        lambda facts: facts.names_a_weapon,
        Facts(names_a_weapon=True),
    ),
    Rule(
        "life_at_risk",
        IMMEDIATE,
        "Somebody may take their own life",
        f"{MET_I}: danger to life",
        lambda facts: facts.shows("SUICIDE"),
        _shown("SUICIDE"),
    ),
    Rule(
        "child",
        SIGNIFICANT,
        "A child is there, or at risk",
        f"{APP}: ask for children and vulnerable adults",
        lambda facts: facts.shows("CHILD"),
        _shown("CHILD"),
    ),
    Rule(
        "alone_and_threatened",
        IMMEDIATE,
        "Threatened, alone, and cannot get away",
        f"{MET_I}: immediate threat of violence; {SITUATION}",
        lambda facts: facts.is_threatened and facts.shows("ALONE"),
        _shown("ALONE", answers={"threat": "MADE"}),
    ),
    Rule(
        "alone",
        SIGNIFICANT,
        "Alone, and cannot get away",
        SITUATION,
        lambda facts: facts.shows("ALONE"),
        _shown("ALONE"),
    ),
    Rule(
        "cannot_speak",
        SIGNIFICANT,
        "Cannot speak freely, or asks for a pizza or a taxi",
        "College of Policing APP, domestic abuse: code words",
        lambda facts: facts.shows("CANNOT_SPEAK"),
        _shown("CANNOT_SPEAK"),
    ),
    Rule(
        "drink_and_threats",
        SIGNIFICANT,
        "Threats made by somebody who has had drink or drugs",
        f"{APP}: ask for alcohol and drugs",
        lambda facts: facts.is_threatened and facts.shows("DRINK"),
        _shown("DRINK", answers={"threat": "MADE"}),
    ),
    Rule(
        "hate_crime",
        SIGNIFICANT,
        "Hate crime: race, religion, disability, orientation or gender identity",
        f"{MET_S}: hate crime",
        lambda facts: facts.opening_code == "HATE" or facts.shows("HATE"),
        _shown("HATE"),
    ),
    Rule(
        "offender_held",
        SIGNIFICANT,
        "Somebody is being held for us",
        f"{MET_S}: offender detained",
        lambda facts: facts.shows("HELD"),
        _shown("HELD"),
    ),
    Rule(
        "road_blocked",
        IMMEDIATE,
        "A road is blocked, or the collision is serious",
        f"{MET_I}: road blocked or serious collision",
        lambda facts: facts.shows("ROAD_BLOCKED"),
        _shown("ROAD_BLOCKED"),
    ),
    Rule(
        "collision",
        SIGNIFICANT,
        "Collision on a road",
        f"{MET_S}: many collisions",
        lambda facts: facts.opening_code == "RTC",
        Facts(opening_code="RTC"),
    ),
    Rule(
        "missing",
        SIGNIFICANT,
        "Missing person: do not mistake lack of information for safety",
        "College of Policing APP, missing persons: initial contact",
        lambda facts: facts.opening_code == "MISSING",
        Facts(opening_code="MISSING"),
    ),
]
