#!/bin/sh
# is-receiving.sh NAME    Does PostgreSQL see this receiver keep up with it?
set -eu
psql -XAtc "SELECT 'yes' FROM pg_stat_replication
            WHERE application_name = '$1' AND state = 'streaming'" | grep -q yes
