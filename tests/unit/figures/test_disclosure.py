import pytest

from kapea.engines.figures.disclosure.additive import TotalDoesNotAddUp, additive_table
from kapea.engines.figures.disclosure.protect import CountsCannotBe, protect
from kapea.engines.figures.disclosure.rule import Status, ThresholdNotAllowed


def _status(table):
    return {cell.key: cell.status for cell in table.cells}


def _row(*counts, total=None):
    cells = {(f"c{place}",): count for place, count in enumerate(counts)}
    return {**cells, ("_T",): sum(counts) if total is None else total}


def test_a_lone_small_count_is_not_found_by_subtracting_from_the_total():
    status = _status(protect(_row(3, 20, 30), 5))
    assert status["c0",] is Status.PRIMARY
    assert list(status.values()).count(Status.COMPLEMENTARY) == 1


def test_a_table_without_small_counts_is_shown_whole():
    table = protect(_row(5, 20, 0), 5)
    assert table.verified
    assert set(_status(table).values()) == {Status.PUBLISHED}


def test_zero_is_shown_because_it_says_that_nobody_is_there():
    cells = {cell.key: cell for cell in protect(_row(0, 20, 30, 2), 5).cells}
    assert cells["c0",].value == 0
    assert cells["c0",].status is Status.PUBLISHED


def test_a_small_total_is_hidden_like_any_small_count():
    status = _status(protect(_row(3, 0), 5))
    assert status["_T",] is Status.PRIMARY
    assert status["c0",] is Status.PRIMARY


def test_two_small_counts_that_together_stay_small_do_not_protect_each_other():
    # 1 + 1 hidden in one row are both known to be at most 2: a third cell must go.
    status = _status(protect(_row(1, 1, 40, 50), 5))
    assert list(status.values()).count(Status.COMPLEMENTARY) == 1


def test_a_hidden_cell_shows_no_value():
    assert all(
        (cell.value is None) == (cell.status is not Status.PUBLISHED)
        for cell in protect(_row(3, 20, 30), 5).cells
    )


def test_columns_and_rows_protect_a_cell_together():
    counts = {("a", "x"): 2, ("a", "y"): 30, ("b", "x"): 25, ("b", "y"): 40}
    cells = dict(counts)
    for row in ("a", "b"):
        cells[row, "_T"] = counts[row, "x"] + counts[row, "y"]
    for column in ("x", "y"):
        cells["_T", column] = counts["a", column] + counts["b", column]
    cells["_T", "_T"] = sum(counts.values())
    table = protect(cells, 5)
    assert table.verified
    status = _status(table)
    assert [key for key in counts if status[key] is not Status.PUBLISHED] == list(counts)


def test_a_chain_of_sums_is_known_even_when_its_middle_is_not_printed():
    # All cells and the grand total are printed, the row totals are not.
    cells = {("a", "x"): 2, ("a", "y"): 30, ("b", "x"): 25, ("b", "y"): 40, ("_T", "_T"): 97}
    table = protect(cells, 5)
    assert table.verified
    assert list(_status(table).values()).count(Status.COMPLEMENTARY) == 1


def test_a_dimension_without_totals_keeps_its_groups_apart():
    cells = {("2009", "a"): 2, ("2009", "_T"): 2, ("2010", "a"): 50, ("2010", "_T"): 50}
    status = _status(protect(cells, 5))
    assert status["2010", "a"] is Status.PUBLISHED
    assert status["2009", "_T"] is Status.PRIMARY


def test_a_blank_stays_blank_and_may_protect_a_small_count():
    table = protect({("a",): 2, ("b",): None, ("c",): None, ("_T",): 60}, 5)
    cells = {cell.key: cell for cell in table.cells}
    assert table.verified
    assert cells["b",].value is None
    assert cells["b",].status is Status.PUBLISHED
    assert cells["_T",].status is Status.PUBLISHED


def test_a_blank_that_subtraction_reveals_to_be_small_is_protected():
    status = _status(protect({("a",): 57, ("b",): None, ("_T",): 60}, 5))
    assert status["b",] is Status.PRIMARY
    assert list(status.values()).count(Status.COMPLEMENTARY) == 1


def test_a_blank_that_subtraction_reveals_to_be_large_needs_nothing():
    assert set(_status(protect({("a",): 20, ("b",): None, ("_T",): 60}, 5)).values()) == {Status.PUBLISHED}


def test_threshold_one_hides_nothing_and_zero_is_refused():
    assert set(_status(protect(_row(1, 2), 1)).values()) == {Status.PUBLISHED}
    with pytest.raises(ThresholdNotAllowed):
        protect(_row(1, 2), 0)


def test_a_total_that_differs_from_its_parts_is_refused_with_both_numbers():
    with pytest.raises(TotalDoesNotAddUp, match="1611.*1209") as refused:
        additive_table({("tracing",): 237, ("others",): 972, ("_T",): 1611})
    assert refused.value.key == ("_T",)


def test_blanks_that_no_counts_can_fill_are_refused():
    cells = {("a", "x"): None, ("_T", "x"): 7, ("a", "_T"): 5, ("a", "y"): None, ("_T", "y"): 0}
    with pytest.raises((CountsCannotBe, TotalDoesNotAddUp)):
        protect(cells, 5)


def test_the_order_of_the_cells_is_kept():
    cells = _row(3, 20, 30)
    assert [cell.key for cell in protect(cells, 5).cells] == list(cells)
