"""What several methods say together, and how much the answer depends on the method.

On one table methods differ by a factor of two and more, so one method's number with its own interval
claims too much. The panel shows all, takes the middle one, and gives an interval that mixes what every
method holds possible. Where methods differ too much no single number is given: that is an answer too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.answers import Answer, Check, doubted, failed, passed
from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.bootstrap import Interval, Limit, tails
from kapea.engines.estimation.by_chao import answer_by_chao
from kapea.engines.estimation.by_criteria import answer_by_criterion
from kapea.engines.estimation.by_graphs import answer_by_graphs
from kapea.engines.estimation.by_latent_class import answer_by_latent_class
from kapea.engines.estimation.by_stepwise import answer_by_stepwise
from kapea.engines.estimation.by_threshold import answer_by_threshold
from kapea.engines.estimation.numerals import grouped
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.sensitivity import Sensitivity, sensitivity
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable

METHOD = "panel"
SPREAD_DOUBTED, SPREAD_REFUSED = 1.5, 3.0
USELESS_RATIO = 10.0
FEWEST_METHODS = 2


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The answers of all methods on one table.

    answers: methods that estimate the total, refusals among them.
    floor: Chao's lower bound.
    """

    table: CaptureTable
    answers: tuple[Answer, ...]
    floor: Answer
    sensitivity: Sensitivity
    level: float

    @property
    def given(self) -> tuple[Answer, ...]:
        """The methods that give a number, and an interval where one was asked for."""
        return tuple(answer for answer in self.answers if not (answer.is_refused or _is_bare(answer)))

    @property
    def estimates(self) -> list[float]:
        """Their numbers, in the same order."""
        return [answer.estimate for answer in self.given if answer.estimate is not None]

    @property
    def spread(self) -> float:
        """The largest estimate over the smallest; infinite without any."""
        return max(self.estimates) / min(self.estimates) if self.estimates else float("inf")

    @property
    def envelope(self) -> tuple[float, float] | None:
        """The lowest and the highest limit of any method, and of people who differ in their chances.

        For a bootstrap the union of BCa and percentile.
        """
        limits = [limits for answer in self.given for limits in _all_limits(answer)]
        limits += (self.sensitivity.if_people_differ or ()) if limits else ()
        return (min(limits), max(limits)) if limits else None

    def mixture(self) -> Floats | None:
        """Return what all methods together hold possible, each with the same weight."""
        mixed = [answer.quantiles for answer in self.given if answer.quantiles is not None]
        return np.concatenate(mixed) if mixed else None

    def interval(self) -> Interval | None:
        """Return the interval of the equal mixture of what each method holds possible."""
        mixed = self.mixture()
        if mixed is None:
            return None
        low, high = np.quantile(mixed, tails(self.level))
        return Interval(
            low=Limit(value=float(low), is_extreme=False),
            high=Limit(value=float(high), is_extreme=False),
            level=self.level,
            kind="mixture of methods",
        )

    def answer(self) -> Answer:
        """Return the panel's own answer: the middle estimate, or why there is none."""
        checks = [*screen(self.table), *self._method_checks(), *self._spread_checks()]
        failures = {check.name for check in checks if check.state == "failed"}
        refused = bool(failures)
        # Methods far apart still span a range; where nothing supports even that, there is none.
        interval = self.interval() if failures <= {"method_spread"} else None
        return Answer(
            method=METHOD,
            observed=self.table.observed,
            estimate=None if refused else float(np.median(self.estimates)),
            interval=interval,
            model="; ".join(f"{answer.method}: {answer.model}" for answer in self.given),
            checks=tuple(checks),
            quantiles=None if refused else self.mixture(),
            details={
                "spread": self.spread if self.estimates else None,
                "range": [min(self.estimates), max(self.estimates)] if self.estimates else None,
                "envelope": None if self.envelope is None else list(self.envelope),
                "panel": [answer.as_json() for answer in (*self.answers, self.floor)],
                "sensitivity": self.sensitivity.as_json(),
            },
        )

    def _method_checks(self) -> list[Check]:
        checks = [
            doubted(
                f"refused_{answer.method}", f"{answer.method} gives no number: {' '.join(answer.reasons)}"
            )
            for answer in self.answers
            if answer.is_refused
        ]
        checks += [
            doubted("bootstrap", f"{answer.method} gives no interval and is left out of the middle.")
            for answer in self.answers
            if _is_bare(answer)
        ]
        if len(self.given) < FEWEST_METHODS:
            checks.append(failed("methods", "Fewer than two methods give a number on this table."))
        return checks

    def _spread_checks(self) -> list[Check]:
        if not self.estimates:
            return []
        checks = []
        low, high = min(self.estimates), max(self.estimates)
        told = f"Methods lie between {low:,.0f} and {high:,.0f}, a factor of {self.spread:.1f}."
        if self.spread > SPREAD_REFUSED:
            checks.append(failed("method_spread", f"{told} No single figure may be published."))
        elif self.spread > SPREAD_DOUBTED:
            checks.append(doubted("method_spread", f"{told} The answer depends on the method."))
        else:
            checks.append(passed("method_spread", told))
        interval = self.interval()
        if interval is not None and interval.high.value > USELESS_RATIO * interval.low.value:
            message = f"The interval spans more than a factor of {USELESS_RATIO:.0f}: it says nothing useful."
            checks.append(failed("useless_interval", message))
        return [*checks, *self._floor_checks(), *self._difference_checks(), *self.sensitivity.checks()]

    def _floor_checks(self) -> list[Check]:
        """Doubt a middle that lies below what even the lower bound allows."""
        least = self.floor.interval.low.value if self.floor.interval is not None else 0.0
        if float(np.median(self.estimates)) >= least:
            return []
        message = (
            f"Chao's lower bound is {self.floor.estimate or 0:,.0f} (from {least:,.0f}), more than the middle of "
            "the methods: people may differ in their chances of being found more than the models allow, or "
            "lists may avoid each other's people."
        )
        return [doubted("below_floor", message)]

    def _difference_checks(self) -> list[Check]:
        """Doubt an interval that leaves out what people who differ in their chances would mean."""
        interval, limits = self.interval(), self.sensitivity.if_people_differ
        totals = [each.estimate for each in self.sensitivity.differing if each.estimate is not None]
        if interval is None or limits is None or not totals:
            return []
        if interval.low.value <= min(totals) and max(totals) <= interval.high.value:
            return []
        low, high = (grouped(round(limit)) for limit in limits)
        message = (
            f"If some people are harder to find than others, the total may lie anywhere between {low} and {high}: "
            "the lists can hardly tell."
        )
        return [doubted("people_differ", message)]


def _is_bare(answer: Answer) -> bool:
    """Whether a method could not give the interval that was asked for."""
    return any(check.name == "bootstrap" and check.state == "doubted" for check in answer.checks)


def _all_limits(answer: Answer) -> Sequence[float]:
    bootstrap = answer.details.get("bootstrap")
    if isinstance(bootstrap, dict):
        return [float(value) for value in bootstrap["union"]]
    return answer.interval.limits if answer.interval is not None else []


METHODS: Sequence[tuple[str, Callable[[CaptureTable, Settings], Answer]]] = (
    ("stepwise", answer_by_stepwise),
    ("bic", answer_by_criterion),
    ("bayes-threshold", answer_by_threshold),
    ("latent-class", answer_by_latent_class),
    ("graphs", answer_by_graphs),
)
STEPS = len(METHODS) + 2
"""What `Progress` counts: each method, the floor, the sensitivity."""

Progress = Callable[[int, str], None]
"""Told how many steps are done and the name of the next; "" at the end."""


def no_progress(_done: int, _next: str) -> None:
    """Tell nobody."""


def run_panel(table: CaptureTable, settings: Settings, *, on_step: Progress = no_progress) -> Panel:
    """Return every method's answer on one table."""
    answers = []
    for done, (name, method) in enumerate(METHODS):
        on_step(done, name)
        answers.append(method(table, settings))
    on_step(len(METHODS), "chao")
    floor = answer_by_chao(table, settings)
    on_step(len(METHODS) + 1, "sensitivity")
    moved = sensitivity(table, settings.generator("sensitivity"))
    on_step(STEPS, "")
    return Panel(table=table, answers=tuple(answers), floor=floor, sensitivity=moved, level=settings.level)


def answer_by_panel(table: CaptureTable, settings: Settings) -> Answer:
    """Return the panel's answer; without resamples it has estimates and no interval."""
    answer = run_panel(table, settings).answer()
    if settings.resamples:
        return answer
    return Answer(
        method=answer.method,
        observed=answer.observed,
        estimate=answer.estimate,
        interval=None,
        model=answer.model,
        checks=answer.checks,
        details=answer.details,
    )
