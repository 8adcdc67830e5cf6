"""Which tasks a facility and a placement set, until when, and by which rule. Called at the end of each act."""

from datetime import datetime, time, timedelta

from kapea.engines.dates import add_months
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.registers.care.models import Facility, Placement
from kapea.registers.care.rules.placements import EMERGENCY
from kapea.registers.sheets.days import due_after, end_of, end_task, set_task
from kapea.registers.worklist.services import complete_tasks

OVERSIGHT = "care.oversight"
CLOCKS = "care.clocks"
LAST_RESORT = "care.last_resort"
PRESENT = ("accepted", "in_care")
"""The states of a placement in which the child takes a place."""


def overseer() -> str:
    """Return the body that licenses and inspects."""
    return str(current_pack().rule(OVERSIGHT).values["agency"])


def oversight_number(name: str) -> int:
    """Return a number of the rule of oversight: days, or the months of a duration."""
    value = current_pack().rule(OVERSIGHT).values[name]
    return int(value["months"]) if isinstance(value, dict) else int(str(value))


def settle_facility(facility: Facility, *, by: Viewer, now: datetime) -> None:
    """Bring the overseer's tasks to what is recorded: the licence's last day, the next inspection."""
    subject = ("facility", facility.code)
    if facility.closed_on is not None:
        complete_tasks(subject=subject, by=by, now=now)
        return
    common = {
        "subject": subject,
        "agency_code": overseer(),
        "province_code": facility.province_code,
        "rule": OVERSIGHT,
        "by": by,
        "now": now,
    }
    licence = facility.licences.filter(withdrawn_on__isnull=True).order_by("-valid_until").first()
    ends_on = licence.valid_until if licence else facility.opened_on
    warned_on = ends_on - timedelta(days=oversight_number("warn_licence_days_before"))
    set_task("facility.licence", due_at=end_of(warned_on if licence else ends_on), **common)  # type: ignore[arg-type]
    seen = facility.inspections.order_by("-on").first()
    due_on = add_months(seen.on if seen else facility.opened_on, oversight_number("inspection"))
    set_task("facility.inspect", due_at=end_of(due_on), **common)  # type: ignore[arg-type]
    _settle_correction(facility, common, by=by, now=now)
    settle_capacity(facility, by=by, now=now)


def _settle_correction(facility: Facility, common: dict[str, object], *, by: Viewer, now: datetime) -> None:
    """Let the overseer look again on the first day by which something had to be mended."""
    waits = facility.inspections.filter(correct_by__isnull=False, corrected_on__isnull=True)
    correct_by = waits.order_by("correct_by").values_list("correct_by", flat=True).first()
    if correct_by is None:
        ended(facility, "facility.mend", by=by, now=now)
    else:
        set_task("facility.mend", due_at=end_of(correct_by), **common)  # type: ignore[arg-type]


def settle_capacity(facility: Facility, *, by: Viewer, now: datetime) -> None:
    """Tell the overseer while more children live in a facility than there are places."""
    present = facility.placements.filter(state__in=PRESENT).count()
    if present <= facility.capacity:
        ended(facility, "facility.capacity", by=by, now=now)
    else:
        alert(facility, "facility.capacity", clock="inspection_after_complaint", by=by, now=now)


def alert(facility: Facility, kind: str, *, clock: str, by: Viewer, now: datetime) -> None:
    """Give the overseer an urgent task on a facility; a second alarm gives no more time for the first."""
    set_task(
        kind,
        subject=("facility", facility.code),
        agency_code=overseer(),
        province_code=facility.province_code,
        due_at=due_after(OVERSIGHT, clock, start=now),
        rule=OVERSIGHT,
        priority="urgent",
        earlier_stands=True,
        by=by,
        now=now,
    )


def ended(facility: Facility, kind: str, *, by: Viewer, now: datetime) -> None:
    """Mark one of the overseer's tasks as done."""
    end_task(kind, subject=("facility", facility.code), by=by, now=now)


def settle_placement(placement: Placement, *, by: Viewer, now: datetime) -> None:
    """Bring a placement's tasks to its state: answer, arrival, review, the end of residential care."""
    subject = ("placement", placement.code)
    wanted = {
        "asked": ("placement.answer", due_after(CLOCKS, "answer", start=now)),
        "accepted": ("placement.arrival", due_after(CLOCKS, "answer", start=now)),
    }.get(placement.state)
    for kind in ("placement.answer", "placement.arrival"):
        if wanted is None or wanted[0] != kind:
            end_task(kind, subject=subject, by=by, now=now)
    if placement.state not in ("asked", "accepted", "in_care"):
        complete_tasks(subject=subject, by=by, now=now)
        return
    manager = placement.facility.manager_id if placement.facility else None
    common = {
        "subject": subject,
        "agency_code": placement.agency_code,
        "unit_code": placement.unit_code,
        "province_code": placement.province_code,
        "assignee_id": manager,
        "rule": CLOCKS,
        "by": by,
        "now": now,
    }
    if wanted is not None:
        set_task(wanted[0], due_at=wanted[1], **common)  # type: ignore[arg-type]
    if placement.next_review_on is not None and placement.state == "in_care":
        set_task("placement.review", due_at=end_of(placement.next_review_on), **common)  # type: ignore[arg-type]
    if placement.authority == EMERGENCY and placement.state == "in_care" and placement.arrived_on:
        arrived_at = datetime.combine(placement.arrived_on, time(0), tzinfo=current_pack().time_zone)
        due_at = due_after(CLOCKS, "confirm_emergency", start=arrived_at)
        set_task("placement.confirm", due_at=due_at, **common)  # type: ignore[arg-type]
    else:
        end_task("placement.confirm", subject=subject, by=by, now=now)
    if placement.longest_until is not None and placement.state == "in_care":
        overseers = {**common, "agency_code": overseer(), "unit_code": "", "assignee_id": None}
        set_task("placement.longest", due_at=end_of(placement.longest_until), **overseers)  # type: ignore[arg-type]
