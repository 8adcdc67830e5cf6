"""How good the links are, by what two people decided on pairs the model had judged.

Each band of probability is a stratum: of its pairs a random sample was decided, and their share of "same"
stands for the band. What people were asked for another reason, the likeliest first or the doubtful above
all, does not count. A band in which too little was decided keeps the model's own expectation, and says so.
"""

import math
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Q

from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotFound
from kapea.registers.people.index.pairs import BANDS
from kapea.registers.people.index.rules import SAME
from kapea.registers.people.index.waiting import REVIEW
from kapea.registers.people.models import IndexPair, IndexRun, PairAnswer

FEWEST_DECIDED: Final = 10
"""Decided pairs below which a band's own share means nothing. Proposed."""

Z_95: Final = 1.96


@dataclass(frozen=True, kw_only=True)
class Band:
    """One band: its pairs, what was decided of its sample, and how many are taken for one person.

    low, high: 95 % limits of the share of "same" among the decided (Wilson 1927), None without any.
    """

    name: str
    pairs: int
    decided: int
    same: int
    low: float | None
    high: float | None
    expected: float
    is_measured: bool

    @property
    def matches(self) -> float:
        """Pairs of the band that are one person, measured or else expected."""
        return self.pairs * self.same / self.decided if self.is_measured else self.expected

    @property
    def share_percent(self) -> int | None:
        return round(100 * self.same / self.decided) if self.decided else None

    @property
    def limits_percent(self) -> tuple[int, int] | None:
        return (
            None if self.low is None or self.high is None else (round(100 * self.low), round(100 * self.high))
        )


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What people's decisions say of the newest full run.

    precision: of the pairs linked without a person. recall: of all pairs of one person, those linked so.
    agreement: of pairs that two people answered first, how many they answered alike.
    """

    run_code: str
    bands: tuple[Band, ...]
    precision: float | None
    recall: float | None
    decided: int
    agreement: float | None

    @property
    def is_measured(self) -> bool:
        return any(band.is_measured for band in self.bands)


def evaluation(*, by: Viewer) -> Evaluation | None:
    """Return what people's decisions say, None before the first full run. Raises NotFound."""
    if not by.may(REVIEW):
        raise NotFound
    run = IndexRun.objects.filter(kind="full", state="done", figures__has_key="bands").order_by("-pk").first()
    if run is None:
        return None
    bands = tuple(_band(name, run) for name in BANDS)
    sure = next(band for band in bands if band.name == "sure")
    matches = sum(band.matches for band in bands)
    return Evaluation(
        run_code=run.code,
        bands=bands,
        precision=sure.matches / sure.pairs if sure.pairs else None,
        recall=sure.matches / matches if matches else None,
        decided=sum(band.decided for band in bands),
        agreement=_agreement(),
    )


def _band(name: str, run: IndexRun) -> Band:
    low, high = BANDS[name]
    rows = IndexPair.objects.filter(
        state="decided", origin="sample", probability__gte=low, probability__lt=high
    )
    counted = rows.aggregate(decided=Count("pk"), same=Count("pk", filter=Q(verdict=SAME)))
    decided, same = counted["decided"], counted["same"]
    limits = wilson(same, decided)
    return Band(
        name=name,
        pairs=run.figures["bands"][name],
        decided=decided,
        same=same,
        low=limits[0] if limits else None,
        high=limits[1] if limits else None,
        expected=run.figures["expected"][name],
        is_measured=decided >= FEWEST_DECIDED,
    )


def _agreement() -> float | None:
    """Return the share of pairs on which the first two answers were the same."""
    alike = both = 0
    answers: dict[tuple[int, int], list[str]] = {}
    rows = PairAnswer.objects.filter(round=F("pair__round")).order_by("at", "pk")
    for pair, number, answer in rows.values_list("pair_id", "round", "answer"):
        answers.setdefault((pair, number), []).append(answer)
    for given in answers.values():
        if len(given) > 1:
            both += 1
            alike += given[0] == given[1]
    return alike / both if both else None


def wilson(hits: int, tries: int) -> tuple[float, float] | None:
    """Return 95 % limits of a share, None without tries.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".

    >>> [round(limit, 2) for limit in wilson(9, 10)]
    [0.6, 0.98]
    """
    if not tries:
        return None
    share, square = hits / tries, Z_95**2
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = Z_95 / (1 + square / tries) * math.sqrt(share * (1 - share) / tries + square / (4 * tries**2))
    return max(0.0, middle - half), min(1.0, middle + half)
