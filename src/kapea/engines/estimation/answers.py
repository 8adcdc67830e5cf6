"""What a method answers: a number with its interval and its checks, or a refusal with its reason.

A refusal is an answer. No number leaves this engine without the checks it passed or failed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.bootstrap import UNION, Interval, Limit

QUANTILES = 399
BINS = 10
TOP_OF_BINS = 0.975


class CheckState(StrEnum):
    """How a check went."""

    PASSED = "passed"
    DOUBTED = "doubted"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing looked at, how it went, and one sentence about it."""

    name: str
    state: CheckState
    message: str

    def as_json(self) -> dict[str, str]:
        """Return the check in the shape of `kapea estimate --json`."""
        return {"name": self.name, "state": self.state.value, "message": self.message}


def passed(name: str, message: str) -> Check:
    """Return a check that went well."""
    return Check(name=name, state=CheckState.PASSED, message=message)


def doubted(name: str, message: str) -> Check:
    """Return a check that calls for doubt; the number still stands."""
    return Check(name=name, state=CheckState.DOUBTED, message=message)


def failed(name: str, message: str) -> Check:
    """Return a check that takes the number away."""
    return Check(name=name, state=CheckState.FAILED, message=message)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one method says about one table.

    estimate: people observed and not observed together; None when the method refuses.
    model: the chosen parameters by list names, or what stands for a model in this method.
    quantiles: evenly spaced quantiles of what the method holds possible; None without an interval.
    details: whatever else the method found out, ready for JSON.
    """

    method: str
    observed: int
    estimate: float | None
    interval: Interval | None
    model: str
    checks: tuple[Check, ...]
    quantiles: Floats | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """Whether the method gives no number."""
        return self.estimate is None

    @property
    def to_read(self) -> Interval | None:
        """The interval that words and plots give."""
        return widest(self.interval, self.details)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it refuses."""
        return tuple(check.message for check in self.checks if check.state is CheckState.FAILED)

    def as_json(self) -> dict[str, object]:
        """Return the answer in the shape of `kapea estimate --json`, without its seconds."""
        limits = None if self.interval is None else list(self.interval.limits)
        return {
            "method": self.method,
            "state": "refused" if self.is_refused else "answered",
            "estimate": self.estimate,
            "interval": limits,
            "level": None if self.interval is None else self.interval.level,
            "interval_kind": None if self.interval is None else self.interval.kind,
            "interval_to_read": None if self.to_read is None else list(self.to_read.limits),
            "observed": self.observed,
            "model": self.model,
            "checks": [check.as_json() for check in self.checks],
            "distribution": None if self.quantiles is None else distribution(self.quantiles),
            **self.details,
        }


def widest(interval: Interval | None, details: Mapping[str, object]) -> Interval | None:
    """Return the interval to be read: of a bootstrap the union of BCa and percentile, which covers better."""
    resampled = details.get("bootstrap")
    if interval is None or not isinstance(resampled, Mapping):
        return interval
    low, high = resampled["union"]
    return Interval(
        low=Limit(value=low, is_extreme=interval.low.is_extreme),
        high=Limit(value=high, is_extreme=interval.high.is_extreme),
        level=interval.level,
        kind=UNION,
    )


def evenly_spaced(draws: Floats) -> Floats:
    """Return QUANTILES quantiles of the draws, in the middle of as many equal shares."""
    shares = (np.arange(QUANTILES) + 0.5) / QUANTILES
    return np.asarray(np.quantile(draws, shares), dtype=np.float64)


def distribution(quantiles: Floats, *, bins: int = BINS) -> list[dict[str, float]]:
    """Return equally wide bins of what a method holds possible, each with its share of the probability.

    The last two and a half per cent above are in the last bin, so that a long tail does not flatten the rest.
    """
    low, high = float(quantiles.min()), float(np.quantile(quantiles, TOP_OF_BINS))
    if not low < high:
        return [{"low": low, "high": high, "share": 1.0}]
    edges = np.linspace(low, high, bins + 1)
    counts, _ = np.histogram(np.minimum(quantiles, high), bins=edges)
    return [
        {"low": float(one), "high": float(other), "share": float(count) / len(quantiles)}
        for one, other, count in zip(edges[:-1], edges[1:], counts, strict=True)
    ]


def refusal(method: str, observed: int, checks: Sequence[Check], **details: object) -> Answer:
    """Return the answer of a method that gives no number; one of the checks has failed."""
    return Answer(
        method=method,
        observed=observed,
        estimate=None,
        interval=None,
        model="",
        checks=tuple(checks),
        details=details,
    )
