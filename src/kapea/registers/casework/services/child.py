"""Who the child is, and whether they are a victim."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack
from kapea.guard.saving import save_current
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import AlreadyDone, NothingChosen, StepNotReached
from kapea.registers.casework.models import Case, CaseNeed, VictimIdentification
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person
from kapea.registers.people.queries import person_for
from kapea.registers.people.services import register_person

REFLECTION = "identification.reflection"


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
def decide_identification(
    code: str,
    *,
    indicators: Sequence[str],
    decision: str,
    reasons: str,
    reflection_from: date | None = None,
    version: int = 0,
    by: Viewer,
    now: datetime,
) -> str:
    """Decide whether the child is a victim, on indicators of the pack; return the case's code.

    version: of the decision that is changed, 0 for the first one. A child is found a victim on
    at least one indicator; "not a victim" needs reasons. reflection_from: the first day of the period
    of reflection, whose length is the pack's; None when there is none.
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
        "reflection_from": reflection_from,
        "reflection_until": reflection_until(reflection_from),
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


def reflection_until(first_day: date | None) -> date | None:
    """Return the last day of the period of reflection by the country's rule, None without one."""
    if first_day is None:
        return None
    days = current_pack().rule(REFLECTION).values["days"]
    return first_day + timedelta(days=int(str(days)) - 1)


@transaction.atomic
def record_needs(code: str, *, needs: Sequence[str], version: int, by: Viewer, now: datetime) -> str:
    """Record what services must meet for this child, instead of what was recorded; return the code.

    version: of the case that was shown. Raises NotFound, NotAllowed; StaleSave when it was changed meanwhile.
    """
    case = case_to_write(code, section="identification", by=by, now=now)
    save_current(case, version=version, changes={})
    wanted = dict.fromkeys(needs)
    case.needs.exclude(need__in=wanted).delete()
    there = set(case.needs.values_list("need", flat=True))
    CaseNeed.objects.bulk_create(CaseNeed(case=case, need=need) for need in wanted if need not in there)
    record_event(
        "casework.needs.recorded", by=by, on=("case", code), details={"needs": sorted(wanted)}, at=now
    )
    return case.code


def _save_identification(case: Case, changes: dict[str, object], *, version: int) -> None:
    earlier = VictimIdentification.objects.filter(case=case).first()
    if earlier is None:
        VictimIdentification.objects.create(case=case, **changes)
    else:
        save_current(earlier, version=version, changes=changes)
