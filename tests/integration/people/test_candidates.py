"""Who is near a child just told, when very many share the name: the work is bounded, the child is found."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kapea.registers.people.bulk import PersonRow, bulk_people
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.index.candidates import nearest, tokens_of
from scenes.casework import NOW

pytestmark = pytest.mark.django_db
DARA = PersonDraft(
    family_km="សុខ",
    given_km="ដារ៉ា",
    family_latin="Sok",
    given_latin="Dara",
    sex="male",
    born_on=date(2011, 5, 6),
    born_precision="exact",
    province_code="12",
)
MANY = 60


@pytest.fixture
def namesakes(people):
    """Sixty boys of one name, year and province, none born on the day of the one who is looked for."""
    rows = [
        PersonRow(
            draft=replace(DARA, born_on=date(2011, 6, 1 + number % 28)), agency_code="mosvy", created_at=NOW
        )
        for number in range(MANY)
    ]
    return bulk_people(rows, by=people.worker, now=NOW, fictitious=True)


@pytest.fixture
def dara(people, namesakes):
    row = PersonRow(draft=DARA, agency_code="mosvy", created_at=NOW)
    return bulk_people([row], by=people.worker, now=NOW, fictitious=True)[0]


def test_a_child_with_one_rare_key_is_found_among_namesakes_within_the_bound(dara):
    assert nearest(tokens_of(DARA), told=DARA, most=5, most_ranked=10)[0] == dara


def test_a_bound_that_nothing_reaches_changes_nothing(dara):
    wide = nearest(tokens_of(DARA), told=DARA, most=20, most_ranked=10**6)
    assert wide == nearest(tokens_of(DARA), told=DARA, most=20, most_ranked=MANY * 40)
    assert wide[0] == dara


def test_when_every_key_is_common_some_namesakes_are_shown_and_no_more(namesakes):
    told = PersonDraft(family_km="សុខ", given_km="ដារ៉ា")
    found = nearest(tokens_of(told), told=told, most=7, most_ranked=10)
    assert len(found) == len(set(found)) == 7
    assert set(found) <= set(namesakes)


def test_a_child_of_another_generation_is_left_out_and_one_of_no_known_year_is_not(people, dara):
    unknown = PersonRow(
        draft=replace(DARA, born_on=None, born_precision=""), agency_code="mosvy", created_at=NOW
    )
    (without_year,) = bulk_people([unknown], by=people.worker, now=NOW, fictitious=True)
    older = replace(DARA, born_on=date(1999, 5, 6))
    assert nearest(tokens_of(older), told=older, most=80) == [without_year]


def test_a_look_up_asks_few_questions_however_many_share_the_name(dara):
    with CaptureQueriesContext(connection) as asked:
        nearest(tokens_of(DARA), told=DARA, most=5, most_ranked=10)
    assert len(asked) <= 7
