"""Whether a log-linear model has a maximum likelihood estimate on a table, and only one.

On sparse overlaps it may have none (the likelihood still rises towards infinity) or a whole line of
them (the parameters cannot be told apart). Fitting software then returns a number all the same. The
answer depends on the data only through which histories occur, so it is remembered by (model, support).

With A the design on the kept histories, the estimate fails to exist exactly when some direction c has
A c <= 0, zero on every history that occurs and not zero everywhere; it is not unique when some c other
than 0 has A c = 0. Both c must lie in the null space of the rows that occur: if these rows have full
column rank nothing can go wrong and no linear program is needed.

Source: Fienberg and Rinaldo (2012), "Maximum likelihood estimation in log-linear models", Annals of
Statistics 40; Chan, Silverman and Vincent (2021), section 2.3, states the linear program.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import linprog

from kapea.engines.estimation.arrays import Bools, Floats, Ints
from kapea.engines.estimation.lattice import superset_sums
from kapea.engines.estimation.newton import gather, solve_in_place, unions, with_zero_row

RANK_CERTIFICATE = 1e-6
ZERO = 1e-9


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether the estimate exists and whether it is the only one.

    >>> Verdict(exists=False, identifiable=True).code
    1
    """

    exists: bool
    identifiable: bool

    @property
    def is_admissible(self) -> bool:
        """Both: only then may the dark figure be shown."""
        return self.exists and self.identifiable

    @property
    def code(self) -> int:
        """0 fine, 1 no estimate, 2 not identifiable, 3 both (the codes of SparseMSE)."""
        return (not self.exists) + 2 * (not self.identifiable)


FINE = Verdict(exists=True, identifiable=True)


def support_of(counts: Floats) -> int:
    """Return the histories that occur, as one number: bit w is set when the count of w is positive."""
    return sum(1 << int(history) for history in np.flatnonzero(counts > 0))


def judge(parameters: Iterable[int], counts: Floats) -> Verdict:
    """Return the verdict on the model `parameters` (histories, 0 the intercept) for counts (2**t,)."""
    wanted = tuple(sorted({int(parameter) for parameter in parameters}))
    return _judge(wanted, len(counts), support_of(counts))


def design(parameters: Sequence[int], histories: Ints) -> Floats:
    """Return the zeros and ones saying which parameter stands in which history."""
    wanted = np.asarray(parameters, dtype=np.int64)
    contained: Floats = ((histories[:, None] & wanted[None]) == wanted[None]).astype(np.float64)
    return contained


@lru_cache(maxsize=200_000)
def _judge(parameters: tuple[int, ...], cells: int, support: int) -> Verdict:
    occurring = [history for history in range(1, cells) if support >> history & 1]
    finite = [a for a in parameters if any(history & a == a for history in occurring)]
    absent = [a for a in parameters if a not in finite]
    kept = [history for history in range(1, cells) if all(history & a != a for a in absent)]
    seen = set(occurring)
    empty = np.array([history for history in kept if history not in seen], dtype=np.int64)
    free = null_space(design(finite, np.array(occurring, dtype=np.int64)), rcond=ZERO)
    if not free.shape[1]:
        return FINE
    return judge_directions(design(finite, empty) @ free)


def judge_directions(moves: Floats) -> Verdict:
    """Return the verdict, given how each free direction (a column) moves the histories of count zero."""
    free = moves.shape[1]
    if not len(moves):
        return Verdict(exists=True, identifiable=False)
    moves = np.where(np.abs(moves) < ZERO, 0.0, moves)
    identifiable = int(np.linalg.matrix_rank(moves, tol=1e-8)) == free
    return Verdict(exists=not _has_receding_direction(moves), identifiable=identifiable)


def _has_receding_direction(moves: Floats) -> bool:
    """Return whether some combination of columns is nowhere positive and somewhere negative."""
    if moves.shape[1] == 1:
        return bool(moves.any()) and (bool((moves <= 0).all()) or bool((moves >= 0).all()))
    answer = linprog(moves.sum(axis=0), A_ub=moves, b_ub=np.zeros(len(moves)), bounds=(-1, 1), method="highs")
    return bool(answer.fun < -1e-7)


def judge_design(rows: Floats, counts: Floats) -> Verdict:
    """Return the verdict on any design (R, P) of values from 0 and counts (R,)."""
    lost = counts @ rows == 0
    kept = ~(rows[:, lost] > 0).any(axis=1)
    finite = rows[:, ~lost]
    occurring = counts > 0
    if int(np.linalg.matrix_rank(finite[occurring])) == finite.shape[1]:
        return FINE
    free = null_space(finite[occurring], rcond=ZERO)
    return judge_directions(finite[kept & ~occurring] @ free)


def certified(counts: Floats, parameters: Ints) -> Bools:
    """Return (B,): true where the histories that occur alone prove the model admissible.

    False says nothing: ask `judge`. The pivots are ratios of determinants of whole numbers.
    """
    cells = len(counts)
    sums = with_zero_row(superset_sums((counts > 0).astype(np.float64)))
    matrix = gather(sums, unions(parameters, cells))
    size = len(parameters)
    matrix.reshape(size * size, -1)[:: size + 1] += gather(sums, parameters) == 0
    _, smallest = solve_in_place(matrix, np.zeros((size, parameters.shape[1])))
    enough: Bools = smallest > RANK_CERTIFICATE
    return enough


def admissible(counts: Floats, parameters: Ints) -> Bools:
    """Return (B,): whether each table's model has exactly one estimate; certificate first, then `judge`."""
    cells = len(counts)
    fine = certified(counts, parameters)
    for column in np.flatnonzero(~fine):
        wanted = parameters[:, column]
        fine[column] = judge(wanted[wanted < cells], counts[:, column]).is_admissible
    return fine
