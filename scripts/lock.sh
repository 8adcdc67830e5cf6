#!/usr/bin/env bash
# Writes the lock files anew: exact versions with hashes, from pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile --quiet --no-header --generate-hashes --no-emit-index-url --python-version 3.11 "$@"; }
compile pyproject.toml --extra private -o requirements/run.lock
compile pyproject.toml --extra private --extra dev -o requirements/dev.lock
echo 'uv>=0.13,<0.14' | compile - -o requirements/tools.lock
