"""Many cases at once, at any point of their path, for imports and fictitious data.

A `CaseSeed` says how far a case has come and what happened on the way; what it does not say is
left out, and the tables' constraints refuse a case that contradicts itself. The step follows from
what was done (`rules.steps`). Each batch is one transaction with one audit event.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.models import DataKey
from kapea.guard.vault.sealing import make_data_key
from kapea.registers.bulk_rows import next_ids, store_rows
from kapea.registers.casework import sealed
from kapea.registers.casework.bulkload.made import Made
from kapea.registers.casework.bulkload.parts import (
    store_approvals,
    store_assessments,
    store_follow_up,
    store_identification,
    store_plans,
    store_referrals,
)
from kapea.registers.casework.bulkload.seeds import CaseSeed, ClosureSeed, ReferralSeed, VisitSeed
from kapea.registers.casework.bulkload.work import tasks_of_case
from kapea.registers.casework.models import Case, CaseForm
from kapea.registers.casework.rules.steps import step_of
from kapea.registers.codes import new_code
from kapea.registers.worklist.bulk import bulk_tasks

__all__ = ["CaseSeed", "ClosureSeed", "ReferralSeed", "VisitSeed", "bulk_cases"]

KEY_FIELDS = ("id", "wrapped", "wrap_version")
CASE_FIELDS = (
    "id", "version", "code", "child_id", "step", "step_since", "status", "risk_level", "risk_assessed_at",
    "agency_code", "unit_code", "province_code", "place_code", "owner_id", "recorded_by_id", "priority",
    "via_hotline", "source_kind", "source_code", "told_age_years", "told_sex", "told_name_km",
    "told_name_latin",
    "summary", "data_key_id", "opened_at", "accepted_at", "accepted_by", "follow_up_since", "returned_on",
    "closed_at", "closed_by", "fictitious",
)  # fmt: skip


def bulk_cases(
    seeds: Iterable[CaseSeed], *, by: Viewer, now: datetime, fictitious: bool, batch_size: int = 2_000
) -> int:
    """Store cases with all that happened in them, and the tasks of those still open; return how many.

    `seeds` may be a generator: one batch is held at a time.
    """
    count, source = 0, iter(seeds)
    while batch := list(islice(source, batch_size)):
        _store(batch, by=by, now=now, fictitious=fictitious)
        count += len(batch)
    return count


@transaction.atomic
def _store(batch: list[CaseSeed], *, by: Viewer, now: datetime, fictitious: bool) -> None:
    made = [
        Made(pk=pk, code=seed.code or new_code("C"), key=make_data_key(), seed=seed, step=step_of(seed.facts))
        for pk, seed in zip(next_ids(Case, len(batch)), batch, strict=True)
    ]
    store_rows(DataKey, KEY_FIELDS, ((each.key.id, each.key.wrapped, each.key.wrap_version) for each in made))
    store_rows(Case, CASE_FIELDS, (_case(each, fictitious) for each in made))
    store_rows(CaseForm, ("case_id", "form"), ((each.pk, form) for each in made for form in each.seed.forms))
    store_identification(made)
    store_assessments(made)
    store_plans(made)
    store_approvals(made)
    store_referrals(made)
    store_follow_up(made)
    bulk_tasks((task for each in made for task in tasks_of_case(each)), opened_by=by.username)
    record_event("casework.bulk_loaded", by=by, details={"cases": len(made)}, at=now)


def _case(made: Made, fictitious: bool) -> tuple[object, ...]:
    seed = made.seed
    status = "closed" if seed.is_closed else ("reopened" if seed.reopened else "open")
    closed_at = seed.closure.decided_at if seed.is_closed and seed.closure else None
    closed_by = seed.closure.decided_by if seed.is_closed and seed.closure else ""
    return (
        made.pk, 1, made.code, seed.child_id, made.step, seed.step_since, status, seed.risk_level,
        seed.risk_at,
        seed.agency_code, seed.unit_code, seed.province_code, seed.place_code, seed.owner_id, None,
        seed.priority,
        seed.via_hotline, seed.source_kind, seed.source_code, seed.told_age_years, seed.told_sex,
        made.seal(seed.told_name_km, sealed.TOLD_NAME_KM), made.seal(seed.told_name_latin,
        sealed.TOLD_NAME_LATIN),
        made.seal(seed.summary, sealed.SUMMARY), made.key.id, seed.opened_at, seed.accepted_at,
        seed.worker_name if seed.accepted_at else "", seed.follow_up_since, seed.returned_on,
        closed_at, closed_by, fictitious,
    )  # fmt: skip
