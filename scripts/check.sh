#!/usr/bin/env bash
# The fast checks: format, lint, types, layers, templates.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff format --check src tests scripts benchmarks
$bin/ruff check src tests scripts benchmarks
$bin/mypy
$bin/lint-imports
