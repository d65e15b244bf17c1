#!/bin/sh
# Is the newest whole copy younger than 26 hours?
find "${BASE_FOLDER:-/var/lib/postgresql/base}" -maxdepth 1 -name '2*' -mmin -1560 | grep -q .
