"""Why the engine holds two records for one child, in steps a reviewer can follow.

Weights are in bits: each bit doubles the odds. They start from how seldom two records are one child,
add one step a field, and end with what speaks for siblings instead and with the caution that fields
which depend on each other ask for. The second of the two names counts by what it says beside the first.
The steps sum to the pair's weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kapea.engines.linkage.comparisons import Comparison, told_together
from kapea.engines.linkage.mixture import CAUTION, Evidence, Mixture, log_joint, reached_levels
from kapea.engines.linkage.rarity import ColumnRarity, log_commonness
from kapea.engines.linkage.vectors import PairVectors, splink_settings

BIT = float(np.log(2))
BEFORE, SIBLINGS, WITH_CAUTION = "before looking", "siblings instead", "with caution"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the explanation.

    level: what the records reached in the comparison. bits: how much it adds to the weight.
    rarity_bits: the part of `bits` that comes from how rare the shared value is. beside_bits: the part that
    comes from what the other name reached.
    """

    comparison: str
    level: str
    bits: float
    rarity_bits: float = 0.0
    beside_bits: float = 0.0


@dataclass(frozen=True, kw_only=True)
class LevelWeight:
    """What one level of one comparison is worth on average; shares are 0 to 1."""

    comparison: str
    level: str
    match_share: float
    sibling_share: float
    stranger_share: float

    @property
    def bits(self) -> float:
        """Return the weight against strangers."""
        return float(np.log2(self.match_share / self.stranger_share))

    @property
    def bits_against_siblings(self) -> float:
        return float(np.log2(self.match_share / self.sibling_share))


def level_weights(mixture: Mixture, comparisons: Sequence[Comparison]) -> list[LevelWeight]:
    """Return the model as a table: every level of every comparison."""
    return [
        LevelWeight(
            comparison=comparison.name,
            level=label,
            match_share=float(mixture.match[place][number]),
            sibling_share=float(mixture.sibling[place][number]),
            stranger_share=float(mixture.stranger[place][number]),
        )
        for place, comparison in enumerate(comparisons)
        for number, label in enumerate(comparison.labels)
    ]


def explain(
    pairs: PairVectors,
    row: int,
    *,
    mixture: Mixture,
    comparisons: Sequence[Comparison],
    rarity: dict[str, ColumnRarity],
) -> list[Step]:
    """Return the steps from nothing known to the weight of one pair (a row of `pairs`)."""
    pair = PairVectors(
        left=pairs.left[row : row + 1], right=pairs.right[row : row + 1], levels=pairs.levels[row : row + 1]
    )
    stranger_share = 1 - mixture.match_share - mixture.sibling_share
    steps = [Step(comparison=BEFORE, level="", bits=float(np.log2(mixture.match_share / stranger_share)))]
    for place, comparison in enumerate(comparisons):
        steps.append(_step(pair, place, comparison, mixture, rarity))
    together = told_together(comparisons)
    if together is not None and mixture.names.size:
        one, other = (int(pair.levels[0, place]) for place in together)
        if one >= 0 and other >= 0:
            later, beside = 1 + max(together), float(mixture.names[one, other]) / BIT
            steps[later] = replace(steps[later], bits=steps[later].bits + beside, beside_bits=beside)
    total = _weight_bits(pair, mixture, comparisons, rarity)
    so_far = sum(step.bits for step in steps)
    return [
        *steps,
        Step(comparison=SIBLINGS, level="", bits=total - so_far),
        Step(comparison=WITH_CAUTION, level="", bits=(CAUTION - 1) * total),
    ]


def _step(
    pair: PairVectors, place: int, comparison: Comparison, mixture: Mixture, rarity: dict[str, ColumnRarity]
) -> Step:
    number = int(pair.levels[0, place])
    if number < 0:
        return Step(comparison=comparison.name, level="unknown", bits=0.0)
    only = PairVectors(left=pair.left, right=pair.right, levels=pair.levels[:, place : place + 1])
    rare = -float(log_commonness(only, [comparison], rarity)[0][0]) / BIT
    plain = float(np.log2(mixture.match[place][number] / mixture.stranger[place][number]))
    return Step(
        comparison=comparison.name, level=comparison.labels[number], bits=plain + rare, rarity_bits=rare
    )


def _weight_bits(
    pair: PairVectors, mixture: Mixture, comparisons: Sequence[Comparison], rarity: dict[str, ColumnRarity]
) -> float:
    everything, own = log_commonness(pair, comparisons, rarity)
    sizes = [len(comparison.labels) for comparison in comparisons]
    seen = Evidence(
        reached=reached_levels(pair.levels, sizes, together=told_together(comparisons)),
        commonness=everything,
        own_commonness=own,
    )
    joint: NDArray[np.float64] = log_joint(mixture, seen)[0]
    return float(joint[0] - np.logaddexp(joint[1], joint[2])) / BIT


def waterfall_chart(steps: Sequence[Step]) -> dict[str, Any]:
    """Return a Vega-Lite specification of the steps as a waterfall."""
    ends = np.cumsum([step.bits for step in steps])
    bars = [
        {
            "step": f"{step.comparison}: {step.level}" if step.level else step.comparison,
            "from": float(end - step.bits),
            "to": float(end),
            "bits": round(step.bits, 2),
        }
        for step, end in zip(steps, ends, strict=True)
    ]
    total = float(ends[-1])
    bars.append({"step": "together", "from": 0.0, "to": total, "bits": round(total, 2)})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": bars},
        "mark": "bar",
        "encoding": {
            "y": {"field": "step", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "from", "type": "quantitative", "title": "bits"},
            "x2": {"field": "to"},
            "color": {"condition": {"test": "datum.bits < 0", "value": "#b2182b"}, "value": "#2166ac"},
            "tooltip": [{"field": "step"}, {"field": "bits"}],
        },
    }


def splink_model(mixture: Mixture, comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Return the model of one child against strangers as Splink settings, for whoever uses Splink itself.

    Splink knows two kinds of pair and independent fields, so siblings, the rarity of values and how the two
    names hang together are not in it.
    """
    settings: dict[str, Any] = splink_settings(comparisons).create_settings_dict("duckdb")
    settings["probability_two_random_records_match"] = mixture.match_share
    for place, comparison in enumerate(settings["comparisons"]):
        known = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for number, level in enumerate(known):
            level["m_probability"] = float(mixture.match[place][number])
            level["u_probability"] = float(mixture.stranger[place][number])
    return settings
