"""How many people of each sex, age, form or region were on no list, by one model for all of them.

One Poisson table over lists and covariates, with main effects and pairwise terms between lists, between
lists and covariates, and between covariates. Terms enter and leave one at a time while BIC falls. The
unseen people of a covariate cell are what the fitted model expects there on no list, so the totals by
sex, by age and by region are totals of the same people.

Source: van der Heijden, Cruyff and Boele (2018), UNODC/Dutch practice; Cruyff, van Dijk and van der
Heijden (2017), Chance 30; penalty log n with n the people observed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.criteria import Criterion
from kapea.engines.estimation.existence import Verdict, judge_design
from kapea.engines.estimation.glm import fit_rows
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.strata import StratifiedTable

Term = tuple[str, ...]
"""One name (a main effect) or two (a pairwise term)."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the search: what was added (+) or removed (-), and where it led."""

    change: str
    deviance: float
    bic: float
    aic: float
    estimate: float


class CovariateDesign:
    """The columns that each term brings to the table of histories by covariate cells.

    Rows run over all covariate cells and within each over the histories 1 .. 2**t - 1; the rows of the
    people on no list (history 0) stand apart in `unseen`.
    """

    def __init__(self, table: StratifiedTable) -> None:
        self.table = table
        self.levels = {name: table.levels(name) for name in table.covariates}
        self.cells = list(product(*self.levels.values()))
        self.counts = self._counts()
        self._seen = {name: self._main(name, unseen=False) for name in self.names}
        self._none = {name: self._main(name, unseen=True) for name in self.names}

    @property
    def names(self) -> list[str]:
        """Lists, then covariates."""
        return [*self.table.lists, *self.table.covariates]

    @property
    def main_terms(self) -> list[Term]:
        """The terms that every model holds."""
        return [(name,) for name in self.names]

    @property
    def pair_terms(self) -> list[Term]:
        """The terms that a model may hold."""
        return list(combinations(self.names, 2))

    def columns(self, terms: Sequence[Term], *, unseen: bool = False) -> Floats:
        """Return the design of a model, intercept first."""
        parts = self._none if unseen else self._seen
        rows = len(parts[self.names[0]])
        blocks = [np.ones((rows, 1))]
        for term in terms:
            block = parts[term[0]]
            for other in term[1:]:
                block = (block[:, :, None] * parts[other][:, None, :]).reshape(rows, -1)
            blocks.append(block)
        return np.concatenate(blocks, axis=1)

    def width(self, term: Term) -> int:
        """Return how many parameters a term brings."""
        return int(np.prod([self._seen[name].shape[1] for name in term]))

    def _main(self, name: str, *, unseen: bool) -> Floats:
        histories = (
            memberships(len(self.table.lists))[:1] if unseen else memberships(len(self.table.lists))[1:]
        )
        if name in self.table.lists:
            return np.tile(histories[:, [self.table.lists.index(name)]], (len(self.cells), 1))
        place = self.table.covariates.index(name)
        values = np.array([cell[place] for cell in self.cells])
        marks = (values[:, None] == np.array(self.levels[name][1:])[None]).astype(np.float64)
        return np.repeat(marks, len(histories), axis=0)

    def _counts(self) -> Floats:
        known = {cell: index for index, cell in enumerate(self.table.strata)}
        blank = np.zeros(len(self.table.counts) - 1)
        parts = [self.table.counts[1:, known[cell]] if cell in known else blank for cell in self.cells]
        return np.concatenate(parts).astype(np.float64)


@dataclass(frozen=True, kw_only=True, eq=False)
class CovariateModel:
    """One fitted model with covariates.

    counts: the rows it was fitted to, the table's own or a resample's.
    unseen: expected people on no list, per covariate cell.
    """

    design: CovariateDesign
    counts: Floats
    terms: tuple[Term, ...]
    deviance: float
    parameters: int
    expected: Floats
    unseen: Floats

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the estimate exists and is unique; looked into when first asked."""
        return judge_design(self.design.columns(self.terms), self.counts)

    @property
    def observed(self) -> int:
        """How many people were on at least one list."""
        return int(self.counts.sum())

    @property
    def bic(self) -> float:
        """Deviance plus log n per parameter."""
        return self.deviance + self.parameters * float(np.log(self.observed))

    @property
    def aic(self) -> float:
        """Deviance plus 2 per parameter."""
        return self.deviance + 2 * self.parameters

    @property
    def estimate(self) -> float:
        """People observed and not observed together."""
        return self.observed + float(self.unseen.sum())

    @cached_property
    def margins(self) -> dict[str, dict[str, tuple[int, float]]]:
        """Return per covariate and value: people observed, and people in all."""
        design = self.design
        seen = self.counts.reshape(len(design.cells), -1).sum(axis=1)
        found: dict[str, dict[str, tuple[int, float]]] = {}
        for place, name in enumerate(design.table.covariates):
            found[name] = {}
            for value in design.levels[name]:
                inside = np.array([cell[place] == value for cell in design.cells])
                total = float(seen[inside].sum() + self.unseen[inside].sum())
                found[name][value] = (int(seen[inside].sum()), total)
        return found


def fit_covariates(
    design: CovariateDesign, terms: Sequence[Term], *, counts: Floats | None = None
) -> CovariateModel:
    """Return the fit of one model; `counts` in place of the table's own for a resample."""
    observed = design.counts if counts is None else counts
    columns = design.columns(terms)
    found = fit_rows(columns, observed)
    unseen = np.exp(np.minimum(design.columns(terms, unseen=True) @ found.coefficients, 30.0))
    if found.lost.any():
        unseen = np.where((design.columns(terms, unseen=True)[:, found.lost] > 0).any(axis=1), 0.0, unseen)
    return CovariateModel(
        design=design,
        counts=observed,
        terms=tuple(terms),
        deviance=found.deviance,
        parameters=columns.shape[1],
        expected=found.expected,
        unseen=unseen,
    )


def search_covariates(
    design: CovariateDesign,
    *,
    counts: Floats | None = None,
    criterion: Criterion = Criterion.BIC,
    start: Sequence[Term] | None = None,
) -> list[CovariateModel]:
    """Return the models on the way down in the criterion; the last is the chosen one.

    start: terms to begin with; the main effects unless said otherwise.
    """
    path = [fit_covariates(design, start or design.main_terms, counts=counts)]

    def score(model: CovariateModel) -> float:
        return model.bic if criterion is Criterion.BIC else model.aic

    while True:
        current = path[-1]
        candidates = [_toggled(current.terms, term) for term in design.pair_terms]
        fitted = [fit_covariates(design, terms, counts=counts) for terms in candidates]
        lower = sorted((m for m in fitted if score(m) < score(current) - 1e-9), key=score)
        best = next((model for model in lower if model.verdict.is_admissible), None)
        if best is None:
            return path
        path.append(best)


def _toggled(terms: Sequence[Term], term: Term) -> tuple[Term, ...]:
    return tuple(old for old in terms if old != term) if term in terms else (*terms, term)


def steps_of(path: Sequence[CovariateModel]) -> list[Step]:
    """Return the search as a table of steps."""
    steps, before = [], set(path[0].terms)
    for model in path:
        now = set(model.terms)
        added = [f"+ {':'.join(term)}" for term in now - before] + [f"- {':'.join(t)}" for t in before - now]
        steps.append(
            Step(
                change=" ".join(added),
                deviance=model.deviance,
                bic=model.bic,
                aic=model.aic,
                estimate=model.estimate,
            )
        )
        before = now
    return steps
