"""How a return comes to a body: from a worker's own case, by a hand-over, or met by the body itself."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.vault.sealing import new_data_key, seal
from kapea.registers.agencies.queries import agency_receives, unit_for
from kapea.registers.codes import new_code
from kapea.registers.returns import access, sealed
from kapea.registers.returns.models import Return
from kapea.registers.returns.rules.steps import LIVE
from kapea.registers.returns.work import settle
from kapea.registers.sheets.problems import NotNow, ReasonNeeded
from kapea.registers.worklist.handover import HandOver, hand_over
from kapea.registers.worklist.own_records import own_package
from kapea.registers.worklist.services import assign_tasks

SOMEONE = "system"


@dataclass(frozen=True, kw_only=True)
class Journey:
    """Whereto, from where, and with whom on the other side."""

    direction: str
    from_country: str = ""
    to_country: str = ""
    province_code: str = ""
    partner: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


def countries(journey: Journey) -> tuple[str, str]:
    """Return from and to; the country itself stands where the direction says so. Raises ReasonNeeded."""
    home = current_pack().manifest.country
    if journey.direction == "within":
        return home, home
    other = journey.from_country if journey.direction == "in" else journey.to_country
    if not other or other == home:
        raise ReasonNeeded("Say the other country.")
    return (other, home) if journey.direction == "in" else (home, other)


@transaction.atomic
def open_from_case(
    case_code: str, journey: Journey, *, agency_code: str = "", by: Viewer, now: datetime
) -> str:
    """Open a return for the child of one's own case, with one's own body or another; return its code.

    The child's data come from the case. Raises NotFound, NotAllowed, ReasonNeeded, NotNow.
    """
    if not by.may(access.WRITE):
        raise NotFound
    agency = agency_code or by.agency
    if not agency_receives(agency, "casework"):
        raise NotAllowed
    if Return.objects.filter(case_code=case_code, stage__in=["received", *LIVE]).exists():
        raise NotNow("A return of this child is open.")
    package = own_package("case", case_code, to="returns", agency_code=agency, by=by, now=now)
    _kind, code = hand_over(HandOver(**{**vars(package), "summary": journey.words}), by=by, now=now)
    _set_out(code, journey)
    if agency == by.agency:
        _take_on(Return.objects.get(code=code), by=by, now=now)
    return code


@transaction.atomic
def open_return(
    journey: Journey, *, name: str, sex: str, age_years: int | None, by: Viewer, now: datetime
) -> str:
    """Open a return for a person whom the body met itself; it is the worker's own at once; return its code.

    Raises NotFound, NotAllowed, ReasonNeeded.
    """
    if not by.may(access.WRITE):
        raise NotFound
    if not by.agency or "own" not in by.scopes(access.WRITE, "return"):
        raise NotAllowed
    package = HandOver(
        source_kind="",
        source_code="",
        to="returns",
        agency_code=by.agency,
        unit_code=by.unit,
        province_code=journey.province_code,
        summary=journey.words,
        child_age_years=age_years,
        child_sex=sex,
        child_name_latin=name,
    )
    _kind, code = receive_hand_over(package, by=by, now=now)
    _set_out(code, journey)
    Return.objects.filter(code=code).update(created_by_user=by.user_id)
    _take_on(Return.objects.get(code=code), by=by, now=now)
    return code


def receive_hand_over(package: HandOver, *, by: Viewer, now: datetime) -> tuple[str, str]:
    """Open a return for a person handed over, with the task to accept it. Runs in the sender's transaction."""
    key = new_data_key()
    home = current_pack().manifest.country
    name = " / ".join(part for part in (package.child_name_km, package.child_name_latin) if part)
    the_return = Return.objects.create(
        code=new_code("RT"),
        case_code=package.source_code if package.source_kind == "case" else "",
        person_code=package.child_code,
        agency_code=package.agency_code,
        unit_code=package.unit_code or unit_for(package.agency_code, package.province_code),
        province_code=package.province_code,
        direction="within",
        from_country=home,
        to_country=home,
        sex=package.child_sex,
        age_years=package.child_age_years,
        forms=list(package.forms),
        received_on=local_day(now),
        source_kind=package.source_kind,
        source_code=package.source_code,
        data_key=key,
        name_sealed=seal(key, name, field=sealed.NAME),
        summary_sealed=seal(key, package.summary, field=sealed.SUMMARY),
        created_at=now,
        created_by=by.username or SOMEONE,
        fictitious=settings.KAPEA_FICTITIOUS,
    )
    settle(the_return, by=by, now=now)
    record_event("returns.return.received", by=by, on=("return", the_return.code), at=now)
    return "return", the_return.code


def _set_out(code: str, journey: Journey) -> None:
    start, end = countries(journey)
    the_return = Return.objects.select_related("data_key").get(code=code)
    changes: dict[str, object] = {
        "direction": journey.direction,
        "from_country": start,
        "to_country": end,
        "partner_sealed": sealed.close_text(the_return, journey.partner, sealed.PARTNER),
    }
    if journey.province_code:
        changes["province_code"] = journey.province_code
    Return.objects.filter(pk=the_return.pk).update(**changes)


@transaction.atomic
def accept_return(code: str, *, by: Viewer, now: datetime) -> None:
    """Take a return on as its worker. Raises NotFound, NotAllowed, NotNow when a colleague was quicker."""
    the_return = access.RETURNS.writable(code, by=by, permission=access.ACCEPT, section="summary")
    if the_return.accepted_at is not None:
        raise NotNow("Accepted already.")
    _take_on(the_return, by=by, now=now)


def _take_on(the_return: Return, *, by: Viewer, now: datetime) -> None:
    Return.objects.filter(pk=the_return.pk).update(
        accepted_at=now, accepted_by=by.username, worker_id=by.user_id
    )
    settle(the_return, by=by, now=now)
    if by.user_id is not None:
        assign_tasks(
            subject=("return", the_return.code), assignee_id=by.user_id, agency_code=the_return.agency_code
        )
    record_event("returns.return.accepted", by=by, on=("return", the_return.code), at=now)


@transaction.atomic
def change_journey(code: str, journey: Journey, *, version: int, by: Viewer, now: datetime) -> None:
    """Correct whereto, from where and with whom, before the hand-over.

    Raises NotFound, NotAllowed, NotNow, ReasonNeeded, StaleSave.
    """
    from kapea.guard.saving import save_current

    the_return = access.RETURNS.writable(code, by=by, permission=access.WRITE, section="return")
    if the_return.stage not in ("preparation", "ready"):
        raise NotNow(the_return.stage)
    start, end = countries(journey)
    changes = {
        "direction": journey.direction,
        "from_country": start,
        "to_country": end,
        "province_code": journey.province_code,
        "partner_sealed": sealed.close_text(the_return, journey.partner, sealed.PARTNER),
        "summary_sealed": sealed.close_text(the_return, journey.words, sealed.SUMMARY),
    }
    save_current(the_return, version=version, changes=changes)
    settle(the_return, by=by, now=now)
    record_event("returns.return.changed", by=by, on=("return", code), at=now)
