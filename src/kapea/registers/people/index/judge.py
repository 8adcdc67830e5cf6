"""The judge of a few records, in this process: with the model of the last full run, else the first model.

Holds no record between calls: names are opened, compared and forgotten.
"""

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from kapea.engines.linkage.judging import Judge, Judgement, PlacePair, RecordGiven
from kapea.engines.linkage.model import ModelOutdated, TrainedModel, first_model, from_json
from kapea.registers.people.models import IndexRun, Person

_ONE_AT_A_TIME = Lock()
FIRST = 0
FEWEST_TO_LEARN_FROM = 5_000
"""Records below which a country's own model is worse than the first one. Proposed."""


def judge(
    records: Sequence[RecordGiven], pairs: Sequence[PlacePair], *, among: int = 0, with_steps: bool = False
) -> list[Judgement]:
    """Return how likely each pair is one person. among: records of the index, 0 to look it up."""
    if not pairs:
        return []
    size = among or index_size()
    with _ONE_AT_A_TIME:
        return _judge(newest_model_id()).judge(records, pairs, among=max(size, 2), with_steps=with_steps)


def newest_model_id() -> int:
    """Return the run whose model is used, FIRST for none."""
    newest = IndexRun.objects.exclude(model="").order_by("-pk").values_list("pk", flat=True).first()
    return newest or FIRST


def index_size() -> int:
    """Return about how many records there are; exact enough for odds."""
    newest = Person.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


@lru_cache(maxsize=1)
def _judge(run_id: int) -> Judge:
    return Judge(_model(run_id))


def _model(run_id: int) -> TrainedModel:
    if run_id == FIRST:
        return first_model()
    try:
        return from_json(IndexRun.objects.values_list("model", flat=True).get(pk=run_id))
    except ModelOutdated:
        return first_model()
