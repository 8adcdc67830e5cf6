"""How the estimate moves when a list is left out, two lists are merged, or an assumption gives way.

What differs in kind has a file of its own: people who differ, links that are wrong, too few people to be at rest.
The assumption that no table can test is that the highest interaction is zero: when people on no list are
exp(d) times as many as the model says, d is the log odds ratio that the model left out.

Source: Sharifi Far, King, Bird, Overstall, Worthington and Jewell (2021) on leaving out and merging
lists; Binette and Steorts (2022), JRSS-A 185, on internal consistency; Gerritse, van der Heijden and
Bakker (2015), Journal of Official Statistics 31, on the odds ratio that cannot be tested.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kapea.engines.estimation.answers import Check, doubted
from kapea.engines.estimation.by_stepwise import threshold_path
from kapea.engines.estimation.heterogeneity import Differing, people_who_differ
from kapea.engines.estimation.linking_errors import Mislinked, totals_if_mislinked
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.stepwise import choose_stepwise
from kapea.engines.estimation.table import CaptureTable
from kapea.engines.estimation.trajectory import Step, still_moves, trajectory

UNTESTABLE_LOG_ODDS = (0.25, 0.5, 1.0)
FEWEST_SEEN_BY_OTHERS = 30
LARGE_MOVE = 1.5
FEWEST_LISTS_LEFT = 3
MOST_LISTS = 10


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One change to the table and the stepwise estimate after it; None where none exists."""

    change: str
    lists: tuple[str, ...]
    observed: int
    estimate: float | None


@dataclass(frozen=True, kw_only=True)
class Consistency:
    """How well the other lists would have estimated one list whose size is known.

    log_relative_bias: log of estimate over true size; below zero means too low.
    """

    name: str
    size: int
    seen_by_others: int
    estimate: float | None

    @property
    def log_relative_bias(self) -> float | None:
        """The bias, or None without an estimate."""
        return None if self.estimate is None else math.log(self.estimate / self.size)


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """The stepwise estimate and how it moves."""

    estimate: float | None
    observed: int
    left_out: tuple[Variant, ...]
    merged: tuple[Variant, ...]
    thresholds: tuple[dict[str, float | None], ...]
    consistency: tuple[Consistency, ...]
    differing: tuple[Differing, ...] = ()
    mislinked: tuple[Mislinked, ...] = ()
    trajectory: tuple[Step, ...] = ()

    def untestable(self) -> list[dict[str, float]]:
        """Return the totals when the people on no list are exp(-d) to exp(d) times as many."""
        if self.estimate is None:
            return []
        dark = self.estimate - self.observed
        return [
            {"d": d, "low": self.observed + dark * math.exp(-d), "high": self.observed + dark * math.exp(d)}
            for d in UNTESTABLE_LOG_ODDS
        ]

    @property
    def range(self) -> tuple[float, float] | None:
        """The lowest and highest estimate over leaving out, merging and thresholds."""
        variants = [variant.estimate for variant in (*self.left_out, *self.merged)]
        path = [step["estimate"] for step in self.thresholds]
        found = [value for value in (self.estimate, *variants, *path) if value is not None]
        return (min(found), max(found)) if found else None

    @property
    def if_people_differ(self) -> tuple[float, float] | None:
        """The lowest and highest limit of the shapes in which people may differ in their chances."""
        limits = [limit for each in self.differing for limit in (each.low, each.high) if limit is not None]
        return (min(limits), max(limits)) if limits else None

    def checks(self) -> list[Check]:
        """Return what calls for doubt: one list that decides the answer, a total that has not come to rest."""
        checks = []
        if still_moves(self.trajectory):
            message = "With twice the people the stepwise total for each person observed would be far off: it still moves."
            checks.append(doubted("still_moves", message))
        for variant in self.left_out:
            if self.estimate is None or variant.estimate is None:
                continue
            factor = max(variant.estimate / self.estimate, self.estimate / variant.estimate)
            if factor > LARGE_MOVE:
                message = f"Without list {variant.change} the stepwise estimate is {variant.estimate:,.0f}."
                checks.append(doubted("one_list_decides", message))
        return checks

    def as_json(self) -> dict[str, object]:
        """Return everything found, ready for JSON."""
        return {
            "range": None if self.range is None else list(self.range),
            "left_out": [_variant_json(variant) for variant in self.left_out],
            "merged": [_variant_json(variant) for variant in self.merged],
            "thresholds": list(self.thresholds),
            "untestable": self.untestable(),
            "consistency": [
                {
                    "list": one.name,
                    "size": one.size,
                    "seen_by_others": one.seen_by_others,
                    "estimate": one.estimate,
                    "log_relative_bias": one.log_relative_bias,
                }
                for one in self.consistency
            ],
            "differing": [each.as_json() for each in self.differing],
            "mislinked": [each.as_json() for each in self.mislinked],
            "trajectory": [each.as_json() for each in self.trajectory],
        }


def sensitivity(table: CaptureTable, generator: np.random.Generator) -> Sensitivity:
    """Return how the stepwise estimate of a table moves; nothing moves where nothing can be estimated."""
    estimate = stepwise_estimate(table)
    small = table.size <= MOST_LISTS and not any(check.state == "failed" for check in screen(table))
    if not small:
        return Sensitivity(
            estimate=estimate, observed=table.observed, left_out=(), merged=(), thresholds=(), consistency=()
        )
    return Sensitivity(
        estimate=estimate,
        observed=table.observed,
        left_out=_left_out(table),
        merged=_merged(table),
        thresholds=tuple(threshold_path(table)),
        consistency=internal_consistency(table),
        differing=_differing(table) if estimate is not None else (),
        mislinked=totals_if_mislinked(table),
        trajectory=trajectory(table, generator),
    )


def _differing(table: CaptureTable) -> tuple[Differing, ...]:
    chosen = choose_stepwise(table.column).parameters(0, lists=table.size)
    return people_who_differ(table, chosen)


def stepwise_estimate(table: CaptureTable) -> float | None:
    """Return the stepwise estimate, None where the table allows none."""
    if any(check.state == "failed" for check in screen(table)):
        return None
    dark = float(choose_stepwise(table.column).dark[0])
    return None if math.isnan(dark) else table.observed + dark


def _variant(change: Sequence[str], table: CaptureTable) -> Variant:
    return Variant(
        change="+".join(change),
        lists=table.lists,
        observed=table.observed,
        estimate=stepwise_estimate(table),
    )


def _left_out(table: CaptureTable) -> tuple[Variant, ...]:
    if table.size <= FEWEST_LISTS_LEFT:
        return ()
    return tuple(_variant([name], table.without(name)) for name in table.lists)


def _merged(table: CaptureTable) -> tuple[Variant, ...]:
    if table.size <= FEWEST_LISTS_LEFT:
        return ()
    return tuple(_variant(pair, table.merging(*pair)) for pair in combinations(table.lists, 2))


def internal_consistency(table: CaptureTable) -> tuple[Consistency, ...]:
    """Return, for each list large enough, what the other lists would have said of its size."""
    if table.size <= FEWEST_LISTS_LEFT:
        return ()
    contained, found = table.contained, []
    for index, name in enumerate(table.lists):
        inside = table.within(name)
        if inside.observed >= FEWEST_SEEN_BY_OTHERS:
            found.append(
                Consistency(
                    name=name,
                    size=int(contained[1 << index]),
                    seen_by_others=inside.observed,
                    estimate=stepwise_estimate(inside),
                )
            )
    return tuple(found)


def _variant_json(variant: Variant) -> dict[str, object]:
    return {
        "change": variant.change,
        "lists": list(variant.lists),
        "observed": variant.observed,
        "estimate": variant.estimate,
    }
