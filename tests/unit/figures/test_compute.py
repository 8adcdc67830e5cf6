from datetime import date

import pyarrow as pa
import pytest

from kapea.engines.figures.cells import CellState
from kapea.engines.figures.compute import Coverage, compute
from kapea.engines.figures.errors import ExtractNotUsable, InvalidSpecification
from kapea.engines.figures.periods import By, Period, years
from kapea.engines.figures.specification import Measure
from unit.figures.conftest import AGE, ARRESTED, REPORTED, specification, victims

JUNE = date(2009, 6, 1)


def _shown(table, *key):
    cell = table[key]
    return cell.value if cell.value is not None else cell.state


def test_a_child_met_in_two_incidents_of_one_year_is_one_victim_with_the_first_age(spec):
    records = victims(("v2", "p1", date(2009, 9, 1), 15, 15, "01"), ("v1", "p1", JUNE, 14, 14, "02"))
    table = compute(spec, {"victim": records}, years(2009, 2009))
    assert _shown(table, "victims", "below_15", "2009") == 1
    assert _shown(table, "victims", "15_17", "2009") == 0
    assert _shown(table, "victims", "_T", "2009") == 1


def test_a_child_met_in_two_years_is_a_victim_of_each_year(spec):
    records = victims(("v1", "p1", date(2008, 9, 1), 14, 14, "01"), ("v2", "p1", JUNE, 15, 15, "01"))
    table = compute(spec, {"victim": records}, years(2008, 2009))
    assert [_shown(table, "victims", "_T", year) for year in ("2008", "2009")] == [1, 1]


def test_records_without_a_person_key_stand_for_themselves(spec):
    records = victims(("v1", None, JUNE, 10, 10, "01"), ("v2", None, JUNE, 10, 10, "01"))
    assert _shown(compute(spec, {"victim": records}, years(2009, 2009)), "victims", "_T", "2009") == 2


@pytest.mark.parametrize(
    ("low", "high", "band"),
    [
        (14, 14, "below_15"),
        (None, 14, "below_15"),
        (15, 17, "15_17"),
        (18, None, "18_plus"),
        (14, 15, "unknown"),
        (16, 19, "unknown"),
        (None, 30, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_an_age_range_that_crosses_a_band_is_shown_as_unknown_and_never_guessed(spec, low, high, band):
    table = compute(spec, {"victim": victims(("v1", "p1", JUNE, low, high, "01"))}, years(2009, 2009))
    met = [
        code for code in ("below_15", "15_17", "18_plus", "unknown") if _shown(table, "victims", code, "2009")
    ]
    assert met == [band]


def test_what_was_counted_and_is_none_differs_from_what_nobody_kept():
    spec = specification(measures=(REPORTED, ARRESTED), dimensions=())
    incidents = pa.table({"incident_id": ["i1"], "reported_on": [JUNE], "confirmed": [False]})
    table = compute(spec, {"incident": incidents}, years(2009, 2009))
    assert table["reported", "2009"].state is CellState.ZERO
    assert table["arrested", "2009"].state is CellState.NOT_COLLECTED


def test_a_column_that_an_extract_lacks_is_not_collected_while_its_total_is_counted(spec):
    records = victims(("v1", "p1", JUNE, 14, 14, "01")).drop_columns(["age_years_low", "age_years_high"])
    table = compute(spec, {"victim": records}, years(2009, 2009))
    assert table["victims", "below_15", "2009"].state is CellState.NOT_COLLECTED
    assert table["victims", "_T", "2009"].value == 1


def test_an_interval_that_the_register_covers_only_in_part_is_not_collected(spec):
    coverage = {"victim": Coverage(first_on=date(2008, 3, 1), last_on=date(2009, 12, 31))}
    records = victims(("v1", "p1", date(2008, 5, 1), 14, 14, "01"))
    table = compute(spec, {"victim": records}, years(2008, 2009), coverage=coverage)
    assert table["victims", "_T", "2008"].state is CellState.NOT_COLLECTED
    assert table["victims", "_T", "2009"].state is CellState.ZERO


def test_an_unconfirmed_report_is_not_a_confirmed_case():
    incidents = pa.table(
        {"incident_id": ["i1", "i2", "i3"], "reported_on": [JUNE] * 3, "confirmed": [True, False, None]}
    )
    spec = specification(measures=(REPORTED,), dimensions=())
    assert compute(spec, {"incident": incidents}, years(2009, 2009))["reported", "2009"].value == 1


def test_a_breakdown_adds_up_to_its_total_and_shows_the_places_met(spec):
    records = victims(
        ("v1", "p1", JUNE, 14, 14, "12"), ("v2", "p2", JUNE, 16, 16, "01"), ("v3", "p3", JUNE, 16, 16, None)
    )
    table = compute(spec, {"victim": records}, years(2009, 2009), also_by=("province",))
    assert table.axes[2].codes == ("01", "12", "unknown", "_T")
    assert [_shown(table, "victims", "15_17", place, "2009") for place in table.axes[2].codes] == [1, 0, 1, 2]
    assert len(table.cells) == 1 * 5 * 4 * 1


def test_the_same_records_can_be_counted_by_month(spec):
    period = Period(first_on=date(2009, 5, 1), last_on=date(2009, 6, 30), by=By.MONTH)
    table = compute(spec, {"victim": victims(("v1", "p1", JUNE, 14, 14, "01"))}, period)
    assert [_shown(table, "victims", "_T", month) for month in ("2009-05", "2009-06")] == [0, 1]


def test_both_ends_of_a_period_count(spec):
    records = victims(
        ("v1", "p1", date(2009, 1, 1), 9, 9, "01"),
        ("v2", "p2", date(2009, 12, 31), 9, 9, "01"),
        ("v3", "p3", date(2010, 1, 1), 9, 9, "01"),
    )
    assert compute(spec, {"victim": records}, years(2009, 2009))["victims", "_T", "2009"].value == 2


def test_a_duckdb_relation_and_a_parquet_file_give_the_same_table(spec, tmp_path):
    import duckdb
    import pyarrow.parquet as pq

    records = victims(("v1", "p1", JUNE, 14, 14, "12"), ("v2", "p2", JUNE, 16, 16, "01"))
    path = tmp_path / "victim.parquet"
    pq.write_table(records, path)
    with duckdb.connect() as connection:
        relation = connection.from_arrow(records)
        tables = [compute(spec, {"victim": form}, years(2009, 2009)) for form in (records, relation, path)]
    assert tables[0].cells == tables[1].cells == tables[2].cells


def test_a_name_cannot_travel_in_an_extract(spec):
    records = victims(("v1", "p1", JUNE, 14, 14, "12"))
    with pytest.raises(ExtractNotUsable, match="family_name"):
        compute(spec, {"victim": records.append_column("family_name", [["fictitious"]])}, years(2009, 2009))


def test_a_misspelt_column_is_refused_and_never_reads_as_not_collected():
    wrong = Measure(code="cases", label={"en": "Cases"}, unit="incident", reference_on="reportd_on")
    with pytest.raises(InvalidSpecification, match="reportd_on"):
        compute(specification(measures=(wrong,), dimensions=()), {}, years(2009, 2009))


def test_a_table_cannot_be_broken_down_by_what_it_does_not_know():
    with pytest.raises(InvalidSpecification, match="shoe_size"):
        compute(specification(dimensions=(AGE,)), {}, years(2009, 2009), also_by=("shoe_size",))
