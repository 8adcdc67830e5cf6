"""Which children alternative care has taken in: for the estimate of those on no list.

Most come through a case, so that this list hardly finds a child alone: who asks for an estimate chooses it.
"""

from collections.abc import Iterator
from datetime import date

from kapea.registers.care.models import Placement
from kapea.registers.people.captures import Capture

LISTS = ("care",)
BATCH = 20_000


def captures(*, first_on: date, last_on: date) -> Iterator[Capture]:
    """Yield the children who arrived in the period, both days included."""
    rows = Placement.objects.filter(arrived_on__range=(first_on, last_on))
    for person_code, sex in rows.values_list("person_code", "sex").iterator(chunk_size=BATCH):
        yield Capture(person_code=person_code, list_code="care", sex=sex, is_child=True)
