"""What the call itself says: silent, cut off, or not the first tonight."""

from incidents.risk.facts import Facts
from incidents.risk.rule import IMMEDIATE, SIGNIFICANT, Rule

RULES = [
    Rule(
        "called_before_tonight",
        SIGNIFICANT,
        "This number or handle has called before in the last 12 hours",
        "Raneem Oudeh inquest: four calls in one night",
        lambda facts: facts.calls_tonight > 0,
        Facts(calls_tonight=1),
    ),
    Rule(
        "silent",
        SIGNIFICANT,
        "Silent call: nobody knows that all is well",
        "Kerry Power: a silent call that did not pass the filter",
        lambda facts: facts.is_silent,
        Facts(is_silent=True),
    ),
    Rule(
        "silent_and_marker",
        IMMEDIATE,
        "Silent or cut off, with a marker on their number, handle, vehicle or address",
        "IOPC, Hampshire, February 2023 (node/5915)",
        lambda facts: (facts.is_silent or facts.was_cut_off) and facts.live_marker,
        Facts(is_silent=True, live_marker=True),
    ),
    Rule(
        "cut_off",
        SIGNIFICANT,
        "The call was cut off or abandoned",
        "Practice on dropped 999 calls: ring back, check the number, then send an officer",
        lambda facts: facts.was_cut_off,
        Facts(was_cut_off=True),
    ),
]
