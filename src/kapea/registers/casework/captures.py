"""Which children casework has found, by the kind of body: for the estimate of those on no list.

A child that was screened and found not to be a victim is not one of them. A case without a child on record
yet is handed over without a person.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kapea.guard.pack import current_pack
from kapea.registers.casework.models import Case
from kapea.registers.people.captures import Capture

LISTS = ("casework_state", "casework_other")
BATCH = 20_000
NOT_A_VICTIM = "not_victim"
STATE_KINDS = ("government", "police", "court")


def captures(*, first_on: date, last_on: date) -> Iterator[Capture]:
    """Yield the children of cases opened in the period, both days included."""
    kinds = {agency.code: agency.kind for agency in current_pack().agencies}
    zone = current_pack().time_zone
    start = datetime.combine(first_on, time.min, tzinfo=zone)
    end = datetime.combine(last_on + timedelta(days=1), time.min, tzinfo=zone)
    rows = Case.objects.filter(opened_at__gte=start, opened_at__lt=end).exclude(
        identification__decision=NOT_A_VICTIM
    )
    found = rows.values_list("child__code", "agency_code", "child__sex").iterator(chunk_size=BATCH)
    for person_code, agency_code, sex in found:
        is_state = kinds.get(agency_code) in STATE_KINDS
        yield Capture(
            person_code=person_code or "",
            list_code="casework_state" if is_state else "casework_other",
            sex=sex or "",
            is_child=True,
        )
