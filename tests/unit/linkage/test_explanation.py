"""A reviewer can follow every weight, and Splink itself comes to the same."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from splink import DuckDBAPI, Linker

from kapea.engines.linkage.explanation import (
    BEFORE,
    SIBLINGS,
    WITH_CAUTION,
    explain,
    level_weights,
    splink_model,
    waterfall_chart,
)
from kapea.engines.linkage.fictitious import invent_persons, invent_records
from kapea.engines.linkage.linking import Linkage, link


@pytest.fixture(scope="module")
def outcome() -> Linkage:
    chance = np.random.default_rng(5)
    with duckdb.connect() as connection:
        return link(invent_records(invent_persons(80, chance), chance).records, connection=connection)


def steps_of(outcome: Linkage, row: int) -> list:
    return explain(
        outcome.pairs.vectors,
        row,
        mixture=outcome.mixture,
        comparisons=outcome.comparisons,
        rarity=outcome.rarity,
    )


def test_the_steps_of_a_pair_add_up_to_its_weight(outcome: Linkage) -> None:
    for row in range(0, len(outcome.pairs.log_odds), 40):
        total = sum(step.bits for step in steps_of(outcome, row))
        assert total * np.log(2) == pytest.approx(outcome.pairs.log_odds[row])


def test_what_speaks_for_siblings_never_adds_weight(outcome: Linkage) -> None:
    steps = steps_of(outcome, 0)
    assert steps[0].comparison == BEFORE
    assert steps[0].bits < 0
    assert steps[-2].comparison == SIBLINGS
    assert steps[-2].bits <= 0


def test_caution_draws_every_weight_towards_doubt(outcome: Linkage) -> None:
    for row in range(0, len(outcome.pairs.log_odds), 40):
        *steps, caution = steps_of(outcome, row)
        assert caution.comparison == WITH_CAUTION
        assert caution.bits == pytest.approx(-0.15 * sum(step.bits for step in steps))


def test_a_missing_field_weighs_nothing(outcome: Linkage) -> None:
    row, place = np.argwhere(outcome.pairs.vectors.levels < 0)[0]
    assert steps_of(outcome, int(row))[place + 1].bits == 0
    assert steps_of(outcome, int(row))[place + 1].level == "unknown"


def test_the_same_spelling_is_worth_more_than_another_name(outcome: Linkage) -> None:
    bits = {
        weight.level: weight.bits
        for weight in level_weights(outcome.mixture, outcome.comparisons)
        if weight.comparison == "given_name"
    }
    assert bits["same spelling"] > 2 > 0 > bits["all else"]


def test_parents_tell_siblings_apart_from_strangers_only(outcome: Linkage) -> None:
    weight = next(
        weight
        for weight in level_weights(outcome.mixture, outcome.comparisons)
        if weight.comparison == "mother"
    )
    assert weight.bits > 3
    assert abs(weight.bits_against_siblings) < 2


def test_the_waterfall_ends_at_the_pairs_weight(outcome: Linkage) -> None:
    bars = waterfall_chart(steps_of(outcome, 3))["data"]["values"]
    assert bars[-1]["to"] == pytest.approx(outcome.pairs.log_odds[3] / np.log(2))
    assert [bar["to"] for bar in bars[:-2]] == pytest.approx([bar["from"] for bar in bars[1:-1]])


def test_splink_loaded_with_the_model_gives_the_same_weights(outcome: Linkage) -> None:
    settings = splink_model(outcome.mixture, outcome.comparisons)
    vectors = outcome.pairs.vectors
    with duckdb.connect() as connection:
        connection.register("prepared", outcome.prepared)
        api = DuckDBAPI(connection)
        linker = Linker(api.register("prepared"), settings, log_level=40, validate_settings=False)
        some = slice(0, 50)
        chosen = pa.table(
            {"join_key_l": vectors.left[some], "join_key_r": vectors.right[some], "match_key": np.zeros(50)}
        )
        connection.register("chosen", chosen)
        linker.table_management.register_blocked_pairs_for_predict(api.register("chosen"))
        predicted = linker.inference.predict(warning_mode="never").as_record_list()
    theirs = {(row["unique_id_l"], row["unique_id_r"]): row["match_weight"] for row in predicted}
    prior = np.log2(outcome.mixture.match_share / (1 - outcome.mixture.match_share))
    for row in range(50):
        fields = steps_of(outcome, row)[1:-2]
        ours = prior + sum(step.bits - step.rarity_bits - step.beside_bits for step in fields)
        assert theirs[(vectors.left[row], vectors.right[row])] == pytest.approx(ours, abs=1e-6)
