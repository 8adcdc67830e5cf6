"""The ledger of consent: on which ground the agency works and shares, and how that ends at once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kapea.guard.access.viewer import Viewer, background
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import AlreadyDone, DayNotPossible, GroundNotPossible, NothingChosen
from kapea.registers.casework.models import Case, LegalGround
from kapea.registers.casework.rules import WITHDRAWERS
from kapea.registers.casework.rules.consent import OWN_WORK, TRANSFER, why_no_ground
from kapea.registers.casework.rules.referrals import CARRIED
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle


@transaction.atomic
def record_legal_ground(
    code: str,
    *,
    ground: str,
    childs_assent: str,
    from_on: date,
    by: Viewer,
    now: datetime,
    purpose: str = OWN_WORK,
    recipient: str = "",
    categories: Sequence[str] = (),
    carers_consent: str = "not_asked",
    words: str = "",
    until_on: date | None = None,
) -> str:
    """Record a ground of the ledger; return the case's code.

    recipient: the agency that may then read `categories`; the case's own for own work. A transfer
    covers every category. Raises NotFound, NotAllowed, DayNotPossible; GroundNotPossible with what
    stands against it; NothingChosen when sharing names no agency.
    """
    case = case_to_write(code, section="identification", by=by, now=now)
    if from_on > local_day(now):
        raise DayNotPossible
    if until_on is not None and until_on < max(from_on, local_day(now)):
        raise DayNotPossible(code="casework.ground_ends_too_early")
    why = why_no_ground(
        ground=ground, childs_assent=childs_assent, carers_consent=carers_consent, words=words
    )
    if why:
        raise GroundNotPossible(why)
    if purpose != OWN_WORK and recipient in ("", case.agency_code):
        raise NothingChosen(code="casework.recipient_needed")
    LegalGround.objects.create(
        case=case,
        purpose=purpose,
        recipient_agency_code=case.agency_code if purpose == OWN_WORK else recipient,
        categories=sorted(CARRIED if purpose == TRANSFER else set(categories) & CARRIED),
        ground=ground,
        childs_assent=childs_assent,
        carers_consent=carers_consent,
        words=sealed.close_text(case, words, sealed.GROUND),
        from_on=from_on,
        until_on=until_on,
        recorded_at=now,
        recorded_by=by.username,
    )
    settle(case, by=by, now=now)
    told = {"ground": ground, "purpose": purpose, "recipient": recipient}
    record_event("casework.ground.recorded", by=by, on=("case", code), details=told, at=now)
    return case.code


@transaction.atomic
def withdraw_ground(
    code: str, *, ground_id: int, whose_word: str, words: str = "", by: Viewer, now: datetime
) -> str:
    """End a ground at once: nothing more goes by it; return the case's code.

    whose_word: the child's, the carer's or the agency's own. Raises NotFound, NotAllowed, AlreadyDone,
    NothingChosen.
    """
    case = case_to_write(code, section="identification", by=by, now=now)
    row = LegalGround.objects.filter(case=case, pk=ground_id).first()
    if row is None:
        raise NotFound
    if row.withdrawn_at is not None:
        raise AlreadyDone
    if whose_word not in WITHDRAWERS:
        raise NothingChosen
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_word = now, by.username, whose_word
    row.withdrawal = sealed.close_text(case, words, sealed.WITHDRAWAL)
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_word", "withdrawal"])
    settle(case, by=by, now=now)
    told = {"ground": ground_id, "purpose": row.purpose, "whose_word": whose_word}
    record_event("casework.ground.withdrawn", by=by, on=("case", code), details=told, at=now)
    return case.code


@transaction.atomic
def settle_lapsed(*, now: datetime, most: int = 500) -> int:
    """Bring the cases whose ground has run out to the step they now stand at; return how many.

    Nothing was readable by such a ground since its last day; this only sets the task to renew it. Only
    cases without another ground of their own are asked for, so that none waits behind those that need nothing.
    For the background.
    """
    by, today = background("ground-expiry"), local_day(now)
    grounds = LegalGround.objects.filter(case=OuterRef("pk"), purpose__in=(OWN_WORK, TRANSFER))
    is_ours = Q(recipient_agency_code="") | Q(recipient_agency_code=OuterRef("agency_code"))
    ours = grounds.filter(is_ours, withdrawn_at__isnull=True)
    holds = ours.filter(from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gte=today))
    rows = Case.objects.filter(Exists(ours.filter(until_on__lt=today)), ~Exists(holds))
    rows = rows.filter(status__in=("open", "reopened"), accepted_at__isnull=False)
    cases = list(rows.exclude(step__in=("contact", "identification", "closure")).order_by("pk")[:most])
    for case in cases:
        settle(case, by=by, now=now)
    moved = [case for case in cases if case.step == "identification"]
    for case in moved:
        record_event("casework.ground.lapsed", by=by, on=("case", case.code), at=now)
    return len(moved)
