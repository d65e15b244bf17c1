"""`make bench`: every benchmark, a line each, in under five minutes."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcentre.settings")
django.setup()

from django.db import connection  # noqa: E402

from benchmarks import boards, clocks, creates, diverts, known, queue, screens  # noqa: E402
from benchmarks.rig import Rig  # noqa: E402
from contactcentre.core import waiting  # noqa: E402

EVERYTHING = {
    "create": creates.over_http,
    "contact": creates.alone,
    "screens": screens.last_of_two_hundred,
    "sockets": screens.cost_of_a_socket,
    "sweep": clocks.empty_sweep,
    "lateness": clocks.lateness,
    "queue": queue.pops,
    "boards": boards.growth,
    "diverts": diverts.beside_assignments,
    "alarm": screens.alarm_to_two_hundred,
    "known": known.growth,
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; return how many missed what they must reach."""
    # A million rows take their time; the processes that are measured keep their limits.
    connection.settings_dict["OPTIONS"]["options"] = "-c statement_timeout=0 -c timezone=UTC"
    waiting.end_after(0)
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    missed = 0
    try:
        site = Rig()
        for name in names or EVERYTHING:
            for line in EVERYTHING[name](site):
                print(line, flush=True)  # noqa: T201
                missed += not line.is_met()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return missed


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
