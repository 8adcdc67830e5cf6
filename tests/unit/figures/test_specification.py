import dataclasses

import pytest

from kapea.engines.figures.cells import Cell, CellState
from kapea.engines.figures.codes import Code, CodeList
from kapea.engines.figures.errors import InvalidSpecification
from kapea.engines.figures.specification import Band, Counting
from unit.figures.conftest import AGE, VICTIMS, specification


def test_bands_with_a_gap_are_refused():
    bands = (AGE.bands[0], Band(code="15_17", low=16, high=17), AGE.bands[2])
    with pytest.raises(InvalidSpecification, match="do not meet"):
        dataclasses.replace(AGE, bands=bands)


def test_a_distinct_count_must_say_of_what():
    with pytest.raises(InvalidSpecification, match="distinct_on"):
        dataclasses.replace(VICTIMS, distinct_on=())
    with pytest.raises(InvalidSpecification, match="distinct_on"):
        dataclasses.replace(VICTIMS, counting=Counting.OCCURRENCE)


def test_the_total_and_the_unknown_cannot_be_codes_of_a_list():
    for reserved in ("_T", "unknown", "a b", ""):
        with pytest.raises(InvalidSpecification):
            Code(id=reserved, label={"en": "x"})


def test_a_code_cannot_stand_twice_in_a_list():
    code = Code(id="a", label={"en": "A"})
    with pytest.raises(InvalidSpecification, match="twice"):
        CodeList(id="letters", codes=(code, code))


def test_a_measure_name_that_could_carry_a_query_is_refused():
    with pytest.raises(InvalidSpecification, match="Not a name"):
        specification(measures=(dataclasses.replace(VICTIMS, code="x; drop table y"),))


def test_a_cell_without_a_number_has_a_reason_and_a_zero_is_said_to_be_zero():
    with pytest.raises(InvalidSpecification):
        Cell(key=("a",), state=CellState.VALUE)
    with pytest.raises(InvalidSpecification):
        Cell(key=("a",), state=CellState.BLANK, value=0)
    with pytest.raises(InvalidSpecification):
        Cell(key=("a",), state=CellState.VALUE, value=0)
