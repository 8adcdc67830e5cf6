"""What a person is told when an act of a return cannot be done."""

from django.utils.translation import gettext_lazy as _

from kapea.registers.sheets.problems import Problem

PROBLEMS = {
    "returns.not_missed": Problem(
        words=_(
            "On that day this visit was not missed: its time was not over, or it was made. Choose another, or none."
        ),
        fields=("makes_up_month",),
    ),
    "returns.visit_recorded": Problem(
        words=_(
            "A visit of this day is recorded already, with other words. Look at it first;"
            " put what is new into a visit of another day or into the goals."
        ),
        fields=("visited_on",),
    ),
    "sheets.reason_needed": Problem(
        words=_("Write why, in a few words."),
        fields=("missed_because", "reason", "words", "why", "waiver"),
    ),
    "returns.gates_not_met": Problem(
        words=_(
            "Something that protects the child is still missing. The page of the return says what. Nothing was changed."
        )
    ),
    "returns.follow_up_not_done": Problem(
        words=_(
            "The months of follow-up are not over, or visits were not made. To close now, write why; another person decides."
        ),
        fields=("waiver",),
    ),
}
