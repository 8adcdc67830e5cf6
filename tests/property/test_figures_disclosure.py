"""An outsider with a linear program, written plainly and apart from the engine.

He knows every shown cell, that each `_T` is the sum over its dimension, and that counts are not
negative. For whatever table, he must not be able to narrow a hidden cell below the rule.
"""

from itertools import product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kapea.engines.figures.disclosure.protect import protect
from kapea.engines.figures.disclosure.rule import Status


@st.composite
def cubes(draw):
    """A full table of one to three dimensions with all its totals; small counts are frequent."""
    sizes = draw(st.lists(st.integers(1, 4), max_size=2, min_size=1) | st.just([3, 2, 2]))
    counts = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 60))
    cells = {}
    for key in product(*[[f"d{axis}c{code}" for code in range(size)] for axis, size in enumerate(sizes)]):
        count = draw(counts)
        for total in product(*[(code, "_T") for code in key]):
            cells[total] = cells.get(total, 0) + count
    return cells


def _intervals(cells, shown):
    """The least and the most of each hidden cell, by two linear programs each."""
    keys = list(cells)
    rows = []
    for key in keys:
        for axis, code in enumerate(key):
            if code == "_T":
                parts = [k for k in keys if k[axis] != "_T" and (*k[:axis], "_T", *k[axis + 1 :]) == key]
                rows.append([(k in parts) - (k == key) for k in keys])
    bounds = [(shown[key], shown[key]) if key in shown else (0, None) for key in keys]
    found = {}
    for place, key in enumerate(keys):
        if key not in shown:
            goal = np.eye(len(keys))[place]
            least = linprog(goal, A_eq=rows, b_eq=np.zeros(len(rows)), bounds=bounds)
            most = linprog(-goal, A_eq=rows, b_eq=np.zeros(len(rows)), bounds=bounds)
            found[key] = (least.fun, np.inf if most.status == 3 else -most.fun)
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=cubes(), threshold=st.integers(2, 10))
def test_nobody_can_narrow_a_hidden_count_below_the_rule(cells, threshold):
    table = protect(cells, threshold)
    assert table.verified
    shown = {cell.key: cell.value for cell in table.cells if cell.status is Status.PUBLISHED}
    assert all(shown[key] == cells[key] for key in shown)
    assert all(count == 0 or count >= threshold for count in shown.values())
    status = {cell.key: cell.status for cell in table.cells}
    for key, (least, most) in _intervals(cells, shown).items():
        if status[key] is Status.PRIMARY:
            assert least <= 1e-6
            assert most >= threshold - 1e-6
        assert most - least >= threshold - 1e-6


@settings(max_examples=10, deadline=None)
@given(cells=cubes(), threshold=st.integers(2, 10), data=st.data())
def test_totals_that_are_not_printed_do_not_weaken_the_protection(cells, threshold, data):
    totals = [key for key in cells if "_T" in key]
    dropped = data.draw(st.sets(st.sampled_from(totals)))
    table = protect({key: count for key, count in cells.items() if key not in dropped}, threshold)
    assert table.verified
    shown = {cell.key: cell.value for cell in table.cells if cell.status is Status.PUBLISHED}
    status = {cell.key: cell.status for cell in table.cells}
    for key, (least, most) in _intervals(cells, shown).items():
        if status.get(key) is Status.PRIMARY:
            assert least <= 1e-6
            assert most >= threshold - 1e-6


@settings(max_examples=30, deadline=None)
@given(cells=cubes(), threshold=st.integers(2, 10))
def test_a_table_without_a_small_count_loses_no_cell(cells, threshold):
    raised = {key: count * threshold for key, count in cells.items()}
    assert all(cell.status is Status.PUBLISHED for cell in protect(raised, threshold).cells)


@settings(max_examples=10, deadline=None)
@given(cells=cubes(), threshold=st.integers(2, 10), data=st.data())
def test_a_blank_is_never_revealed_to_be_small(cells, threshold, data):
    blanks = data.draw(st.sets(st.sampled_from(list(cells)), max_size=4))
    table = protect({key: None if key in blanks else count for key, count in cells.items()}, threshold)
    assert table.verified
    shown = {cell.key: cell.value for cell in table.cells if cell.value is not None}
    status = {cell.key: cell.status for cell in table.cells}
    for key, (least, most) in _intervals(cells, shown).items():
        if status[key] is Status.PRIMARY:
            assert least <= 1e-6
            assert most >= threshold - 1e-6
        elif key in blanks:
            assert least <= 1e-6 or most >= threshold - 1e-6
