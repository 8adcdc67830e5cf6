"""Which texts of a return are sealed, and under which names they open again."""

from typing import Final

from kapea.guard.vault.sealing import open_sealed, seal
from kapea.registers.returns.models import Return

NAME: Final = "returns.Return.name"
SUMMARY: Final = "returns.Return.summary"
PARTNER: Final = "returns.Return.partner"
STOP: Final = "returns.Return.stop"
RECOGNITION: Final = "returns.Recognition.words"
PAPER: Final = "returns.Paper.number"
TRACING: Final = "returns.Tracing.words"
ASSESSMENT: Final = "returns.FamilyAssessment.words"
CONSENT: Final = "returns.Consent.view"
ESCORT: Final = "returns.Escort.name"
ROUTE: Final = "returns.Escort.route"
PLACE: Final = "returns.Handing.place"
GIVEN_BY: Final = "returns.Handing.given_by"
TAKEN_BY: Final = "returns.Handing.taken_by"
PLAN: Final = "returns.ReintegrationPlan.view"
GOAL: Final = "returns.PlanGoal.text"
VISIT: Final = "returns.ReturnVisit.words"
MISSED: Final = "returns.ReturnVisit.missed_because"
CLOSING_VIEW: Final = "returns.ReturnClosure.view"
WAIVER: Final = "returns.ReturnClosure.waiver"
DECISION: Final = "returns.ReturnClosure.decision"


def close_text(the_return: Return, text: str, field: str) -> bytes:
    """Return a text of the return sealed under its own key."""
    return seal(the_return.data_key, text, field=field)


def open_text(the_return: Return, blob: bytes | memoryview, field: str) -> str:
    """Return a text of the return, opened."""
    return open_sealed(the_return.data_key, blob, field=field)
