"""How an estimate is asked for and computed. One act, one transaction, one audit event.

The computation takes a minute or more: it runs in the background and no transaction is open meanwhile.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kapea import __version__
from kapea.engines.errors import KapeaError
from kapea.engines.estimation.reading import parse_strata, table_csv
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.strata import StratifiedTable
from kapea.guard.access.viewer import Viewer, background
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed
from kapea.monitoring.statistics.estimates import histories
from kapea.monitoring.statistics.estimates.answering import Doubts, answer_on, steps_for
from kapea.monitoring.statistics.estimates.queries import ASK
from kapea.monitoring.statistics.models import Estimate
from kapea.registers.codes import new_code

PREFIX = "E"
RESAMPLES = 20_000
WORKER = background("estimates")
GIVEN = "table"
MOST_STRATA = 60


class TooManyGroups(KapeaError):
    """The columns to divide by make more groups than an estimate can use."""

    code = "estimates.too_many_groups"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants estimated. text: a CSV of capture histories; "" takes the registers' own.

    by: covariates (columns of the CSV; "sex" and "age" from the registers).
    """

    title: str
    first_on: date
    last_on: date
    lists: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    who: str = histories.CHILDREN
    text: str = ""
    resamples: int = RESAMPLES
    seed: int = 1


@transaction.atomic
def ask_for_estimate(asked: Asked, *, by: Viewer, now: datetime, fictitious: bool = False) -> str:
    """Keep the counts as they are now, set the work, and return the estimate's code.

    Raises NotAllowed, NobodyFound, InputFault.
    """
    if not by.may(ASK):
        raise NotAllowed
    found = _histories(asked)
    text = table_csv(found.table)
    row = Estimate.objects.create(
        code=new_code(PREFIX),
        title=asked.title,
        origin="table" if asked.text else "registers",
        first_on=asked.first_on,
        last_on=asked.last_on,
        lists=list(found.table.lists),
        by=list(found.table.covariates),
        who=asked.who,
        table=text,
        table_version=hashlib.sha256(text.encode()).hexdigest(),
        index_version=found.index_version,
        program_version=__version__,
        not_linked=found.not_linked,
        resamples=asked.resamples,
        seed=asked.seed,
        steps_all=steps_for(found.table),
        asked_by_id=by.user_id,
        asked_by_name=by.username,
        asked_at=now,
        fictitious=fictitious,
    )
    details = {"origin": row.origin, "lists": row.lists, "table": row.table_version[:12]}
    record_event("estimate.asked", by=by, on=("estimate", row.code), details=details, at=now)
    from kapea.monitoring.statistics.estimates.tasks import compute

    compute.enqueue(row.code)
    return row.code


def compute_estimate(code: str, *, clock: Callable[[], datetime]) -> str:
    """Compute what was asked for and keep the answer; return the state it ended in.

    An estimate that has its answer is left as it is. A fault of ours leaves the state "failed".
    """
    row = Estimate.objects.get(code=code)
    if row.answer is not None:
        return row.state
    rows = Estimate.objects.filter(pk=row.pk)
    rows.update(state="running", started_at=clock(), ended_at=None, steps_done=0, step="")

    def tell(done: int, step: str) -> None:
        rows.update(steps_done=done, step=step)

    try:
        answer = answer_on(
            table_of(row),
            settings=Settings(resamples=row.resamples, seed=row.seed),
            doubts=Doubts(
                not_linked=row.not_linked > 0,
                from_registers=row.origin == "registers",
                has_index=bool(row.index_version),
            ),
            on_step=tell,
        )
    except Exception:
        _end(row, "failed", None, at=clock())
        raise
    return _end(row, str(answer["state"]), answer, at=clock())


def table_of(row: Estimate) -> StratifiedTable:
    """Return the counts that an estimate rests on."""
    return parse_strata(row.table, name=row.code, by=row.by, is_screened=False)


@transaction.atomic
def _end(row: Estimate, state: str, answer: Mapping[str, Any] | None, *, at: datetime) -> str:
    Estimate.objects.filter(pk=row.pk).update(state=state, answer=answer, step="", ended_at=at)
    record_event("estimate.computed", by=WORKER, on=("estimate", row.code), details={"state": state}, at=at)
    return state


def _histories(asked: Asked) -> histories.Histories:
    if asked.text:
        table = parse_strata(asked.text, name=GIVEN, by=asked.by)
        if len(table.strata) > MOST_STRATA:
            raise TooManyGroups(f"{len(table.strata)} groups are too many: at most {MOST_STRATA}.")
        return histories.Histories(table=table, not_linked=0, index_version="")
    return histories.gather(
        lists=_unique(asked.lists), by=asked.by, who=asked.who, first_on=asked.first_on, last_on=asked.last_on
    )


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
