"""The three tables of S2 §14, reproduced from records made to fit what is printed.

The records are fictitious: as many as the print counts, spread over each year. What is tested is
that the specifications count them back, and that the print stays as it is beside them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from kapea.engines.figures.beside import beside
from kapea.engines.figures.cells import CellState
from kapea.engines.figures.compute import compute
from kapea.engines.figures.extracts import SCHEMAS
from kapea.engines.figures.periods import By, Period, years
from kapea.packs.figures import list_tables, load_table, published_cells

PACK = Path(__file__).parents[3] / "packs" / "khm"
AGES = {"below_15": (3, 14), "15_17": (15, 17), "18_plus": (18, None)}
DATES = {
    "reported_confirmed": "reported_on",
    "investigated": "investigated_on",
    "sent_to_court": "sent_to_court_on",
}


def _days(year: str, count: int) -> Iterator[date]:
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    for number in range(count):
        yield last if number == 0 else first + timedelta(days=number % 365)


def _printed(spec) -> dict[tuple[str, ...], int]:
    return {cell.key: cell.value for cell in published_cells(PACK, spec) if cell.value is not None}


def _extract(name: str, rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMAS[name].columns)


def _police(printed) -> dict[str, pa.Table]:
    incidents: list[dict[str, object]] = []
    suspects: list[dict[str, object]] = []
    for (measure, year), count in printed.items():
        for day in _days(year, count):
            if measure in DATES:
                row = {"incident_id": f"i{len(incidents)}", "confirmed": True, DATES[measure]: day}
                incidents.append(row)
            else:
                suspects.append({"suspect_id": f"s{len(suspects)}", "arrested_on": day})
    # Reports that were not confirmed are no confirmed cases.
    incidents += [
        {"incident_id": f"u{number}", "confirmed": False, "reported_on": date(2007, 3, 3)}
        for number in range(50)
    ]
    return {"incident": _extract("incident", incidents), "suspect": _extract("suspect", suspects)}


def _victims(printed) -> dict[str, pa.Table]:
    rows: list[dict[str, object]] = []
    for (_, band, year), count in printed.items():
        for day in _days(year, count) if band != "_T" else ():
            low, high = AGES[band]
            rows.append(
                {
                    "victim_id": f"v{len(rows)}",
                    "person_key": f"p{len(rows)}",
                    "reported_on": day,
                    "age_years_low": low,
                    "age_years_high": high,
                }
            )
    again = [{**row, "victim_id": f"again-{row['victim_id']}"} for row in rows[::7]]
    return {"victim": _extract("victim", rows + again)}


def _assistance(printed) -> dict[str, pa.Table]:
    rows: list[dict[str, object]] = []
    for (_, kind, year), count in printed.items():
        for number, day in enumerate(_days(year, count) if kind != "_T" else ()):
            rows.append({"victim_id": f"v{number}", "kind": kind, "given_on": day})
    other = [{"victim_id": "v1", "kind": "legal_aid", "given_on": date(2009, 1, 5)}]
    return {"assistance": _extract("assistance", rows + rows[::5] + other)}


EXTRACTS = {"police_results": _police, "victims_by_age": _victims, "assistance": _assistance}


@pytest.mark.parametrize("table_id", EXTRACTS)
def test_every_printed_figure_of_s2_14_is_counted_back(table_id):
    spec = load_table(PACK, table_id)
    printed = _printed(spec)
    table = compute(spec, EXTRACTS[table_id](printed), years(2005, 2009))
    pairs = [pair for pair in beside(table, published_cells(PACK, spec)) if pair.published]
    assert len(pairs) == 20
    for pair in pairs:
        assert set(pair.differences) <= {0, None}, pair.computed.key
    assert all(table[key].value == count for key, count in printed.items())


def test_the_blanks_of_2007_and_2008_stay_blank_beside_what_we_count():
    spec = load_table(PACK, "police_results")
    table = compute(spec, _police(_printed(spec)), years(2005, 2009))
    blanks = {
        pair.computed.key: pair
        for pair in beside(table, published_cells(PACK, spec))
        if any(claim.state is CellState.BLANK for claim in pair.published)
    }
    assert sorted(blanks) == [("investigated", "2007"), ("investigated", "2008")]
    assert all(pair.computed.state is CellState.ZERO for pair in blanks.values())
    assert all(pair.published[0].source == "S2" for pair in blanks.values())


def test_the_tables_can_be_asked_for_another_period():
    spec = load_table(PACK, "victims_by_age")
    extracts = _victims(_printed(spec))
    months = Period(first_on=date(2009, 1, 1), last_on=date(2009, 12, 31), by=By.MONTH)
    by_month = compute(spec, extracts, months)
    total = sum(by_month["victims", "below_15", month].value or 0 for month in by_month.axes[-1].codes)
    assert total == 198
    whole = Period(first_on=date(2005, 1, 1), last_on=date(2009, 12, 31), by=By.WHOLE)
    assert compute(spec, extracts, whole)["victims", "_T", "2005-01-01/2009-12-31"].value == 3908


def test_every_rule_of_the_pack_says_whether_a_text_states_it():
    for spec in list_tables(PACK):
        assert spec.source.split(" ")[0] in {"S0", "S2", "S4"}
        assert {measure.rule_status for measure in spec.measures} == {"proposed"}
        assert all(measure.note for measure in spec.measures)
