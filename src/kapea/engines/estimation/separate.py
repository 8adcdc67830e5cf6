"""What each stratum's own table says, and which strata can say nothing.

Small strata break what a table needs: overlapping pairs, enough shared people, a model with an estimate.
Such a stratum is shown as not estimable; its people are never given a number that the data do not carry.
"""

from dataclasses import dataclass

from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.screening import FEWEST_OBSERVED, FEWEST_SHARED, screen
from kapea.engines.estimation.sensitivity import stepwise_estimate
from kapea.engines.estimation.strata import StratifiedTable
from kapea.engines.estimation.table import CaptureTable

FEWEST_OVERLAPPING_PAIRS = 3


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """One stratum's answer; `estimate` is None where it is not estimable, and `reason` says why."""

    values: tuple[str, ...]
    observed: int
    estimate: float | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class SeparateStrata:
    """All strata apart, their sum, and what the table says when nothing divides it."""

    strata: tuple[Stratum, ...]
    pooled: float | None

    @property
    def total(self) -> float | None:
        """The sum, None when a stratum is not estimable."""
        estimates = [stratum.estimate for stratum in self.strata if stratum.estimate is not None]
        return sum(estimates) if len(estimates) == len(self.strata) else None


def estimate_separately(table: StratifiedTable) -> SeparateStrata:
    """Return the stepwise estimate of each stratum by itself."""
    strata = tuple(_stratum(values, table.stratum(values)) for values in table.strata)
    return SeparateStrata(strata=strata, pooled=stepwise_estimate(table.pooled()))


def _stratum(values: tuple[str, ...], table: CaptureTable) -> Stratum:
    reason = _why_not(table)
    estimate = None if reason else stepwise_estimate(table)
    if estimate is None and not reason:
        reason = "No model has an estimate on these overlaps."
    return Stratum(values=values, observed=table.observed, estimate=estimate, reason=reason)


def _why_not(table: CaptureTable) -> str:
    """Return why the stratum cannot be estimated; empty when it can."""
    if table.observed < FEWEST_OBSERVED:
        return f"Fewer than {FEWEST_OBSERVED} people were observed."
    on_list = table.counts @ memberships(table.size)
    if (on_list == 0).any():
        return "A list holds nobody of this stratum."
    overlapping = sum(shared > 0 for shared in table.overlaps().values())
    needed = min(FEWEST_OVERLAPPING_PAIRS, table.size * (table.size - 1) // 2)
    if overlapping < needed:
        return f"Only {overlapping} pairs of lists share anybody."
    if table.observed - table.seen_by_exactly(1) < FEWEST_SHARED:
        return f"Fewer than {FEWEST_SHARED} people are on two lists."
    return " ".join(check.message for check in screen(table) if check.state == "failed")
