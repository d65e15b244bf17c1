#!/bin/sh
# Lay out a database as it was at a moment, ready to be started.
#   restore.sh BASE WAL NEW [MOMENT]
#   BASE    one whole copy, older than the moment
#   WAL     the folder of a receiver
#   NEW     a folder that is not there yet: the data directory of the restored server
#   MOMENT  2026-11-22 19:30:00+00, or nothing for everything there is
# A moment after the last change makes PostgreSQL refuse: leave it out then.
set -eu
base=$1 wal=$2 new=$3 moment=${4:-}
test ! -e "$new" || { echo "$new is there already: nothing is written over." >&2; exit 1; }

cp -R "$base" "$new"
chmod 700 "$new"
{
    # The last piece of the stream is not whole yet, and holds what matters most.
    echo "restore_command = 'cp \"$wal/%f\" \"%p\" 2>/dev/null || cp \"$wal/%f.partial\" \"%p\"'"
    echo "recovery_target_action = 'promote'"
    # Nobody receives from the restored server yet; it must not wait for them.
    echo "synchronous_standby_names = ''"
    test -z "$moment" || echo "recovery_target_time = '$moment'"
} >> "$new/postgresql.auto.conf"
touch "$new/recovery.signal"
echo "$new is ready: start PostgreSQL on it, and look before anybody works on it."
