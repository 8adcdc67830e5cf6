"""What a person is told when an act of alternative care cannot be done."""

from django.utils.translation import gettext_lazy as _

from kapea.registers.sheets.problems import Problem

PROBLEMS = {
    "care.last_resort_not_said": Problem(
        words=_(
            "Residential care is the last resort. Say which family care was considered first, and why it was not possible."
        ),
        fields=("tried",),
    ),
    "care.no_free_place": Problem(
        words=_("This facility is full. Choose another, or write why one more child has to come here."),
        fields=("over_capacity_reason",),
    ),
    "care.not_for_this_child": Problem(
        words=_("This facility does not take children of this sex or age. Choose another."),
        fields=("facility_code",),
    ),
    "care.facility_not_open": Problem(
        words=_("This facility takes no child now. Choose another, or ask the body that licenses it."),
        fields=("facility_code", "agency_code"),
    ),
    "care.more_than_licensed": Problem(
        words=_(
            "The licence in force allows fewer places. Write at most as many as it allows; the body that licenses"
            " records a new licence first."
        ),
        fields=("capacity",),
    ),
    "care.prolongation_too_long": Problem(
        words=_("This day is past, or further away than the rule allows. Write an earlier day."),
        fields=("until",),
    ),
}
