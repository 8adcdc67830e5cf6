"""The procedure that settles a doubt about age, method by method."""

from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import (
    AgeNotDecidable,
    AlreadyDone,
    DayNotPossible,
    MethodNotItsTurn,
    NothingChosen,
)
from kapea.registers.casework.models import AgeDetermination, AgeMethod, Case
from kapea.registers.casework.rules.age import MethodResult, next_method, why_not
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle

METHODS = "age_determination.methods"
AGES = "law.ages"


def methods_in_order() -> tuple[str, ...]:
    """Return the country's methods of age determination, the least intrusive first."""
    return tuple(current_pack().rule(METHODS).values["methods"])  # type: ignore[arg-type]


def adult_from_years() -> int:
    """Return the age from which the country's law no longer knows a child."""
    return int(str(current_pack().rule(AGES).values["child_under"]))


def results_of(determination: AgeDetermination) -> tuple[MethodResult, ...]:
    """Return what the methods used so far gave."""
    return tuple(
        MethodResult(
            method=row.method,
            applies=row.applies,
            youngest_years=row.youngest_years,
            oldest_years=row.oldest_years,
        )
        for row in determination.methods.all()
    )


@transaction.atomic
def doubt_age(code: str, *, by: Viewer, now: datetime) -> str:
    """Record that the age is in doubt: from now on the person is presumed a child; return the code.

    Doubting twice changes nothing. Raises NotFound, NotAllowed.
    """
    case = case_to_write(code, section="identification", by=by, now=now)
    _row, created = AgeDetermination.objects.get_or_create(
        case=case, defaults={"opened_at": now, "opened_by": by.username}
    )
    if created:
        record_event("casework.age.doubted", by=by, on=("case", code), at=now)
    return case.code


@transaction.atomic
def record_age_method(
    code: str,
    *,
    method: str,
    applies: bool,
    done_on: date,
    youngest_years: int | None,
    oldest_years: int | None,
    finding: str,
    by: Viewer,
    now: datetime,
) -> str:
    """Record what a method of age determination gave, or why it does not apply; return the code.

    Raises NotFound, NotAllowed; MethodNotItsTurn, DayNotPossible, NothingChosen, AlreadyDone.
    """
    case = case_to_write(code, section="identification", by=by, now=now)
    determination = _open_determination(case)
    if method != next_method(methods_in_order(), results_of(determination)):
        raise MethodNotItsTurn
    if done_on > local_day(now):
        raise DayNotPossible
    if applies and (youngest_years is None or oldest_years is None or oldest_years < youngest_years):
        raise NothingChosen(code="casework.age_range_needed")
    if not applies and not finding.strip():
        raise NothingChosen(code="casework.reasons_needed")
    AgeMethod.objects.create(
        determination=determination,
        method=method,
        applies=applies,
        done_on=done_on,
        youngest_years=youngest_years if applies else None,
        oldest_years=oldest_years if applies else None,
        finding=sealed.close_text(case, finding, sealed.AGE_FINDING),
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event("casework.age.method_recorded", by=by, on=("case", code), details={"method": method}, at=now)
    return case.code


@transaction.atomic
def decide_age(code: str, *, decision: str, by: Viewer, now: datetime) -> str:
    """Decide the age on the last method that applied; return the code.

    Raises NotFound, NotAllowed, AlreadyDone; AgeNotDecidable with what stands against it.
    """
    case = case_to_write(code, section="identification", by=by, now=now)
    determination = _open_determination(case)
    against = why_not(
        decision,
        order=methods_in_order(),
        results=results_of(determination),
        adult_from_years=adult_from_years(),
    )
    if against:
        raise AgeNotDecidable(against)
    determination.decision, determination.decided_at, determination.decided_by = decision, now, by.username
    determination.save(update_fields=["decision", "decided_at", "decided_by"])
    settle(case, by=by, now=now)
    record_event("casework.age.decided", by=by, on=("case", code), details={"decision": decision}, at=now)
    return case.code


def _open_determination(case: Case) -> AgeDetermination:
    found = AgeDetermination.objects.prefetch_related("methods").filter(case=case).first()
    if found is None:
        raise NotFound
    if found.decision:
        raise AlreadyDone
    return found
