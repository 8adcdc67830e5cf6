"""Audit rows verified a second, beside reading the same rows without verifying them."""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.database import cluster, environment, fill


def main() -> None:
    """Write a long chain, verify it, and read it bare; on PostgreSQL and on SQLite."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    options = parser.parse_args()
    with cluster() as url, tempfile.TemporaryDirectory() as folder:
        _measure("PostgreSQL", environment(url, Path(folder)), options.events)
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", environment(f"sqlite:///{folder}/kapea.sqlite3", Path(folder)), options.events)


def _measure(name: str, variables: dict[str, str], events: int) -> None:
    fill(variables, cases=1, persons=1, processes=1) if name == "PostgreSQL" else subprocess.run(
        [sys.executable, "-m", "benchmarks.fill", "prepare"], env=variables, check=True
    )
    subprocess.run(
        [sys.executable, "-m", "benchmarks.audit", "chain", name, str(events)], env=variables, check=True
    )


def _in_process(name: str, events: int) -> None:
    import django

    django.setup()
    from django.db import connection, transaction

    from kapea.guard.access.viewer import background
    from kapea.guard.audit.chain import record_event
    from kapea.guard.audit.models import AuditEvent
    from kapea.guard.audit.verify import verify

    by = background("measurement")
    started = time.perf_counter()
    for first in range(0, events, 1_000):
        with transaction.atomic():
            for number in range(first, min(first + 1_000, events)):
                record_event(
                    "case.read", by=by, on=("case", f"C-{number:08d}"), details={"sections": ["summary"]}
                )
    written = events / (time.perf_counter() - started)
    started = time.perf_counter()
    verdict = verify()
    verified = verdict.events / (time.perf_counter() - started)
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {AuditEvent._meta.db_table} ORDER BY seq")
        count = sum(1 for _row in cursor)
    bare = count / (time.perf_counter() - started)
    print(
        f"{name}: {verdict.events:,} events, {'whole' if verdict.is_whole else 'CHANGED'}; written {written:,.0f} a second, "
        f"verified {verified:,.0f} a second; bare read {bare:,.0f} a second, ratio {bare / verified:.1f}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["chain"]:
        _in_process(sys.argv[2], int(sys.argv[3]))
    else:
        main()
