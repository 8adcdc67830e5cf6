"""Many returns at once, for fictitious data. Rows come whole; the tables' constraints check them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack, local_day
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import make_data_key, seal
from kapea.registers.returns import sealed, work
from kapea.registers.returns.models import (
    Consent,
    Escort,
    FamilyAssessment,
    Handing,
    Paper,
    PlanGoal,
    Recognition,
    ReintegrationPlan,
    Return,
    ReturnClosure,
    ReturnServiceGiven,
    ReturnVisit,
    Tracing,
)
from kapea.registers.returns.rules.closing import next_visit_on, visit_lines
from kapea.registers.returns.rules.steps import ReturnFacts, gates_of, stage_of
from kapea.registers.sheets.days import due_after, end_of
from kapea.registers.worklist.bulk import TaskRow, bulk_tasks

BATCH = 500
STEPS = (
    "recognised",
    "traced",
    "assessed",
    "consented",
    "papers",
    "escorted",
    "handed",
    "arrived",
    "planned",
)
"""What is done in a return, in order; a seed says on which days so far."""


@dataclass(frozen=True, kw_only=True)
class ReturnSeed:
    """A return as far as it has come. done_on: the days of STEPS done so far, in order."""

    code: str
    case_code: str
    person_code: str
    agency_code: str
    unit_code: str
    province_code: str
    worker_id: int | None
    worker_name: str
    direction: str
    other_country: str
    name: str
    sex: str
    age_years: int
    forms: tuple[str, ...]
    received_on: date
    created_at: datetime
    words: str
    done_on: tuple[date, ...] = ()
    visited_on: tuple[date, ...] = ()
    closed_on: date | None = None
    closed_by: str = ""
    commune_code: str = ""

    def day_of(self, step: str) -> date | None:
        """The day of a step, None while it was not done."""
        number = STEPS.index(step)
        return self.done_on[number] if number < len(self.done_on) else None


def _store(model: type[models.Model], rows: list[Any]) -> list[Any]:
    return list(model._default_manager.bulk_create(rows, batch_size=BATCH))


@transaction.atomic
def bulk_returns(seeds: Iterable[ReturnSeed], *, by: Viewer, now: datetime, fictitious: bool) -> int:
    """Store returns with all their parts, their stage and tasks; one audit event. Returns how many."""
    loaded = list(seeds)
    keys = DataKey.objects.bulk_create([make_data_key() for _seed in loaded], batch_size=BATCH)
    today = local_day(now)
    rows = [_return(seed, key, by, today, fictitious) for seed, key in zip(loaded, keys, strict=True)]
    made = list(zip(loaded, _store(Return, rows), strict=True))
    said = {"recorded_at": now, "recorded_by": by.username}
    for step, model, make in _PREPARED:
        _store(model, [make(row, day, said) for seed, row in made if (day := seed.day_of(step))])
    _store_services(made, said)
    _store_plans(made, said)
    visits = [
        ReturnVisit(the_return=row, visited_on=on, finding="safe", seen_alone=True, **said)
        for seed, row in made
        for on in seed.visited_on
    ]
    _store(ReturnVisit, visits)
    _store(ReturnClosure, [_closure(seed, row, said, now) for seed, row in made if seed.closed_on])
    bulk_tasks((task for seed, row in made for task in _tasks(seed, row)), opened_by=by.username)
    record_event("returns.return.bulk_loaded", by=by, details={"returns": len(made)}, at=now)
    return len(made)


def _facts(seed: ReturnSeed) -> ReturnFacts:
    return ReturnFacts(
        direction=seed.direction,
        is_accepted=seed.worker_id is not None,
        recognised="recognised" if seed.day_of("recognised") else "",
        is_traced=seed.day_of("traced") is not None,
        assessed="with_support" if seed.day_of("assessed") else "",
        consent="given" if seed.day_of("consented") else "",
        has_papers=seed.day_of("papers") is not None,
        has_escort=seed.day_of("escorted") is not None,
        handed_over_on=seed.day_of("handed"),
        arrived_on=seed.day_of("arrived"),
        is_closed=seed.closed_on is not None,
    )


def _course(seed: ReturnSeed, today: date) -> tuple[str, date | None]:
    """Return the stage by the same rule as everywhere, and the day of the next visit."""
    gates = gates_of(current_pack().rule(work.GATES).values, direction=seed.direction)
    stage = stage_of(_facts(seed), gates, today=today)
    arrived = seed.day_of("arrived")
    if stage != "follow_up" or arrived is None:
        return stage, None
    lines = visit_lines(work.calendar(), arrived_on=arrived, visited_on=seed.visited_on, today=today)
    return stage, next_visit_on(lines)


def _tasks(seed: ReturnSeed, row: Return) -> Iterable[TaskRow]:
    """Return the open tasks of a return, by the same clocks as everywhere."""
    visit_on, handed = row.next_visit_on, seed.day_of("handed")
    wanted = {
        "received": ("return.accept", due_after(work.CLOCKS, "accept", start=seed.created_at)),
        "preparation": ("return.prepare", due_after(work.CLOCKS, "prepare", start=seed.created_at)),
        "ready": ("return.prepare", due_after(work.CLOCKS, "prepare", start=seed.created_at)),
        "crossing": (
            "return.arrival",
            due_after(work.CLOCKS, "confirm_arrival", start=end_of(handed or seed.received_on)),
        ),
        "follow_up": ("return.visit", end_of(visit_on) if visit_on else None),
    }.get(row.stage)
    if wanted is None or wanted[1] is None:
        return
    rule = current_pack().rule(work.CALENDAR if wanted[0] == "return.visit" else work.CLOCKS)
    yield TaskRow(
        kind=wanted[0],
        subject_kind="return",
        subject_code=row.code,
        agency_code=row.agency_code,
        unit_code=row.unit_code,
        province_code=row.province_code,
        assignee_id=row.worker_id,
        opened_at=seed.created_at,
        due_at=wanted[1],
        rule_code=rule.code,
        rule_version=str(rule.version),
    )


def _return(seed: ReturnSeed, key: DataKey, by: Viewer, today: date, fictitious: bool) -> Return:
    home = current_pack().manifest.country
    other = seed.other_country or home
    names = (
        "code", "case_code", "person_code", "agency_code", "unit_code", "province_code", "worker_id", "direction",
        "sex", "age_years", "received_on", "created_at", "closed_on", "commune_code",
    )  # fmt: skip
    arrived = seed.day_of("arrived")
    planned = seed.day_of("planned")
    stage, next_on = _course(seed, today)
    return Return(
        **{name: getattr(seed, name) for name in names},
        from_country=other if seed.direction == "in" else home,
        to_country=other if seed.direction == "out" else home,
        stage=stage,
        next_visit_on=next_on,
        forms=list(seed.forms),
        accepted_at=seed.created_at if seed.worker_id else None,
        accepted_by=seed.worker_name if seed.worker_id else "",
        arrived_on=arrived,
        arrival_care="kinship" if arrived else "",
        arrival_confirmed_by="family" if arrived else "",
        reintegrated_on=planned,
        source_kind="case",
        source_code=seed.case_code,
        data_key=key,
        name_sealed=seal(key, seed.name, field=sealed.NAME),
        summary_sealed=seal(key, seed.words, field=sealed.SUMMARY),
        created_by=by.username,
        fictitious=fictitious,
    )


def _text(row: Return, field: str) -> bytes:
    return sealed.close_text(row, "Fictitious.", field)


def _consent(row: Return, on: date, said: dict[str, Any]) -> Consent:
    return Consent(the_return=row, on=on, childs_assent="given", ground="consent", is_informed=True, **said)


def _paper(row: Return, on: date, said: dict[str, Any]) -> Paper:
    until = on + timedelta(days=180)
    return Paper(
        the_return=row,
        kind="travel_document",
        asked_on=row.received_on,
        issued_on=on,
        valid_until=until,
        is_free=True,
        **said,
    )


def _assessment(row: Return, on: date, said: dict[str, Any]) -> FamilyAssessment:
    return FamilyAssessment(
        the_return=row,
        on=on,
        outcome="with_support",
        is_family_involved=False,
        words_sealed=_text(row, sealed.ASSESSMENT),
        **said,
    )


def _handing(row: Return, on: date, said: dict[str, Any]) -> Handing:
    return Handing(
        the_return=row,
        on=on,
        is_signed=True,
        place_sealed=_text(row, sealed.PLACE),
        given_by_sealed=_text(row, sealed.GIVEN_BY),
        taken_by_sealed=_text(row, sealed.TAKEN_BY),
        **said,
    )


_PREPARED: tuple[tuple[str, type[models.Model], Any], ...] = (
    (
        "recognised",
        Recognition,
        lambda row, on, said: Recognition(
            the_return=row, on=on, outcome="recognised", body="social_affairs", **said
        ),
    ),
    ("traced", Tracing, lambda row, on, said: Tracing(the_return=row, on=on, outcome="found", **said)),
    ("assessed", FamilyAssessment, _assessment),
    ("consented", Consent, _consent),
    ("papers", Paper, _paper),
    (
        "escorted",
        Escort,
        lambda row, on, said: Escort(
            the_return=row, planned_on=on, name_sealed=_text(row, sealed.ESCORT), **said
        ),
    ),
    ("handed", Handing, _handing),
)


def _store_services(made: list[tuple[ReturnSeed, Return]], said: dict[str, Any]) -> None:
    kinds = (("tracing", "traced"), ("assessment", "assessed"), ("reintegration", "planned"))
    rows = [
        ReturnServiceGiven(the_return=row, kind=kind, given_on=day, **said)
        for seed, row in made
        for kind, step in kinds
        if (day := seed.day_of(step))
    ]
    rows += [
        ReturnServiceGiven(the_return=row, kind="follow_up", given_on=on, **said)
        for seed, row in made
        for on in seed.visited_on
    ]
    _store(ReturnServiceGiven, rows)


def _store_plans(made: list[tuple[ReturnSeed, Return]], said: dict[str, Any]) -> None:
    plans = [
        ReintegrationPlan(
            the_return=row, made_on=day, child_took_part=True, review_on=day + timedelta(days=90), **said
        )
        for seed, row in made
        if (day := seed.day_of("planned"))
    ]
    goals = [
        PlanGoal(
            plan=plan,
            domain="training_education",
            text_sealed=_text(plan.the_return, sealed.GOAL),
            due_on=plan.review_on,
            **said,
        )
        for plan in _store(ReintegrationPlan, plans)
    ]
    _store(PlanGoal, goals)


def _closure(seed: ReturnSeed, row: Return, said: dict[str, Any], now: datetime) -> ReturnClosure:
    return ReturnClosure(
        the_return=row,
        asked_on=seed.closed_on,
        reason="success",
        view_sealed=_text(row, sealed.CLOSING_VIEW),
        rule_version=str(current_pack().rule(work.MINIMUM).version),
        decision="approved",
        decided_at=now,
        decided_by=seed.closed_by or "fictitious supervisor",
        **said,
    )
