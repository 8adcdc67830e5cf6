"""How does a run of a few tests start in a second? The migrated schema is kept beside the caches.

Only for SQLite in memory: the first run with a new set of migrations migrates and keeps a copy; later
runs begin from the copy, and `migrate` finds nothing left to do.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from kapea.site.settings import KAPEA_HOME

ROOT = Path(__file__).resolve().parents[2]


def _copy() -> Path:
    """Return where the schema of exactly these migrations is kept."""
    said = hashlib.sha256(django.__version__.encode())
    for path in sorted((ROOT / "src").glob("kapea/**/migrations/*.py")):
        said.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    said.update((ROOT / "requirements" / "run.lock").read_bytes())
    return KAPEA_HOME / f"schema-{said.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Begin the database of the tests from the kept schema, and keep it when there is none."""
    if connection.vendor != "sqlite":
        yield
        return
    copy, begun = _copy(), []

    def begin(sender: object, connection: Any, **_more: object) -> None:
        if copy.exists() and not begun and connection.alias == "default":
            begun.append(True)
            with sqlite3.connect(copy) as kept:
                kept.backup(connection.connection)
            kept.close()

    connection_created.connect(begin, weak=False)
    yield
    connection_created.disconnect(begin)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep the schema after the first run that migrated."""
    copy = _copy()
    if connection.vendor == "sqlite" and not copy.exists():
        with django_db_blocker.unblock():
            connection.ensure_connection()
            unready = copy.with_suffix(f".{os.getpid()}")
            kept = sqlite3.connect(unready)
            connection.connection.backup(kept)
            kept.close()
            unready.rename(copy)
