"""How what is known of a person is compared."""

from datetime import date

import pytest

from kapea.registers.people.rules import (
    ages_on,
    birth_year_of,
    identifier_key,
    partial_birth,
    phone_key,
)


@pytest.mark.parametrize("written", ["012 345 678", "+855 12 345 678", "០១២៣៤៥៦៧៨", "00855-12-345678"])
def test_one_phone_written_four_ways_is_one_phone(written):
    assert phone_key(written) == phone_key("012345678") == "12345678"


def test_a_few_digits_are_no_phone():
    assert phone_key("1288") == ""
    assert phone_key("no phone") == ""


def test_a_document_s_number_is_compared_without_its_spacing():
    assert identifier_key("N 01-០២ a") == identifier_key("n0102A")


def test_an_age_that_was_guessed_gives_a_birth_year_to_compare():
    assert birth_year_of(born_on=None, age_years=14, age_as_of=date(2026, 3, 2)) == 2012
    assert birth_year_of(born_on=None, age_years=None, age_as_of=None) is None


def test_an_age_guessed_last_year_may_be_two_ages_today():
    birth = partial_birth(born_on=None, born_precision="", age_years=14, age_as_of=date(2025, 3, 2))
    assert str(ages_on(date(2026, 3, 1), birth)) == "14-15"


def test_a_year_of_birth_leaves_two_ages_open():
    birth = partial_birth(born_on=date(2012, 1, 1), born_precision="year", age_years=None, age_as_of=None)
    assert str(ages_on(date(2026, 6, 1), birth)) == "13-14"
