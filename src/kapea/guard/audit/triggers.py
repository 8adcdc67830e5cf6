"""The database's own refusal to change the chain: no event is updated, deleted or truncated.

Known vendors: SQLite and PostgreSQL. An owner of the database can drop a trigger; the chain and
its anchors then show what was done.
"""

from collections.abc import Sequence
from typing import Final

TABLE: Final = "guard_auditevent"
MESSAGE: Final = "audit events are only ever added"
NAMES: Final = ("guard_audit_no_update", "guard_audit_no_delete")
NAMES_POSTGRESQL: Final = (*NAMES, "guard_audit_no_truncate")

_SQLITE: Final = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for name, act in zip(NAMES, ("UPDATE", "DELETE"), strict=True)
)
_POSTGRESQL: Final = (
    "CREATE OR REPLACE FUNCTION guard_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'insufficient_privilege'; END $$",
    *(
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION guard_audit_refuse()"
        for name, act in zip(NAMES_POSTGRESQL, ("UPDATE", "DELETE", "TRUNCATE"), strict=True)
    ),
)


def create_statements(vendor: str) -> Sequence[str]:
    """Return the SQL that sets the triggers; running it twice changes nothing."""
    return {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[vendor]


def drop_statements(vendor: str) -> Sequence[str]:
    """Return the SQL that takes the triggers away (a reversed migration, a test database)."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in NAMES]
    return [f"DROP TRIGGER IF EXISTS {name} ON {TABLE}" for name in NAMES_POSTGRESQL]


def missing_triggers(connection: object) -> frozenset[str]:
    """Return the names of the triggers that should stand in this database and do not."""
    vendor = connection.vendor  # type: ignore[attr-defined]
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal",
    }[vendor]
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    return frozenset(NAMES if vendor == "sqlite" else NAMES_POSTGRESQL) - found
