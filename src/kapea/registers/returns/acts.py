"""Which acts there are on a return: who may do each, on which part of the page, at which stage."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from kapea.registers.returns import access
from kapea.registers.returns.rules.steps import FOLLOWED, PREPARING
from kapea.registers.sheets.acts import Act

W = access.WRITE
ACTS: Final[Mapping[str, Act]] = {
    "accept": Act(
        permission=access.ACCEPT,
        section="summary",
        label=_("Accept this return"),
        at=frozenset({"received"}),
    ),
    "change": Act(permission=W, section="return", label=_("Complete or correct"), at=PREPARING),
    "recognise": Act(
        permission=W,
        section="identification",
        label=_("Record the recognition"),
        part="recognitions",
        at=PREPARING,
    ),
    "trace": Act(
        permission=W, section="assessment", label=_("Record a search"), part="tracings", at=PREPARING
    ),
    "assess": Act(
        permission=W,
        section="assessment",
        label=_("Record the family assessment"),
        part="assessments",
        at=PREPARING,
    ),
    "consent": Act(
        permission=W, section="return", label=_("Record what the child says"), part="consents", at=PREPARING
    ),
    "withdraw": Act(
        permission=W,
        section="return",
        label=_("Consent is withdrawn"),
        part="consents",
        item="consent_id",
        at=PREPARING,
    ),
    "paper": Act(permission=W, section="return", label=_("Ask for a paper"), part="papers", at=PREPARING),
    "paper_answer": Act(
        permission=W,
        section="return",
        label=_("Record the answer"),
        part="papers",
        item="paper_id",
        at=PREPARING,
    ),
    "escort": Act(permission=W, section="return", label=_("Plan the escort"), part="escorts", at=PREPARING),
    "hand_over": Act(
        permission=W,
        section="return",
        label=_("Record the hand-over"),
        part="handing",
        at=frozenset({"ready"}),
    ),
    "stop": Act(permission=W, section="return", label=_("Stop this return"), at=PREPARING),
    "arrive": Act(
        permission=W,
        section="return",
        label=_("Confirm the arrival"),
        part="handing",
        at=frozenset({"crossing"}),
    ),
    "plan": Act(permission=W, section="plan", label=_("Make the plan"), part="plan", at=FOLLOWED),
    "goal": Act(permission=W, section="plan", label=_("Add a goal"), part="plan", at=FOLLOWED),
    "end_goal": Act(
        permission=W,
        section="plan",
        label=_("Say how it ended"),
        part="plan",
        item="goal_id",
        at=FOLLOWED,
    ),
    "reintegrate": Act(
        permission=W, section="plan", label=_("Record the reintegration"), part="plan", at=FOLLOWED
    ),
    "visit": Act(permission=W, section="visit", label=_("Record a visit"), part="visits", at=FOLLOWED),
    "ask_closure": Act(
        permission=access.ASK_CLOSURE,
        section="closure",
        label=_("Ask to close this return"),
        part="closures",
        at=FOLLOWED,
    ),
    "decide_closure": Act(
        permission=access.APPROVE_CLOSURE,
        section="closure",
        label=_("Decide on closing"),
        part="closures",
        item="closure_id",
        at=FOLLOWED,
    ),
}
