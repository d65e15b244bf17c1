#!/bin/sh
# Receive every change as it is written, and say so only once it is on this disk (RELIABILITY 0.9).
# receive-wal.sh NAME     NAME is the slot, and what PostgreSQL waits for: wal_1 or wal_2
set -eu
name=$1
folder=${WAL_FOLDER:-/var/lib/postgresql/wal}
here=$(dirname "$0")
mkdir -p "$folder"

pg_receivewal --dbname="application_name=$name" --slot="$name" --create-slot --if-not-exists
( while sleep 3600; do sh "$here/trim-wal.sh" "$folder" "${COPIES:-/copies/base}" || true; done ) &
exec pg_receivewal --dbname="application_name=$name" --slot="$name" --directory="$folder" \
    --synchronous --no-password
