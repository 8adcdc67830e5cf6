"""How high the risk is, and what the assessment found. A change of risk moves every deadline."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import AlreadyDone, DayNotPossible, NothingChosen, StepNotReached
from kapea.registers.casework.facts import case_facts
from kapea.registers.casework.models import Assessment, RiskAssessment
from kapea.registers.casework.rules.steps import may_assess, missing_in
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle


@transaction.atomic
def assess_risk(
    code: str,
    *,
    level: str,
    factors: Sequence[str],
    reasons: str,
    version: int,
    by: Viewer,
    now: datetime,
) -> str:
    """Judge the risk anew; deadlines that run are counted again; return the case's code.

    version: of the case that was shown. Raises NotFound, NotAllowed, StepNotReached, NothingChosen;
    StaleSave when someone judged meanwhile.
    """
    case = case_to_write(code, section="risk", by=by, now=now)
    if case.accepted_at is None:
        raise StepNotReached(("accepted",))
    if not factors and not reasons.strip():
        raise NothingChosen(code="casework.risk_needs_reason")
    save_current(case, version=version, changes={"risk_level": level, "risk_assessed_at": now})
    RiskAssessment.objects.create(
        case=case,
        level=level,
        factors=list(factors),
        reasons=sealed.close_text(case, reasons, sealed.RISK),
        assessed_at=now,
        assessed_by=by.username,
    )
    settle(case, by=by, now=now)
    record_event("casework.risk.assessed", by=by, on=("case", code), details={"level": level}, at=now)
    return case.code


@transaction.atomic
def record_assessment(
    code: str,
    *,
    tool: tuple[str, str],
    answers: Mapping[str, object],
    texts: Mapping[str, str],
    summary: str,
    done_on: date,
    by: Viewer,
    now: datetime,
) -> str:
    """Record the initial assessment with a tool of the pack; return the case's code.

    tool: its code and version. answers: chosen codes by question; texts: written words by
    question, sealed. Raises NotFound, NotAllowed, StepNotReached, DayNotPossible, AlreadyDone.
    """
    case = case_to_write(code, section="assessment", by=by, now=now)
    facts = case_facts(case)
    if not may_assess(facts):
        raise StepNotReached(missing_in("contact", facts) + missing_in("identification", facts))
    if not local_day(case.opened_at) <= done_on <= local_day(now):
        raise DayNotPossible
    tool_code, tool_version = tool
    if Assessment.objects.filter(case=case, kind="initial", done_on=done_on).exists():
        raise AlreadyDone
    written = {question: text for question, text in texts.items() if text.strip()}
    Assessment.objects.create(
        case=case,
        kind="initial",
        tool=tool_code,
        tool_version=tool_version,
        answers=dict(answers),
        texts=sealed.close_text(
            case, json.dumps(written, ensure_ascii=False) if written else "", sealed.ASSESSMENT_TEXTS
        ),
        summary=sealed.close_text(case, summary, sealed.ASSESSMENT),
        done_on=done_on,
        recorded_at=now,
        recorded_by=by.username,
    )
    settle(case, by=by, now=now)
    record_event(
        "casework.assessment.recorded", by=by, on=("case", code), details={"tool": tool_code}, at=now
    )
    return case.code
