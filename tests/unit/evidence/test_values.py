from decimal import Decimal

import pytest

from kapea.engines.evidence.values import Range, ValueNotReadable, added, day, number, words


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2002-02-21", "2002-02-21", True),
        ("2002-02", "2002-02-21", True),
        ("2002", "2002-02-21", True),
        ("2005", "2002-02-21", False),
        ("2002-01-02", "2002-02-21", False),
        ("2008/2009", "2009-12-31", True),
        ("2008/2009", "2010", False),
        ("2008-02-29", "2008-02", True),
    ],
)
def test_dates_disagree_only_beyond_the_precision_of_the_print(one, other, agree):
    assert day(one).agrees_with(day(other)) is agree
    assert day(other).agrees_with(day(one)) is agree


def test_a_count_is_exact_and_a_percentage_is_rounded():
    assert not number("947").agrees_with(number("948"))
    assert number("8", unit="percent").agrees_with(number("7.6", unit="percent"))
    assert not number("8", unit="percent").agrees_with(number("7.2", unit="percent"))


def test_more_than_has_no_upper_end_and_about_is_rounded_to_its_last_digit():
    assert number("1700", qualifier="more_than").agrees_with(number("2588"))
    assert not number("1700", qualifier="more_than").agrees_with(number("1600"))
    assert number("109340", qualifier="about").agrees_with(number("109344"))
    assert not number("109340", qualifier="about").agrees_with(number("109400"))


def test_a_range_and_a_fraction_are_read():
    assert number("1200-1500").meaning == Range(low=Decimal(1200), high=Decimal(1500))
    assert number("1/4").meaning == Range(low=Decimal("0.25"), high=Decimal("0.25"))


@pytest.mark.parametrize("text", ["", "many", "1,234", "1/0", "12-"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueNotReadable):
        number(text)


@pytest.mark.parametrize("text", ["", "21 February 2002", "2002-13", "2009-02-29", "0000"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueNotReadable):
        day(text)


def test_words_agree_without_regard_to_capitals_and_spaces():
    assert words("Sexual  offences").agrees_with(words("sexual offences"))
    assert not words("sexual offences").agrees_with(words("offences investigated"))


def test_a_sum_with_an_unknown_part_has_no_upper_end():
    assert added([number("3").meaning, None]) == Range(low=Decimal(3), high=None)
