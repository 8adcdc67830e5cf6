"""Exampleland is fictional, complete, and unlike any real country in its numbers."""

from datetime import date
from decimal import Decimal

import pytest

from kapea.packs import Pack, UnknownCode, UnknownCodeList, UnknownPlace, UnknownRule, in_language


def test_it_says_that_it_is_fictional(xxa: Pack) -> None:
    assert xxa.is_fictional
    assert "fictional" in xxa.name["en"]


def test_it_has_every_role_and_every_needed_list_of_the_real_pack(xxa: Pack, khm: Pack) -> None:
    assert set(xxa.roles) == set(khm.roles)
    assert {rule.code for rule in xxa.rules} <= {rule.code for rule in khm.rules}
    assert set(xxa.code_list_headings) <= set(khm.code_list_headings)


def test_its_clocks_are_other_than_the_real_ones(xxa: Pack, khm: Pack) -> None:
    for code in (
        "contact.clocks",
        "case.clocks",
        "police.custody_hours",
        "break_glass",
        "follow_up.after_return",
    ):
        assert xxa.rule(code).values != khm.rule(code).values


def test_the_rule_of_a_day_is_the_version_that_held_then(xxa: Pack) -> None:
    assert xxa.rule("police.custody_hours", on=date(2010, 1, 1)).values["hours"] == 36
    assert xxa.rule("police.custody_hours", on=date(2019, 12, 31)).version == 1
    assert xxa.rule("police.custody_hours", on=date(2020, 1, 1)).version == 2
    assert xxa.rule("police.custody_hours").values["hours"] == 24


def test_before_the_law_there_is_no_rule(xxa: Pack) -> None:
    with pytest.raises(UnknownRule):
        xxa.rule("police.custody_hours", on=date(2003, 12, 31))


def test_a_rule_that_nobody_wrote_is_unknown(xxa: Pack) -> None:
    with pytest.raises(UnknownRule):
        xxa.rule("tea.break")


def test_a_blank_a_dash_and_a_zero_stay_apart(xxa: Pack) -> None:
    table = next(held for held in xxa.publications if held.id == "el2-012-victims")
    states = {(cell.dims["year"], cell.dims["age_group"]): cell.state for cell in table.rows}
    assert states[("2018", "15_17")] == "zero"
    assert states[("2019", "below_15")] == "blank"
    assert states[("2019", "15_17")] == "dash"
    assert (table.source, table.locator, table.sources) == ("EL2", "§12", ("EL2",))


def test_a_printed_total_that_does_not_add_up_is_kept_as_printed(xxa: Pack) -> None:
    table = next(held for held in xxa.publications if held.id == "el2-012-victims")
    total = next(cell for cell in table.rows if cell.dims == {"year": "2020", "age_group": "_T"})
    assert (total.value, total.is_total) == (Decimal(24), True)


def test_places_lead_up_and_down(xxa: Pack) -> None:
    assert [place.code for place in xxa.places.children()] == ["1", "2", "3"]
    assert [place.code for place in xxa.places.children("1")] == ["11", "12"]
    assert [place.code for place in xxa.places.path("1111")] == ["1", "11", "111", "1111"]
    assert xxa.places["31"].aliases == ("Middletown",)
    assert xxa.places.get("99") is None
    assert "99" not in xxa.places
    with pytest.raises(UnknownPlace):
        xxa.places.path("99")


def test_a_code_has_its_words_in_each_language(xxa: Pack) -> None:
    sexes = xxa.code_list("sex")
    assert sexes.choices("en")[0] == ("female", "Female")
    assert sexes.choices("km")[0] == ("female", "ស្រី")
    assert in_language(sexes.label("male"), "fr") == "Male"
    assert sexes.item("male").attributes == {"sdmx": "M"}
    assert xxa.code_list("contact_topic").children("missing")[0].code == "missing.01"


def test_what_is_not_there_is_said_to_be_unknown(xxa: Pack) -> None:
    with pytest.raises(UnknownCodeList):
        xxa.code_list("moods")
    with pytest.raises(UnknownCode):
        xxa.code_list("sex").label("perhaps")


def test_its_shapes_are_files_that_a_map_can_draw(xxa: Pack) -> None:
    assert xxa.boundaries(1).name == "admin1.geojson"


def test_a_risk_tool_scores_and_one_answer_may_decide(xxa: Pack) -> None:
    tool = xxa.forms["risk_assessment"]
    danger = tool.question("danger_now")
    assert danger is not None
    assert danger.decides == ("yes", "high")
    assert [answer.score for answer in danger.choices] == [10, 0, 5]
    assert tool.levels == (("high", 10), ("medium", 4), ("low", 0))
