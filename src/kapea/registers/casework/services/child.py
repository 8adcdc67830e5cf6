"""Who the child is, on which ground the agency works with them, and whether they are a victim."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import AlreadyDone, DayNotPossible, NothingChosen, StepNotReached
from kapea.registers.casework.models import Case, LegalGround, VictimIdentification
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person
from kapea.registers.people.queries import person_for
from kapea.registers.people.services import register_person


@transaction.atomic
def register_child(code: str, draft: PersonDraft, *, same_as: str = "", by: Viewer, now: datetime) -> str:
    """Register the case's child; return the person's code.

    same_as: the code of a record that the worker takes for the same person. A record that the
    worker may open becomes the case's child; of another agency's record only the likeness is
    noted, and a record of one's own is made. Raises NotFound, NotAllowed, AlreadyDone.
    """
    case = case_to_write(code, section="identity", by=by, now=now)
    if case.child_id is not None:
        raise AlreadyDone
    person = _one_of_ours(same_as, by=by) if same_as else None
    if person is None:
        person = register_person(draft, by=by, now=now, same_as=same_as, for_case=True)
    case.child = person
    case.told_name_km = case.told_name_latin = b""
    case.save(update_fields=["child", "told_name_km", "told_name_latin"])
    settle(case, by=by, now=now)
    record_event(
        "casework.child.registered", by=by, on=("case", code), details={"person": person.code}, at=now
    )
    return person.code


def _one_of_ours(code: str, *, by: Viewer) -> Person | None:
    try:
        return person_for(code, by=by, section="identity")
    except NotFound:
        return None


@transaction.atomic
def record_legal_ground(
    code: str, *, ground: str, childs_assent: str, from_on: date, by: Viewer, now: datetime
) -> str:
    """Record the ground on which the agency works on the case; return the case's code.

    Raises NotFound, NotAllowed, DayNotPossible.
    """
    case = case_to_write(code, section="identification", by=by, now=now)
    if from_on > local_day(now):
        raise DayNotPossible
    LegalGround.objects.create(
        case=case,
        ground=ground,
        childs_assent=childs_assent,
        from_on=from_on,
        recorded_at=now,
        recorded_by=by.username,
    )
    settle(case, by=by, now=now)
    record_event("casework.ground.recorded", by=by, on=("case", code), details={"ground": ground}, at=now)
    return case.code


@transaction.atomic
def decide_identification(
    code: str,
    *,
    indicators: Sequence[str],
    decision: str,
    reasons: str,
    version: int = 0,
    by: Viewer,
    now: datetime,
) -> str:
    """Decide whether the child is a victim, on indicators of the pack; return the case's code.

    version: of the decision that is changed, 0 for the first one. A child is found a victim on
    at least one indicator; "not a victim" needs reasons.
    Raises NotFound, NotAllowed, NothingChosen; StaleSave when someone decided meanwhile.
    """
    case = case_to_write(code, section="identification", by=by, now=now)
    if case.accepted_at is None:
        raise StepNotReached(("accepted",))
    if decision in ("victim", "presumed_victim") and not indicators:
        raise NothingChosen(code="casework.indicator_needed")
    if decision == "not_victim" and not reasons.strip():
        raise NothingChosen(code="casework.reasons_needed")
    changes = {
        "indicators": list(indicators),
        "decision": decision,
        "reasons": sealed.close_text(case, reasons, sealed.IDENTIFICATION),
        "decided_at": now,
        "decided_by": by.username,
    }
    _save_identification(case, changes, version=version)
    settle(case, by=by, now=now)
    record_event(
        "casework.identification.decided",
        by=by,
        on=("case", code),
        details={"decision": decision, "indicators": sorted(indicators)},
        at=now,
    )
    return case.code


def _save_identification(case: Case, changes: dict[str, object], *, version: int) -> None:
    earlier = VictimIdentification.objects.filter(case=case).first()
    if earlier is None:
        VictimIdentification.objects.create(case=case, **changes)
    else:
        save_current(earlier, version=version, changes=changes)
