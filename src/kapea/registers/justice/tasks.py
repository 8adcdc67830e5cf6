"""Which tasks a proceeding sets, until when, and by which rule. Called at the end of each act."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack, local_day
from kapea.registers.justice.models import Charge, Compensation, Hearing, Proceeding
from kapea.registers.worklist.services import complete_tasks, open_task

CLOCKS = "justice.clocks"
MEASURES = "justice.protection"
BEFORE_JUDGMENT = ("complaint", "prosecution", "investigation", "trial")


def set_task(
    proceeding: Proceeding,
    kind: str,
    *,
    by: Viewer,
    now: datetime,
    due_at: datetime | None,
    rule: tuple[str, str] = ("", ""),
    is_officers: bool = True,
    priority: str = "",
) -> None:
    """Set one task of a proceeding for its officer, or for whoever of the court may do it."""
    open_task(
        kind=kind,
        subject=("proceeding", proceeding.code),
        agency_code=proceeding.agency_code,
        unit_code=proceeding.unit_code,
        province_code=proceeding.province_code,
        assignee_id=proceeding.officer_id if is_officers else None,
        due_at=due_at,
        rule_code=rule[0],
        rule_version=rule[1],
        priority=priority,
        by=by,
        now=now,
    )


def done(proceeding: Proceeding, kind: str, *, by: Viewer, now: datetime) -> None:
    """Mark a task of a proceeding as done."""
    complete_tasks(subject=("proceeding", proceeding.code), kind=kind, by=by, now=now)


def set_clocked(
    proceeding: Proceeding, kind: str, clock: str, *, by: Viewer, now: datetime, **more: object
) -> None:
    """Set a task with a deadline of the country's clocks, counted from now."""
    pack = current_pack()
    rule = pack.rule(CLOCKS)
    duration = rule.values[clock]
    if not isinstance(duration, Mapping):
        raise TypeError(f"{CLOCKS} {clock} is no duration.")
    due_at = deadline(now, duration, calendar=pack.calendar, time_zone=pack.time_zone)
    set_task(proceeding, kind, by=by, now=now, due_at=due_at, rule=(rule.code, str(rule.version)), **more)  # type: ignore[arg-type]


def end_of(day: date) -> datetime:
    """Return the last second of a day in the country."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=current_pack().time_zone)


def settle(proceeding: Proceeding, *, by: Viewer, now: datetime) -> None:
    """Bring the tasks that follow from dates to what is recorded: limitation, hearings, payments."""
    if proceeding.stage == "ended":
        complete_tasks(subject=("proceeding", proceeding.code), by=by, now=now)
        return
    if proceeding.stage != "complaint":
        done(proceeding, "proceeding.prosecute", by=by, now=now)
    _settle_limitation(proceeding, by=by, now=now)
    _settle_hearing(proceeding, by=by, now=now)
    _settle_payment(proceeding, by=by, now=now)


def _settle_limitation(proceeding: Proceeding, *, by: Viewer, now: datetime) -> None:
    """The earliest end of all charges counts, and only until a court has judged."""
    charges = Charge.objects.filter(proceeding=proceeding, state="chosen", limitation_ends_on__isnull=False)
    first = charges.order_by("limitation_ends_on").first()
    if first is None or first.limitation_ends_on is None or proceeding.stage not in BEFORE_JUDGMENT:
        done(proceeding, "proceeding.limitation", by=by, now=now)
        return
    set_task(
        proceeding,
        "proceeding.limitation",
        by=by,
        now=now,
        due_at=end_of(first.limitation_ends_on),
        rule=(first.limitation_rule, first.limitation_version),
        priority="urgent" if _is_near(first.limitation_ends_on, now) else "",
    )


def _is_near(day: date, now: datetime) -> bool:
    warned = int(str(current_pack().rule(CLOCKS).values["warn_limitation_days_before"]))
    return day - local_day(now) <= timedelta(days=warned)


def _settle_hearing(proceeding: Proceeding, *, by: Viewer, now: datetime) -> None:
    rule = current_pack().rule(CLOCKS)
    following = Hearing.objects.filter(proceeding=proceeding, state="planned").order_by("planned_at").first()
    if following is None:
        done(proceeding, "proceeding.hearing", by=by, now=now)
        return
    before = timedelta(days=int(str(rule.values["prepare_hearing_days_before"])))
    set_task(
        proceeding,
        "proceeding.hearing",
        by=by,
        now=now,
        due_at=following.planned_at - before,
        rule=(rule.code, str(rule.version)),
    )


def _settle_payment(proceeding: Proceeding, *, by: Viewer, now: datetime) -> None:
    from kapea.registers.justice.queries.compensation import first_due

    due_on = first_due(Compensation.objects.filter(proceeding=proceeding))
    if due_on is None:
        done(proceeding, "proceeding.payment", by=by, now=now)
        return
    set_task(proceeding, "proceeding.payment", by=by, now=now, due_at=end_of(due_on))
