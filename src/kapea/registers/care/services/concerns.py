"""Complaints about a facility, the adults who come near its children, and suspects tied to it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer, background
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.guard.vault.sealing import open_sealed, seal
from kapea.registers.care import access, sealed, tasks
from kapea.registers.care.models import Complaint, Facility, FacilityPerson, SuspectTie
from kapea.registers.codes import new_code
from kapea.registers.sheets.days import check_day
from kapea.registers.sheets.problems import NotNow, ReasonNeeded, SecondPersonNeeded
from kapea.registers.worklist.notices import DANGER, notify_agency
from kapea.registers.worklist.suspects import Asked, matches


@transaction.atomic
def record_complaint(
    code: str,
    *,
    received_on: date,
    told_by: str,
    about: str,
    is_danger: bool,
    words: str,
    by: Viewer,
    now: datetime,
) -> int:
    """Record a complaint; whoever oversees the facility gets the task, who runs it does not see it.

    When a child is in danger now they are told at once, beside their list.

    Raises NotFound, NotAllowed, DayNotPossible, ReasonNeeded.
    """
    facility = access.FACILITIES.writable(code, by=by, permission=access.COMPLAIN, section="concern")
    check_day(received_on, not_before=None, today=local_day(now))
    if not words.strip():
        raise ReasonNeeded
    row = Complaint.objects.create(
        facility=facility,
        received_on=received_on,
        told_by=told_by,
        about=about,
        is_danger=is_danger,
        words_sealed=seal(facility.data_key, words, field=sealed.COMPLAINT),
        recorded_at=now,
        recorded_by=by.username,
    )
    tasks.alert(facility, "facility.complaint", clock="review_complaint", by=by, now=now)
    if is_danger:
        notify_agency(tasks.overseer(), permission=access.REVIEW_COMPLAINT, kind=DANGER, now=now)
    record_event("care.complaint.recorded", by=by, on=("facility", code), details={"about": about}, at=now)
    return row.pk


@transaction.atomic
def review_complaint(
    code: str, complaint_id: int, *, outcome: str, words: str, by: Viewer, now: datetime
) -> None:
    """Record what another person found. Raises NotFound, NotAllowed, NotNow, SecondPersonNeeded, ReasonNeeded."""
    facility = access.FACILITIES.writable(code, by=by, permission=access.REVIEW_COMPLAINT, section="concern")
    row = facility.complaints.filter(pk=complaint_id).first()
    if row is None:
        raise NotFound
    if row.reviewed_at is not None:
        raise NotNow("Reviewed already.")
    if row.recorded_by == by.username:
        raise SecondPersonNeeded
    if not words.strip():
        raise ReasonNeeded
    Complaint.objects.filter(pk=row.pk).update(
        reviewed_at=now,
        reviewed_by=by.username,
        outcome=outcome,
        review_sealed=seal(facility.data_key, words, field=sealed.REVIEW),
    )
    if not facility.complaints.filter(reviewed_at__isnull=True).exists():
        tasks.ended(facility, "facility.complaint", by=by, now=now)
    if outcome == "inspected":
        tasks.alert(facility, "facility.visit", clock="inspection_after_complaint", by=by, now=now)
    details = {"outcome": outcome}
    record_event("care.complaint.reviewed", by=by, on=("facility", code), details=details, at=now)


@dataclass(frozen=True, kw_only=True)
class NewAdult:
    """An adult who comes near the children of a facility."""

    role: str
    from_on: date
    name: str = field(repr=False)
    born_on: date | None = field(default=None, repr=False)
    document: str = field(default="", repr=False)
    was_checked: bool = False


@transaction.atomic
def record_adult(code: str, new: NewAdult, *, by: Viewer, now: datetime) -> int:
    """Record an adult of a facility, and whether they are a suspect that another register knows.

    Who records sees nothing of the answer. Raises NotFound, NotAllowed, DayNotPossible.
    """
    facility = access.FACILITIES.writable(code, by=by, permission=access.WRITE, section="identity")
    check_day(new.from_on, not_before=None, today=local_day(now))
    key = facility.data_key
    born = new.born_on.isoformat() if new.born_on else ""
    adult = FacilityPerson.objects.create(
        facility=facility,
        code=new_code("W"),
        role=new.role,
        name_sealed=seal(key, new.name, field=sealed.ADULT),
        born_sealed=seal(key, born, field=sealed.ADULT_BORN),
        document_sealed=seal(key, new.document, field=sealed.ADULT_DOCUMENT),
        from_on=new.from_on,
        was_checked=new.was_checked,
        recorded_at=now,
        recorded_by=by.username,
    )
    look_for_suspects(facility, by=by, now=now)
    record_event("care.adult.recorded", by=by, on=("facility", code), details={"role": new.role}, at=now)
    return adult.pk


@transaction.atomic
def end_adult(code: str, adult_id: int, *, on: date, by: Viewer, now: datetime) -> None:
    """Record that an adult has left. Raises NotFound, NotAllowed, NotNow, DayNotPossible."""
    facility = access.FACILITIES.writable(code, by=by, permission=access.WRITE, section="identity")
    adult = facility.adults.filter(pk=adult_id).first()
    if adult is None:
        raise NotFound
    if adult.until_on is not None:
        raise NotNow("Left already.")
    check_day(on, not_before=adult.from_on, today=local_day(now))
    FacilityPerson.objects.filter(pk=adult.pk).update(until_on=on)
    record_event("care.adult.left", by=by, on=("facility", code), at=now)


def look_for_suspects(facility: Facility, *, by: Viewer, now: datetime) -> int:
    """Compare the adults who are there with the suspects of other registers; return how many ties are new."""
    found = 0
    key = facility.data_key
    for adult in facility.adults.filter(until_on__isnull=True):
        born = open_sealed(key, adult.born_sealed, field=sealed.ADULT_BORN)
        asked = Asked(
            name=open_sealed(key, adult.name_sealed, field=sealed.ADULT),
            born_on=date.fromisoformat(born) if born else None,
            document=open_sealed(key, adult.document_sealed, field=sealed.ADULT_DOCUMENT),
        )
        for kind, code in matches(asked):
            _tie, created = SuspectTie.objects.get_or_create(
                facility=facility,
                suspect_code=code,
                defaults={
                    "adult": adult,
                    "suspect_kind": kind,
                    "found_by": "match",
                    "recorded_at": now,
                    "recorded_by": by.username,
                },
            )
            found += created
    if found:
        tasks.alert(facility, "facility.suspect", clock="review_complaint", by=by, now=now)
    return found


@transaction.atomic
def look_again(*, now: datetime) -> int:
    """Compare all adults near children with the suspects known by now; return how many ties are new.

    For the background: a suspect may become known after the adult was recorded.
    """
    by = background("care-suspects")
    staffed = FacilityPerson.objects.filter(until_on__isnull=True).values("facility_id")
    found = 0
    for facility in Facility.objects.filter(closed_on__isnull=True, pk__in=staffed).select_related(
        "data_key"
    ):
        new = look_for_suspects(facility, by=by, now=now)
        if new:
            record_event("care.suspect.found", by=by, on=("facility", facility.code), at=now)
        found += new
    return found


@transaction.atomic
def tie_suspect(code: str, *, suspect_code: str, words: str, by: Viewer, now: datetime) -> int:
    """Record that a suspect is said to come near the children of a facility.

    Raises NotFound, NotAllowed, ReasonNeeded, NotNow.
    """
    facility = access.FACILITIES.writable(code, by=by, permission=access.SUSPECT, section="suspect")
    if not words.strip():
        raise ReasonNeeded
    if facility.ties.filter(suspect_code=suspect_code).exists():
        raise NotNow("Recorded already.")
    tie = SuspectTie.objects.create(
        facility=facility,
        suspect_kind="suspect",
        suspect_code=suspect_code,
        found_by="told",
        words_sealed=seal(facility.data_key, words, field=sealed.TIE),
        recorded_at=now,
        recorded_by=by.username,
    )
    tasks.alert(facility, "facility.suspect", clock="review_complaint", by=by, now=now)
    record_event("care.suspect.tied", by=by, on=("facility", code), at=now)
    return tie.pk


@transaction.atomic
def settle_tie(code: str, tie_id: int, *, outcome: str, words: str, by: Viewer, now: datetime) -> None:
    """Record what was done about a suspect. Raises NotFound, NotAllowed, NotNow, ReasonNeeded."""
    facility = access.FACILITIES.writable(code, by=by, permission=access.SUSPECT, section="suspect")
    tie = facility.ties.filter(pk=tie_id).first()
    if tie is None:
        raise NotFound
    if tie.settled_at is not None:
        raise NotNow("Settled already.")
    if not words.strip():
        raise ReasonNeeded
    SuspectTie.objects.filter(pk=tie.pk).update(
        settled_at=now,
        settled_by=by.username,
        outcome=outcome,
        settlement_sealed=seal(facility.data_key, words, field=sealed.SETTLEMENT),
    )
    if not facility.ties.filter(settled_at__isnull=True).exists():
        tasks.ended(facility, "facility.suspect", by=by, now=now)
    record_event("care.suspect.settled", by=by, on=("facility", code), details={"outcome": outcome}, at=now)
