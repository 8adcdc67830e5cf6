"""Which victims the police have found: for the estimate of those on no list. Counts nobody by name."""

from collections.abc import Iterator
from datetime import date

from kapea.registers.people.captures import Capture
from kapea.registers.police.models import IncidentVictim

LISTS = ("police",)
BATCH = 20_000
ADULT_FROM_YEARS = 18


def captures(*, first_on: date, last_on: date) -> Iterator[Capture]:
    """Yield the victims of incidents reported in the period, both days included."""
    rows = IncidentVictim.objects.filter(incident__reported_on__range=(first_on, last_on))
    found = rows.values_list("person_code", "sex", "age_low").iterator(chunk_size=BATCH)
    for person_code, sex, age_low in found:
        is_child = None if age_low is None else age_low < ADULT_FROM_YEARS
        yield Capture(person_code=person_code, list_code="police", sex=sex, is_child=is_child)
