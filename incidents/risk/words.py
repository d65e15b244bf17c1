"""What the caller's own words name, whether or not the handler has ticked it."""

import re

WEAPON = re.compile(
    r"(?P<none>\b(?:no|not a|without a|without any|hasn't got a) )?"
    r"\b(?:kni(?:fe|ves)|machete|guns?|pistol|shotgun|rifle|firearm|sword|axe|hatchet|crossbow|"
    r"acid|hammer|baseball bat|crowbar|stab(?:s|bed|bing)?|weapons?)\b",
    re.IGNORECASE,
)


def names_a_weapon(text: str) -> bool:
    """Test whether words name a weapon; one that is only said not to be there is none."""
    return any(not found["none"] for found in WEAPON.finditer(text))
