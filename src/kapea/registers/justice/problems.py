"""What a person is told when an act on a proceeding cannot be done, and beside which field."""

from django.utils.translation import gettext_lazy as _

from kapea.registers.sheets.problems import Problem

PROBLEMS = {
    "justice.act_not_open": Problem(
        words=_("This does not follow from where the proceeding stands. Look at it again."), fields=("act",)
    ),
    "justice.day_not_possible": Problem(
        words=_("This day is before what it follows, or in the future. Write another day."),
        fields=("on", "received_on", "met_on", "learned_on", "period_to", "occurred_to", "custody_since"),
    ),
    "justice.reason_needed": Problem(
        words=_("Write why, in a few words."), fields=("reason", "words", "account", "purpose")
    ),
    "justice.settlement_not_reviewed": Problem(
        words=_(
            "A settlement out of court is recorded. A supervisor looks at it before the matter is given up."
        ),
        fields=("act",),
    ),
    "justice.not_a_provision": Problem(
        words=_("This provision cannot be charged. Choose another."), fields=("offence",)
    ),
    "justice.child_not_charged": Problem(
        words=_("A child is not charged for being exploited."), fields=("offence",)
    ),
    "justice.exploitation_not_answered": Problem(
        words=_(
            "The accused may be a child. First say on the accused whether they were exploited by others."
        ),
        fields=("accused",),
    ),
    "justice.already_charged": Problem(
        words=_("This is charged already, or there is a principal charge. Drop that one first."),
        fields=("offence",),
    ),
    "justice.facts_not_understood": Problem(words=_("The facts contradict each other. Correct them first.")),
    "justice.interview_reason_needed": Problem(
        words=_("This child was interviewed before. Write why another interview is needed."),
        fields=("reason",),
    ),
    "justice.special_need_needed": Problem(
        words=_("TV link is for a child who needs special protection. Say which need."),
        fields=("special_need",),
    ),
    "justice.support_person_needed": Problem(
        words=_("The court approves a support person by name. Write the name."), fields=("person",)
    ),
    "justice.already_asked": Problem(words=_("This is asked for this child already."), fields=("kind",)),
    "justice.measure_not_open": Problem(words=_("This measure has been decided, or was not granted.")),
    "justice.sentence_reason_needed": Problem(
        words=_(
            "This sentence lies outside the provision’s range on the day of the act. Write the court’s reason."
        ),
        fields=("reason",),
    ),
    "justice.suspended_too_long": Problem(
        words=_("The suspended part is longer than the imprisonment. Write a part of it."),
        fields=("suspended_amount",),
    ),
    "justice.not_convicted": Problem(words=_("This needs a conviction of the same person.")),
    "justice.already_judged": Problem(
        words=_("This court has judged this person already."), fields=("instance",)
    ),
    "justice.ban_too_long": Problem(
        words=_("The end of the ban is missing, before the judgment, or later than the provision allows."),
        fields=("until_on",),
    ),
    "justice.not_a_foreigner": Problem(
        words=_("This is for foreigners, and for the embassy of their own State."),
        fields=("kind", "state_code"),
    ),
    "justice.enforcement_not_exhausted": Problem(
        words=_(
            "Imprisonment in lieu comes only when the civil party asks, every other means was used, and something is still owed."
        ),
        fields=("lieu_ordered_on",),
    ),
    "justice.not_awarded": Problem(words=_("Nothing has been awarded yet.")),
    "justice.step_not_next": Problem(words=_("Another step comes first."), fields=("step",)),
    "justice.reviewer_is_recorder": Problem(words=_("You recorded this concern. Another person reviews it.")),
    "justice.already_reviewed": Problem(words=_("Someone else has reviewed this already.")),
    "justice.vetting_unclear": Problem(
        words=_(
            "The register alone cannot answer: a conviction with this name has no birth date. "
            "Ask for a document number, or ask the court."
        )
    ),
    "justice.subject_not_named": Problem(
        words=_("Write a name with the birth date, or a document number."), fields=("name",)
    ),
    "justice.not_with_us": Problem(
        words=_("This body gives no legal aid. Choose another."), fields=("agency_code",)
    ),
}
