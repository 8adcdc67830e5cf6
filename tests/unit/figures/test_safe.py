from datetime import date

import pytest

from kapea.engines.figures.cells import CellState
from kapea.engines.figures.compute import compute
from kapea.engines.figures.periods import years
from kapea.engines.figures.safe import safe
from unit.figures.conftest import AGE, specification, victims


def _table(*ages):
    records = victims(*((f"v{n}", f"p{n}", date(2009, 6, 1), age, age, "01") for n, age in enumerate(ages)))
    return compute(specification(dimensions=(AGE,)), {"victim": records}, years(2008, 2009))


def test_two_children_in_a_band_are_not_shown_nor_found_by_subtraction():
    table = safe(_table(*[10] * 2, *[16] * 20, *[30] * 40), threshold=5)
    hidden = [cell.key[1] for cell in table.cells if cell.state is CellState.SUPPRESSED]
    assert "below_15" in hidden
    assert len(hidden) == 2


def test_a_suppressed_cell_does_not_say_whether_it_was_the_small_one():
    table = safe(_table(*[10] * 2, *[16] * 20), threshold=5)
    hidden = [cell for cell in table.cells if cell.state is CellState.SUPPRESSED]
    assert {(cell.state, cell.value) for cell in hidden} == {(CellState.SUPPRESSED, None)}


def test_a_year_without_victims_keeps_its_zeros():
    table = safe(_table(*[10] * 2, *[16] * 20), threshold=5)
    assert {cell.state for cell in table.cells if cell.key[-1] == "2008"} == {CellState.ZERO}


def test_what_nobody_collected_stays_not_collected():
    lacking = victims(*((f"v{n}", f"p{n}", date(2009, 6, 1), 9, 9, "01") for n in range(3)))
    extract = {"victim": lacking.drop_columns(["age_years_low", "age_years_high"])}
    table = safe(compute(specification(dimensions=(AGE,)), extract, years(2009, 2009)), threshold=5)
    states = {cell.key[1]: cell.state for cell in table.cells}
    assert states["below_15"] is CellState.NOT_COLLECTED
    assert states["_T"] is CellState.SUPPRESSED


@pytest.mark.parametrize("threshold", [1, 2, 3])
def test_a_table_with_nothing_small_is_unchanged(threshold):
    table = _table(*[10] * 3, *[16] * 3)
    assert safe(table, threshold=threshold).cells == table.cells
