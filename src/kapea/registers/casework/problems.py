"""What a person is told when an act is refused: beside which field, and what to do."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kapea.engines.errors import KapeaError
from kapea.registers.agencies.queries import agency_name
from kapea.registers.casework.errors import ClosureNotReady, NoGroundToShare, StepNotReached
from kapea.registers.casework.rules.closure import ChecklistItem
from kapea.registers.casework.words import MISSING, SECTION
from kapea.registers.choices import day_in_words, in_language


@dataclass(frozen=True, kw_only=True)
class Problem:
    """field: where the words belong; the first of `fields` that the form has, else the whole form."""

    words: Any
    fields: tuple[str, ...] = ()


PROBLEMS = {
    "casework.closed": Problem(
        words=gettext_lazy("This case is closed. Reopen it first if there is a new concern.")
    ),
    "casework.already_done": Problem(
        words=gettext_lazy("This has been recorded already. Go back to the case to see it.")
    ),
    "casework.already_accepted": Problem(words=gettext_lazy("A colleague has accepted this case already.")),
    "casework.day_not_possible": Problem(
        fields=("visited_on", "given_on", "done_on", "returned_on", "from_on", "held_on"),
        words=gettext_lazy("This day is in the future, or before the case or the return. Check the day."),
    ),
    "casework.day_passed": Problem(
        fields=("due_on", "until_on"), words=gettext_lazy("This day has passed. Write today or a later day.")
    ),
    "casework.expiry_not_possible": Problem(
        fields=("expires_on",),
        words=gettext_lazy("Choose a day from today to one year from now: a referral ends by itself."),
    ),
    "casework.method_not_its_turn": Problem(
        words=gettext_lazy("Someone recorded a method meanwhile. Go back to the case to see which is next.")
    ),
    "casework.age_range_needed": Problem(
        fields=("youngest_years",),
        words=gettext_lazy("Write the youngest and the oldest age that the method allows."),
    ),
    "casework.age.no_method": Problem(
        fields=("decision",),
        words=gettext_lazy("No method has been used yet. Until then the person is presumed a child."),
    ),
    "casework.age.methods_left": Problem(
        fields=("decision",),
        words=gettext_lazy(
            "Methods are left. “An adult” can be decided only when each method has been used or "
            "written down as not applicable. Until then the person is presumed a child."
        ),
    ),
    "casework.age.may_be_child": Problem(
        fields=("decision",),
        words=gettext_lazy("The last method leaves it possible that this is a child: childhood is presumed."),
    ),
    "casework.age.surely_adult": Problem(
        fields=("decision",), words=gettext_lazy("The last method says that the person is an adult.")
    ),
    "casework.indicator_needed": Problem(
        fields=("indicators",),
        words=gettext_lazy("Choose at least one indicator for this decision."),
    ),
    "casework.reasons_needed": Problem(
        fields=("reasons", "finding", "refusal", "reason"),
        words=gettext_lazy("Write the reasons in a few words."),
    ),
    "casework.risk_needs_reason": Problem(
        fields=("factors",), words=gettext_lazy("Choose at least one factor, or write the reasons.")
    ),
    "casework.ground_ends_too_early": Problem(
        fields=("until_on",),
        words=gettext_lazy(
            "The last day lies in the past or before the first. Leave it empty when it is open."
        ),
    ),
    "casework.ground.reasons_needed": Problem(
        fields=("words",),
        words=gettext_lazy("This ground is not consent: write in a few words why it holds."),
    ),
    "casework.ground.child_refuses": Problem(
        fields=("childs_assent",),
        words=gettext_lazy(
            "The child does not agree: this is not consent. Choose another ground, or do not share."
        ),
    ),
    "casework.ground.carer_needed": Problem(
        fields=("carers_consent",),
        words=gettext_lazy(
            "The child cannot say yet: consent then needs the carer’s. Else choose another ground."
        ),
    ),
    "casework.ground.carer_refuses": Problem(
        fields=("carers_consent",),
        words=gettext_lazy(
            "The carer does not agree: this is not consent. Choose another ground if one holds."
        ),
    ),
    "casework.recipient_needed": Problem(
        fields=("recipient",), words=gettext_lazy("Choose the other agency that this ground names.")
    ),
    "casework.childs_view_needed": Problem(
        fields=("childs_view",), words=gettext_lazy("The child took part: write what the child wants.")
    ),
    "casework.refusal_needed": Problem(
        fields=("refusal",),
        words=gettext_lazy("Choose why you refuse. The sender can then find another way."),
    ),
    "casework.receiver_not_possible": Problem(
        fields=("to_agency_code",),
        words=gettext_lazy("This agency cannot receive a referral. Choose another."),
    ),
    "casework.referral_not_open": Problem(
        words=gettext_lazy("This referral has been answered, taken back or has expired. Nothing was changed.")
    ),
    "casework.second_person_needed": Problem(
        words=gettext_lazy("You asked for this. Another person decides on it.")
    ),
    "casework.not_missed": Problem(
        fields=("makes_up_month",),
        words=gettext_lazy(
            "On that day this visit was not missed: its time was not over, or it was made. Choose another, or none."
        ),
    ),
    "casework.missed_because_needed": Problem(
        fields=("missed_because",), words=gettext_lazy("Write why the visit was missed.")
    ),
    "casework.nothing_chosen": Problem(
        fields=("summary", "reason", "outcome", "text", "worker_id", "decisions", "words", "service"),
        words=gettext_lazy("Write or choose something here."),
    ),
}


def explain(error: KapeaError) -> Problem:
    """Return what to tell a person about an error."""
    if isinstance(error, StepNotReached):
        missing = ", ".join(str(MISSING[need]) for need in error.missing if need in MISSING)
        return Problem(words=_("This can be done only after %(missing)s.") % {"missing": missing})
    if isinstance(error, ClosureNotReady):
        lacking = " ".join(why_unmet(item) for item in error.items)  # type: ignore[arg-type]
        return Problem(words=f"{_('The case cannot be closed yet.')} {lacking}".strip())
    if isinstance(error, NoGroundToShare):
        return _not_shared(error.categories)
    found = PROBLEMS.get(error.code)
    return found or Problem(words=_("This could not be done. Nothing was changed."))


def _not_shared(categories: tuple[str, ...]) -> Problem:
    """Return which categories, or which agencies of a conference, no live ground covers."""
    named = ", ".join(str(SECTION.get(each) or in_language(agency_name(each))) for each in categories)
    if not named:
        words = _("No ground of the ledger is in force for this agency. Record one first.")
        return Problem(fields=("to_agency_code",), words=words)
    words = _("No ground in force covers: %(named)s. Record one first, or leave it out.") % {"named": named}
    return Problem(fields=("sections", "agencies"), words=words)


def why_unmet(item: ChecklistItem) -> str:
    """Return why an item of the closing checklist is not met, and what to do."""
    return {
        "": "",
        "no_plan": _("There is no plan yet. Make one, or write why the goals stay unmet."),
        "open_actions": ngettext(
            "%(number)d action is still open. End it, or write why it stays undone.",
            "%(number)d actions are still open. End them, or write why they stay undone.",
            item.number,
        )
        % {"number": item.number},
        "open_referrals": ngettext(
            "%(number)d referral is still open. Wait for its outcome or take it back.",
            "%(number)d referrals are still open. Wait for their outcomes or take them back.",
            item.number,
        )
        % {"number": item.number},
        "follow_up_until": _(
            "Follow-up lasts at least %(months)d months after return: until %(day)s. "
            "A supervisor may waive it for a written reason."
        )
        % {"months": item.number, "day": day_in_words(item.on)},
        "visits_missing": _("The last planned visit has not been made. Make it, or write why it is waived."),
        "live_measures": ngettext(
            "The court’s register has %(number)d protective measure that is still to hold. Ask the court before closing.",
            "The court’s register has %(number)d protective measures that are still to hold. Ask the court before closing.",
            item.number,
        )
        % {"number": item.number},
        "say_no_measure": _("Confirm below that no protective measure is in force."),
        "write_childs_view": _("Write below what the child thinks of closing."),
        "ask_feedback": _("Ask the child and the family for their feedback, then confirm it below."),
        "age_open": _("The age determination is not decided."),
        "unknown_item": _("This item cannot be checked by the system. Ask the administrator of the pack."),
    }.get(item.why, item.why)
