from datetime import date

import pytest

from kapea.engines.figures.beside import PublishedCell, beside
from kapea.engines.figures.cells import CellState
from kapea.engines.figures.compute import compute
from kapea.engines.figures.periods import years
from unit.figures.conftest import AGE, specification, victims

KEY = ("victims", "_T", "2009")


@pytest.fixture
def table():
    records = victims(("v1", "p1", date(2009, 6, 1), 14, 14, "01"))
    return compute(specification(dimensions=(AGE,)), {"victim": records}, years(2009, 2009))


def _printed(value, source="S2"):
    return PublishedCell(key=KEY, value=value, source=source, locator="§14")


def _pair(table, *printed):
    return next(pair for pair in beside(table, printed) if pair.computed.key == KEY)


def test_a_printed_figure_stands_beside_ours_and_replaces_nothing(table):
    pair = _pair(table, _printed(791))
    assert pair.computed.value == 1
    assert pair.published[0].value == 791
    assert pair.differences == (-790,)


def test_two_sources_for_one_cell_stay_two(table):
    pair = _pair(table, _printed(791), _printed(800, source="S0"))
    assert [(claim.source, claim.value) for claim in pair.published] == [("S2", 791), ("S0", 800)]


def test_a_printed_blank_stays_blank_and_a_printed_zero_stays_zero(table):
    pair = _pair(table, _printed(None), _printed(0))
    assert [claim.state for claim in pair.published] == [CellState.BLANK, CellState.ZERO]
    assert pair.differences == (None, 1)


def test_a_cell_that_nobody_printed_stands_alone(table):
    assert all(not pair.published for pair in beside(table, []))
