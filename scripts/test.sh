#!/usr/bin/env bash
# Every check and every test: SQLite first, then what touches a database again on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
export KAPEA_HOME="$PWD/.cache/tests" KAPEA_HTTPS=0 KAPEA_FICTITIOUS=1
unset DATABASE_URL
mkdir -p "$KAPEA_HOME"
processes="$(nproc)"
pytest=(.venv/bin/python -m pytest -q -n "$((processes < 4 ? processes : 4))" --dist loadfile --no-loadscope-reorder)
scripts/check.sh
"${pytest[@]}" -m "not slow" "$@"
scripts/postgresql.sh "${pytest[@]}" -m "not slow and not browser" \
    tests/integration tests/functional --ignore tests/functional/test_access_walk.py "$@"
