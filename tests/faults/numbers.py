"""How much of everything: enough for the suite, or as much as `make faults` asks for."""

import os

IS_LONG = os.environ.get("FAULTS") == "long"


def _number(name: str, in_the_suite: float, at_length: float) -> float:
    return float(os.environ.get(f"FAULTS_{name}", at_length if IS_LONG else in_the_suite))


SEED = int(_number("SEED", 2104370, 2104370))
CONTACTS_A_SECOND = _number("RATE", 20, 20)
KILLS = int(_number("KILLS", 3, 10))
CRASHES = int(_number("CRASHES", 2, 10))
FREEZES = int(_number("FREEZES", 1, 10))
FROZEN_SECONDS = _number("FROZEN_SECONDS", 10, 10)
CUT_LINES = int(_number("CUT_LINES", 1, 10))
REDIS_SECONDS = _number("REDIS_SECONDS", 60, 600)
CLOCKS = int(_number("CLOCKS", 60, 60))
SCREENS = int(_number("SCREENS", 300, 300))
CUTS = int(_number("CUTS", 2, 100))
RIVALS = int(_number("RIVALS", 25, 200))
RACES = int(_number("RACES", 10, 200))
SEQUENCES = int(_number("SEQUENCES", 60, 5000))
PATIENCE = _number("PATIENCE", 300, 3600)
