"""One record told now is prepared as it would be in the nightly table."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapea.engines.linkage.fictitious import invent_persons, invent_records
from kapea.engines.linkage.intake import prepare_one
from kapea.engines.linkage.preparation import NameListener, listen, prepare
from kapea.engines.linkage.records import COLUMNS

SCHEMA = pa.schema([(name, pa.string()) for name in COLUMNS])
dates = st.none() | st.sampled_from(
    ["2010", "2011-01-01", "2012-02-29", "2013-02-29", "2014-07", "2015-12-31"]
)
names = st.none() | st.sampled_from(
    ["សុខ ស្រីនាង", "Sok Srey Neang", "SREYNEANG", "ចាន់វិសាល", "-", "អាតូច", "A Pov"]
)
records = st.fixed_dictionaries(
    {
        "name_km": names,
        "name_latin": names,
        "alias": names,
        "father_name": names,
        "mother_name": names,
        "birth_date": dates,
        "event_date": dates,
        "age": st.none() | st.sampled_from(["0", "12", "12.5"]),
        "sex": st.none() | st.sampled_from(["F", "m", "girl", "?"]),
        "home_code": st.none() | st.sampled_from(["01", "0102", "010203", "01020304", "x"]),
        "nationality": st.none() | st.just("khm"),
        "case_code": st.none() | st.just("sc12"),
        "source": st.none() | st.just("police"),
    }
)


@pytest.fixture(scope="module")
def listener() -> NameListener:
    chance = np.random.default_rng(2)
    return listen(invent_records(invent_persons(100, chance), chance).records)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as opened:
        yield opened


@settings(deadline=None, max_examples=40)
@given(record=records)
def test_a_record_told_now_is_prepared_like_the_nightly_table(
    listener: NameListener, connection: duckdb.DuckDBPyConnection, record: dict[str, str | None]
) -> None:
    row = dict.fromkeys(COLUMNS) | {"record_id": "1"} | record
    nightly = prepare(pa.Table.from_pylist([row], schema=SCHEMA), connection, listener=listener).to_pylist()[
        0
    ]
    now = prepare_one(record, listener)
    assert set(now) == set(nightly)
    for name, value in nightly.items():
        assert now[name] == (pytest.approx(value) if isinstance(value, float) else value), name
