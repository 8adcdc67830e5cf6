"""At which step a case stands: worked out from what has been done, never typed by hand.

So no step can be skipped, and a step that was left stands again when its ground is gone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What has been done in a case so far."""

    accepted: bool = False
    child_registered: bool = False
    ground_recorded: bool = False
    identification_decided: bool = False
    risk_assessed: bool = False
    assessed: bool = False
    assessment_approved: bool = True
    planned: bool = False
    plan_approved: bool = True
    follow_up_begun: bool = False
    approval_asked: bool = False
    closure_asked: bool = False
    closed: bool = False


_NEEDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("contact", ("accepted",)),
    ("identification", ("child_registered", "ground_recorded", "identification_decided")),
    ("assessment", ("risk_assessed", "assessed", "assessment_approved")),
    ("planning", ("planned",)),
    ("implementation", ("plan_approved", "follow_up_begun")),
)


def step_of(facts: CaseFacts) -> str:
    """Return the step the case stands at: the first whose needs are not all met.

    >>> step_of(CaseFacts(accepted=True))
    'identification'
    """
    if facts.closed or facts.closure_asked:
        return "closure"
    for step, needs in _NEEDS:
        if not all(getattr(facts, need) for need in needs):
            return step
    return "follow_up"


def missing_in(step: str, facts: CaseFacts) -> tuple[str, ...]:
    """Return what the step still needs before the case can leave it."""
    needs = dict(_NEEDS).get(step, ())
    return tuple(need for need in needs if not getattr(facts, need))


def may_assess(facts: CaseFacts) -> bool:
    """Whether the initial assessment may be recorded: the child is identified, or presumed."""
    return not missing_in("contact", facts) and not missing_in("identification", facts)


def may_plan(facts: CaseFacts) -> bool:
    """Whether a plan may be made: risk and assessment are there."""
    return may_assess(facts) and not missing_in("assessment", facts)


def may_implement(facts: CaseFacts) -> bool:
    """Whether actions, services of the plan and follow-up may be recorded: the plan stands approved."""
    return may_plan(facts) and facts.planned and facts.plan_approved
