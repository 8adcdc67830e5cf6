"""Which texts of a proceeding are sealed, and under which names they open again."""

from typing import Final

from kapea.guard.vault.sealing import open_sealed, seal
from kapea.registers.justice.models import Proceeding

NARRATIVE: Final = "justice.Proceeding.narrative"
EVENT: Final = "justice.StageEvent.words"
VICTIM_NAME: Final = "justice.ProceedingVictim.name"
ACCUSED_NAME: Final = "justice.Accused.name"
ACCUSED_BORN: Final = "justice.Accused.born"
ACCUSED_DOCUMENT: Final = "justice.Accused.document"
CHARGE: Final = "justice.Charge.reason"
CHARGE_DROPPED: Final = "justice.Charge.drop_reason"
HEARING: Final = "justice.Hearing.words"
INTERVIEW: Final = "justice.Interview.reason"
MEASURE_REFUSAL: Final = "justice.ProtectiveMeasure.refusal"
MEASURE_PERSON: Final = "justice.ProtectiveMeasure.person"
MEASURE_NOT_USED: Final = "justice.ProtectiveMeasure.not_used"
LAWYER: Final = "justice.LegalAid.lawyer"
JUDGMENT: Final = "justice.Judgment.words"
SENTENCE: Final = "justice.Sentence.reason"
PENALTY: Final = "justice.AdditionalPenalty.words"
RELEASE: Final = "justice.Release.reason"
APPEAL: Final = "justice.Appeal.words"
ACCOUNT: Final = "justice.Compensation.account"
REQUEST: Final = "justice.CooperationRequest.words"
CONCERN: Final = "justice.SettlementConcern.words"
REVIEW: Final = "justice.SettlementConcern.review"


def close_text(proceeding: Proceeding, text: str, field: str) -> bytes:
    """Return a text of the proceeding sealed under its own key."""
    return seal(proceeding.data_key, text, field=field)


def open_text(proceeding: Proceeding, sealed: bytes | memoryview, field: str) -> str:
    """Return a text of the proceeding, opened."""
    return open_sealed(proceeding.data_key, sealed, field=field)
