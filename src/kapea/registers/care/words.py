"""What the register of alternative care calls its states and answers; words of the country come from its pack."""

from django.utils.translation import gettext_lazy as _

STAY = {"short": _("Short: transit and shelter"), "long": _("Long")}
SERVES = {"": _("Girls and boys"), "female": _("Girls only"), "male": _("Boys only")}
STATE = {
    "asked": (_("Asked for"), "warn"),
    "accepted": (_("Place given, child expected"), "info"),
    "in_care": (_("In care"), "ok"),
    "refused": (_("Refused"), "neutral"),
    "cancelled": (_("Taken back"), "neutral"),
    "ended": (_("Ended"), "neutral"),
}
ALARM = {
    "suspect": (_("A suspect may come near the children here."), "danger"),
    "complaint": (_("A complaint waits for review."), "danger"),
    "over_capacity": (_("More children live here than there are places."), "danger"),
    "no_licence": (_("There is no licence in force."), "danger"),
    "licence_past": (_("The licence has run out."), "danger"),
    "licence_soon": (_("The licence runs out soon."), "warn"),
    "inspection_late": (_("An inspection is overdue."), "warn"),
    "correction_late": (_("What the inspection asked for is not mended in time."), "danger"),
    "stay_too_long": (_("A child has been here longer than residential care may last."), "danger"),
}
TOLD_BY = {
    "child": _("Child"),
    "family": _("Family"),
    "staff": _("Someone who works there"),
    "neighbour": _("Neighbour"),
    "worker": _("Worker"),
    "other": _("Someone else"),
}
COMPLAINT_OUTCOME = {
    "unfounded": _("Unfounded"),
    "corrected": _("Mended"),
    "inspected": _("To be inspected at once"),
    "to_police": _("Handed to the police"),
}
ROLE = {
    "head": _("Head of the facility"),
    "staff": _("Staff"),
    "volunteer": _("Volunteer"),
    "foster_carer": _("Foster carer"),
    "donor": _("Donor"),
    "visitor": _("Regular visitor"),
}
FOUND_BY = {"match": _("Found by comparing names and documents"), "told": _("Told by a person")}
TIE_OUTCOME = {
    "not_the_same": _("Not the same person"),
    "kept_away": _("Kept away from the children"),
    "to_police": _("Handed to the police"),
}
REVIEW_OUTCOME = {
    "stay": (_("The child still has to stay"), "warn"),
    "prepare_family": (_("A family is being prepared"), "ok"),
    "prolonged": (_("Residential care prolonged"), "warn"),
}
FACILITY_LISTS = [
    ("", _("All")),
    ("mine", _("Mine")),
    ("free", _("With a free place")),
    ("over_capacity", _("Over capacity")),
    ("licence", _("Without a licence in force")),
    ("uninspected", _("Inspection overdue")),
    ("closed", _("Closed")),
]
PLACEMENT_LISTS = [
    ("", _("All")),
    ("asked", _("Asked for")),
    ("arriving", _("Child expected")),
    ("in_care", _("In care")),
    ("review", _("Review overdue")),
    ("too_long", _("In residential care too long")),
    ("ended", _("Ended")),
]
