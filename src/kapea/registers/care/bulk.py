"""Many facilities and placements at once, for fictitious data. Rows come whole; the tables' constraints check them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import make_data_key, seal
from kapea.registers.care import sealed, tasks
from kapea.registers.care.models import (
    Complaint,
    Facility,
    FacilityPerson,
    Inspection,
    Licence,
    Placement,
    PlacementReview,
)
from kapea.registers.care.rules.facilities import counted
from kapea.registers.care.rules.placements import Clocks, longest_until, next_review
from kapea.registers.care.services.facilities import TOOL
from kapea.registers.sheets.days import due_after, end_of
from kapea.registers.worklist.bulk import TaskRow, bulk_tasks

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class FacilitySeed:
    """A facility with its licence, its last inspection, the adults who work there, and perhaps a complaint."""

    code: str
    agency_code: str
    province_code: str
    kind: str
    stay: str
    capacity: int
    opened_on: date
    name: str
    unit_code: str = ""
    manager_id: int | None = None
    serves_sex: str = ""
    licence: tuple[date, date] | None = None
    inspected_on: date | None = None
    not_met: tuple[str, ...] = ()
    correct_by: date | None = None
    adults: tuple[tuple[str, str], ...] = ()
    complained_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PlacementSeed:
    """A placement as far as it has come: asked, arrived, reviewed, ended."""

    code: str
    case_code: str
    person_code: str
    facility_code: str
    name: str
    sex: str
    age_years: int
    asked_on: date
    arrangement: str
    is_residential: bool
    state: str
    summary: str
    created_at: datetime
    arrived_on: date | None = None
    authority: str = ""
    reasons: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    why: str = ""
    reviewed_on: tuple[date, ...] = ()
    ended_on: date | None = None
    end_reason: str = ""


def _store(model: type[models.Model], rows: list[Any]) -> list[Any]:
    return list(model._default_manager.bulk_create(rows, batch_size=BATCH))


def _keys(count: int) -> list[DataKey]:
    return list(DataKey.objects.bulk_create([make_data_key() for _number in range(count)], batch_size=BATCH))


@transaction.atomic
def bulk_facilities(
    seeds: Iterable[FacilitySeed], *, by: Viewer, now: datetime, fictitious: bool
) -> dict[str, int]:
    """Store facilities with the tasks of their overseer; one audit event. Returns the keys by code."""
    loaded = list(seeds)
    said = {"recorded_at": now, "recorded_by": by.username}
    rows = [
        _facility(seed, key, by=by, now=now, fictitious=fictitious)
        for seed, key in zip(loaded, _keys(len(loaded)), strict=True)
    ]
    made = list(zip(loaded, _store(Facility, rows), strict=True))
    _store(
        Licence,
        [
            Licence(
                facility=row,
                number_sealed=seal(row.data_key, f"No. {row.code[2:]}", field=sealed.LICENCE),
                issued_on=seed.licence[0],
                valid_until=seed.licence[1],
                capacity=seed.capacity,
                **said,
            )
            for seed, row in made
            if seed.licence
        ],
    )
    _store(Inspection, [_inspection(seed, row, said) for seed, row in made if seed.inspected_on])
    _store(FacilityPerson, [one for seed, row in made for one in _adults(seed, row, said)])
    _store(Complaint, [_complaint(seed, row, said) for seed, row in made if seed.complained_on])
    for seed, row in made:
        tasks.settle_facility(row, by=by, now=now)
        if seed.complained_on:
            tasks.alert(row, "facility.complaint", clock="review_complaint", by=by, now=now)
    record_event("care.facility.bulk_loaded", by=by, details={"facilities": len(made)}, at=now)
    return {row.code: row.pk for _seed, row in made}


def _facility(seed: FacilitySeed, key: DataKey, *, by: Viewer, now: datetime, fictitious: bool) -> Facility:
    names = ("code", "agency_code", "unit_code", "province_code", "kind", "stay", "capacity", "serves_sex")
    return Facility(
        **{name: getattr(seed, name) for name in names},
        opened_on=seed.opened_on,
        manager_id=seed.manager_id,
        data_key=key,
        name_sealed=seal(key, seed.name, field=sealed.NAME),
        address_sealed=seal(key, f"{seed.name}, fictitious street", field=sealed.ADDRESS),
        created_at=now,
        created_by=by.username,
        fictitious=fictitious,
    )


def _inspection(seed: FacilitySeed, row: Facility, said: Mapping[str, Any]) -> Inspection:
    tool = current_pack().forms[TOOL]
    answers = {
        question.code: "not_met" if question.code in seed.not_met else "met" for question in tool.questions
    }
    return Inspection(
        facility=row,
        on=seed.inspected_on,
        tool_code=tool.code,
        tool_version=tool.version,
        answers=answers,
        was_announced=False,
        children_seen=3,
        findings_sealed=seal(row.data_key, "Fictitious.", field=sealed.FINDINGS),
        correct_by=seed.correct_by,
        **counted(answers),
        **said,
    )


def _adults(seed: FacilitySeed, row: Facility, said: Mapping[str, Any]) -> Iterable[FacilityPerson]:
    for number, (role, name) in enumerate(seed.adults):
        yield FacilityPerson(
            facility=row,
            code=f"W-{row.code[2:]}{number}",
            role=role,
            name_sealed=seal(row.data_key, name, field=sealed.ADULT),
            from_on=seed.opened_on,
            was_checked=number > 0,
            **said,
        )


def _complaint(seed: FacilitySeed, row: Facility, said: Mapping[str, Any]) -> Complaint:
    return Complaint(
        facility=row,
        received_on=seed.complained_on,
        told_by="neighbour",
        about="neglect",
        words_sealed=seal(row.data_key, "Fictitious.", field=sealed.COMPLAINT),
        **said,
    )


@transaction.atomic
def bulk_placements(
    seeds: Iterable[PlacementSeed],
    *,
    facilities: Mapping[str, int],
    by: Viewer,
    now: datetime,
    fictitious: bool,
) -> int:
    """Store placements with their reviews; one audit event. facilities: keys by code. Returns how many."""
    loaded = list(seeds)
    known = Facility.objects.in_bulk(list(facilities.values()))
    held = current_pack().rule(tasks.CLOCKS)
    clocks = Clocks.of(held.values)
    rows = [
        _placement(seed, known[facilities[seed.facility_code]], key, clocks, version=str(held.version), by=by)
        for seed, key in zip(loaded, _keys(len(loaded)), strict=True)
    ]
    for row in rows:
        row.fictitious = fictitious
    made = list(zip(loaded, _store(Placement, rows), strict=True))
    _store(
        PlacementReview,
        [
            PlacementReview(
                placement=row,
                on=on,
                outcome="prepare_family",
                child_heard=True,
                family_contact=True,
                words_sealed=seal(row.data_key, "Fictitious.", field=sealed.REVIEWED),
                recorded_at=now,
                recorded_by=by.username,
            )
            for seed, row in made
            for on in seed.reviewed_on
        ],
    )
    bulk_tasks((task for _seed, row in made for task in _tasks(row)), opened_by=by.username)
    record_event("care.placement.bulk_loaded", by=by, details={"placements": len(made)}, at=now)
    return len(made)


def _tasks(row: Placement) -> Iterable[TaskRow]:
    """Return the open tasks of a placement, by the same clocks as everywhere."""
    if row.state == "asked":
        yield _task(row, "placement.answer", due_after(tasks.CLOCKS, "answer", start=row.created_at))
    if row.state == "in_care" and row.next_review_on:
        yield _task(row, "placement.review", end_of(row.next_review_on))
    if row.state == "in_care" and row.longest_until:
        yield _task(row, "placement.longest", end_of(row.longest_until), agency=tasks.overseer())


def _task(row: Placement, kind: str, due_at: datetime, *, agency: str = "") -> TaskRow:
    rule = current_pack().rule(tasks.CLOCKS)
    manager = row.facility.manager_id if row.facility and not agency else None
    return TaskRow(
        kind=kind,
        subject_kind="placement",
        subject_code=row.code,
        agency_code=agency or row.agency_code,
        unit_code="" if agency else row.unit_code,
        province_code=row.province_code,
        assignee_id=manager,
        opened_at=row.created_at,
        due_at=due_at,
        rule_code=rule.code,
        rule_version=str(rule.version),
    )


def _placement(
    seed: PlacementSeed, facility: Facility, key: DataKey, clocks: Clocks, *, version: str, by: Viewer
) -> Placement:
    last = max([day for day in (seed.arrived_on, *seed.reviewed_on) if day], default=None)
    is_there = seed.state == "in_care"
    names = (
        "code", "case_code", "person_code", "sex", "age_years", "asked_on", "arrangement", "is_residential",
        "state", "arrived_on", "authority", "ended_on", "end_reason", "created_at",
    )  # fmt: skip
    until = None
    if seed.arrived_on:
        until = longest_until(clocks, arrived_on=seed.arrived_on, is_residential=seed.is_residential)
    return Placement(
        **{name: getattr(seed, name) for name in names},
        agency_code=facility.agency_code,
        unit_code=facility.unit_code,
        province_code=facility.province_code,
        facility=None if seed.state == "asked" else facility,
        reasons=list(seed.reasons),
        tried=list(seed.tried),
        why_sealed=seal(key, seed.why, field=sealed.WHY),
        next_review_on=next_review(clocks, after=last) if last and is_there else None,
        longest_until=until,
        rule_version=version if seed.arrived_on else "",
        source_kind="case",
        source_code=seed.case_code,
        data_key=key,
        name_sealed=seal(key, seed.name, field=sealed.CHILD),
        summary_sealed=seal(key, seed.summary, field=sealed.SUMMARY),
        created_by=by.username,
    )
