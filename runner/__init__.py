"""Start, test and stop the contact centre on one machine, with nothing but Python's own library."""

import os
import sys

if os.name == "nt":
    sys.exit("The runner needs Linux or macOS: on Windows, use it inside WSL.")
if sys.version_info < (3, 11):  # noqa: UP036
    # Read before any other module of ours, whose syntax an older Python would stumble over.
    sys.exit(
        f"The contact centre needs Python 3.11 or later, not {sys.version.split()[0]}: install one "
        "(`sudo apt-get install python3.11 python3.11-venv`) and say `make run PYTHON=python3.11`."
    )
