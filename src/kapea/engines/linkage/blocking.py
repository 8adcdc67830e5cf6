"""Which pairs of records are worth comparing at all.

A pair is compared when its records share a key that says something: a name in one place, parents, a
case, a birth date, a place and a time. The keys fail for different reasons, so a pair that one misses
another finds. A key shared by too many records says nothing and is left out. It does not judge a pair.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
LARGEST_BLOCK = 80  # records that may share one key
SMALLEST_LIMIT = 12  # to which that may fall in a large table
PAIRS_A_RECORD = 60  # counted before pairs found by several keys are merged


@dataclass(frozen=True, kw_only=True)
class BlockingKey:
    """One way for two records to meet.

    columns: SQL expressions over the prepared table that make the key; null in any means no key.
    step: a whole-number expression; records at most one step apart also meet.
    """

    name: str
    columns: tuple[str, ...]
    step: str = "0"

    @property
    def has_steps(self) -> bool:
        return self.step != "0"


_BIRTH_YEAR = "cast(floor(birth_year) as int)"
_EVENT = "cast(floor(event_day / 45) as int)"
_GIVEN = "unnest(list_distinct([given_skeleton, given_skeleton_2]))"
_LETTERS = "unnest(list_distinct([name_letters, name_letters_2]))"
_ANY_NAME = (
    "unnest(list_distinct(["
    "given_skeleton, given_skeleton_2, family_skeleton, family_skeleton_2, alias_skeleton]))"
)

BLOCKING_KEYS = (
    BlockingKey(name="case", columns=("case_code",)),
    BlockingKey(name="name and province", columns=(_LETTERS, "province")),
    BlockingKey(name="name and commune", columns=(_LETTERS, "commune")),
    BlockingKey(name="name, province, birth year", columns=(_LETTERS, "province"), step=_BIRTH_YEAR),
    BlockingKey(name="name, event, birth year", columns=(_LETTERS, _EVENT), step=_BIRTH_YEAR),
    BlockingKey(name="name and birth year", columns=(_LETTERS,), step=_BIRTH_YEAR),
    BlockingKey(name="name and event", columns=(_LETTERS,), step=_EVENT),
    BlockingKey(name="given name and commune", columns=(_GIVEN, "commune")),
    BlockingKey(
        name="given name, province, birth year", columns=("given_skeleton", "province"), step=_BIRTH_YEAR
    ),
    BlockingKey(name="given name, event, birth year", columns=("given_skeleton", _EVENT), step=_BIRTH_YEAR),
    BlockingKey(name="given name, birth year, event", columns=("given_skeleton", _BIRTH_YEAR), step=_EVENT),
    BlockingKey(name="given name and father", columns=("given_skeleton", "father_given_skeleton")),
    BlockingKey(name="given name and mother", columns=("given_skeleton", "mother_given_skeleton")),
    BlockingKey(name="both parents", columns=("father_given_skeleton", "mother_given_skeleton")),
    BlockingKey(name="father and event", columns=("father_given_skeleton",), step=_EVENT),
    BlockingKey(name="mother and event", columns=("mother_given_skeleton",), step=_EVENT),
    BlockingKey(name="birth date", columns=("birth_on", "sex")),
    BlockingKey(name="commune and birth year", columns=("commune", "sex"), step=_BIRTH_YEAR),
    BlockingKey(name="commune and event", columns=("commune",), step=_EVENT),
    BlockingKey(name="father and commune", columns=("father_given_skeleton", "commune")),
    BlockingKey(name="mother and commune", columns=("mother_given_skeleton", "commune")),
    BlockingKey(
        name="any name, province, birth year", columns=(_ANY_NAME, "province", "sex"), step=_BIRTH_YEAR
    ),
    BlockingKey(name="any name, birth year, event", columns=(_ANY_NAME, _BIRTH_YEAR, "sex"), step=_EVENT),
)


def candidate_pairs(
    connection: duckdb.DuckDBPyConnection,
    *,
    keys: Sequence[BlockingKey] = BLOCKING_KEYS,
    largest_block: int = LARGEST_BLOCK,
    pairs_a_record: int = PAIRS_A_RECORD,
) -> tuple[Rows, Rows]:
    """Return the pairs of rows of the table `prepared` that share a key, each once, in order, left < right.

    largest_block, pairs_a_record: keys shared by more records are left out, and so are the commonest
    ones while there are more pairs than that for the average record.
    """
    connection.execute("create or replace temp table blocks (block ubigint, step integer, row_id bigint)")
    for number, key in enumerate(keys):
        connection.execute(_records_by_block_sql(number, key, largest_block))
    limit = _block_limit(connection, largest_block, pairs_a_record)
    if limit < largest_block:
        connection.execute(
            "create or replace temp table blocks as select * from blocks"
            " qualify count(*) over (partition by block, step) <= ?",
            [limit],
        )
    rows = connection.execute(_PAIRS_SQL).fetchnumpy()
    connection.execute("drop table blocks")
    return np.asarray(rows["left_id"], dtype=np.int64), np.asarray(rows["right_id"], dtype=np.int64)


def _block_limit(connection: duckdb.DuckDBPyConnection, largest_block: int, pairs_a_record: int) -> int:
    """Return the size of block up to which all blocks together stay within the pairs allowed."""
    sizes = connection.execute(
        "select size, count(*) as blocks"
        " from (select block, step, count(*) as size from blocks group by block, step)"
        " group by size order by size"
    ).fetchall()
    records = connection.execute("select count(*) from prepared").fetchone()
    allowed = pairs_a_record * (records[0] if records else 0)
    pairs = 0
    for size, blocks in sizes:
        pairs += blocks * size * size  # twice the pairs within, as much as with neighbouring steps
        if pairs > allowed and size > SMALLEST_LIMIT:
            return int(size) - 1
    return largest_block


def blocks_sql(number: int, key: BlockingKey, *, table: str = "prepared") -> str:
    """Return SQL for `block, step, row_id` of every record that has the key; step is null without steps."""
    parts = ", ".join(f"{column} as part_{place}" for place, column in enumerate(key.columns))
    names = [f"part_{place}" for place in range(len(key.columns))]
    known = " and ".join(f"{name} is not null" for name in names)
    step = "step" if key.has_steps else "null"
    # The expressions are this module's own; nothing a user wrote stands in them.
    return f"""
        select hash({number}, {", ".join(names)}) as block, {step} as step, row_id
        from (select unique_id as row_id, {key.step} as step, {parts} from {table})
        where {known} and step is not null
    """  # noqa: S608


def _records_by_block_sql(number: int, key: BlockingKey, largest_block: int) -> str:
    return f"""
        insert into blocks select * from ({blocks_sql(number, key)})
        qualify count(*) over (partition by block, step) between 1 and {largest_block}
    """  # noqa: S608 - own SQL


_PAIRS_SQL = """
    select distinct least(one.row_id, other.row_id) as left_id, greatest(one.row_id, other.row_id) as right_id
    from (
        select block, step, row_id, step as meets from blocks where step is not null
        union all select block, step, row_id, step + 1 from blocks where step is not null
        union all select block, 0, row_id, 0 from blocks where step is null
    ) as one
    join (select block, coalesce(step, 0) as step, row_id from blocks) as other
        on one.block = other.block and one.meets = other.step and one.row_id <> other.row_id
    where one.meets <> one.step or one.row_id < other.row_id
    order by 1, 2
"""
