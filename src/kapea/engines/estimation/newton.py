"""Which log-linear parameters fit each of many tables best, when every table may have its own model.

Newton's method on the Poisson likelihood, run on a whole batch in lock step: one column per table.
A parameter whose sufficient statistic is zero has its maximum at minus infinity; it is never iterated
towards, its histories are taken out of the table and their fitted value is exactly zero. This module
does not know whether a maximum exists otherwise: `existence` does.

Source: the extended maximum likelihood of Fienberg and Rinaldo (2012), as used by Chan, Silverman
and Vincent, "Multiple systems estimation for sparse capture data", JASA 116 (2021), section 2.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from kapea.engines.estimation.arrays import Bools, Floats, Ints
from kapea.engines.estimation.lattice import subset_sums, superset_sums

MAXIMUM_STEPS = 60
DECREMENT_TOLERANCE = 1e-9
LARGEST_LOG_COUNT = 30.0
SMALLEST_PIVOT = 1e-11
BATCH_ELEMENTS = 240_000


@dataclass(frozen=True, kw_only=True)
class BatchFit:
    """Fits of many tables; every array has one column per table.

    parameters: (P, B) histories that are parameters; 2**t where a table has fewer than P.
    coefficients: (P, B); minus infinity where the extended estimate is; 0 for padding.
    expected: (2**t, B) fitted counts; row 0 is the dark figure, the expected number on no list.
    log_likelihood: (B,) Poisson log-likelihood over the histories kept, constants included.
    decrement: (B,) the squared Newton decrement before the last step: twice the log-likelihood that this
        step was expected to gain.
    """

    parameters: Ints
    coefficients: Floats
    expected: Floats
    log_likelihood: Floats
    decrement: Floats

    @property
    def converged(self) -> Bools:
        """(B,) false where Newton's method was stopped by its limit."""
        reached: Bools = self.decrement < DECREMENT_TOLERANCE
        return reached


def solve_in_place(matrix: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Return (solutions, smallest pivots) of symmetric systems (P, P, B) x = (P, B), destroying both.

    A pivot below SMALLEST_PIVOT is replaced by it, so that a singular system gives a bounded wrong
    answer and a tell-tale smallest pivot, never an exception for the whole batch.
    """
    size = len(right)
    inverse = np.empty_like(right)
    smallest = np.full(right.shape[1], np.inf)
    buffer = np.empty_like(matrix)
    for k in range(size):
        pivot = matrix[k, k]
        np.minimum(smallest, pivot, out=smallest)
        np.divide(1.0, np.maximum(pivot, SMALLEST_PIVOT), out=inverse[k])
        if k + 1 == size:
            break
        factors = matrix[k + 1 :, k] * inverse[k]
        product = buffer[k + 1 :, k + 1 :]
        np.multiply(factors[:, None], matrix[k, k + 1 :][None], out=product)
        matrix[k + 1 :, k + 1 :] -= product
        factors *= right[k]
        right[k + 1 :] -= factors
    for k in range(size - 1, -1, -1):
        if k + 1 < size:
            right[k] -= np.einsum("jb,jb->b", matrix[k, k + 1 :], right[k + 1 :])
        right[k] *= inverse[k]
    return right, smallest


def gather(rows: Floats, index: Ints) -> Floats:
    """Return rows[index[..., b], b]: each column picks its own rows."""
    columns = rows.shape[1]
    picked: Floats = rows.ravel().take(index * columns + np.arange(columns))
    return picked


def with_zero_row(rows: Floats) -> Floats:
    """Return the rows with a row of zeros below, which padded parameters point at."""
    return np.concatenate([rows, np.zeros((1, rows.shape[1]))])


def unions(parameters: Ints, cells: int) -> Ints:
    """Return (P, P, B): the history that two parameters span, or `cells` where one is padding."""
    either: Ints = np.minimum(parameters[:, None] | parameters[None], cells)
    return either


def kept_histories(parameters: Ints, statistics: Floats, *, cells: int, observe_none: bool = False) -> Bools:
    """Return (2**t, B): the histories left when those of parameters at minus infinity are out."""
    columns = np.arange(parameters.shape[1])
    marks = np.zeros((cells + 1, parameters.shape[1]))
    marks[parameters, columns[None]] = statistics == 0
    kept: Bools = subset_sums(marks[:cells]) == 0
    kept[0] = observe_none
    return kept


def fit(
    counts: Floats,
    parameters: Ints,
    *,
    start: Floats | None = None,
    observe_none: bool = False,
    steps: int = MAXIMUM_STEPS,
) -> BatchFit:
    """Return the fits of `counts` (2**t, B) by the models `parameters` (P, B).

    start: (P, B) coefficients to begin at; anything finite will do, a near one is faster.
    observe_none: treat the count on row 0 as observed (for profile likelihoods).
    steps: most steps of Newton's method; with few, `converged` and `decrement` say how far it came.
    """
    size, columns = parameters.shape
    width = max(16, BATCH_ELEMENTS // (size * size + 4 * len(counts)))
    parts = [
        _fit_chunk(
            counts[:, low : low + width],
            parameters[:, low : low + width],
            None if start is None else start[:, low : low + width],
            observe_none,
            steps,
        )
        for low in range(0, columns, width)
    ]
    if len(parts) == 1:
        return parts[0]
    return BatchFit(
        parameters=parameters,
        coefficients=np.concatenate([part.coefficients for part in parts], axis=1),
        expected=np.concatenate([part.expected for part in parts], axis=1),
        log_likelihood=np.concatenate([part.log_likelihood for part in parts]),
        decrement=np.concatenate([part.decrement for part in parts]),
    )


@dataclass(frozen=True, kw_only=True)
class _Problems:
    """What Newton's method needs of each table still being fitted; one column per table."""

    parameters: Ints
    either: Ints
    statistics: Floats
    absent: Floats
    kept: Floats

    @staticmethod
    def of(counts: Floats, parameters: Ints, *, observe_none: bool) -> "_Problems":
        cells = len(counts)
        statistics = gather(with_zero_row(superset_sums(counts)), parameters)
        unsupported = np.where(parameters == cells, 1.0, statistics)
        kept = kept_histories(parameters, unsupported, cells=cells, observe_none=observe_none)
        return _Problems(
            parameters=parameters,
            either=unions(parameters, cells),
            statistics=statistics,
            absent=(statistics == 0).astype(np.float64),
            kept=kept.astype(np.float64),
        )

    def only(self, stay: Bools) -> "_Problems":
        return _Problems(
            parameters=self.parameters[:, stay],
            either=self.either[:, :, stay],
            statistics=self.statistics[:, stay],
            absent=self.absent[:, stay],
            kept=self.kept[:, stay],
        )

    def log_means(self, coefficients: Floats) -> Floats:
        cells, columns = self.kept.shape
        placed = np.zeros((cells + 1, columns))
        placed[self.parameters, np.arange(columns)[None]] = coefficients
        return np.minimum(subset_sums(placed[:cells]), LARGEST_LOG_COUNT)

    def information(self, sums: Floats) -> Floats:
        """Return (P, P, B); an absent parameter gets a unit pivot, so it stays where it is."""
        matrix = gather(sums, self.either)
        size = len(self.parameters)
        matrix.reshape(size * size, -1)[:: size + 1] += self.absent
        return matrix

    def first_guess(self, counts: Floats) -> Floats:
        """Return the weighted least squares fit of the log counts (the usual start of IRLS)."""
        weights = (counts + 0.1) * self.kept
        targets = weights * np.log(counts + 0.1) - 0.1 * self.kept
        right = gather(with_zero_row(superset_sums(targets)), self.parameters) * (1 - self.absent)
        guess, _ = solve_in_place(self.information(with_zero_row(superset_sums(weights))), right)
        return guess.clip(-LARGEST_LOG_COUNT, LARGEST_LOG_COUNT)


def _fit_chunk(
    counts: Floats, parameters: Ints, start: Floats | None, observe_none: bool, steps: int
) -> BatchFit:
    depth = max(1, int((parameters < len(counts)).any(axis=1).sum()))
    problems = _Problems.of(counts, parameters[:depth], observe_none=observe_none)
    if start is None:
        beta = problems.first_guess(counts)
    else:
        beta = np.where(problems.absent > 0, 0.0, start[:depth])
    beta, decrement = _maximise(problems, beta, steps)
    logs = problems.log_means(beta)
    expected = np.exp(logs) * problems.kept
    likelihood = (problems.kept * (counts * logs - gammaln(counts + 1)) - expected).sum(axis=0)
    expected[0] = np.exp(logs[0])
    coefficients = np.zeros(parameters.shape)
    minus_infinity = (problems.absent > 0) & (problems.parameters < len(counts))
    coefficients[:depth] = np.where(minus_infinity, -np.inf, beta)
    return BatchFit(
        parameters=parameters,
        coefficients=coefficients,
        expected=expected,
        log_likelihood=likelihood,
        decrement=decrement,
    )


def _maximise(problems: _Problems, beta: Floats, steps: int) -> tuple[Floats, Floats]:
    """Return (coefficients, decrements) by Newton's method with halved steps, from `beta`."""
    columns = beta.shape[1]
    found, reached, live = beta.copy(), np.full(columns, np.inf), np.arange(columns)
    objective, decrement = np.full(columns, -np.inf), np.full(columns, np.inf)
    step = np.zeros_like(beta)
    for _ in range(steps):
        means = np.exp(problems.log_means(beta)) * problems.kept
        attained = np.einsum("pb,pb->b", problems.statistics, beta) - means.sum(axis=0)
        worse = attained < objective - 1e-9 * (1 + np.abs(objective))
        if worse.any():  # halve the last step of these tables; the others wait a round
            step = np.where(worse, step / 2, 0.0)
            beta = beta - step
            continue
        objective = attained
        finished = decrement < DECREMENT_TOLERANCE
        if finished.any():
            found[:, live[finished]], reached[live[finished]] = beta[:, finished], decrement[finished]
            if finished.all():
                return found, reached
            stay = ~finished
            live, problems, beta, means = live[stay], problems.only(stay), beta[:, stay], means[:, stay]
            objective = objective[stay]
        sums = with_zero_row(superset_sums(means))
        gradient = problems.statistics - gather(sums, problems.parameters)
        step, _ = solve_in_place(problems.information(sums), gradient.copy())
        decrement = np.einsum("pb,pb->b", gradient, step)
        beta = beta + step
    found[:, live], reached[live] = beta, decrement
    return found, reached
