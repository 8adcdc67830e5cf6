"""Which victims were found because they came back across a border: for the estimate of those on no list."""

from collections.abc import Iterator
from datetime import date

from kapea.registers.people.captures import Capture
from kapea.registers.returns.models import Return

LISTS = ("returns",)
BATCH = 20_000
ADULT_FROM_YEARS = 18


def captures(*, first_on: date, last_on: date) -> Iterator[Capture]:
    """Yield the returns received in the period, both days included."""
    rows = Return.objects.filter(received_on__range=(first_on, last_on))
    found = rows.values_list("person_code", "sex", "age_years").iterator(chunk_size=BATCH)
    for person_code, sex, age_years in found:
        is_child = None if age_years is None else age_years < ADULT_FROM_YEARS
        yield Capture(person_code=person_code, list_code="returns", sex=sex, is_child=is_child)
