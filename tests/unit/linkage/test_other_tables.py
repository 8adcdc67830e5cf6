"""A table of other columns is linked with comparisons and keys that are declared for it, without truth."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from kapea.engines.linkage.blocking import BlockingKey
from kapea.engines.linkage.comparisons import Comparison, Level
from kapea.engines.linkage.linking import Linkage, link_prepared
from kapea.engines.linkage.quality import quality_of_pairs

PERSONS = 200
COLUMNS = ("surname", "street", "number")
LETTERS = np.array(list("abcdefghijklmnoprstuvw"))


def mistyped(text: str, chance: np.random.Generator) -> str:
    place = int(chance.integers(len(text)))
    return text[:place] + str(chance.choice(LETTERS)) + text[place + 1 :]


def word(chance: np.random.Generator, length: int) -> str:
    return "".join(chance.choice(LETTERS, size=length))


@pytest.fixture(scope="module")
def table() -> pa.Table:
    """Persons of letters drawn by chance, each recorded twice, one of three fields mistyped the second time."""
    chance, rows = np.random.default_rng(4), []
    for _person in range(PERSONS):
        one = [word(chance, 7), word(chance, 9), str(chance.integers(100_000, 999_999))]
        other = list(one)
        wrong = int(chance.integers(3))
        other[wrong] = mistyped(other[wrong], chance)
        rows += [one, other]
    columns = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
    return pa.table(
        {"unique_id": range(len(rows))} | {name: list(values) for name, values in columns.items()}
    )


@pytest.fixture(scope="module")
def linkage(table: pa.Table) -> Linkage:
    comparisons = [
        Comparison(
            name=name,
            unknown=f"{name}_l is null or {name}_r is null",
            levels=(
                Level(label="same", condition=f"{name}_l = {name}_r", frequency=name),
                Level(label="one letter apart", condition=f"levenshtein({name}_l, {name}_r) <= 1"),
            ),
            is_shared_by_household=False,
        )
        for name in COLUMNS
    ]
    with duckdb.connect() as connection:
        return link_prepared(
            table,
            [str(row) for row in range(len(table))],
            connection=connection,
            comparisons=comparisons,
            keys=[BlockingKey(name=name, columns=(name,)) for name in COLUMNS],
            has_households=False,
        )


def test_persons_are_found_in_columns_the_engine_has_never_seen(linkage: Linkage) -> None:
    persons = [row // 2 for row in range(2 * PERSONS)]
    assert quality_of_pairs(linkage.clusters, persons).f1 > 0.98


def test_a_table_without_families_has_no_siblings_to_take_its_persons(linkage: Linkage) -> None:
    assert linkage.mixture.sibling_share < linkage.mixture.match_share / 100
