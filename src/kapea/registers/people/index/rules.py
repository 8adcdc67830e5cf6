"""How people and runs decide on the index: who must agree, what is compared when, in which words. Pure.

Source of the bands: the linkage engine's operating point (docs/reference/linkage.md). All proposed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SAME, APART, UNSURE = "same", "apart", "unsure"
ANSWERS: Final = (SAME, APART, UNSURE)
PEOPLE_NEEDED: Final = 2
"""How many different people must give the same answer before a pair is decided."""

GROUNDS: Final = ("documents", "spoke", "family", "facts", "agreement", "none")
"""On what an answer rests; a code, because what is written freely would have to be sealed."""

AUTOMATIC: Final = 0.96
REVIEW: Final = 0.1
POSSIBLE: Final = 0.02
"""Probabilities: linked without a person from the first, looked at from the second, sampled from the third."""

MOST_NEW_SHARE: Final = 0.05
FEWEST_FOR_NEW: Final = 500
"""A run compares only what is new while that is at most this share of an index of this many records."""

COUNTED_FROM: Final = 0.5
"""Probability from which a new record counts as a person already counted, until the next full run."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one person said."""

    by: int
    answer: str


def verdict(answers: Sequence[Answer]) -> str:
    """Return "same" or "apart" when two different people say so, else "".

    >>> verdict([Answer(by=1, answer=SAME), Answer(by=1, answer=SAME)])
    ''
    >>> verdict([Answer(by=1, answer=SAME), Answer(by=2, answer=APART), Answer(by=3, answer=APART)])
    'apart'
    """
    for wanted in (APART, SAME):
        if len({one.by for one in answers if one.answer == wanted}) >= PEOPLE_NEEDED:
            return wanted
    return ""


def still_needed(answers: Sequence[Answer]) -> int:
    """Return how many more people must answer at least before a pair can be decided.

    >>> still_needed([]), still_needed([Answer(by=1, answer=SAME)])
    (2, 1)
    >>> still_needed([Answer(by=1, answer=SAME), Answer(by=2, answer=APART)])
    1
    """
    most = max((len({one.by for one in answers if one.answer == each}) for each in (SAME, APART)), default=0)
    return max(PEOPLE_NEEDED - most, 0)


def kind_of_run(*, unseen: int, total: int, has_model: bool) -> str:
    """Return "full", "new", or "" when there is nothing to compare.

    >>> kind_of_run(unseen=10, total=1_000, has_model=True)
    'new'
    """
    if not unseen and has_model:
        return ""
    few = total >= FEWEST_FOR_NEW and unseen <= total * MOST_NEW_SHARE
    return "new" if has_model and few else "full"


def act_kind(*, answer: str, is_undoing: bool, largest: int) -> str:
    """Return what an act is called. largest: records in the larger of the clusters it touches."""
    if answer == SAME:
        return "merge" if largest > 1 else "link"
    return "unmerge" if is_undoing or largest > PEOPLE_NEEDED else "unlink"


def verdict_of(kind: str) -> str:
    """Return what the two who decided an act had answered.

    >>> verdict_of("merge"), verdict_of("unlink")
    ('same', 'apart')
    """
    return SAME if kind in ("link", "merge") else APART


def with_whom(
    free: Collection[int],
    *,
    leaving: Collection[int],
    staying: Collection[int],
    ties: Iterable[tuple[int, int]],
) -> tuple[set[int], set[int]]:
    """Return which of the free records are tied to those leaving, and which to those staying.

    ties: pairs that two people hold for one person. Who is tied to both, or to neither, is in neither.

    >>> with_whom({3, 4, 5}, leaving={1}, staying={2}, ties=[(1, 3), (3, 4), (2, 5)])
    ({3, 4}, {5})
    """
    beside: dict[int, set[int]] = {}
    for one, other in ties:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    left, right = (_reached(seeds, beside, set(free)) for seeds in (leaving, staying))
    return left - right, right - left


def _reached(seeds: Collection[int], beside: Mapping[int, set[int]], free: set[int]) -> set[int]:
    found: set[int] = set()
    ends = set(seeds)
    while ends:
        ends = {other for end in ends for other in beside.get(end, ())} & free - found
        found |= ends
    return found


def degree(level: str) -> str:
    """Return how far two values agree, coarsely enough to show of a record that is closed to the reader.

    >>> degree("same sound"), degree("one letter apart, short"), degree("all else"), degree("unknown")
    ('same', 'near', 'differs', 'unknown')
    """
    if level == "unknown":
        return "unknown"
    if level.startswith("same") or level in ("given name sounds the same", "day and age agree"):
        return "near" if "differ" in level else "same"
    if level == "all else" or level.endswith("further"):
        return "differs"
    return "near"


STRONG_BITS: Final = 4.0
SOME_BITS: Final = 1.0


def speaks(bits: float) -> str:
    """Return how a step speaks: strongly or somewhat for or against one person, or hardly at all.

    A bit doubles the odds: sixteenfold is strong, twofold is something.
    """
    size = "strongly" if abs(bits) >= STRONG_BITS else "somewhat" if abs(bits) >= SOME_BITS else ""
    if not size:
        return "hardly"
    return f"{size}_for" if bits > 0 else f"{size}_against"


COARSE_BITS: Final = 2.0
"""Steps of a weight that are shown: finer ones would tell how rare a name is to whom it is closed. Proposed."""


@dataclass(frozen=True, kw_only=True)
class Fall:
    """One step of a weight, coarse. step: the engine's comparison. start, end: bits, before and after it."""

    step: str
    start: float
    end: float


def falls(steps: Sequence[tuple[str, float]]) -> tuple[Fall, ...]:
    """Return steps in bits as a waterfall that ends with their sum, told in whole steps of COARSE_BITS.

    The running total is rounded, not the step: the bars meet, and no bar is finer than the steps.

    >>> [(fall.step, fall.start, fall.end) for fall in falls([("before", -9.1), ("name", 10.9)])]
    [('before', 0.0, -10.0), ('name', -10.0, 2.0), ('together', 0.0, 2.0)]
    """
    shown, total, end = [], 0.0, 0.0
    for step, bits in steps:
        total += bits
        start, end = end, COARSE_BITS * round(total / COARSE_BITS)
        shown.append(Fall(step=step, start=start, end=end))
    return (*shown, Fall(step=TOGETHER, start=0.0, end=end))


TOGETHER: Final = "together"
LIKELIHOODS: Final = ("nearly_sure", "likely", "possible", "unlikely")


def likelihood(probability: float) -> str:
    """Return a probability as a word."""
    if probability >= AUTOMATIC:
        return "nearly_sure"
    if probability >= COUNTED_FROM:
        return "likely"
    return "possible" if probability >= REVIEW else "unlikely"
