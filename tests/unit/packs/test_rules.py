"""The rule of a day."""

from datetime import date

import pytest

from kapea.packs import Rule, SourceRef, UnknownRule
from kapea.packs.rules import rule_on


def rule(version: int, *, valid_from: date | None = None, valid_to: date | None = None) -> Rule:
    return Rule(
        code="tea",
        version=version,
        title={"en": "Tea"},
        values={"hours": version},
        sources=(SourceRef(alias="S2", locator="§1"), SourceRef(alias="S4", locator="fn2")),
        state="sourced",
        valid_from=valid_from,
        valid_to=valid_to,
        note="",
        file="rules/tea.yaml",
        line=1,
    )


VERSIONS = (rule(1, valid_to=date(2019, 12, 31)), rule(2, valid_from=date(2020, 1, 1)))


def test_without_a_day_the_newest_version_holds() -> None:
    assert rule_on(VERSIONS, "tea", on=None).version == 2


def test_the_last_day_of_a_version_is_its_own() -> None:
    assert rule_on(VERSIONS, "tea", on=date(2019, 12, 31)).version == 1
    assert rule_on(VERSIONS, "tea", on=date(2020, 1, 1)).version == 2


def test_a_rule_names_all_its_sources() -> None:
    assert rule(1).source == "S2 §1; S4 fn2"


def test_a_rule_that_is_not_there_is_unknown() -> None:
    with pytest.raises(UnknownRule, match="coffee"):
        rule_on(VERSIONS, "coffee", on=None)
