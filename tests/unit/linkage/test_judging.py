"""A few records are judged as a whole run would judge them, by a model that holds nobody."""

import duckdb
import numpy as np
import pytest

from kapea.engines.linkage.fictitious import FictitiousRecords, invent_persons, invent_records
from kapea.engines.linkage.judging import Judge
from kapea.engines.linkage.linking import Linkage, link
from kapea.engines.linkage.model import (
    FEWEST_BEARERS,
    ModelOutdated,
    TrainedModel,
    first_model,
    from_json,
    to_json,
)

BOPHA = {"name_km": "ចាន់ បុប្ផា", "sex": "F", "birth_date": "2011-05-06", "home_code": "010203"}
AGAIN = {"name_latin": "Chan Bopha", "sex": "F", "age": "14", "event_date": "2025-08-01", "home_code": "01"}
STRANGER = {"name_latin": "Sok Visal", "sex": "M", "birth_date": "2006-01-20", "home_code": "120101"}


@pytest.fixture(scope="module")
def invented() -> FictitiousRecords:
    chance = np.random.default_rng(51)
    return invent_records(invent_persons(400, chance), chance)


@pytest.fixture(scope="module")
def linkage(invented: FictitiousRecords) -> Linkage:
    with duckdb.connect() as connection:
        return link(invented.records, connection=connection)


def taught(linkage: Linkage) -> TrainedModel:
    assert linkage.model is not None
    return linkage.model


def test_a_model_comes_back_from_its_text_as_it_was(linkage: Linkage) -> None:
    model = taught(linkage)
    again = from_json(to_json(model))
    assert to_json(again) == to_json(model)
    assert again.mixture.match[0] == pytest.approx(model.mixture.match[0], rel=1e-5)


def test_a_model_of_other_comparisons_is_refused(linkage: Linkage) -> None:
    with pytest.raises(ModelOutdated):
        from_json(to_json(taught(linkage)).replace("same spelling", "same writing"))


def test_a_model_keeps_no_value_that_few_records_share(linkage: Linkage) -> None:
    model, prepared = taught(linkage), linkage.prepared
    for column, known in model.commonness.items():
        values = prepared[column].to_pylist()
        assert all(values.count(value) >= FEWEST_BEARERS for value in known)


def test_a_few_records_are_judged_much_as_in_the_run(invented: FictitiousRecords, linkage: Linkage) -> None:
    rows = invented.records.to_pylist()
    pairs = linkage.pairs
    some = np.argsort(-pairs.log_odds)[:: len(pairs.log_odds) // 60]
    judge = Judge(taught(linkage))
    records, asked = [], []
    for number, place in enumerate(some):
        records += [rows[pairs.vectors.left[place]], rows[pairs.vectors.right[place]]]
        asked.append((2 * number, 2 * number + 1))
    found = judge.judge(records, asked, among=len(rows))
    ours, theirs = np.array([one.log_odds for one in found]), pairs.log_odds[some]
    assert np.corrcoef(ours, theirs)[0, 1] > 0.8
    assert (np.sign(ours) == np.sign(theirs)).mean() > 0.9


def test_the_first_model_knows_a_child_in_the_other_script_and_a_stranger() -> None:
    same, other = Judge(first_model()).judge([BOPHA, AGAIN, STRANGER], [(0, 1), (0, 2)], among=1_000)
    assert same.probability > 0.9
    assert other.probability < 0.01


def test_among_more_records_the_same_agreement_says_less() -> None:
    judge = Judge(first_model())
    (few,), (many,) = (judge.judge([BOPHA, AGAIN], [(0, 1)], among=size) for size in (1_000, 1_000_000))
    assert few.log_odds > many.log_odds


def test_the_steps_sum_to_the_weight() -> None:
    (found,) = Judge(first_model()).judge([BOPHA, AGAIN], [(0, 1)], among=500, with_steps=True)
    bits = sum(step.bits for step in found.steps)
    assert bits * np.log(2) == pytest.approx(found.log_odds, abs=1e-6)


def test_two_full_birth_dates_far_apart_are_never_one_child() -> None:
    later = {**BOPHA, "birth_date": "2017-11-23"}
    (found,) = Judge(first_model()).judge([BOPHA, later], [(0, 1)], among=500)
    assert (found.is_possible, found.probability) == (False, 0.0)


def test_no_pairs_no_judgement() -> None:
    assert Judge(first_model()).judge([BOPHA], [], among=10) == []


def test_a_judge_answers_each_time_about_the_records_of_that_time() -> None:
    judge = Judge(first_model())
    alone = judge.judge([BOPHA, AGAIN], [(0, 1)], among=100)[0].log_odds
    many = judge.judge([BOPHA, *[STRANGER] * 70, AGAIN], [(0, place) for place in range(1, 72)], among=100)
    (other,) = judge.judge([BOPHA, STRANGER], [(0, 1)], among=100)
    assert many[-1].log_odds == alone
    assert many[0].log_odds == other.log_odds
    assert judge.judge([BOPHA, AGAIN], [(0, 1)], among=100)[0].log_odds == alone


def test_a_judge_keeps_no_record_after_it_has_answered() -> None:
    judge = Judge(first_model())
    judge.judge([BOPHA, AGAIN], [(0, 1)], among=100)
    assert judge._connection.execute("select count(*) from met").fetchone() == (0,)
    assert judge._connection.execute("select count(*) from duckdb_tables()").fetchone() == (0,)
