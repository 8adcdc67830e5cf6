"""How high the risk is, and what the assessment found. A change of risk moves every deadline."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import AlreadyDone, DayNotPossible, NothingChosen, StepNotReached
from kapea.registers.casework.facts import case_facts
from kapea.registers.casework.models import Approval, Assessment, Case, CasePlan, RiskAssessment
from kapea.registers.casework.rules.scores import scored
from kapea.registers.casework.rules.steps import may_assess, missing_in
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.services.approving import ask_if_needed
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
    _ask_for_what_low_risk_did_not_need(case, by=by, now=now)
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
    """Record an assessment with a tool of the pack; return the case's code.

    tool: its code and version. answers: chosen codes by question; texts: written words by
    question, sealed. Scores and the level they give follow from the tool; where the country wants a
    second person's approval, it is asked for. The same tool twice on a day only after a return.
    Raises NotFound, NotAllowed, StepNotReached, DayNotPossible, AlreadyDone.
    """
    case = case_to_write(code, section="assessment", by=by, now=now)
    facts = case_facts(case, today=local_day(now))
    if not may_assess(facts):
        raise StepNotReached(missing_in("contact", facts) + missing_in("identification", facts))
    if not local_day(case.opened_at) <= done_on <= local_day(now):
        raise DayNotPossible
    tool_code, tool_version = tool
    record = current_pack().forms[tool_code]
    if _stands(case, tool_code, done_on):
        raise AlreadyDone
    score, level = scored(record, answers)
    written = {question: text for question, text in texts.items() if text.strip()}
    row = Assessment.objects.create(
        case=case,
        kind=record.kind,
        score=score,
        level=level,
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
    ask_if_needed(case, "assessment", row.pk, by=by, now=now)
    settle(case, by=by, now=now)
    record_event(
        "casework.assessment.recorded", by=by, on=("case", code), details={"tool": tool_code}, at=now
    )
    return case.code


def _stands(case: Case, tool: str, done_on: date) -> bool:
    """Whether an assessment with this tool on this day is recorded and was not returned."""
    rows = Assessment.objects.filter(case=case, tool=tool, done_on=done_on).values_list("pk", flat=True)
    returned = Approval.objects.filter(case=case, kind="assessment", decision="returned", subject_id__in=rows)
    return len(rows) > returned.values("subject_id").distinct().count()


def _ask_for_what_low_risk_did_not_need(case: Case, *, by: Viewer, now: datetime) -> None:
    """Put the assessment and the plan up for approval when the new risk asks for it."""
    newest = Assessment.objects.filter(case=case).order_by("-pk").values_list("pk", flat=True).first()
    plan = CasePlan.objects.filter(case=case).values_list("pk", flat=True).first()
    for kind, subject_id in (("assessment", newest), ("plan", plan)):
        approved = Approval.objects.filter(case=case, kind=kind, decision="approved").exists()
        if subject_id is not None and not approved:
            ask_if_needed(case, kind, subject_id, by=by, now=now)
