"""How the tables are emptied after a test that really commits: the audit's triggers step aside.

What every test stands on (the head of the chain, the country) is put back.
"""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase

_flush = TransactionTestCase._fixture_teardown


def _flush_and_restore(case: Any) -> None:
    from kapea.guard.audit.models import AuditHead
    from kapea.guard.audit.triggers import create_statements, drop_statements
    from kapea.guard.pack import current_pack
    from kapea.registers.agencies.services import load_agencies
    from kapea.registers.places.services import load_places

    _run(drop_statements(connection.vendor))
    _flush(case)
    _run(create_statements(connection.vendor))
    AuditHead.objects.get_or_create(id=1)
    load_places(current_pack())
    load_agencies(current_pack())


def _run(statements: Any) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


TransactionTestCase._fixture_teardown = _flush_and_restore  # type: ignore[method-assign]
