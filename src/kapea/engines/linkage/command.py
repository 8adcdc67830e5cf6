"""What `kapea link` answers: clusters for a folder of CSV files, and their quality when truth is given.

The one entry that touches files. Everything it says can be put into JSON as it is.
"""

import csv
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from kapea.engines.errors import InputFault, KapeaError
from kapea.engines.linkage.handing_over import (
    encoded_bodies,
    encoded_files,
    link_bodies,
    loss,
    read_encoded,
    read_secret,
)
from kapea.engines.linkage.linking import Linkage, link
from kapea.engines.linkage.quality import (
    Quality,
    quality_of_clusters,
    quality_of_pairs,
    quality_of_selection,
    share_of_persons_whole,
)
from kapea.engines.linkage.records import read_folder, read_truth
from kapea.engines.linkage.spark import session

ENGINES = ("duckdb", "spark")


class UnknownEngine(KapeaError):
    """This linkage engine is not available here."""

    code = "kapea.link.engine"


def run(
    directory: str | Path,
    *,
    out: str | Path | None = None,
    truth: str | Path | None = None,
    engine: str = "duckdb",
    seed: int = 1,
    hide_names: str | Path | None = None,
) -> dict[str, Any]:
    """Link the records of a folder and return what was found.

    out: where to write `record_id,cluster_id`. truth: a CSV of `record_id,person_id`; it is read after
    linking and changes nothing but the figures. `pairs` counts the pairs within clusters, and
    `precision`, `recall` and `f1` are theirs. hide_names: the file of a secret with which each body's names
    are hidden before they are linked; the answer then says what that loses. A folder of files that bodies
    encoded themselves is linked without the secret.

    Raises InputFault, UnknownEngine, SparkNotThere, SecretTooShort.
    """
    if engine not in ENGINES:
        raise UnknownEngine(f"Engine {engine} is not available; choose one of: {', '.join(ENGINES)}.")
    if out is not None and not Path(out).parent.is_dir():
        raise InputFault(out, 0, "The file cannot be written: its folder does not exist.")
    began = time.perf_counter()
    folder = Path(directory)
    files = encoded_files(folder)
    if engine == "spark" and (files or hide_names):
        raise UnknownEngine("Records without names are linked by the engine duckdb only.")
    if files and hide_names is not None:
        raise InputFault(folder, 0, "The names in these files are hidden already: leave the secret out.")
    if files:
        answer, record_ids, linkage = _link_encoded(folder, files, seed=seed)
    elif hide_names is not None:
        answer, record_ids, linkage = _link_hidden(folder, Path(hide_names), truth=truth, seed=seed)
    else:
        answer = {"names": "shown"}
        record_ids, linkage = _link_shown(read_folder(folder), engine=engine, seed=seed)
    if out is not None:
        _write(Path(out), record_ids, linkage)
    answer = _counts(linkage) | {"seconds": round(time.perf_counter() - began, 2), "engine": engine} | answer
    if truth is not None:
        answer |= _quality(linkage, read_truth(Path(truth), record_ids))
    return answer


Found = tuple[dict[str, Any], list[str], Linkage]


def _link_shown(records: pa.Table, *, engine: str, seed: int) -> tuple[list[str], Linkage]:
    with duckdb.connect() as connection, _spark(engine) as spark:
        linkage = link(records, connection=connection, seed=seed, spark=spark)
    return records["record_id"].to_pylist(), linkage


def _link_encoded(folder: Path, files: list[Path], *, seed: int) -> Found:
    """Return who is one person among records that the bodies have encoded."""
    if any(folder.glob("*.csv")):
        raise InputFault(
            folder, 0, "There are encoded files and CSV files here: they cannot be linked together."
        )
    with duckdb.connect() as connection:
        record_ids, linkage = link_bodies(read_encoded(files), connection=connection, seed=seed)
    return {"names": "hidden"}, record_ids, linkage


def _link_hidden(folder: Path, secret: Path, *, truth: str | Path | None, seed: int) -> Found:
    """Return who is one person when each body hides its names, and what hiding them loses."""
    key, records = read_secret(secret), read_folder(folder)
    with duckdb.connect() as connection:
        record_ids, hidden = link_bodies(
            encoded_bodies(records, secret=key), connection=connection, seed=seed
        )
    ids_shown, shown = _link_shown(records, engine="duckdb", seed=seed)
    person_of = None
    if truth is not None:
        person_of = dict(zip(record_ids, read_truth(Path(truth), record_ids), strict=True))
    lost = loss(_persons(ids_shown, shown), _persons(record_ids, hidden), person_of)
    return {"names": "hidden", "loss": lost}, record_ids, hidden


def _persons(record_ids: list[str], linkage: Linkage) -> dict[str, int]:
    return dict(zip(record_ids, linkage.clusters.tolist(), strict=True))


def _spark(engine: str) -> AbstractContextManager[Any]:
    """Return a Spark session for the engine "spark", nothing for the other."""
    return session() if engine == "spark" else nullcontext()


def _counts(linkage: Linkage) -> dict[str, Any]:
    sizes = np.unique(linkage.clusters, return_counts=True)[1]
    point = linkage.point
    return {
        "records": len(linkage.clusters),
        "clusters": len(sizes),
        "pairs": int((sizes * (sizes - 1) // 2).sum()),
        "threshold": round(point.threshold, 4),
        "automatic_threshold": round(point.automatic, 4),
        "review_threshold": round(point.review, 4),
        "expected": {
            "precision": round(point.expected_precision, 4),
            "recall": round(point.expected_recall, 4),
        },
        "pairs_compared": len(linkage.pairs.log_odds),
        "pairs_automatic": int((linkage.pairs.probability >= point.automatic).sum()),
        "pairs_to_review": int(
            (
                (linkage.pairs.probability >= point.review) & (linkage.pairs.probability < point.automatic)
            ).sum()
        ),
        "precision": None,
        "recall": None,
        "f1": None,
    }


def _quality(linkage: Linkage, persons: list[str]) -> dict[str, Any]:
    vectors, probability = linkage.pairs.vectors, linkage.pairs.probability
    clusters = quality_of_pairs(linkage.clusters, persons)

    def above(threshold: float) -> dict[str, float]:
        chosen = probability >= threshold
        return _said(quality_of_selection(vectors.left[chosen], vectors.right[chosen], persons))

    return _said(clusters) | {
        "scored_pairs": above(linkage.point.threshold),
        "automatic": above(linkage.point.automatic),
        "b_cubed": _said(quality_of_clusters(linkage.clusters, persons)),
        "whole_persons": _said(share_of_persons_whole(linkage.clusters, persons)),
    }


def _said(quality: Quality) -> dict[str, float]:
    return {
        "precision": round(quality.precision, 4),
        "recall": round(quality.recall, 4),
        "f1": round(quality.f1, 4),
    }


def _write(out: Path, record_ids: list[str], linkage: Linkage) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["record_id", "cluster_id"])
            writer.writerows(
                (record_id, record_ids[row])
                for record_id, row in zip(record_ids, linkage.clusters.tolist(), strict=True)
            )
    except OSError as fault:
        raise InputFault(out, 0, "The file cannot be written.") from fault
