"""Which acts there are on a proceeding: who may do each, on which part of the page, at which stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kapea.registers.justice import access
from kapea.registers.justice.rules.stages import LIVE

BEFORE_FINAL: Final = frozenset({"complaint", "prosecution", "investigation", "trial", "judged", "appeal"})
JUDGING: Final = frozenset({"trial", "appeal", "judged"})
EVER: Final = LIVE | {"ended"}
AFTER_JUDGMENT: Final = frozenset({"judged", "appeal", "final", "execution", "ended"})


@dataclass(frozen=True, kw_only=True)
class ActRule:
    """One act. item: the part of its address that names the thing it is about, "" for the whole."""

    permission: str
    section: str
    part: str = ""
    item: str = ""
    at: frozenset[str] = LIVE


ACTS: Final[Mapping[str, ActRule]] = {
    "stage_act": ActRule(permission=access.WRITE, section="summary", part="acts", at=EVER),
    "take_over": ActRule(permission=access.WRITE, section="summary"),
    "victim": ActRule(permission=access.WRITE, section="victim", part="parties"),
    "accused": ActRule(permission=access.WRITE, section="suspect", part="accused"),
    "change_accused": ActRule(
        permission=access.WRITE, section="suspect", part="accused", item="accused_id", at=EVER
    ),
    "facts": ActRule(permission=access.CHOOSE, section="charge", part="charges", at=BEFORE_FINAL),
    "charge": ActRule(permission=access.CHOOSE, section="charge", part="charges", at=BEFORE_FINAL),
    "drop_charge": ActRule(
        permission=access.CHOOSE, section="charge", part="charges", item="charge_id", at=BEFORE_FINAL
    ),
    "plan_hearing": ActRule(permission=access.WRITE, section="hearing", part="hearings"),
    "end_hearing": ActRule(
        permission=access.WRITE, section="hearing", part="hearings", item="hearing_id", at=EVER
    ),
    "interview": ActRule(permission=access.WRITE, section="hearing", part="interviews", at=EVER),
    "ask_measure": ActRule(permission=access.ASK, section="protection", part="measures"),
    "decide_measure": ActRule(
        permission=access.DECIDE, section="protection", part="measures", item="measure_id", at=EVER
    ),
    "use_measure": ActRule(
        permission=access.DECIDE, section="protection", part="measures", item="measure_id", at=EVER
    ),
    "appoint_lawyer": ActRule(permission=access.WRITE, section="legal_aid", part="legal_aid"),
    "meeting": ActRule(permission=access.AID, section="legal_aid", part="legal_aid", item="aid_id", at=EVER),
    "judgment": ActRule(permission=access.JUDGE, section="judgment", part="judgments", at=JUDGING),
    "sentence": ActRule(
        permission=access.JUDGE, section="judgment", part="judgments", item="judgment_id", at=AFTER_JUDGMENT
    ),
    "penalty": ActRule(
        permission=access.JUDGE, section="judgment", part="judgments", item="judgment_id", at=AFTER_JUDGMENT
    ),
    "release": ActRule(permission=access.JUDGE, section="judgment", part="releases", at=EVER),
    "appeal": ActRule(
        permission=access.JUDGE, section="judgment", part="appeals", at=frozenset({"judged", "appeal"})
    ),
    "decide_appeal": ActRule(
        permission=access.JUDGE, section="judgment", part="appeals", item="appeal_id", at=EVER
    ),
    "claim": ActRule(permission=access.JUDGE, section="compensation", part="compensations", at=EVER),
    "decide_claim": ActRule(
        permission=access.JUDGE, section="compensation", part="compensations", item="claim_id", at=EVER
    ),
    "account": ActRule(
        permission=access.JUDGE, section="compensation", part="compensations", item="claim_id", at=EVER
    ),
    "payment": ActRule(
        permission=access.JUDGE, section="compensation", part="compensations", item="claim_id", at=EVER
    ),
    "enforce": ActRule(
        permission=access.JUDGE, section="compensation", part="compensations", item="claim_id", at=EVER
    ),
    "request": ActRule(permission=access.WRITE, section="cooperation", part="requests", at=EVER),
    "request_step": ActRule(
        permission=access.WRITE, section="cooperation", part="requests", item="request_id", at=EVER
    ),
    "concern": ActRule(permission=access.CONCERN, section="concern", part="concerns", at=EVER),
    "review_concern": ActRule(
        permission=access.REVIEW, section="concern", part="concerns", item="concern_id", at=EVER
    ),
}


def granted_acts(standing: access.Standing) -> frozenset[str]:
    """Return the acts that the matrix gives the viewer on the proceeding, possible now or not."""
    return frozenset(code for code, act in ACTS.items() if standing.may(act.permission, act.section))


def open_acts(granted: frozenset[str], *, stage: str) -> frozenset[str]:
    """Return of the acts granted those that the stage allows."""
    return frozenset(code for code in granted if stage in ACTS[code].at)
