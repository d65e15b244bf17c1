"""Domestic abuse: a suspected partner is enough, and what is known beside it makes it I (D3)."""

from incidents.risk.facts import Facts
from incidents.risk.rule import IMMEDIATE, SIGNIFICANT, Rule

NIGHT_2018 = "IOPC 2018/104370"
APP = "College of Policing APP, domestic abuse: call handler guide"

RULES = [
    Rule(
        "domestic",
        SIGNIFICANT,
        "Domestic: a suspected partner, ex-partner or family member is enough",
        f"{APP}; {NIGHT_2018}",
        lambda facts: facts.is_domestic,
        Facts(is_domestic=True),
    ),
    Rule(
        "domestic_and_recent_contact",
        IMMEDIATE,
        "Domestic, suspected or certain, and they asked us for help in the last 7 days",
        NIGHT_2018,
        lambda facts: facts.is_domestic and facts.contacts_in_7_days > 0,
        Facts(is_domestic=True, contacts_in_7_days=1),
    ),
    Rule(
        "domestic_history",
        IMMEDIATE,
        "Domestic, suspected or certain, with another in the last 12 months",
        NIGHT_2018,
        lambda facts: facts.is_domestic and facts.domestic_in_12_months > 0,
        Facts(is_domestic=True, domestic_in_12_months=1),
    ),
    Rule(
        "domestic_again_tonight",
        IMMEDIATE,
        "Domestic, and the second contact or more about it in 12 hours",
        "Raneem Oudeh inquest: four calls in one night",
        lambda facts: facts.is_domestic and facts.contacts_tonight > 1,
        Facts(is_domestic=True, contacts_tonight=2),
    ),
    Rule(
        "domestic_and_marker",
        IMMEDIATE,
        "Domestic, and a Special Scheme is live on their number, handle, vehicle or address",
        "Met policy on Special Schemes, 12 July 2019",
        lambda facts: facts.is_domestic and facts.live_marker,
        Facts(is_domestic=True, live_marker=True),
    ),
    Rule(
        "domestic_and_withdrawn_marker",
        IMMEDIATE,
        "Domestic, and there was a Special Scheme, withdrawn since: the risk was known",
        f"{NIGHT_2018}: the scheme of her home",
        lambda facts: facts.is_domestic and facts.withdrawn_marker,
        Facts(is_domestic=True, withdrawn_marker=True),
    ),
    Rule(
        "domestic_and_not_told",
        IMMEDIATE,
        "Domestic, and a Special Scheme was withdrawn without telling the victim: they may count "
        "on it",
        f"{NIGHT_2018}: withdrawn without telling her",
        lambda facts: facts.is_domestic and facts.withdrawn_marker_uninformed,
        Facts(is_domestic=True, withdrawn_marker_uninformed=True),
    ),
    Rule(
        "domestic_and_order",
        IMMEDIATE,
        "Domestic, and an order of a court or bail is in force",
        "IOPC, Essex 2020: an order in force that nobody saw; IOPC IX/3985/19",
        lambda facts: facts.is_domestic and facts.is_under_an_order,
        Facts(is_domestic=True, order_in_force=True),
    ),
    Rule(
        "domestic_cut_off",
        IMMEDIATE,
        "Domestic, and the call was cut off",
        f"{APP}: if the call is cut off, urgently reassess the grading",
        lambda facts: facts.is_domestic and facts.was_cut_off,
        Facts(is_domestic=True, was_cut_off=True),
    ),
    Rule(
        "domestic_and_weapon_named",
        IMMEDIATE,
        "Domestic, and the caller's words name a weapon: ask where it is",
        f"{APP}: ask for weapons",
        lambda facts: facts.is_domestic and facts.names_a_weapon,
        Facts(is_domestic=True, names_a_weapon=True),
    ),
    Rule(
        "domestic_and_child",
        IMMEDIATE,
        "Domestic, threats made, and a child is there or at risk",
        f"{APP}: ask for children",
        lambda facts: facts.is_domestic and facts.is_threatened and facts.shows("CHILD"),
        Facts(answers={"threat": "MADE"}, signs=frozenset({"CHILD"}), is_domestic=True),
    ),
]
