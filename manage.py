#!/usr/bin/env python
"""Django's command line for the contact centre."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one management command; commands may take longer than a web request."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcentre.settings")
    os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
