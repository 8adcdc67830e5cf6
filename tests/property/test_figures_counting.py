"""The counting by SQL against a slow reading of the same rules, record by record."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kapea.engines.figures.cells import CellState
from kapea.engines.figures.compute import compute
from kapea.engines.figures.periods import By, Period
from unit.figures.conftest import specification, victims

START = date(2008, 11, 1)
CODES = ["below_15", "15_17", "18_plus", "unknown"]

ages = st.none() | st.integers(0, 40)
records = st.lists(
    st.tuples(
        st.sampled_from([None, "p1", "p2", "p3", "p4"]),
        st.integers(0, 500).map(lambda days: START + timedelta(days=days)),
        ages,
        ages,
        st.sampled_from([None, "01", "02", "_T", "=1"]),
    ),
    max_size=25,
)


def _band(low, high):
    if low is None and high is None:
        return "unknown"
    if (high if high is not None else 999) <= 14:
        return "below_15"
    if (low or 0) >= 15 and (high if high is not None else 999) <= 17:
        return "15_17"
    return "18_plus" if (low or 0) >= 18 else "unknown"


def _province(code):
    return code if code in {"01", "02"} else "unknown"


def _slow(rows, period):
    """Count persons per interval; the first record decides, on one day the first code."""
    tally = {}
    for interval in period.intervals():
        firsts = {}
        for number, (person, day, low, high, province) in enumerate(rows):
            if interval.first_on <= day <= interval.last_on:
                band, place = _band(low, high), _province(province)
                order = (day, CODES.index(band), ["01", "02", "unknown"].index(place))
                key = person or ("alone", number)
                firsts[key] = min(firsts.get(key, (order, band, place)), (order, band, place))
        for _, band, place in firsts.values():
            for cell in ((band, place), (band, "_T"), ("_T", place), ("_T", "_T")):
                tally[(*cell, interval.label)] = tally.get((*cell, interval.label), 0) + 1
    return tally


@settings(max_examples=20, deadline=None)
@given(rows=records, by=st.sampled_from(By), length=st.integers(0, 500))
def test_sql_counts_what_a_patient_reader_counts(rows, by, length):
    period = Period(first_on=START, last_on=START + timedelta(days=length), by=by)
    extract = victims(*((f"v{number}", *row) for number, row in enumerate(rows)))
    table = compute(specification(), {"victim": extract}, period, also_by=("province",))
    expected = _slow(rows, period)
    assert {cell.key[1:]: cell.value for cell in table.cells if cell.value} == expected
    assert all(cell.state in {CellState.VALUE, CellState.ZERO} for cell in table.cells)
