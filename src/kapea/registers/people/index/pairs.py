"""Which pairs people are asked about, and what they have decided so far.

A run asks for the pairs that are worth a look and not joined, the likeliest first and only so many: most
lie below "sure", some above it, where something else in the group speaks against them. It also asks for a
small random sample of each band, so that what people decide tells how good the run is.
"""

from datetime import datetime
from typing import Final

import numpy as np
from django.db import transaction
from django.db.models import Q

from kapea.engines.linkage.constraints import Decisions
from kapea.engines.linkage.linking import Linkage
from kapea.registers.codes import new_code
from kapea.registers.people.index import runs
from kapea.registers.people.index.rules import AUTOMATIC, POSSIBLE, REVIEW, SAME
from kapea.registers.people.index.standing import standing
from kapea.registers.people.models import IndexPair, IndexRun

MOST_ASKED: Final = 5_000
"""Pairs that wait at most: a queue that nobody can finish helps nobody. Proposed."""

SAMPLED: Final = 15
"""Pairs of each band that are asked whatever they are, to know how good the run is. Proposed."""

AT_ONCE: Final = 500
BANDS: Final = {"sure": (AUTOMATIC, 1.01), "to_review": (REVIEW, AUTOMATIC), "possible": (POSSIBLE, REVIEW)}


def decisions() -> Decisions:
    """Return what two people have decided, as the engine takes it."""
    together, apart = set(), set()
    for one, other, verdict in standing(IndexPair.objects.all()):
        (together if verdict == SAME else apart).add((str(one), str(other)))
    return Decisions(together=frozenset(together), apart=frozenset(apart))


def ask(run: IndexRun, linkage: Linkage, ids: list[int], *, clock: runs.Clock) -> dict[str, object]:
    """Store the pairs that people are asked about; return how many there are in each band.

    `expected`: how many of a band's pairs are one person, by the probabilities.
    """
    probability = linkage.pairs.probability
    left, right = linkage.pairs.vectors.left, linkage.pairs.vectors.right
    counted, expected, sampled = {}, {}, []
    for band, (low, high) in BANDS.items():
        rows = np.flatnonzero((probability >= low) & (probability < high))
        counted[band], expected[band] = len(rows), round(float(probability[rows].sum()), 1)
        sampled += [(row, "sample") for row in np.random.default_rng(run.pk).permutation(rows)[:SAMPLED]]
    rows = np.flatnonzero(probability >= REVIEW)
    open_rows = rows[linkage.sure_clusters[left[rows]] != linkage.sure_clusters[right[rows]]]
    likeliest = open_rows[np.argsort(-probability[open_rows])][:MOST_ASKED]
    chosen = [*((row, "run") for row in likeliest), *sampled]
    wanted = {
        (min(one, other), max(one, other)): (float(probability[row]), origin)
        for row, origin in chosen
        for one, other in [(ids[left[row]], ids[right[row]])]
    }
    store(wanted, run=run, clock=clock)
    return {"threshold": round(linkage.point.threshold, 4), "bands": counted, "expected": expected}


def store(wanted: dict[tuple[int, int], tuple[float, str]], *, run: IndexRun, clock: runs.Clock) -> None:
    """Ask for the wanted pairs; open ones that nobody has answered and no run wants any more are void."""
    known = {
        (pair.one_id, pair.other_id): pair
        for pair in IndexPair.objects.filter(Q(state="open") | Q(state="void"))
    }
    decided = set(IndexPair.objects.filter(state="decided").values_list("one_id", "other_id"))
    fresh = [pair for pair in wanted if pair not in known and pair not in decided]
    for start in range(0, len(fresh), AT_ONCE):
        with transaction.atomic():
            IndexPair.objects.bulk_create(
                (
                    IndexPair(
                        code=new_code("L"),
                        one_id=one,
                        other_id=other,
                        probability=wanted[one, other][0],
                        origin=wanted[one, other][1],
                        asked_at=clock(),
                    )
                    for one, other in fresh[start : start + AT_ONCE]
                ),
                ignore_conflicts=True,  # a worker may have asked about the pair meanwhile
            )
        runs.say(run, stage="asking", done=start, total=len(fresh), now=clock())
    _renew(known, wanted)
    gone = [pair.pk for pair in known.values() if _is_gone(pair, wanted)]
    for start in range(0, len(gone), AT_ONCE):
        rows = IndexPair.objects.filter(pk__in=gone[start : start + AT_ONCE], state="open")
        rows.filter(answers__isnull=True).exclude(origin="asked").update(state="void")


def _renew(known: dict[tuple[int, int], IndexPair], wanted: dict[tuple[int, int], tuple[float, str]]) -> None:
    for key, pair in known.items():
        if key in wanted and (pair.state == "void" or pair.probability != wanted[key][0]):
            IndexPair.objects.filter(pk=pair.pk, state=pair.state).update(
                state="open",
                probability=wanted[key][0],
                origin=wanted[key][1] if pair.origin != "asked" else "asked",
            )


def _is_gone(pair: IndexPair, wanted: dict[tuple[int, int], tuple[float, str]]) -> bool:
    return pair.state == "open" and pair.origin != "asked" and (pair.one_id, pair.other_id) not in wanted


def ask_also(wanted: dict[tuple[int, int], float], *, now: datetime) -> int:
    """Ask for further pairs; those known already stay as they are. Return how many are new."""
    if not wanted:
        return 0
    ones, others = {one for one, _other in wanted}, {other for _one, other in wanted}
    rows = IndexPair.objects.filter(one_id__in=ones, other_id__in=others).values_list("one_id", "other_id")
    fresh = wanted.keys() - set(rows)
    IndexPair.objects.bulk_create(
        (
            IndexPair(
                code=new_code("L"), one_id=one, other_id=other, probability=wanted[one, other], asked_at=now
            )
            for one, other in sorted(fresh)
        ),
        ignore_conflicts=True,
    )
    return len(fresh)
