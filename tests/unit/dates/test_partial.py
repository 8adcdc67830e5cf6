"""A date is kept as far as it is known, and never further."""

from datetime import date

import pytest

from kapea.engines.dates import InvalidPartialDate, PartialDate, Precision


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31), Precision.YEAR),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), Precision.MONTH),
        ("2012-02-03", date(2012, 2, 3), date(2012, 2, 3), Precision.EXACT),
        ("2012/2014", date(2012, 1, 1), date(2014, 12, 31), Precision.ESTIMATED),
        ("2012-12/2013-01", date(2012, 12, 1), date(2013, 1, 31), Precision.ESTIMATED),
    ],
)
def test_what_is_written_says_the_first_and_the_last_possible_day(
    text: str, earliest: date, latest: date, precision: Precision
) -> None:
    known = PartialDate.from_iso(text)
    assert (known.earliest, known.latest, known.precision) == (earliest, latest, precision)


@pytest.mark.parametrize("text", ["2012", "2012-02", "2012-02-03"])
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert str(PartialDate.from_iso(text)) == text


@pytest.mark.parametrize("text", ["", "spring", "2012-13", "2012-02-30", "2012-1-1-1", "2014/2012"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidPartialDate):
        PartialDate.from_iso(text)


def test_a_date_cannot_end_before_it_begins() -> None:
    with pytest.raises(InvalidPartialDate, match="before it begins"):
        PartialDate.estimated(date(2012, 1, 2), date(2012, 1, 1))


def test_an_exact_date_is_one_day() -> None:
    with pytest.raises(InvalidPartialDate, match="one day"):
        PartialDate(earliest=date(2012, 1, 1), latest=date(2012, 1, 2), precision=Precision.EXACT)


def test_the_birth_of_a_child_who_looked_thirteen_lies_within_one_year() -> None:
    born = PartialDate.born_at_age(lowest=13, highest=13, on=date(2025, 6, 1))
    assert (born.earliest, born.latest) == (date(2011, 6, 2), date(2012, 6, 1))
    assert born.precision is Precision.ESTIMATED


def test_an_age_range_that_goes_down_is_refused() -> None:
    with pytest.raises(InvalidPartialDate, match="upwards"):
        PartialDate.born_at_age(lowest=14, highest=13, on=date(2025, 6, 1))


def test_two_dates_contradict_only_where_they_cannot_be_the_same_day() -> None:
    year = PartialDate.in_year(2002)
    assert year.may_equal(PartialDate.from_iso("2002-05-30"))
    assert not PartialDate.from_iso("2002-02-21").may_equal(PartialDate.from_iso("2002-05-30"))


def test_a_date_is_surely_before_a_day_only_when_its_last_day_is() -> None:
    year = PartialDate.in_year(2012)
    assert not year.is_before(date(2012, 12, 31))
    assert year.is_before(date(2013, 1, 1))
    assert year.may_be(date(2012, 12, 31))
