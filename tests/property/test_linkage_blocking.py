"""Every two records that share a key meet once, and no others."""

import itertools

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from kapea.engines.linkage.blocking import BlockingKey, candidate_pairs

KEYS = (
    BlockingKey(name="place", columns=("place",)),
    BlockingKey(name="name and year", columns=("name",), step="year"),
)
rows = st.lists(
    st.tuples(
        st.none() | st.sampled_from("xyz"), st.none() | st.sampled_from("ab"), st.none() | st.integers(0, 4)
    ),
    min_size=1,
    max_size=14,
)
Row = tuple[str | None, str | None, int | None]


def meet_slowly(one: Row, other: Row) -> bool:
    same_place = one[0] is not None and one[0] == other[0]
    same_name = one[1] is not None and one[1] == other[1]
    near = one[2] is not None and other[2] is not None and abs(one[2] - other[2]) <= 1
    return same_place or (same_name and near)


@settings(deadline=None, max_examples=60)
@given(rows)
def test_fast_blocking_finds_the_pairs_of_slow_blocking(table: list[Row]) -> None:
    with duckdb.connect() as connection:
        places, names, years = (list(column) for column in zip(*table, strict=True))
        columns = {
            "unique_id": list(range(len(table))),
            "place": pa.array(places, pa.string()),
            "name": pa.array(names, pa.string()),
            "year": pa.array(years, pa.int32()),
        }
        connection.register("prepared", pa.table(columns))
        left, right = candidate_pairs(connection, keys=KEYS)
    found = list(zip(left.tolist(), right.tolist(), strict=True))
    expected = [
        pair
        for pair in itertools.combinations(range(len(table)), 2)
        if meet_slowly(*(table[row] for row in pair))
    ]
    assert sorted(found) == expected


def test_a_key_that_too_many_records_share_is_left_out() -> None:
    with duckdb.connect() as connection:
        columns = {"unique_id": range(9), "place": ["x"] * 6 + ["y"] * 3}
        connection.register("prepared", pa.table({name: list(values) for name, values in columns.items()}))
        left, right = candidate_pairs(connection, keys=KEYS[:1], largest_block=5)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(6, 7), (6, 8), (7, 8)]
