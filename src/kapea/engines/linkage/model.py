"""What a run has learnt, kept so that later pairs are judged alike, and without any person in it.

Shares of agreement, which sounds act as family names, and how common shared values are. Only values that
many records share are kept (consonant skeletons, places): no record can be read back. It judges nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kapea.engines.errors import KapeaError
from kapea.engines.linkage.comparisons import COMPARISONS
from kapea.engines.linkage.mixture import Mixture
from kapea.engines.linkage.parsing import NameParser, nobody_known
from kapea.engines.linkage.preparation import NameListener
from kapea.engines.linkage.rarity import ColumnRarity

FEWEST_BEARERS = 20
"""Records that must share a value before it is kept; a rarer one could point to a person."""

LARGEST_SHARE = 0.25  # of all pairs that one kind may be, however few records there are
DIGITS = 5


class ModelOutdated(KapeaError):
    """This model was learnt with other comparisons than are used now."""

    code = "kapea.link.model"


@dataclass(frozen=True, kw_only=True)
class TrainedModel:
    """What a run over `records` records has learnt.

    family_odds: log odds that a skeleton stands first in a name. commonness: for each column, log of how
    much commoner than average a value is; `rare` is what every value that is not kept counts as.
    """

    mixture: Mixture
    records: int
    family_odds: Mapping[str, float]
    commonness: Mapping[str, Mapping[str, float]]
    rare: Mapping[str, float]

    def listener(self) -> NameListener:
        """Return a listener with the naming habits of the run."""
        return NameListener(replace(nobody_known(), family_odds=dict(self.family_odds)))

    def mixture_for(self, records: int) -> Mixture:
        """Return the mixture for a table of another size: matches and siblings a record stay as they are."""
        scale = (self.records - 1) / max(records - 1, 1)
        return replace(
            self.mixture,
            match_share=min(self.mixture.match_share * scale, LARGEST_SHARE),
            sibling_share=min(self.mixture.sibling_share * scale, LARGEST_SHARE),
        )

    def rarity(self, prepared: pa.Table) -> dict[str, ColumnRarity]:
        """Return how common the values of a few prepared records are in the whole table."""
        return {
            column: ColumnRarity(
                log_ratio=np.array(
                    [
                        -np.inf if value is None else known.get(value, self.rare[column])
                        for value in prepared[column].to_pylist()
                    ]
                )
            )
            for column, known in self.commonness.items()
        }


def learnt(
    *, mixture: Mixture, prepared: pa.Table, parser: NameParser, fewest_bearers: int = FEWEST_BEARERS
) -> TrainedModel:
    """Return what may be kept of a run over the library's own comparisons."""
    columns = sorted({level.frequency for one in COMPARISONS for level in one.levels if level.frequency})
    commonness, rare = {}, {}
    for column in columns:
        commonness[column], rare[column] = _common_values(prepared[column], fewest_bearers)
    odds = {
        skeleton: round(parser.family_odds[skeleton], DIGITS)
        for skeleton, seen in parser.seen.items()
        if seen >= fewest_bearers
    }
    return TrainedModel(
        mixture=mixture, records=len(prepared), family_odds=odds, commonness=commonness, rare=rare
    )


def _common_values(column: pa.ChunkedArray, fewest_bearers: int) -> tuple[dict[str, float], float]:
    counted = pc.value_counts(column.drop_null().combine_chunks())
    values, counts = counted.field("values").to_pylist(), counted.field("counts").to_numpy()
    if not len(counts):
        return {}, 0.0
    share = counts / counts.sum()
    ratio = np.log(share / (share**2).sum())
    kept = {
        value: round(float(one), DIGITS)
        for value, count, one in zip(values, counts, ratio, strict=True)
        if count >= fewest_bearers
    }
    seldom = counts[counts < fewest_bearers]
    if not len(seldom):
        return kept, float(ratio.min())
    mean_share = float((seldom**2).sum() / seldom.sum() / counts.sum())
    return kept, round(float(np.log(mean_share / (share**2).sum())), DIGITS)


def to_json(model: TrainedModel) -> str:
    """Return the model as text."""
    mixture = model.mixture
    return json.dumps(
        {
            "comparisons": _signature(),
            "records": model.records,
            "match_share": mixture.match_share,
            "sibling_share": mixture.sibling_share,
            "match": _rounded(mixture.match),
            "sibling": _rounded(mixture.sibling),
            "stranger": _rounded(mixture.stranger),
            "names": _rounded(list(mixture.names)),
            "family_odds": dict(sorted(model.family_odds.items())),
            "commonness": {name: dict(sorted(known.items())) for name, known in model.commonness.items()},
            "rare": dict(model.rare),
        },
        separators=(",", ":"),
    )


def from_json(text: str) -> TrainedModel:
    """Return the model of a text that `to_json` gave. Raises ModelOutdated."""
    given: dict[str, Any] = json.loads(text)
    if given.get("comparisons") != _signature():
        raise ModelOutdated
    mixture = Mixture(
        match=_shares(given["match"]),
        sibling=_shares(given["sibling"]),
        stranger=_shares(given["stranger"]),
        match_share=given["match_share"],
        sibling_share=given["sibling_share"],
        names=np.asarray(given.get("names") or np.zeros((0, 0)), dtype=np.float64),
    )
    return TrainedModel(
        mixture=mixture,
        records=given["records"],
        family_odds=given["family_odds"],
        commonness=given["commonness"],
        rare=given["rare"],
    )


@cache
def first_model() -> TrainedModel:
    """Return the model that stands in until a country's own records have taught one.

    Learnt from invented persons (`benchmarks/linkage.py model`).
    """
    return from_json(files(__package__).joinpath("model.json").read_text(encoding="utf-8"))


def _signature() -> list[list[str]]:
    return [[comparison.name, *comparison.labels] for comparison in COMPARISONS]


def _rounded(shares: Sequence[NDArray[np.float64]]) -> list[list[float]]:
    return [[float(f"{share:.6g}") for share in of_levels] for of_levels in shares]


def _shares(given: Sequence[Sequence[float]]) -> tuple[NDArray[np.float64], ...]:
    return tuple(np.asarray(of_levels, dtype=np.float64) for of_levels in given)
