#!/usr/bin/env bash
# Every check and every test: SQLite first, then what touches a database again on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
export KAPEA_HOME="$PWD/.cache/tests" KAPEA_HTTPS=0 KAPEA_FICTITIOUS=1
unset DATABASE_URL
mkdir -p "$KAPEA_HOME"
scripts/check.sh
.venv/bin/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not slow" "$@"
scripts/postgresql.sh .venv/bin/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not slow and not browser" \
    tests/integration tests/functional --ignore tests/functional/test_access_walk.py "$@"
