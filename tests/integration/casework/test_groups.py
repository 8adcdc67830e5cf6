"""Boys, children with a disability and foreign children are seen among those who get services, each once."""

from datetime import date

import pytest

from kapea.guard.vault.sealing import new_data_key
from kapea.registers.casework.models import Case, CaseNeed, ServiceGiven
from kapea.registers.casework.queries import services_by_group
from kapea.registers.people.models import Person
from scenes.casework import NOW

pytestmark = pytest.mark.django_db
CHILDREN = [("female", "KH", "")] * 6 + [("male", "KH", "walking")] * 6 + [("male", "VN", "papers")] * 5


def helped(number: int, *, sex: str, nationality: str, need: str) -> None:
    """Store a case whose child got one service on two days."""
    child = Person.objects.create(
        code=f"P-{number:08}", agency_code="mosvy", sex=sex, nationality=nationality, data_key=new_data_key(),
        created_at=NOW,
    )  # fmt: skip
    case = Case.objects.create(
        code=f"C-{number:08}", agency_code="mosvy", child=child, data_key=new_data_key(), opened_at=NOW
    )
    if need:
        CaseNeed.objects.create(case=case, need=need)
    for day in (1, 2):
        ServiceGiven.objects.create(
            case=case, service="medical", given_on=date(2026, 2, day), agency_code="mosvy", recorded_at=NOW
        )


def line(service: str, **more: int):
    return next(each for each in services_by_group(**more) if each.service == service)


def test_each_group_counts_its_children_once_however_often_they_were_helped():
    for number, (sex, nationality, need) in enumerate(CHILDREN):
        helped(number, sex=sex, nationality=nationality, need=need)
    assert dict(line("medical").numbers) == {
        "children": 17,
        "girls": 6,
        "boys": 11,
        "with_disability": 6,
        "foreign": 5,
    }
    assert line("medical", year=2025).numbers["children"] == 0
    assert line("legal").numbers["children"] == 0


def test_a_group_so_small_that_a_child_could_be_found_out_is_held_back():
    for number, (sex, nationality, need) in enumerate(CHILDREN[:14]):
        helped(number, sex=sex, nationality=nationality, need=need)
    assert line("medical").numbers["foreign"] is None
    assert line("medical").numbers["children"] == 14
