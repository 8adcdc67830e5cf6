"""The acts of casework: one act by one person, one transaction, one audit event."""

from kapea.registers.casework.services.age import decide_age, doubt_age, record_age_method
from kapea.registers.casework.services.approving import decide_approval
from kapea.registers.casework.services.assessing import assess_risk, record_assessment
from kapea.registers.casework.services.child import (
    decide_identification,
    record_needs,
    register_child,
)
from kapea.registers.casework.services.closing import (
    ClosureRequest,
    ask_closure,
    decide_closure,
    reopen_case,
)
from kapea.registers.casework.services.consent import record_legal_ground, settle_lapsed, withdraw_ground
from kapea.registers.casework.services.following import begin_follow_up, record_visit
from kapea.registers.casework.services.noting import clear_flag, raise_flag, record_conference
from kapea.registers.casework.services.planning import (
    NewAction,
    NewGoal,
    add_action,
    add_goal,
    end_action,
    make_plan,
    record_service,
    revise_plan,
)
from kapea.registers.casework.services.receiving import (
    accept_case,
    assign_case,
    may_open,
    open_case,
    receive_hand_over,
    write_note,
)
from kapea.registers.casework.services.referring import (
    answer_referral,
    expire_referrals,
    finish_referral,
    revoke_referral,
    seal_package,
    send_referral,
)

__all__ = [
    "ClosureRequest",
    "NewAction",
    "NewGoal",
    "accept_case",
    "add_action",
    "add_goal",
    "answer_referral",
    "ask_closure",
    "assess_risk",
    "assign_case",
    "begin_follow_up",
    "clear_flag",
    "decide_age",
    "decide_approval",
    "decide_closure",
    "decide_identification",
    "doubt_age",
    "end_action",
    "expire_referrals",
    "finish_referral",
    "make_plan",
    "may_open",
    "open_case",
    "raise_flag",
    "receive_hand_over",
    "record_age_method",
    "record_assessment",
    "record_conference",
    "record_legal_ground",
    "record_needs",
    "record_service",
    "record_visit",
    "register_child",
    "reopen_case",
    "revise_plan",
    "revoke_referral",
    "seal_package",
    "send_referral",
    "settle_lapsed",
    "withdraw_ground",
    "write_note",
]
