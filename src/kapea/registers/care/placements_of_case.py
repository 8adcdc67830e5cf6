"""Where a child's case finds the child's placements: for the country's form on paper.

Only placements whose details the asking person may see. A facility goes by its code, never by its
name or place.
"""

from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.registers.care.access import PLACEMENTS, READ
from kapea.registers.choices import coded
from kapea.registers.worklist.placements import PlacementFact


def placements_of_case(case_code: str, *, by: Viewer, now: datetime) -> tuple[PlacementFact, ...]:
    """Return the placements of a case that the viewer may see, the newest first; the read is audited."""
    rows = PLACEMENTS.seen(by=by, section="placement").filter(case_code=case_code, arrived_on__isnull=False)
    kinds, authorities = dict(coded("care_arrangement")), dict(coded("placement_authority"))
    causes = dict(coded("separation_cause"))
    found = tuple(
        PlacementFact(
            code=row.code,
            kind=kinds.get(row.arrangement, row.arrangement) if row.arrangement else "",
            facility=row.facility.code if row.facility and by.may(READ) else "",
            authority=authorities.get(row.authority, row.authority) if row.authority else "",
            from_on=row.arrived_on,
            review_on=row.next_review_on,
            until_on=row.ended_on,
            reason=", ".join(causes.get(code, code) for code in row.reasons),
        )
        for row in rows.select_related("facility").order_by("-arrived_on", "-pk")
        if row.arrived_on is not None
    )
    for fact in found:
        record_event(
            "care.placement.read", by=by, on=("placement", fact.code), details={"through": case_code}, at=now
        )
    return found
