#!/usr/bin/env bash
# Runs a command with DATABASE_URL set to a private PostgreSQL cluster that ends with it.
set -euo pipefail
cd "$(dirname "$0")/.."
tools="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)"
[ -n "$tools" ] || { echo "PostgreSQL is not installed: run make setup-tests" >&2; exit 2; }
folder="$(mktemp -d /tmp/kapea-postgresql.XXXXXX)"
owner=()
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
    owner=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
stop() { "${owner[@]}" "$tools/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
"${owner[@]}" "$tools/initdb" -D "$folder/data" -U kapea --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
port="$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
"${owner[@]}" "$tools/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-p $port -k $folder -c listen_addresses=127.0.0.1 ${KAPEA_POSTGRESQL_OPTIONS:--c fsync=off -c full_page_writes=off}" start >/dev/null
"${owner[@]}" "$tools/createdb" -h 127.0.0.1 -p "$port" -U kapea kapea
DATABASE_URL="postgresql://kapea@127.0.0.1:$port/kapea" "$@"
