"""The obvious, slow way to do what the estimation engine does fast: one table, one model, one loop."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from scipy.optimize import linprog
from scipy.special import gammaln
from scipy.stats import poisson

from kapea.engines.estimation.table import CaptureTable


def histories(lists: int) -> list[frozenset[int]]:
    """Return every history but the empty one as a set of lists."""
    return [frozenset(np.flatnonzero(bits)) for bits in product((0, 1), repeat=lists) if any(bits)]


def as_set(history: int) -> frozenset[int]:
    return frozenset(index for index in range(history.bit_length()) if history >> index & 1)


def as_number(history: frozenset[int]) -> int:
    return sum(1 << int(index) for index in history)


def plain_fit(table: CaptureTable, parameters: Sequence[int]) -> tuple[float, float]:
    """Return (people on no list, log-likelihood) by iterated weighted least squares in a Python loop."""
    rows = histories(table.size)
    count = {row: int(table.counts[as_number(row)]) for row in rows}
    wanted = [as_set(int(parameter)) for parameter in parameters]
    lost = [a for a in wanted if not sum(count[row] for row in rows if a <= row)]
    rows = [row for row in rows if not any(a <= row for a in lost)]
    wanted = [a for a in wanted if a not in lost]
    design = np.array([[float(a <= row) for a in wanted] for row in rows])
    y = np.array([count[row] for row in rows], dtype=float)
    means = y + 0.1
    for _ in range(200):
        working = np.log(means) + (y - means) / means
        root = np.sqrt(means)
        beta = np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0]
        means = np.exp(np.clip(design @ beta, -60, 30))
    likelihood = float((y * np.log(means) - means - gammaln(y + 1)).sum())
    return float(np.exp(beta[0])), likelihood


def plain_code(table: CaptureTable, parameters: Sequence[int]) -> int:
    """Return the existence code by the linear program as published: maximise the smallest fitted count."""
    rows = histories(table.size)
    count = {row: int(table.counts[as_number(row)]) for row in rows}
    wanted = [as_set(int(parameter)) for parameter in parameters]
    lost = [a for a in wanted if not sum(count[row] for row in rows if a <= row)]
    rows = [row for row in rows if not any(a <= row for a in lost)]
    wanted = [a for a in wanted if a not in lost]
    design = np.array([[float(a <= row) for a in wanted] for row in rows])
    sufficient = design.T @ np.array([count[row] for row in rows], dtype=float)
    cells = len(rows)
    answer = linprog(
        np.r_[np.zeros(cells), -1.0],
        A_eq=np.c_[design.T, np.zeros(len(wanted))],
        b_eq=sufficient,
        A_ub=np.c_[-np.eye(cells), np.ones(cells)],
        b_ub=np.zeros(cells),
        bounds=[(0, None)] * (cells + 1),
    )
    exists = -answer.fun > 1e-7
    return int(not exists) + 2 * int(np.linalg.matrix_rank(design) < len(wanted))


def plain_stepwise(table: CaptureTable, threshold: float = 0.02) -> list[int]:
    """Return the pairs that stepwise selection adds, in order."""
    lists = table.size
    pairs = [(1 << a) | (1 << b) for a in range(lists) for b in range(a + 1, lists)]
    model = [0, *(1 << index for index in range(lists))]
    added: list[int] = []
    while True:
        expected = _expected(table, model)
        found = []
        for order, pair in enumerate(pairs):
            if pair in model:
                continue
            seen = int(table.contained[pair])
            mean = sum(value for row, value in expected.items() if as_set(pair) <= row)
            p = min(poisson.cdf(seen, mean), poisson.sf(seen - 1, mean))
            if p < threshold and plain_code(table, [*model, pair]) == 0:
                found.append((float(f"{p:.7g}"), order, pair))
        if not found:
            return added
        model.append(min(found)[2])
        added.append(min(found)[2])


def _expected(table: CaptureTable, model: Sequence[int]) -> dict[frozenset[int], float]:
    rows = histories(table.size)
    count = {row: int(table.counts[as_number(row)]) for row in rows}
    wanted = [as_set(a) for a in model]
    lost = [a for a in wanted if not sum(count[row] for row in rows if a <= row)]
    kept = [row for row in rows if not any(a <= row for a in lost)]
    finite = [a for a in wanted if a not in lost]
    design = np.array([[float(a <= row) for a in finite] for row in kept])
    y = np.array([count[row] for row in kept], dtype=float)
    means = y + 0.1
    for _ in range(200):
        working = np.log(means) + (y - means) / means
        root = np.sqrt(means)
        beta = np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0]
        means = np.exp(np.clip(design @ beta, -60, 30))
    return dict(zip(kept, means, strict=True))


def plain_graph_posterior(
    table: CaptureTable, cliques: Sequence[int], separators: Sequence[int], unseen: np.ndarray
) -> np.ndarray:
    """Return the log posterior of one decomposable graph at each number of people on no list.

    separators: one per junction, 0 for the empty separator between parts that do not touch.
    """
    delta = 2.0**-table.size

    def margin(lists: int) -> np.ndarray:
        inside = sorted(as_set(lists))
        weight = delta * 2.0 ** (table.size - len(inside))
        total = np.zeros(len(unseen))
        for marks in product((0, 1), repeat=len(inside)):
            cell = frozenset(i for i, mark in zip(inside, marks, strict=True) if mark)
            seen = sum(
                int(count)
                for history, count in enumerate(table.counts)
                if as_set(history) & frozenset(inside) == cell
            )
            added = unseen if not cell else 0
            total = total + gammaln(seen + added + weight) - gammaln(weight)
        return total

    whole = table.observed + unseen
    logs = sum((margin(clique) for clique in cliques), np.zeros(len(unseen)))
    logs = logs - sum((margin(separator) for separator in separators), np.zeros(len(unseen)))
    prior = -np.log(whole)
    return logs - margin(0) + gammaln(whole + 1) - gammaln(unseen + 1) + prior
