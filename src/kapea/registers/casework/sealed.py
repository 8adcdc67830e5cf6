"""Which texts of a case are sealed, and under which names they open again."""

from typing import Final

from kapea.guard.vault.sealing import open_sealed, seal
from kapea.registers.casework.models import Case

SUMMARY: Final = "casework.Case.summary"
TOLD_NAME_KM: Final = "casework.Case.told_name_km"
TOLD_NAME_LATIN: Final = "casework.Case.told_name_latin"
GROUND: Final = "casework.LegalGround.words"
WITHDRAWAL: Final = "casework.LegalGround.withdrawal"
IDENTIFICATION: Final = "casework.VictimIdentification.reasons"
AGE_FINDING: Final = "casework.AgeMethod.finding"
RISK: Final = "casework.RiskAssessment.reasons"
ASSESSMENT: Final = "casework.Assessment.summary"
ASSESSMENT_TEXTS: Final = "casework.Assessment.texts"
PLAN_VIEW: Final = "casework.CasePlan.childs_view"
GOAL: Final = "casework.Goal.text"
ACTION: Final = "casework.Action.text"
ACTION_REASON: Final = "casework.Action.reason"
SERVICE: Final = "casework.ServiceGiven.words"
REFERRAL_REASON: Final = "casework.Referral.reason"
REFERRAL_ANSWER: Final = "casework.Referral.answer"
REFERRAL_OUTCOME: Final = "casework.Referral.outcome"
VISIT: Final = "casework.Visit.findings"
VISIT_PLACE: Final = "casework.Visit.place"
MISSED: Final = "casework.Visit.missed_because"
CLOSURE_VIEW: Final = "casework.Closure.childs_view"
CLOSURE_GOALS: Final = "casework.Closure.goals_reason"
CLOSURE_WAIVER: Final = "casework.Closure.waiver"
CLOSURE_REFUSAL: Final = "casework.Closure.refusal"
REFERRAL_REVOCATION: Final = "casework.Referral.revocation"
APPROVAL: Final = "casework.Approval.words"
CONFERENCE_VIEW: Final = "casework.CaseConference.childs_view"
CONFERENCE: Final = "casework.CaseConference.decisions"
FLAG: Final = "casework.Flag.words"
FLAG_CLEARED: Final = "casework.Flag.clearing"
NOTE: Final = "casework.Note.text"


def close_text(case: Case, text: str, field: str) -> bytes:
    """Return a text of the case sealed under the case's own key."""
    return seal(case.data_key, text, field=field)


def open_text(case: Case, sealed: bytes | memoryview, field: str) -> str:
    """Return a text of the case, opened."""
    return open_sealed(case.data_key, sealed, field=field)
