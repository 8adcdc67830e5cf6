"""How old a child is on a day; in doubt, both ages stand."""

from datetime import date

import pytest

from kapea.engines.dates import AgeRange, PartialDate, age_on, age_range_on


@pytest.mark.parametrize(
    ("born_on", "day", "years"),
    [
        (date(2010, 5, 5), date(2028, 5, 4), 17),
        (date(2010, 5, 5), date(2028, 5, 5), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2025, 6, 1), date(2025, 6, 1), 0),
    ],
)
def test_a_birthday_makes_a_year(born_on: date, day: date, years: int) -> None:
    assert age_on(day, born_on=born_on) == years


def test_a_child_whose_birth_year_alone_is_known_has_two_ages() -> None:
    age = age_range_on(date(2025, 6, 1), born=PartialDate.in_year(2007))
    assert age == AgeRange(lowest=17, highest=18)
    assert not age.is_exact
    assert str(age) == "17-18"


def test_who_may_be_under_eighteen_is_presumed_a_child() -> None:
    age = AgeRange(lowest=17, highest=18)
    assert age.may_be_under(18)
    assert not age.is_under(18)


def test_who_is_surely_under_eighteen_is_a_child() -> None:
    assert AgeRange(lowest=15, highest=17).is_under(18)


def test_who_is_surely_eighteen_is_not_presumed_a_child() -> None:
    assert not AgeRange(lowest=18, highest=20).may_be_under(18)


def test_a_child_not_yet_born_has_no_negative_age() -> None:
    age = age_range_on(date(2025, 6, 1), born=PartialDate.in_year(2025))
    assert age == AgeRange(lowest=0, highest=0)
