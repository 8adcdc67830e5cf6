"""Which acts there are on a proceeding: who may do each, on which part of the page, at which stage."""

from collections.abc import Mapping
from typing import Final

from kapea.registers.justice import access
from kapea.registers.justice.rules.stages import LIVE
from kapea.registers.justice.words import ACT
from kapea.registers.sheets.acts import Act

BEFORE_FINAL: Final = frozenset({"complaint", "prosecution", "investigation", "trial", "judged", "appeal"})
JUDGING: Final = frozenset({"trial", "appeal", "judged"})
EVER: Final = LIVE | {"ended"}
AFTER_JUDGMENT: Final = frozenset({"judged", "appeal", "final", "execution", "ended"})


def _act(
    code: str, permission: str, section: str, part: str = "", item: str = "", at: frozenset[str] = LIVE
) -> Act:
    return Act(permission=permission, section=section, label=ACT[code], part=part, item=item, at=at)


ACTS: Final[Mapping[str, Act]] = {
    "stage_act": _act("stage_act", access.WRITE, "summary", part="acts", at=EVER),
    "take_over": _act("take_over", access.WRITE, "summary"),
    "victim": _act("victim", access.WRITE, "victim", part="parties"),
    "accused": _act("accused", access.WRITE, "suspect", part="accused"),
    "change_accused": _act(
        "change_accused", access.WRITE, "suspect", part="accused", item="accused_id", at=EVER
    ),
    "facts": _act("facts", access.CHOOSE, "charge", part="charges", at=BEFORE_FINAL),
    "charge": _act("charge", access.CHOOSE, "charge", part="charges", at=BEFORE_FINAL),
    "drop_charge": _act(
        "drop_charge", access.CHOOSE, "charge", part="charges", item="charge_id", at=BEFORE_FINAL
    ),
    "plan_hearing": _act("plan_hearing", access.WRITE, "hearing", part="hearings"),
    "end_hearing": _act("end_hearing", access.WRITE, "hearing", part="hearings", item="hearing_id", at=EVER),
    "interview": _act("interview", access.WRITE, "hearing", part="interviews", at=EVER),
    "ask_measure": _act("ask_measure", access.ASK, "protection", part="measures"),
    "decide_measure": _act(
        "decide_measure", access.DECIDE, "protection", part="measures", item="measure_id", at=EVER
    ),
    "use_measure": _act(
        "use_measure", access.DECIDE, "protection", part="measures", item="measure_id", at=EVER
    ),
    "appoint_lawyer": _act("appoint_lawyer", access.WRITE, "legal_aid", part="legal_aid"),
    "meeting": _act("meeting", access.AID, "legal_aid", part="legal_aid", item="aid_id", at=EVER),
    "judgment": _act("judgment", access.JUDGE, "judgment", part="judgments", at=JUDGING),
    "sentence": _act(
        "sentence", access.JUDGE, "judgment", part="judgments", item="judgment_id", at=AFTER_JUDGMENT
    ),
    "penalty": _act(
        "penalty", access.JUDGE, "judgment", part="judgments", item="judgment_id", at=AFTER_JUDGMENT
    ),
    "release": _act("release", access.JUDGE, "judgment", part="releases", at=EVER),
    "appeal": _act("appeal", access.JUDGE, "judgment", part="appeals", at=frozenset({"judged", "appeal"})),
    "decide_appeal": _act(
        "decide_appeal", access.JUDGE, "judgment", part="appeals", item="appeal_id", at=EVER
    ),
    "claim": _act("claim", access.JUDGE, "compensation", part="compensations", at=EVER),
    "decide_claim": _act(
        "decide_claim", access.JUDGE, "compensation", part="compensations", item="claim_id", at=EVER
    ),
    "account": _act("account", access.JUDGE, "compensation", part="compensations", item="claim_id", at=EVER),
    "payment": _act("payment", access.JUDGE, "compensation", part="compensations", item="claim_id", at=EVER),
    "enforce": _act("enforce", access.JUDGE, "compensation", part="compensations", item="claim_id", at=EVER),
    "request": _act("request", access.WRITE, "cooperation", part="requests", at=EVER),
    "request_step": _act(
        "request_step", access.WRITE, "cooperation", part="requests", item="request_id", at=EVER
    ),
    "concern": _act("concern", access.CONCERN, "concern", part="concerns", at=EVER),
    "review_concern": _act(
        "review_concern", access.REVIEW, "concern", part="concerns", item="concern_id", at=EVER
    ),
}
