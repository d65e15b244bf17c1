#!/bin/bash
# The four roles of the database, made once when it is made (DESIGN §3, rule 7).
#   postgres             everything; for people in trouble, never for a process
#   contactcentre_owner  owns the tables, migrates, and does nothing else
#   contactcentre        works: owns nothing, and can take nothing from the record
#   backup               copies and receives what is written
# Outside Docker: set the variables it names and run it where psql reaches the server as superuser.
set -euo pipefail

psql --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set=owner="$DATABASE_OWNER_PASSWORD" --set=works="$DATABASE_PASSWORD" \
    --set=backup="$BACKUP_PASSWORD" <<'SQL'
CREATE ROLE contactcentre_owner LOGIN PASSWORD :'owner';
CREATE ROLE contactcentre LOGIN PASSWORD :'works';
CREATE ROLE backup LOGIN REPLICATION PASSWORD :'backup';
GRANT pg_monitor TO backup;
-- It says whether a commit waits for a second disk: docker/backup/two-disks.sh.
GRANT ALTER SYSTEM ON PARAMETER synchronous_standby_names TO backup;
GRANT EXECUTE ON FUNCTION pg_reload_conf() TO backup;
CREATE DATABASE contactcentre OWNER contactcentre_owner;
REVOKE ALL ON DATABASE contactcentre FROM PUBLIC;
GRANT CONNECT ON DATABASE contactcentre TO contactcentre;
\connect contactcentre
ALTER SCHEMA public OWNER TO contactcentre_owner;
SQL

echo "host replication backup all scram-sha-256" >> "$PGDATA/pg_hba.conf"
