#!/bin/sh
# Let PostgreSQL wait for a receiver as long as there is one, and no longer.
# Without any for ten seconds, calls go on being taken on one disk, and this says so; as soon as one
# receives again, every commit waits for a second disk again. Needs only the role of the backups.
set -eu
export PGCONNECT_TIMEOUT=3 PGOPTIONS='-c statement_timeout=3000'
wanted='ANY 1 (wal_1, wal_2)'
patience=${ALONE_AFTER:-10}
pulse=${PULSE_FILE:-/tmp/pulse}
alone=0

# A frozen server answers nothing, and no time limit of its own ends that.
ask() { timeout 10 psql -XqAt -c "$1"; }
set_to() { ask "ALTER SYSTEM SET synchronous_standby_names = '$1'" && ask "SELECT pg_reload_conf()" >/dev/null; }

while true; do
    touch "$pulse"
    if receiving=$(ask "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'
                        AND application_name IN ('wal_1', 'wal_2')"); then
        now=$(ask "SHOW synchronous_standby_names" || echo unknown)
        if [ "$receiving" -gt 0 ]; then alone=0; else alone=$((alone + 1)); fi
        if [ "$receiving" -gt 0 ] && [ "$now" = "" ]; then
            set_to "$wanted" && echo "INFO every commit is on two disks"
        elif [ "$alone" -ge "$patience" ] && [ "$now" = "$wanted" ]; then
            set_to "" && echo "CRITICAL no receiver: what is kept now is on one disk only" >&2
        fi
    fi
    sleep 1
done
