"""Which acts there are on a facility and on a placement: who may do each, on which part, in which state."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from kapea.registers.care import access
from kapea.registers.care.rules.placements import ASKED, EXPECTED, IN_CARE
from kapea.registers.sheets.acts import Act

OPEN: Final = frozenset({"open"})
EVER: Final[frozenset[str]] = frozenset()
"""In every state."""
SHELTER, INSPECTION, CONCERN = "shelter_location", "inspection", "concern"


def _on_facility(
    permission: str, section: str, label: object, *, part: str = "", item: str = "", at: frozenset[str] = OPEN
) -> Act:
    return Act(permission=permission, section=section, label=label, part=part, item=item, at=at)


def _on_placement(permission: str, label: object, *, at: frozenset[str], part: str = "") -> Act:
    return Act(permission=permission, section="placement", label=label, part=part, at=at)


FACILITY_ACTS: Final[Mapping[str, Act]] = {
    "change": _on_facility(access.WRITE, SHELTER, _("Complete or correct")),
    "take_charge": _on_facility(access.WRITE, "summary", _("Take charge of this facility")),
    "close": _on_facility(access.LICENSE, INSPECTION, _("Close this facility")),
    "licence": _on_facility(access.LICENSE, INSPECTION, _("Record a licence"), part="licences"),
    "withdraw": _on_facility(
        access.LICENSE, INSPECTION, _("Withdraw this licence"), part="licences", item="licence_id"
    ),
    "inspect": _on_facility(access.INSPECT, INSPECTION, _("Record an inspection"), part="inspections"),
    "corrected": _on_facility(
        access.INSPECT, INSPECTION, _("Record that it was mended"), part="inspections", item="inspection_id"
    ),
    "complain": _on_facility(access.COMPLAIN, CONCERN, _("Record a complaint"), part="complaints", at=EVER),
    "review_complaint": _on_facility(
        access.REVIEW_COMPLAINT,
        CONCERN,
        _("Say what was found"),
        part="complaints",
        item="complaint_id",
        at=EVER,
    ),
    "adult": _on_facility(access.WRITE, "identity", _("Record an adult"), part="adults"),
    "adult_left": _on_facility(
        access.WRITE, "identity", _("Record that they left"), part="adults", item="adult_id", at=EVER
    ),
    "suspect": _on_facility(
        access.SUSPECT, "suspect", _("Tie a suspect to this facility"), part="ties", at=EVER
    ),
    "settle_suspect": _on_facility(
        access.SUSPECT, "suspect", _("Say what was done"), part="ties", item="tie_id", at=EVER
    ),
}
PLACEMENT_ACTS: Final[Mapping[str, Act]] = {
    "accept": _on_placement(access.WRITE_PLACEMENT, _("Give the child a place"), at=ASKED),
    "refuse": _on_placement(access.WRITE_PLACEMENT, _("Refuse"), at=ASKED),
    "cancel": _on_placement(access.REVIEW_PLACEMENT, _("Take it back"), at=EXPECTED),
    "arrive": _on_placement(access.WRITE_PLACEMENT, _("The child has arrived"), at=frozenset({"accepted"})),
    "confirm": _on_placement(access.REVIEW_PLACEMENT, _("Record the decision that confirms it"), at=IN_CARE),
    "review": _on_placement(access.REVIEW_PLACEMENT, _("Record a review"), part="reviews", at=IN_CARE),
    "prolong": _on_placement(access.PROLONG, _("Prolong residential care"), part="reviews", at=IN_CARE),
    "end": _on_placement(access.WRITE_PLACEMENT, _("The child has left"), at=IN_CARE),
}
