"""What is compared of a record keeps its precision and never invents."""

import duckdb
import pyarrow as pa
import pytest

from kapea.engines.linkage.names import skeleton
from kapea.engines.linkage.preparation import prepare, run_together
from kapea.engines.linkage.records import COLUMNS


def prepared(**values: str) -> dict[str, object]:
    row = dict.fromkeys(COLUMNS) | {"record_id": "1"} | values
    table = pa.Table.from_pylist([row], schema=pa.schema([(name, pa.string()) for name in COLUMNS]))
    with duckdb.connect() as connection:
        return prepare(table, connection).to_pylist()[0]


def test_a_full_birth_date_keeps_its_day() -> None:
    row = prepared(birth_date="2010-07-02")
    assert (row["birth_on"], row["birth_kind"]) == ("2010-07-02", "D")
    assert row["birth_year"] == pytest.approx(2010.5, abs=0.01)


@pytest.mark.parametrize("written", ["2010", "2010-01-01"])
def test_a_first_of_january_says_only_the_year(written: str) -> None:
    row = prepared(birth_date=written)
    assert (row["birth_on"], row["birth_kind"], row["birth_year"]) == (None, "Y", 2010.5)


def test_a_month_of_birth_stays_a_month() -> None:
    row = prepared(birth_date="2010-03")
    assert (row["birth_on"], row["birth_kind"]) == (None, "M")
    assert row["birth_year"] == pytest.approx(2010.21, abs=0.01)


def test_an_age_becomes_a_birth_year_only_with_the_day_it_was_told() -> None:
    assert prepared(age="12", event_date="2022-07-02")["birth_year"] == pytest.approx(2010.0, abs=0.01)
    assert prepared(age="12")["birth_year"] is None
    assert prepared(age="12")["birth_kind"] is None


def test_a_day_that_does_not_exist_says_nothing() -> None:
    assert prepared(birth_date="2010-02-31")["birth_year"] is None


def test_a_home_is_known_as_far_as_it_was_written() -> None:
    row = prepared(home_code="120305")
    assert (row["village"], row["commune"], row["district"], row["province"]) == (
        None,
        "120305",
        "1203",
        "12",
    )


def test_both_scripts_of_one_name_leave_one_sound() -> None:
    row = prepared(name_km="សុខ សុវណ្ណ", name_latin="Sok Sovann")
    assert (row["given_skeleton"], row["given_skeleton_2"]) == ("SVN", None)


def test_spacing_inside_a_name_does_not_matter() -> None:
    assert run_together(("sok", "kheng"), skeleton) == run_together(("sokkheng",), skeleton)


def test_an_empty_record_stays_empty() -> None:
    row = prepared(sex="?")
    assert all(value is None for name, value in row.items() if name not in ("unique_id", "source"))
