"""Which of a few good models is best on each of many resamples, without fitting every one to the end.

Each model is known on the original table: its coefficients and its information matrix. From there a few
cheap steps (Newton's with the matrix held fixed, a matrix product for all resamples at once) give for
every resample a lower bound of the log-likelihood and a generous guess of what is still to gain. Only
models that can still win are fitted to the end, and only a winner is judged for admissibility. A test
compares this with fitting everything.

Source: Silverman, Chan and Vincent (2024), Statistics and Computing 34:44, section 3.2.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from kapea.engines.estimation.arrays import Bools, Floats, Ints
from kapea.engines.estimation.catalogue import padded
from kapea.engines.estimation.criteria import Criterion, Ranking, models_kept
from kapea.engines.estimation.existence import certified, design, judge
from kapea.engines.estimation.lattice import list_count_of, superset_sums
from kapea.engines.estimation.newton import LARGEST_LOG_COUNT, fit

FIXED_MATRIX_STEPS = 6
FITS_AT_ONCE = 20_000
GLANCES_AT_ONCE = 256  # small enough to stay in cache and on one core
SLACK = 0.5


@dataclass(frozen=True, kw_only=True)
class KnownModel:
    """A model as it was fitted on the original table.

    covariance: inverse of its information matrix there.
    """

    parameters: Ints
    design: Floats
    coefficients: Floats
    covariance: Floats

    @staticmethod
    def of(parameters: tuple[int, ...], coefficients: tuple[float, ...], *, cells: int) -> "KnownModel":
        """Return the model; a coefficient at minus infinity starts at a finite low value."""
        start = np.nan_to_num(np.array(coefficients), neginf=-3.0)
        matrix = design(parameters, np.arange(1, cells))
        means = np.exp(np.minimum(matrix @ start, LARGEST_LOG_COUNT))
        return KnownModel(
            parameters=np.array(parameters, dtype=np.int64),
            design=matrix,
            coefficients=start,
            covariance=np.linalg.pinv((matrix.T * means) @ matrix, hermitian=True),
        )

    def glance(self, statistics: Floats) -> tuple[Floats, Floats]:
        """Return (log-likelihoods reached without constants, what may still be gained), each (B,).

        statistics: (P, B) sufficient statistics of the resamples.
        """
        best = np.repeat(self.coefficients[:, None], statistics.shape[1], axis=1)
        reached, gain = np.full(statistics.shape[1], -np.inf), np.full(statistics.shape[1], np.inf)
        move, scale = np.zeros_like(best), np.ones(statistics.shape[1])
        for _ in range(FIXED_MATRIX_STEPS):
            beta = best + move * scale
            means = np.exp(np.minimum(self.design @ beta, LARGEST_LOG_COUNT))
            attained = np.einsum("pb,pb->b", statistics, beta) - means.sum(axis=0)
            better = attained >= reached
            scale = np.where(better, 1.0, scale / 4)
            reached = np.maximum(attained, reached)
            fitted = self.design.T @ means
            gradient = statistics - fitted
            newer = self.covariance @ gradient
            gains = np.einsum("pb,pb->b", gradient, newer) + np.where(statistics == 0, fitted, 0.0).sum(
                axis=0
            )
            best, move = np.where(better, beta, best), np.where(better, newer, move)
            gain = np.where(better, gains, gain)
        return reached, gain


class BestOf:
    """The procedure that gives each table the dark figure of the best among a few ranked models."""

    def __init__(self, ranking: Ranking, *, cells: int) -> None:
        self._criterion: Criterion = ranking.criterion
        kept = ranking.models[: models_kept(list_count_of(cells))]
        by_size = sorted(kept, key=lambda model: len(model.parameters))
        self.models = [KnownModel.of(model.parameters, model.coefficients, cells=cells) for model in by_size]
        self._parameters = padded([model.parameters for model in by_size], cells=cells)
        self._sizes = np.array([len(model.parameters) for model in by_size])
        self._coefficients = np.zeros(self._parameters.shape)
        for column, model in enumerate(self.models):
            self._coefficients[: len(model.coefficients), column] = model.coefficients

    def __call__(self, counts: Floats) -> Floats:
        """Return the dark figures (B,) of the tables `counts` (2**t, B)."""
        return self.choose(counts)[1]

    def choose(self, counts: Floats) -> tuple[Ints, Floats]:
        """Return (index of the winning model, dark figure) per table; -1 and NaN where none can win."""
        scores, dark = self._scores(counts, self._contending(counts))
        winner = scores.argmin(axis=0)
        doubtful = np.flatnonzero(~self._certainly_admissible(counts, winner))
        refused = [at for at in doubtful if not self._may_stand(winner[at], counts[:, at])]
        if refused:
            everything = np.ones((len(self.models), len(refused)), dtype=np.bool_)
            scores[:, refused], dark[:, refused] = self._scores(counts[:, refused], everything)
            for at in refused:
                winner[at] = self._first_admissible(scores[:, at], counts[:, at])
        figures = np.where(winner >= 0, dark[winner, np.arange(len(winner))], np.nan)
        return winner, figures

    def _contending(self, counts: Floats) -> Bools:
        """Return (models, B): which models may still be the best on which table."""
        sums = superset_sums(counts)
        charge = self._criterion.charge(counts.sum(axis=0))
        least, most = (np.empty((len(self.models), counts.shape[1])) for _ in range(2))
        for index, model in enumerate(self.models):
            for low in range(0, counts.shape[1], GLANCES_AT_ONCE):
                some = slice(low, low + GLANCES_AT_ONCE)
                reached, gain = model.glance(sums[model.parameters, some])
                most[index, some] = -2 * reached + len(model.parameters) * charge[some]
                least[index, some] = most[index, some] - np.where(np.isfinite(gain), 4 * np.abs(gain), np.inf)
        known = np.where(np.isfinite(most), most, np.inf)
        may_win: Bools = ~(least > known.min(axis=0) + SLACK)
        return may_win

    def _scores(self, counts: Floats, contending: Bools) -> tuple[Floats, Floats]:
        """Return (scores, dark figures), (models, B) each; infinite where a model was not fitted."""
        charge = self._criterion.charge(counts.sum(axis=0))
        constants = gammaln(counts + 1).sum(axis=0)
        scores, dark = np.full(contending.shape, np.inf), np.full(contending.shape, np.nan)
        models, tables = np.nonzero(contending)
        for low in range(0, len(models), FITS_AT_ONCE):
            some, at = models[low : low + FITS_AT_ONCE], tables[low : low + FITS_AT_ONCE]
            depth = self._sizes[some].max()
            parameters, start = self._parameters[:depth, some], self._coefficients[:depth, some]
            found = fit(counts[:, at], parameters, start=start)
            likelihood = found.log_likelihood + constants[at]
            scores[some, at] = -2 * likelihood + self._sizes[some] * charge[at]
            dark[some, at] = found.expected[0]
        return scores, dark

    def _certainly_admissible(self, counts: Floats, winner: Ints) -> Bools:
        fine = np.zeros(len(winner), dtype=np.bool_)
        for index in np.unique(winner):
            tables = np.flatnonzero(winner == index)
            parameters = np.repeat(self.models[index].parameters[:, None], len(tables), axis=1)
            fine[tables] = certified(counts[:, tables], parameters)
        return fine

    def _first_admissible(self, scores: Floats, counts: Floats) -> int:
        ranked = np.argsort(scores, kind="stable")
        return next((int(index) for index in ranked if self._may_stand(int(index), counts)), -1)

    def _may_stand(self, index: int, counts: Floats) -> bool:
        return judge(self.models[index].parameters, counts).is_admissible
