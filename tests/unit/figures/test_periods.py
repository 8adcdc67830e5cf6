from datetime import date

import pytest

from kapea.engines.figures.errors import InvalidPeriod
from kapea.engines.figures.periods import By, Period, years


def test_whole_years_are_named_by_their_year():
    assert [interval.label for interval in years(2005, 2009).intervals()] == [
        "2005",
        "2006",
        "2007",
        "2008",
        "2009",
    ]


def test_a_year_covered_in_part_keeps_its_days_in_its_name():
    period = Period(first_on=date(2009, 10, 1), last_on=date(2010, 10, 31))
    assert [(i.label, i.sdmx) for i in period.intervals()] == [
        ("2009-10-01/2009-12-31", "2009-10-01/P92D"),
        ("2010-01-01/2010-10-31", "2010-01-01/P304D"),
    ]


def test_a_period_can_be_one_interval_across_two_years():
    period = Period(first_on=date(2009, 10, 1), last_on=date(2010, 10, 31), by=By.WHOLE)
    assert [i.label for i in period.intervals()] == ["2009-10-01/2010-10-31"]


def test_quarters_and_months_follow_each_other_without_gap_over_a_leap_day():
    quarters = Period(first_on=date(2008, 1, 1), last_on=date(2008, 12, 31), by=By.QUARTER).intervals()
    assert [i.label for i in quarters] == ["2008-Q1", "2008-Q2", "2008-Q3", "2008-Q4"]
    assert quarters[0].last_on == date(2008, 3, 31)
    months = Period(first_on=date(2008, 2, 1), last_on=date(2008, 3, 31), by=By.MONTH).intervals()
    assert [(i.label, i.last_on) for i in months] == [
        ("2008-02", date(2008, 2, 29)),
        ("2008-03", date(2008, 3, 31)),
    ]


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(InvalidPeriod, match="2010-01-01"):
        Period(first_on=date(2010, 1, 1), last_on=date(2009, 1, 1))
