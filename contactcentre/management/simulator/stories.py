"""What callers say, and what a handler makes of it: all of it invented."""

from dataclasses import dataclass

THRIVE = ("threat", "harm", "risk", "investigation", "vulnerability", "engagement")


@dataclass(frozen=True)
class Story:
    """One kind of contact; without an opening code it is answered with advice."""

    name: str
    says: tuple[str, ...]
    code: str = ""
    answers: tuple[str, ...] = ()
    suspect: str = "UNKNOWN"
    vulnerable: bool = False
    outcome: str = "INCIDENT"
    note: str = ""
    closes_as: tuple[str, ...] = ("ADVICE", "CRIME", "NOTRACE")

    def thrive(self) -> dict[str, str]:
        """Return the answers to THRIVE by question."""
        return dict(zip(THRIVE, self.answers, strict=True))


def _advice(name: str, *says: str, outcome: str = "ADVICE", note: str) -> Story:
    return Story(name, says, outcome=outcome, note=note)


EMERGENCY = [
    (9, Story(
        "fight", ("Four people are fighting outside the pub.", "Two men are punching each other."),
        "VIOLENCE", ("NOW", "MINOR", "LIKELY", "LINES", "NONE", "NOW"),
        closes_as=("ARREST", "PEACE", "NOTRACE"),
    )),
    (8, Story(
        "domestic", ("My partner shouts and throws things.", "Her neighbour screams."),
        "DOM", ("MADE", "MINOR", "LIKELY", "LINES", "SOME", "NOW"), suspect="SUSPECTED",
        closes_as=("ARREST", "CRIME", "PEACE"),
    )),
    (6, Story(
        "burglary", ("Somebody is in the shop, the shutter is up.", "A man climbs over the wall."),
        "BURGLARY", ("MADE", "NONE", "LIKELY", "AT_RISK", "NONE", "NOW"),
        closes_as=("ARREST", "CRIME", "NOTRACE"),
    )),
    (8, Story(
        "collision", ("Two cars, one driver holds his neck.", "A van and a moped, both block it."),
        "RTC", ("NONE", "MINOR", "LOW", "AT_RISK", "NONE", "NOW"), closes_as=("ADVICE", "CRIME"),
    )),
    (4, Story(
        "knife", ("A man shows a knife at the bus stop.", "He said he has a knife in his bag."),
        "VIOLENCE", ("NOW", "SERIOUS", "LIKELY", "LINES", "SOME", "NOW"),
        closes_as=("ARREST", "NOTRACE"),
    )),
    (7, Story(
        "concern", ("He has not answered his door for two days.", "She stands on the bridge."),
        "CONCERN", ("NONE", "MINOR", "LIKELY", "NONE", "HIGH", "NOW"), vulnerable=True,
        closes_as=("REFERRED", "PEACE", "FALSE"),
    )),
    (4, Story(
        "missing", ("My son did not come home from school.", "My mother has dementia and is out."),
        "MISSING", ("NONE", "MINOR", "LIKELY", "LINES", "HIGH", "NOW"), vulnerable=True,
        closes_as=("PEACE", "FALSE"),
    )),
    (6, Story(
        "suspicious", ("Somebody tries the handles of cars.", "A light moves in the empty house."),
        "SUSPICIOUS", ("NONE", "NONE", "LIKELY", "LINES", "NONE", "NOW"),
        closes_as=("NOTRACE", "FALSE", "ARREST"),
    )),
    (5, Story(
        "theft", ("They took my bag and ran.", "Three of them cleared a shelf and left."),
        "THEFT", ("NONE", "MINOR", "LOW", "AT_RISK", "NONE", "NOW"), closes_as=("CRIME", "NOTRACE"),
    )),
    (12, _advice(
        "no emergency", "My neighbour plays music.", "Is the office open on Sunday?",
        note="No emergency. Advised to use 101 or the website.",
    )),
    (9, _advice(
        "ambulance", "My father fell and cannot get up.", "Somebody has collapsed in the shop.",
        outcome="TRANSFERRED", note="No police matter. Passed to the ambulance service.",
    )),
    (10, _advice(
        "known already", "There is a fight outside the pub.", "The lorry is across both lanes.",
        note="Already known; units are dealing. Thanked the caller.",
    )),
    (6, _advice(
        "pocket", "Nothing is said. Steps, a television.", "A child plays with the telephone.",
        outcome="HOAX", note="Dialled by mistake; rang back and spoke to the owner.",
    )),
]  # fmt: skip
OTHER = [
    (10, Story(
        "car", ("Somebody broke my car window last night.", "My moped is gone since yesterday."),
        "THEFT", ("NONE", "NONE", "LOW", "LINES", "NONE", "VISIT"), closes_as=("CRIME", "PHONE"),
    )),
    (7, Story(
        "nuisance", ("They ride motorcycles in the park.", "The same youths, every evening."),
        "ASB", ("NONE", "NONE", "LIKELY", "NONE", "NONE", "VISIT"), closes_as=("ADVICE", "NOTRACE"),
    )),
    (5, Story(
        "harassed", ("He writes to me day and night.", "She came to my work again."),
        "OTHER", ("MADE", "MINOR", "LOW", "LINES", "SOME", "VISIT"), closes_as=("CRIME", "ADVICE"),
    )),
    (3, Story(
        "hate", ("They shouted at me because of my scarf.", "Paint on the door of the mosque."),
        "HATE", ("NONE", "MINOR", "LIKELY", "LINES", "SOME", "VISIT"), closes_as=("CRIME",),
    )),
    (4, Story(
        "phone only", ("I lost my passport.", "A number that says it is my bank rang me."),
        "OTHER", ("NONE", "NONE", "LOW", "NONE", "NONE", "REMOTE"), closes_as=("PHONE",),
    )),
    (30, _advice(
        "question", "When can I see the officer in my case?", "How do I give back a found phone?",
        note="Answered the question; sent the address of the page.",
    )),
    (20, _advice(
        "update", "I want to add something to my report.", "Is there news about my bicycle?",
        note="Looked it up, told the caller how it stands and whom to write to.",
    )),
    (12, _advice(
        "not ours", "The street lamp is out.", "There is rubbish in the alley.",
        outcome="TRANSFERRED", note="For the council; passed on.",
    )),
]  # fmt: skip
ALL = {story.name: story for _weight, story in [*EMERGENCY, *OTHER]}


def for_channel(channel: str) -> list[tuple[int, Story]]:
    """Return with their weights the stories that come in on a channel."""
    return EMERGENCY if channel == "999" else OTHER
