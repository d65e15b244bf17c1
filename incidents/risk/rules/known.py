"""What is on record of number, handle, vehicle or address, whatever the caller says (J10)."""

from incidents.risk.facts import Facts
from incidents.risk.rule import EXTENDED, IMMEDIATE, SIGNIFICANT, Rule

RULES = [
    Rule(
        "marker",
        SIGNIFICANT,
        "A marker is live on their number, handle or vehicle, or the address: read it",
        "Met policy on Special Schemes, 12 July 2019",
        lambda facts: facts.live_marker,
        Facts(live_marker=True),
    ),
    Rule(
        "withdrawn_marker",
        SIGNIFICANT,
        "There was a marker here, withdrawn since: the risk was known once",
        "IOPC 2018/104370: withdrawn without telling her",
        lambda facts: facts.withdrawn_marker,
        Facts(withdrawn_marker=True),
    ),
    Rule(
        "order",
        SIGNIFICANT,
        "An order of a court or bail is in force",
        "College of Policing APP, domestic abuse: court orders, bail; IOPC, Essex 2020",
        lambda facts: facts.is_under_an_order,
        Facts(order_in_force=True),
    ),
    Rule(
        "order_and_threats",
        IMMEDIATE,
        "Threatened by somebody under an order or bail",
        "Met definition of I: immediate threat of violence; IOPC, Essex 2020",
        lambda facts: facts.is_under_an_order and facts.is_threatened,
        Facts(answers={"threat": "MADE"}, order_in_force=True),
    ),
    Rule(
        "carried_i",
        IMMEDIATE,
        "Whoever gave this over to us graded it I; its reason is with the contact",
        "Joanna Michael, 2009: a grade that was lost between two forces",
        lambda facts: facts.carried_grade == "I",
        Facts(carried_grade="I"),
    ),
    Rule(
        "carried_s",
        SIGNIFICANT,
        "Whoever gave this over to us graded it S; its reason is with the contact",
        "Joanna Michael, 2009: a grade that was lost between two forces",
        lambda facts: facts.carried_grade == "S",
        Facts(carried_grade="S"),
    ),
    Rule(
        "carried_e",
        EXTENDED,
        "Whoever gave this over to us graded it E; its reason is with the contact",
        "Joanna Michael, 2009: a grade that was lost between two forces",
        lambda facts: facts.carried_grade == "E",
        Facts(carried_grade="E"),
    ),
]
