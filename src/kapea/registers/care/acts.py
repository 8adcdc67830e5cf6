"""Which acts there are on a facility and on a placement: who may do each, on which part, in which state."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from kapea.registers.care import access
from kapea.registers.care.rules.placements import ASKED, EXPECTED, IN_CARE
from kapea.registers.sheets.acts import Act

OPEN: Final = frozenset({"open"})
FACILITY_ACTS: Final[Mapping[str, Act]] = {
    "change": Act(
        permission=access.WRITE, section="shelter_location", label=_("Complete or correct"), at=OPEN
    ),
    "take_charge": Act(
        permission=access.WRITE, section="summary", label=_("Take charge of this facility"), at=OPEN
    ),
    "close": Act(permission=access.LICENSE, section="inspection", label=_("Close this facility"), at=OPEN),
    "licence": Act(
        permission=access.LICENSE, section="inspection", label=_("Record a licence"), part="licences", at=OPEN
    ),
    "withdraw": Act(
        permission=access.LICENSE,
        section="inspection",
        label=_("Withdraw this licence"),
        part="licences",
        item="licence_id",
        at=OPEN,
    ),
    "inspect": Act(
        permission=access.INSPECT,
        section="inspection",
        label=_("Record an inspection"),
        part="inspections",
        at=OPEN,
    ),
    "corrected": Act(
        permission=access.INSPECT,
        section="inspection",
        label=_("Record that it was mended"),
        part="inspections",
        item="inspection_id",
        at=OPEN,
    ),
    "complain": Act(
        permission=access.COMPLAIN, section="concern", label=_("Record a complaint"), part="complaints"
    ),
    "review_complaint": Act(
        permission=access.REVIEW_COMPLAINT,
        section="concern",
        label=_("Say what was found"),
        part="complaints",
        item="complaint_id",
    ),
    "adult": Act(
        permission=access.WRITE, section="identity", label=_("Record an adult"), part="adults", at=OPEN
    ),
    "adult_left": Act(
        permission=access.WRITE,
        section="identity",
        label=_("Record that they left"),
        part="adults",
        item="adult_id",
    ),
    "suspect": Act(
        permission=access.SUSPECT, section="suspect", label=_("Tie a suspect to this facility"), part="ties"
    ),
    "settle_suspect": Act(
        permission=access.SUSPECT,
        section="suspect",
        label=_("Say what was done"),
        part="ties",
        item="tie_id",
    ),
}
PLACEMENT_ACTS: Final[Mapping[str, Act]] = {
    "accept": Act(
        permission=access.WRITE_PLACEMENT, section="placement", label=_("Give the child a place"), at=ASKED
    ),
    "refuse": Act(permission=access.WRITE_PLACEMENT, section="placement", label=_("Refuse"), at=ASKED),
    "cancel": Act(
        permission=access.REVIEW_PLACEMENT, section="placement", label=_("Take it back"), at=EXPECTED
    ),
    "arrive": Act(
        permission=access.WRITE_PLACEMENT,
        section="placement",
        label=_("The child has arrived"),
        at=frozenset({"accepted"}),
    ),
    "confirm": Act(
        permission=access.REVIEW_PLACEMENT,
        section="placement",
        label=_("Record the decision that confirms it"),
        at=IN_CARE,
    ),
    "review": Act(
        permission=access.REVIEW_PLACEMENT,
        section="placement",
        label=_("Record a review"),
        part="reviews",
        at=IN_CARE,
    ),
    "prolong": Act(
        permission=access.PROLONG,
        section="placement",
        label=_("Prolong residential care"),
        part="reviews",
        at=IN_CARE,
    ),
    "end": Act(
        permission=access.WRITE_PLACEMENT, section="placement", label=_("The child has left"), at=IN_CARE
    ),
}
