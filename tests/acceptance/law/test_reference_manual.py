"""The reference manual names every word a user may write."""

from pathlib import Path

import pytest

from kapea.engines.law.vocabulary import WORDS
from kapea.packs.law import facts, incidents, scenarios

MANUAL = (Path(__file__).parents[3] / "docs" / "reference" / "law.md").read_text(encoding="utf-8")
UNSPOKEN = {"id", "title", "note", "fictitious", "expect", "incident", "act", "alleged", "country"}
UNSPOKEN |= {"victim_age", "victim_nationality", "suspect_age", "suspect_nationality"}


@pytest.mark.parametrize("element", sorted(WORDS))
def test_the_manual_explains_every_word_of_the_vocabulary(element):
    assert [word for word in WORDS[element] if f"`{word}`" not in MANUAL] == []


def test_the_manual_names_every_field_of_a_file_of_facts():
    assert [name for name in incidents.FIELDS - UNSPOKEN if f"`{name}`" not in MANUAL] == []


def test_the_manual_names_every_rule_and_every_field_of_a_scenario():
    rules = (
        "covered",
        "not_covered",
        "in_force",
        "defined",
        "reaching",
        "heavier",
        "single_regime",
        "judged_at",
    )
    assert [name for name in rules if f"`{name}`" not in MANUAL] == []
    assert set(rules) <= set(facts.RULE_FIELDS)
    changing = ("overrides", "offences", "commences", "displaces", "penalty_effects")
    assert [name for name in changing if f"`{name}`" not in MANUAL] == []
    assert set(changing) <= set(scenarios.FIELDS)
