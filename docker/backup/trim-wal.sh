#!/bin/sh
# trim-wal.sh WAL COPIES    Forget the changes that are older than the oldest whole copy.
set -eu
oldest=$(ls -1d "$2"/2* | sort | head -n 1)
first=$(sed -n 's/^START WAL LOCATION: .*(file \([0-9A-F]*\)).*/\1/p' "$oldest/backup_label")
test -n "$first"
pg_archivecleanup "$1" "$first"
