"""Whether a service can take a child, and where no service can."""

from datetime import date, timedelta

import pytest

from kapea.registers.directory.rules import Offer, Wanted, against, served

TODAY = date(2026, 3, 2)
OFFER = Offer(
    provinces=frozenset({"01", "02"}),
    sexes=frozenset({"female"}),
    youngest_years=6,
    oldest_years=17,
    needs=frozenset({"hearing"}),
    languages=frozenset({"km"}),
)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Wanted(), ()),
        (Wanted(province="01", sex="female", age_years=6, needs=frozenset({"hearing"}), language="km"), ()),
        (Wanted(age_years=17), ()),
        (Wanted(sex="male"), ("sex",)),
        (Wanted(age_years=5), ("age",)),
        (Wanted(age_years=18), ("age",)),
        (Wanted(needs=frozenset({"seeing"})), ("needs",)),
        (Wanted(language="vi"), ("language",)),
        (Wanted(is_foreign=True), ("foreign",)),
        (Wanted(province="03", sex="male"), ("area", "sex")),
    ],
)
def test_what_stands_against_a_service_taking_a_child_is_named(wanted, why):
    assert against(OFFER, wanted, today=TODAY) == why


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"is_open": False}, "closed"),
        ({"free_places": 0}, "full"),
        ({"memorandum_until": TODAY - timedelta(days=1)}, "memorandum"),
    ],
)
def test_a_closed_full_or_lapsed_service_takes_nobody(said, why):
    assert against(Offer(provinces=frozenset(), **said), Wanted(), today=TODAY) == (why,)


def test_what_is_not_known_of_a_service_or_a_child_stands_against_nobody():
    nothing_told = Offer(provinces=frozenset({"01"}))
    assert against(nothing_told, Wanted(province="01", sex="male", age_years=3), today=TODAY) == ()
    assert against(OFFER, Wanted(sex="", age_years=None), today=TODAY) == ()


def test_a_province_without_a_service_for_boys_is_a_gap_for_boys():
    found = served([OFFER], ["01", "03"], Wanted(sex="female"), today=TODAY)
    assert found == {"01": 1, "03": 0}
    assert served([OFFER], ["01", "03"], Wanted(sex="male"), today=TODAY) == {"01": 0, "03": 0}
