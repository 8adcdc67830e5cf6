"""How a subcommand that needs the database starts Django, and says in one line what is wrong with it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from kapea.engines.errors import KapeaError


class DatabaseOutOfReach(KapeaError):
    """The database does not answer; says which setting to look at."""

    code = "kapea.database"


class DatabaseNotPrepared(KapeaError):
    """The database lacks tables of this version."""

    code = "kapea.database_not_prepared"


def start() -> None:
    """Set Django up. Raises SettingsFault, KeyringFault."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kapea.site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise KapeaError(f"Settings: {error}") from error


@contextmanager
def database() -> Iterator[None]:
    """Turn a database that does not answer, or was never prepared, into one message."""
    from django.conf import settings
    from django.db import OperationalError, ProgrammingError, connection

    pool = logging.getLogger("psycopg.pool")
    level = pool.level
    pool.setLevel(logging.CRITICAL)  # it tells each of its attempts; one message is enough
    try:
        connection.ensure_connection()
    except OperationalError as error:
        name = settings.DATABASES["default"]
        where = name["HOST"] or name["NAME"]
        raise DatabaseOutOfReach(
            f"The database at {where} does not answer. Check DATABASE_URL and that the server runs."
        ) from error
    finally:
        pool.setLevel(level)
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        if not _is_behind():
            raise
        raise DatabaseNotPrepared(
            "The database is not prepared for this version. Run: kapea migrate"
        ) from error


def _is_behind() -> bool:
    """Whether a migration of this version was not applied yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
