"""The hand-over and the arrival, and a return that is stopped because it would harm the child."""

from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.registers.returns import access, work
from kapea.registers.returns.models import Handing, Return
from kapea.registers.returns.rules.steps import check_gates
from kapea.registers.returns.sealed import GIVEN_BY, PLACE, STOP, TAKEN_BY, close_text
from kapea.registers.returns.services.preparing import give_service, in_preparation
from kapea.registers.sheets.days import check_day
from kapea.registers.sheets.problems import NotNow, ReasonNeeded

FAMILY = ("in_family", "reunification", "kinship")


@transaction.atomic
def record_handing(
    code: str,
    *,
    on: date,
    place: str,
    given_by: str,
    taken_by: str,
    is_signed: bool,
    by: Viewer,
    now: datetime,
) -> None:
    """Record the hand-over from one body to another. Every gate of the country must be met.

    Raises NotFound, NotAllowed, NotNow, DayNotPossible, GatesNotMet.
    """
    the_return = in_preparation(code, section="return", by=by)
    check_day(on, not_before=the_return.received_on, today=local_day(now))
    check_gates(work.gates(the_return), work.facts_of(the_return), today=on)
    Handing.objects.create(
        the_return=the_return,
        on=on,
        place_sealed=close_text(the_return, place, PLACE),
        given_by_sealed=close_text(the_return, given_by, GIVEN_BY),
        taken_by_sealed=close_text(the_return, taken_by, TAKEN_BY),
        is_signed=is_signed,
        recorded_at=now,
        recorded_by=by.username,
    )
    work.settle(the_return, by=by, now=now)
    record_event("returns.return.handed_over", by=by, on=("return", code), at=now)


@transaction.atomic
def confirm_arrival(
    code: str,
    *,
    arrived_on: date,
    care: str,
    confirmed_by: str,
    commune_code: str = "",
    version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Record that the person has arrived, in whose care, and who confirmed it; the visits begin.

    commune_code: the commune whose focal point may visit there, "" for none.

    Raises NotFound, NotAllowed, NotNow, DayNotPossible, ReasonNeeded, StaleSave.
    """
    the_return = access.RETURNS.writable(code, by=by, permission=access.WRITE, section="return")
    if the_return.stage != "crossing":
        raise NotNow(the_return.stage)
    handed_on = Handing.objects.get(the_return=the_return).on
    check_day(arrived_on, not_before=handed_on, today=local_day(now))
    if care in FAMILY and work.facts_of(the_return).assessed == "other_care":
        raise ReasonNeeded("The family was found not suitable.")
    changes = {
        "arrived_on": arrived_on,
        "arrival_care": care,
        "arrival_confirmed_by": confirmed_by,
        "commune_code": commune_code,
    }
    save_current(the_return, version=version, changes=changes)
    work.settle(the_return, by=by, now=now)
    details = {"care": care, "confirmed_by": confirmed_by}
    record_event("returns.return.arrived", by=by, on=("return", code), details=details, at=now)


@transaction.atomic
def record_reintegration(code: str, *, on: date, by: Viewer, now: datetime) -> None:
    """Record the day on which the person was reintegrated; it counts as a service, once.

    Raises NotFound, NotAllowed, NotNow, DayNotPossible.
    """
    the_return = access.RETURNS.writable(code, by=by, permission=access.WRITE, section="plan")
    if the_return.stage != "follow_up" or the_return.reintegrated_on is not None:
        raise NotNow(the_return.stage)
    check_day(on, not_before=the_return.arrived_on, today=local_day(now))
    Return.objects.filter(pk=the_return.pk).update(reintegrated_on=on)
    give_service(the_return, "reintegration", on=on, by=by, now=now)
    record_event("returns.return.reintegrated", by=by, on=("return", code), at=now)


@transaction.atomic
def stop_return(code: str, *, on: date, reason: str, version: int, by: Viewer, now: datetime) -> None:
    """Stop a return before the hand-over, with the reason. Raises NotFound, NotAllowed, NotNow, ReasonNeeded, StaleSave."""
    the_return = in_preparation(code, section="return", by=by)
    if not reason.strip():
        raise ReasonNeeded
    check_day(on, not_before=the_return.received_on, today=local_day(now))
    changes = {"stopped_on": on, "stop_sealed": close_text(the_return, reason, STOP)}
    save_current(the_return, version=version, changes=changes)
    work.settle(the_return, by=by, now=now)
    record_event("returns.return.stopped", by=by, on=("return", code), at=now)
