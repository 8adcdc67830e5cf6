"""What one record of a child says, counted for the child's other records too.

This record lacks the mother, that one the birth date. Once records are surely one child, what one of them does
not know is taken from another, so that a further record is weighed against all that is known of the child: each
fact once, and once how seldom two records are one child. Only what is unknown or less exact is filled in; a
record's own word stays. It joins nothing, and the completed table is never shown or kept.

Source: the merge step of swoosh-style entity resolution, Benjelloun et al. 2009, "Swoosh: a generic approach
to entity resolution".
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Ranks = NDArray[np.int8]
EXACTNESS: Mapping[str | None, int] = {"A": 1, "Y": 2, "M": 3, "D": 4}
"""Of `birth_kind`: an age, a year, a month, a day."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Columns that are taken over together.

    known_by: columns that tell the fact, the coarsest first; what a record knows itself, another must share
    before more is taken from it. is_birth: how exact it is stands in `birth_kind`, and the most exact counts.
    """

    columns: tuple[str, ...]
    known_by: tuple[str, ...]
    is_birth: bool = False


_HOME = ("province", "district", "commune", "village")
FACTS = (
    Fact(columns=("sex",), known_by=("sex",)),
    Fact(columns=("nationality",), known_by=("nationality",)),
    Fact(columns=_HOME, known_by=_HOME),
    Fact(columns=("birth_on", "birth_kind", "birth_year"), known_by=("birth_kind",), is_birth=True),
    Fact(columns=("family_fold", "family_skeleton"), known_by=("family_fold",)),
    Fact(columns=("given_spelling", "given_fold", "given_skeleton"), known_by=("given_fold",)),
    Fact(columns=("alias_skeleton", "alias_skeleton_2"), known_by=("alias_skeleton",)),
    *(
        Fact(
            columns=(f"{parent}_given_fold", f"{parent}_given_skeleton", f"{parent}_family_skeleton"),
            known_by=(f"{parent}_given_skeleton",),
        )
        for parent in ("father", "mother")
    ),
)
BITS = "_bits"  # what a column's Bloom filter is called, where names are hidden


def tellers(prepared: pa.Table, clusters: Rows) -> dict[str, Rows]:
    """Return, for each column that is completed, the record whose value stands for each record.

    clusters: each record's cluster, numbered by a row. A table without a fact's columns is left as it is in them.
    """
    joined = np.flatnonzero(np.bincount(clusters, minlength=len(clusters))[clusters] > 1)
    found = {}
    for fact in FACTS:
        if not {*fact.columns, *fact.known_by} <= set(prepared.column_names):
            continue
        teller = np.arange(len(clusters))
        teller[joined] = _tellers(fact, prepared.take(pa.array(joined)), joined, clusters[joined])
        for column in fact.columns:
            found[column] = teller
            if column + BITS in prepared.column_names:
                found[column + BITS] = teller
    return found


def completed(prepared: pa.Table, teller_of: Mapping[str, Rows]) -> pa.Table:
    """Return the table in which each record tells what its tellers say."""
    columns = {
        name: prepared[name].take(pa.array(teller_of[name])) if name in teller_of else prepared[name]
        for name in prepared.column_names
    }
    return pa.table(columns)


def _tellers(fact: Fact, joined: pa.Table, rows: Rows, clusters: Rows) -> Rows:
    """Return which row tells the fact for each of some joined records."""
    exactness = _exactness(fact, joined)
    best = _most_exact(exactness, clusters)
    takes = exactness[best] > exactness
    if not fact.is_birth:
        for depth, column in enumerate(fact.known_by, start=1):
            value = _codes(joined[column])
            takes &= (exactness < depth) | (value == value[best])
    return np.where(takes, rows[best], rows)


def _exactness(fact: Fact, joined: pa.Table) -> Ranks:
    if fact.is_birth:
        return np.array([EXACTNESS.get(kind, 0) for kind in joined["birth_kind"].to_pylist()], dtype=np.int8)
    known = [joined[column].is_valid().to_numpy().astype(np.int8) for column in fact.known_by]
    return np.asarray(np.sum(known, axis=0), dtype=np.int8)


def _most_exact(exactness: Ranks, clusters: Rows) -> Rows:
    """Return for each place the first of the most exact places of its cluster."""
    order = np.lexsort((-exactness, clusters))
    _numbers, first, cluster = np.unique(clusters[order], return_index=True, return_inverse=True)
    best = np.empty(len(clusters), dtype=np.int64)
    best[order] = order[first][cluster]
    return best


def _codes(column: pa.ChunkedArray) -> Rows:
    codes = column.combine_chunks().dictionary_encode().indices
    return np.asarray(codes.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
