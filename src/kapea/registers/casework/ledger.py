"""The grounds of a case as the rules judge them; and how today's grounds are asked of the database."""

from datetime import date
from typing import Final

from django.db import connection

from kapea.registers.casework.models import Case, LegalGround
from kapea.registers.casework.rules.consent import Ground

OWN_GROUND: Final = (
    " AND withdrawn_at IS NULL AND from_on <= %s AND (until_on IS NULL OR until_on >= %s)"
    " AND ((purpose = 'case_work' AND recipient_agency_code IN ('', %s))"
    " OR (purpose = 'transfer' AND recipient_agency_code = %s))"
)
"""What `rules.consent.allows_own_work` asks, as a condition; a test holds the two together."""


def grounds_of(case: Case) -> tuple[Ground, ...]:
    """Return the ledger of a case."""
    return tuple(ground_of(row) for row in case.legal_grounds.all())


def ground_of(row: LegalGround) -> Ground:
    """Return one line of the ledger as the rules know it."""
    return Ground(
        purpose=row.purpose,
        recipient=row.recipient_agency_code,
        categories=frozenset(row.categories),
        from_on=row.from_on,
        until_on=row.until_on,
        is_withdrawn=row.withdrawn_at is not None,
    )


def own_ground_values(case: Case, *, today: date) -> list[object]:
    """Return what the condition asks with, in its order."""
    day = connection.ops.adapt_datefield_value(today)
    return [day, day, case.agency_code, case.agency_code]
