"""The commands: python3 -m runner services|services-stop."""

import sys

from runner import places, services
from runner.words import Problem, say

COMMANDS = {"services": services.start, "services-stop": services.stop}


def main(words: list[str]) -> int:
    """Run one command."""
    places.prepare()
    try:
        COMMANDS[words[0]]()
    except Problem as problem:
        say(f"\n{problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
