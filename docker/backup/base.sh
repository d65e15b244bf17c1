#!/bin/sh
# Take one whole copy of the running database, and verify it. Prints the folder it is in.
set -eu
folder=${BASE_FOLDER:-/var/lib/postgresql/base}
kept=${KEPT_COPIES:-7}
now=$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$folder"

# Made beside and renamed, so that a copy cut short is never taken for one.
rm -rf "$folder"/.unfinished
pg_basebackup --pgdata="$folder/.unfinished" --checkpoint=fast --wal-method=stream --no-password
"${VERIFY:-pg_verifybackup}" --quiet "$folder/.unfinished"
mv "$folder/.unfinished" "$folder/$now"
echo "$folder/$now"

ls -1d "$folder"/2* | sort | head -n "-$kept" | while read -r old; do rm -rf "$old"; done
