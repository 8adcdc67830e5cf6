"""How the estimate moves when a list is left out, two lists are merged, or an assumption gives way.

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

from kapea.engines.estimation.answers import Check, doubted
from kapea.engines.estimation.by_stepwise import threshold_path
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.stepwise import choose_stepwise
from kapea.engines.estimation.table import CaptureTable

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

    def checks(self) -> list[Check]:
        """Return what calls for doubt: one list or one threshold that decides the answer."""
        checks = []
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
        }


def sensitivity(table: CaptureTable) -> Sensitivity:
    """Return how the stepwise estimate of a table moves; nothing moves where nothing can be estimated."""
    small = table.size <= MOST_LISTS and not any(check.state == "failed" for check in screen(table))
    return Sensitivity(
        estimate=stepwise_estimate(table),
        observed=table.observed,
        left_out=_left_out(table) if small else (),
        merged=_merged(table) if small else (),
        thresholds=tuple(threshold_path(table)) if small else (),
        consistency=internal_consistency(table) if small else (),
    )


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
