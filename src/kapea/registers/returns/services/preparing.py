"""What is done before a hand-over: recognition, tracing, assessment, consent, papers, escort."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.registers.returns import access
from kapea.registers.returns.models import (
    Consent,
    Escort,
    FamilyAssessment,
    Paper,
    Recognition,
    Return,
    ReturnServiceGiven,
    Tracing,
)
from kapea.registers.returns.rules.steps import PREPARING
from kapea.registers.returns.sealed import (
    ASSESSMENT,
    CONSENT,
    ESCORT,
    PAPER,
    RECOGNITION,
    ROUTE,
    TRACING,
    close_text,
)
from kapea.registers.returns.work import settle
from kapea.registers.sheets.days import check_day
from kapea.registers.sheets.problems import DayNotPossible, NotNow, ReasonNeeded


def in_preparation(code: str, *, section: str, by: Viewer) -> Return:
    """Return the return, locked, while it is being prepared. Raises NotFound, NotAllowed, NotNow."""
    the_return = access.RETURNS.writable(code, by=by, permission=access.WRITE, section=section)
    if the_return.stage not in PREPARING:
        raise NotNow(the_return.stage)
    return the_return


def _recorded(by: Viewer, now: datetime) -> dict[str, object]:
    return {"recorded_at": now, "recorded_by": by.username}


def give_service(the_return: Return, kind: str, *, on: date, by: Viewer, now: datetime) -> None:
    """Count a service given to the person of a return."""
    ReturnServiceGiven.objects.create(the_return=the_return, kind=kind, given_on=on, **_recorded(by, now))


@transaction.atomic
def record_recognition(
    code: str, *, on: date, outcome: str, body: str, words: str, by: Viewer, now: datetime
) -> int:
    """Record whether the person is recognised as a victim. Raises NotFound, NotAllowed, NotNow, DayNotPossible."""
    the_return = in_preparation(code, section="identification", by=by)
    check_day(on, not_before=None, today=local_day(now))
    row = Recognition.objects.create(
        the_return=the_return,
        on=on,
        outcome=outcome,
        body=body,
        words_sealed=close_text(the_return, words, RECOGNITION),
        **_recorded(by, now),
    )
    settle(the_return, by=by, now=now)
    details = {"outcome": outcome}
    record_event("returns.victim.recognised", by=by, on=("return", code), details=details, at=now)
    return row.pk


@transaction.atomic
def record_tracing(code: str, *, on: date, outcome: str, words: str, by: Viewer, now: datetime) -> int:
    """Record one search for the family; it counts as a service. Raises NotFound, NotAllowed, NotNow, DayNotPossible."""
    the_return = in_preparation(code, section="assessment", by=by)
    check_day(on, not_before=the_return.received_on, today=local_day(now))
    row = Tracing.objects.create(
        the_return=the_return,
        on=on,
        outcome=outcome,
        words_sealed=close_text(the_return, words, TRACING),
        **_recorded(by, now),
    )
    give_service(the_return, "tracing", on=on, by=by, now=now)
    settle(the_return, by=by, now=now)
    record_event("returns.family.traced", by=by, on=("return", code), details={"outcome": outcome}, at=now)
    return row.pk


@transaction.atomic
def record_assessment(
    code: str,
    *,
    on: date,
    outcome: str,
    is_family_involved: bool,
    words: str,
    by: Viewer,
    now: datetime,
) -> int:
    """Record whether the person is safe with the family; it counts as a service.

    is_family_involved: whether somebody of the family took part in the exploitation: such a family is
    never found suitable. Raises NotFound, NotAllowed, NotNow, DayNotPossible, ReasonNeeded.
    """
    the_return = in_preparation(code, section="assessment", by=by)
    check_day(on, not_before=the_return.received_on, today=local_day(now))
    if not words.strip() or (is_family_involved and outcome in ("suitable", "with_support")):
        raise ReasonNeeded("Say why; a family that exploited is not suitable.")
    row = FamilyAssessment.objects.create(
        the_return=the_return,
        on=on,
        outcome=outcome,
        is_family_involved=is_family_involved,
        words_sealed=close_text(the_return, words, ASSESSMENT),
        **_recorded(by, now),
    )
    give_service(the_return, "assessment", on=on, by=by, now=now)
    settle(the_return, by=by, now=now)
    record_event("returns.family.assessed", by=by, on=("return", code), details={"outcome": outcome}, at=now)
    return row.pk


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the child said, and the ground on which the return rests."""

    on: date
    childs_assent: str
    ground: str
    is_informed: bool
    view: str = field(default="", repr=False)


@transaction.atomic
def record_consent(code: str, said: Said, *, by: Viewer, now: datetime) -> int:
    """Record what the child said. A child who was not told what awaits them has not consented.

    Raises NotFound, NotAllowed, NotNow, DayNotPossible, ReasonNeeded.
    """
    the_return = in_preparation(code, section="return", by=by)
    check_day(said.on, not_before=the_return.received_on, today=local_day(now))
    if said.childs_assent == "given" and not said.is_informed:
        raise ReasonNeeded("First tell the child what awaits them.")
    row = Consent.objects.create(
        the_return=the_return,
        on=said.on,
        childs_assent=said.childs_assent,
        ground=said.ground,
        is_informed=said.is_informed,
        view_sealed=close_text(the_return, said.view, CONSENT),
        **_recorded(by, now),
    )
    settle(the_return, by=by, now=now)
    details = {"assent": said.childs_assent, "ground": said.ground}
    record_event("returns.consent.recorded", by=by, on=("return", code), details=details, at=now)
    return row.pk


@transaction.atomic
def withdraw_consent(code: str, consent_id: int, *, on: date, by: Viewer, now: datetime) -> None:
    """Record that consent was withdrawn: the hand-over stops. Raises NotFound, NotAllowed, NotNow, DayNotPossible."""
    the_return = in_preparation(code, section="return", by=by)
    row = the_return.consents.filter(pk=consent_id).first()
    if row is None:
        raise NotFound
    if row.withdrawn_on is not None:
        raise NotNow("Withdrawn already.")
    check_day(on, not_before=row.on, today=local_day(now))
    Consent.objects.filter(pk=row.pk).update(withdrawn_on=on)
    settle(the_return, by=by, now=now)
    record_event("returns.consent.withdrawn", by=by, on=("return", code), at=now)


@transaction.atomic
def ask_paper(code: str, *, kind: str, asked_on: date, by: Viewer, now: datetime) -> int:
    """Record that a paper was asked for. Raises NotFound, NotAllowed, NotNow, DayNotPossible."""
    the_return = in_preparation(code, section="return", by=by)
    check_day(asked_on, not_before=None, today=local_day(now))
    row = Paper.objects.create(the_return=the_return, kind=kind, asked_on=asked_on, **_recorded(by, now))
    record_event("returns.paper.asked", by=by, on=("return", code), details={"kind": kind}, at=now)
    return row.pk


@transaction.atomic
def answer_paper(
    code: str,
    paper_id: int,
    *,
    on: date,
    is_issued: bool,
    valid_until: date | None,
    is_free: bool,
    number: str,
    by: Viewer,
    now: datetime,
) -> None:
    """Record that a paper was issued or refused. The child pays nothing for it (S2 §121); when it cost, it is seen.

    Raises NotFound, NotAllowed, NotNow, DayNotPossible.
    """
    the_return = in_preparation(code, section="return", by=by)
    row = the_return.papers.filter(pk=paper_id).first()
    if row is None:
        raise NotFound
    if row.issued_on or row.refused_on:
        raise NotNow("Answered already.")
    check_day(on, not_before=row.asked_on, today=local_day(now))
    if valid_until is not None and valid_until < on:
        raise DayNotPossible(str(valid_until))
    Paper.objects.filter(pk=row.pk).update(
        issued_on=on if is_issued else None,
        refused_on=None if is_issued else on,
        valid_until=valid_until if is_issued else None,
        is_free=is_free,
        number_sealed=close_text(the_return, number if is_issued else "", PAPER),
    )
    settle(the_return, by=by, now=now)
    details = {"kind": row.kind, "issued": is_issued}
    record_event("returns.paper.answered", by=by, on=("return", code), details=details, at=now)


@transaction.atomic
def plan_escort(
    code: str, *, planned_on: date, agency_code: str, name: str, route: str, by: Viewer, now: datetime
) -> int:
    """Record who goes with the person, when and how. Raises NotFound, NotAllowed, NotNow."""
    the_return = in_preparation(code, section="return", by=by)
    row = Escort.objects.create(
        the_return=the_return,
        planned_on=planned_on,
        agency_code=agency_code,
        name_sealed=close_text(the_return, name, ESCORT),
        route_sealed=close_text(the_return, route, ROUTE),
        **_recorded(by, now),
    )
    settle(the_return, by=by, now=now)
    record_event("returns.escort.planned", by=by, on=("return", code), at=now)
    return row.pk
