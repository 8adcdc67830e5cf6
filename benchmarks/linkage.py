"""How good and how fast linkage is on invented children, beside Splink's off-the-shelf model.

    python benchmarks/linkage.py quality [--persons 20000] [--seeds 901 902 903]
    python benchmarks/linkage.py peer    [--persons 20000] [--seeds 901]
    python benchmarks/linkage.py keys    [--persons 20000] [--seeds 901]
    python benchmarks/linkage.py private [--persons 5000]  [--seeds 901]
    python benchmarks/linkage.py lookup  [--persons 20000] [--seeds 901]
    python benchmarks/linkage.py model   [--persons 20000] [--seeds 901] > src/kapea/engines/linkage/model.json
    python benchmarks/linkage.py size    [--persons 520000] [--seeds 901]    about 1,000,000 records

Each prints one JSON object a line. `--bodies DIR --truth FILE` measures on given files instead. The public
febrl sets have a benchmark of their own: `benchmarks/febrl.py`.
"""

import argparse
import json
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kapea.engines.linkage.fictitious import invent_persons, invent_records
from kapea.engines.linkage.linking import Linkage, link
from kapea.engines.linkage.lookup import LookupIndex
from kapea.engines.linkage.model import to_json
from kapea.engines.linkage.names import name_keys
from kapea.engines.linkage.private import encode, link_encoded
from kapea.engines.linkage.quality import (
    Quality,
    quality_of_clusters,
    quality_of_pairs,
    quality_of_selection,
    share_of_persons_whole,
)
from kapea.engines.linkage.records import read_folder, read_truth

SECRET = b"a secret for benchmarks only"


def said(quality: Quality) -> dict[str, float]:
    return {name: round(getattr(quality, name), 4) for name in ("precision", "recall", "f1")}


def draws(options: argparse.Namespace) -> Iterator[tuple[str, pa.Table, list[str]]]:
    """Return each table to measure on, with its truth."""
    if options.bodies:
        records = read_folder(options.bodies)
        yield str(options.bodies), records, read_truth(options.truth, records["record_id"].to_pylist())
        return
    for seed in options.seeds:
        chance = np.random.default_rng(seed)
        invented = invent_records(invent_persons(options.persons, chance), chance)
        yield f"{options.persons} persons, seed {seed}", invented.records, invented.person_ids


def measured(linkage: Linkage, persons: list[str]) -> dict[str, Any]:
    vectors, probability = linkage.pairs.vectors, linkage.pairs.probability

    def above(threshold: float) -> dict[str, float]:
        chosen = probability >= threshold
        return said(quality_of_selection(vectors.left[chosen], vectors.right[chosen], persons))

    return {
        "records": len(persons),
        "pairs_compared": len(probability),
        "threshold": round(linkage.point.threshold, 3),
        "expected_precision": round(linkage.point.expected_precision, 4),
        "scored_pairs": above(linkage.point.threshold),
        "automatic": above(linkage.point.automatic),
        "pairs_in_clusters": said(quality_of_pairs(linkage.clusters, persons)),
        "b_cubed": said(quality_of_clusters(linkage.clusters, persons)),
        "whole_persons": said(share_of_persons_whole(linkage.clusters, persons)),
    }


def quality(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    for label, records, persons in draws(options):
        wall, cpu = time.perf_counter(), time.process_time()
        with duckdb.connect(config={"threads": 2}) as connection:
            linkage = link(records, connection=connection)
        times = {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        yield (
            {"on": label}
            | measured(linkage, persons)
            | {k: round(v, 1) for k, v in times.items()}
            | {"peak_gigabytes": round(peak, 2)}
        )


def peer(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Splink as it comes: its own name, date and place comparisons, its EM, its clustering."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    name = "name"
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row_id",
        comparisons=[
            cl.NameComparison(name),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("home_code").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("father_name"),
            cl.JaroWinklerAtThresholds("mother_name"),
            cl.LevenshteinAtThresholds("case_code", 1),
        ],
        blocking_rules_to_generate_predictions=[
            block_on(name), block_on("birth_date", "sex"), block_on("case_code"),
            block_on("home_code", "sex"), block_on("father_name", "sex"), block_on("mother_name", "sex"),
        ],
    )  # fmt: skip
    for label, records, persons in draws(options):
        wall = time.perf_counter()
        names = pc.utf8_lower(pc.coalesce(records["name_km"], records["name_latin"]))
        table = records.append_column(name, names).append_column("row_id", pa.array(range(len(records))))
        with duckdb.connect(config={"threads": 2}) as connection:
            connection.register("given", table)
            connection.execute("create table records as select * from given")
            linker = Linker(DuckDBAPI(connection).register("records"), settings, log_level=40)
            linker.training.estimate_probability_two_random_records_match(
                [f"l.{name} = r.{name} and l.birth_date = r.birth_date"], recall=0.25
            )
            linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
            for rule in (block_on(name), block_on("home_code", "sex")):
                linker.training.estimate_parameters_using_expectation_maximisation(rule)
            pairs = linker.inference.predict(threshold_match_weight=0)
            clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
                pairs, threshold_match_probability=0.5
            )
            rows = connection.execute(
                f"select cluster_id from {clustered.physical_name} order by row_id"
            ).fetchnumpy()
            scored = connection.execute(f"select row_id_l, row_id_r from {pairs.physical_name}").fetchnumpy()
        left, right = np.asarray(scored["row_id_l"]), np.asarray(scored["row_id_r"])
        yield {
            "on": label,
            "peer": "Splink off the shelf",
            "scored_pairs": said(quality_of_selection(left, right, persons)),
            "pairs_in_clusters": said(quality_of_pairs(np.asarray(rows["cluster_id"]), persons)),
            "seconds": round(time.perf_counter() - wall, 1),
        }


def parts(name: str | None) -> tuple[str, str]:
    """Return family and given name as a clerk would type them: split at the first space."""
    family, _, given = (name or "").partition(" ")
    return (family, given) if given else ("", family)


def keys(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    for label, records, persons in draws(options):
        rows = records.select(["name_km", "name_latin", "alias"]).to_pylist()
        began = time.perf_counter()
        found = []
        for row in rows:
            (family_km, given_km), (family_latin, given_latin) = (
                parts(row["name_km"]),
                parts(row["name_latin"]),
            )
            found.append(
                name_keys(
                    family_km=family_km, given_km=given_km, family_latin=family_latin, given_latin=given_latin,
                    aliases=[row["alias"]] if row["alias"] else (),
                )
            )  # fmt: skip
        microseconds = (time.perf_counter() - began) / len(rows) * 1e6
        of_person, with_key = defaultdict(list), defaultdict(list)
        for place, person in enumerate(persons):
            of_person[person].append(place)
            for key in found[place]:
                with_key[key].append(place)
        pairs = [pair for rows_of in of_person.values() for pair in combinations(rows_of, 2)]
        some = np.random.default_rng(1).choice(len(rows), min(1500, len(rows)), replace=False)
        strangers = [
            sum(
                persons[other] != persons[place]
                for other in {o for key in found[place] for o in with_key[key]}
            )
            for place in some
        ]
        yield {
            "on": label,
            "recall": round(sum(bool(found[a] & found[b]) for a, b in pairs) / len(pairs), 4),
            "strangers_per_10_000_records": round(float(np.mean(strangers)) / len(rows) * 1e4, 1),
            "keys_a_record": round(float(np.mean([len(one) for one in found])), 2),
            "microseconds_a_record": round(microseconds, 1),
        }


def private(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    for label, records, persons in draws(options):
        person_of = dict(zip(records["record_id"].to_pylist(), persons, strict=True))
        sources = records["source"]
        bodies = [encode(records.filter(pc.equal(sources, one)), secret=SECRET) for one in pc.unique(sources)]
        with duckdb.connect(config={"threads": 2}) as connection:
            hidden = link_encoded(bodies, connection=connection).clusters
        with duckdb.connect(config={"threads": 2}) as connection:
            shown = link(records, connection=connection).clusters
        order = [person_of[one] for body in bodies for one in body["record_id"].to_pylist()]
        with_names, without = quality_of_pairs(shown, persons), quality_of_pairs(hidden, order)
        yield {
            "on": label,
            "names_shown": said(with_names),
            "names_hidden": said(without),
            "f1_lost": round(with_names.f1 - without.f1, 4),
        }


def lookup(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    for label, records, persons in draws(options):
        newcomers, known = records.slice(0, 300), records.slice(300)
        with duckdb.connect(config={"threads": 2}) as connection:
            index = LookupIndex(known, link(known, connection=connection))
        person_of = dict(zip(records["record_id"].to_pylist(), persons, strict=True))
        waits, first, again = [], 0, 0
        for person, row in zip(persons, newcomers.to_pylist(), strict=False):
            began = time.perf_counter()
            answer = index.find(row)
            waits.append((time.perf_counter() - began) * 1000)
            if person in persons[300:]:
                again += 1
                first += bool(answer) and person_of[answer[0].record_id] == person
        p50, p95 = np.percentile(waits, [50, 95])
        yield {
            "on": label,
            "index_records": len(known),
            "p50_milliseconds": round(float(p50), 1),
            "p95_milliseconds": round(float(p95), 1),
            "named_first": round(first / again, 3),
        }


def model(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The model that stands in until a country's own records have taught one."""
    for _label, records, _persons in draws(options):
        with duckdb.connect(config={"threads": 2}) as connection:
            linkage = link(records, connection=connection)
        yield json.loads(to_json(linkage.model))


MEASURES = {
    "quality": quality,
    "peer": peer,
    "keys": keys,
    "private": private,
    "lookup": lookup,
    "model": model,
    "size": quality,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("measure", choices=MEASURES)
    parser.add_argument("--persons", type=int)
    parser.add_argument("--seeds", type=int, nargs="+", default=[901])
    parser.add_argument("--bodies", type=Path)
    parser.add_argument("--truth", type=Path)
    options = parser.parse_args()
    usual = {"size": 520_000, "private": 5_000}
    options.persons = options.persons or usual.get(options.measure, 20_000)
    for answer in MEASURES[options.measure](options):
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
