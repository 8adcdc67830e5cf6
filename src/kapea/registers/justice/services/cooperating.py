"""What other States are told and asked about a person."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.justice import access, sealed, tasks
from kapea.registers.justice.errors import NotAForeigner
from kapea.registers.justice.models import CooperationRequest, CooperationStep
from kapea.registers.justice.rules.cooperation import check_step
from kapea.registers.justice.rules.stages import check_day
from kapea.registers.justice.services.parties import accused_of

STEPS = {"extradition": "justice.extradition_steps", "mutual_assistance": "justice.assistance_steps"}


def steps_of(kind: str) -> tuple[str, ...]:
    """Return the steps of a kind of request, in order; none for a notice."""
    if kind not in STEPS:
        return ()
    values: Sequence[str] = current_pack().rule(STEPS[kind]).values["steps"]  # type: ignore[assignment]
    return tuple(values)


@transaction.atomic
def open_request(
    code: str,
    *,
    accused_id: int,
    kind: str,
    direction: str,
    state_code: str,
    basis: str,
    on: date,
    words: str,
    by: Viewer,
    now: datetime,
) -> int:
    """Record a notice to an embassy, or a request for extradition or assistance.

    An embassy is told of its own national only. Raises NotFound, NotAllowed, DayNotPossible, NotAForeigner.
    """
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="cooperation")
    accused = accused_of(proceeding, accused_id)
    check_day(on, not_before=date.min, today=local_day(now))
    is_notice = kind == "embassy_notice"
    if is_notice and (accused.is_foreign is False or accused.nationality not in ("", state_code)):
        raise NotAForeigner(state_code)
    request = CooperationRequest.objects.create(
        accused=accused,
        kind=kind,
        direction="outgoing" if is_notice else direction,
        state_code=state_code,
        basis="" if is_notice else basis,
        on=on,
        words_sealed=sealed.close_text(proceeding, words, sealed.REQUEST),
        outcome="done" if is_notice else "",
        ended_on=on if is_notice else None,
        recorded_at=now,
        recorded_by=by.username,
    )
    if is_notice:
        tasks.done(proceeding, "proceeding.embassy", by=by, now=now)
    details = {"kind": kind, "state": state_code}
    record_event("proceeding.request_opened", by=by, on=("proceeding", code), details=details, at=now)
    return request.pk


@transaction.atomic
def record_request_step(
    code: str, request_id: int, *, step: str, on: date, outcome: str, by: Viewer, now: datetime
) -> None:
    """Record the next step of a request, or its outcome, which ends it.

    Raises NotFound, NotAllowed, DayNotPossible, StepNotNext.
    """
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="cooperation")
    rows = CooperationRequest.objects.filter(accused__proceeding=proceeding, outcome="")
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise NotFound
    last = request.steps.order_by("-on").values_list("on", flat=True).first() or request.on
    check_day(on, not_before=last, today=local_day(now))
    if step:
        taken = list(request.steps.values_list("step", flat=True))
        check_step(step, steps=steps_of(request.kind), taken=taken)
        CooperationStep.objects.create(
            request=request, step=step, on=on, recorded_at=now, recorded_by=by.username
        )
    if outcome:
        CooperationRequest.objects.filter(pk=request.pk).update(outcome=outcome, ended_on=on)
    details = {"step": step, "outcome": outcome}
    record_event("proceeding.request_moved", by=by, on=("proceeding", code), details=details, at=now)
