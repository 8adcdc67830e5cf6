"""Which acts are open to a viewer on a case now. The services ask the same again before they act."""

from typing import Final

from kapea.registers.casework import access
from kapea.registers.casework.rules.steps import CaseFacts, may_assess, may_implement, may_plan

_GRANTED_BY: Final = {
    "accept": (access.ACCEPT, "summary"),
    "register_child": (access.WRITE, "identity"),
    "ground": (access.WRITE, "identification"),
    "needs": (access.WRITE, "identification"),
    "assess_more": (access.WRITE, "assessment"),
    "conference": (access.WRITE, "plan"),
    "flag": (access.WRITE, "notes"),
    "approve": (access.APPROVE, "plan"),
    "identify": (access.WRITE, "identification"),
    "doubt_age": (access.WRITE, "identification"),
    "risk": (access.WRITE, "risk"),
    "assess": (access.WRITE, "assessment"),
    "plan": (access.WRITE, "plan"),
    "revise_plan": (access.WRITE, "plan"),
    "service": (access.WRITE, "services"),
    "refer": (access.SEND, "referral"),
    "follow_up": (access.WRITE, "visit"),
    "visit": (access.WRITE, "visit"),
    "ask_closure": (access.ASK_CLOSURE, "closure"),
    "decide_closure": (access.APPROVE_CLOSURE, "closure"),
    "note": (access.WRITE, "notes"),
    "assign": (access.ASSIGN, "summary"),
    "reopen": (access.WRITE, "closure"),
}


def granted_acts(standing: access.Standing) -> frozenset[str]:
    """Return the codes of the acts that the matrix gives the viewer on the case, possible now or not."""
    relations = access.own_relations(standing.case, by=standing.by)
    granted = {
        act
        for act, (permission, section) in _GRANTED_BY.items()
        if section in standing.by.sections(permission, relations)
    }
    return frozenset(granted)


def open_acts(granted: frozenset[str], facts: CaseFacts) -> frozenset[str]:
    """Return of the acts granted those that what has been done allows now."""
    return granted & _possible(facts)


def _possible(facts: CaseFacts) -> frozenset[str]:
    """Return the acts that what has been done allows, whoever does them."""
    if facts.closed:
        return frozenset({"reopen"})
    if not facts.accepted:
        return frozenset({"accept", "assign"})
    always = {
        "ground",
        "needs",
        "flag",
        "identify",
        "doubt_age",
        "risk",
        "service",
        "visit",
        "note",
        "assign",
    }
    allowed = {
        "register_child": not facts.child_registered,
        "assess": may_assess(facts),
        "assess_more": facts.assessed,
        "conference": facts.ground_recorded,
        "approve": facts.approval_asked,
        "plan": may_plan(facts) and not facts.planned,
        "revise_plan": facts.planned,
        "refer": facts.ground_recorded,
        "follow_up": may_implement(facts),
        "ask_closure": not facts.closure_asked,
        "decide_closure": facts.closure_asked,
    }
    return frozenset(always | {act for act, may in allowed.items() if may})


FIRST_OF_STEP: Final = {
    "contact": ("accept",),
    "identification": ("register_child", "ground", "identify"),
    "assessment": ("approve", "risk", "assess"),
    "planning": ("approve", "plan"),
    "implementation": ("approve", "service", "refer", "follow_up"),
    "follow_up": ("visit", "ask_closure"),
    "closure": ("decide_closure",),
}
"""The acts by which a case leaves its step, the first one first."""


def next_acts(step: str, acts: frozenset[str], facts: CaseFacts) -> tuple[str, ...]:
    """Return the acts to offer first at a step, without those already done."""
    done = {
        "ground": facts.ground_recorded,
        "identify": facts.identification_decided,
        "risk": facts.risk_assessed,
        "assess": facts.assessed,
        "follow_up": facts.follow_up_begun,
    }
    return tuple(act for act in FIRST_OF_STEP.get(step, ()) if act in acts and not done.get(act, False))
