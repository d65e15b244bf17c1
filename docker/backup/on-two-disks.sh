#!/bin/sh
# Does every commit wait for a second disk, and does the loop that sees to it go on?
set -eu
find "${PULSE_FILE:-/tmp/pulse}" -mmin -1 | grep -q .
PGCONNECT_TIMEOUT=3 psql -XAtc "SHOW synchronous_standby_names" | grep -q wal_
