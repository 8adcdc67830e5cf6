"""What is asked for the ledger of grounds, for case conferences, flags and approvals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.casework.services.referring import outsiders, receivers
from kapea.registers.casework.words import ASSENT, CARERS_CONSENT, PURPOSE, SECTION, WITHDRAWER
from kapea.registers.choices import DayField, coded, in_language
from kapea.registers.sheets.fields import OneOf, PickedFrom, SomeOf, Words, YesNo


def agency_choices(*, own_agency: str) -> list[tuple[str, str]]:
    """Return the agencies that a child may be referred to, with or without an account, by name."""
    names = {code: in_language(label) for code, label in [*receivers(), *outsiders()] if code != own_agency}
    return sorted(names.items(), key=lambda each: each[1])


def category_choices() -> list[tuple[str, Any]]:
    """Return the sections of a case that may go to another agency at all."""
    return [(code, words) for code, words in SECTION.items() if code != "summary"]


class GroundForm(forms.Form):
    """One line of the ledger."""

    purpose = OneOf(label=_("For what?"), choices=list(PURPOSE.items()), initial="case_work")
    recipient = PickedFrom(
        label=_("With which other agency?"),
        required=False,
        help_text=_("Not needed for your agency’s own work."),
    )
    categories = SomeOf(
        label=_("What may that agency read?"),
        help_text=_("Only this can go along with a referral. A transfer gives over everything."),
    )
    ground = OneOf(label=_("Ground"))
    childs_assent = OneOf(label=_("What does the child say?"), choices=list(ASSENT.items()))
    carers_consent = OneOf(
        label=_("What does the carer say?"), choices=list(CARERS_CONSENT.items()), initial="not_asked"
    )
    words = Words(
        label=_("Reasons, when it is not consent"),
        required=False,
        rows=2,
        help_text=_("Why this ground holds although the child or the carer did not agree."),
    )
    from_on = DayField(label=_("From which day?"))
    until_on = DayField(
        label=_("Until which day?"),
        required=False,
        help_text=_("After this day nothing goes by it. Leave empty when no end was agreed."),
    )

    def __init__(self, *args: Any, own_agency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = coded("legal_ground", empty=False)
        self.fields["recipient"].choices = [("", _("My own agency")), *agency_choices(own_agency=own_agency)]
        self.fields["categories"].choices = category_choices()


class WithdrawForm(forms.Form):
    """How a ground ends at once."""

    whose_word = OneOf(label=_("Who withdraws it?"), choices=list(WITHDRAWER.items()))
    words = Words(label=_("In their words"), required=False, rows=2)


class ConferenceForm(forms.Form):
    """A meeting of several bodies on the case."""

    held_on = DayField(label=_("On which day?"))
    agencies = SomeOf(
        label=_("Which other bodies took part?"),
        required=True,
        help_text=_("Only bodies for which the ledger has a ground in force for a conference."),
    )
    child_took_part = YesNo(label=_("Was the child there, or heard before?"))
    childs_view = Words(label=_("What the child said"), required=False, rows=2)
    decisions = Words(label=_("What was decided, and who does it"), rows=4)

    def __init__(self, *args: Any, own_agency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = agency_choices(own_agency=own_agency)


class FlagForm(forms.Form):
    """Something that must not be overlooked."""

    words = Words(label=_("What must not be overlooked?"), rows=2, most=1_000)
    until_on = DayField(label=_("Until which day must something be done?"), required=False)


class ClearFlagForm(forms.Form):
    """Taking a flag down."""

    words = Words(label=_("What was done about it?"), rows=2, most=1_000)


class ApprovalForm(forms.Form):
    """The second person's decision on an assessment or a plan."""

    approval_id = forms.IntegerField(widget=forms.HiddenInput)
    decision = OneOf(
        label=_("Decision"), choices=[("approve", _("Approve")), ("return", _("Return it to the worker"))]
    )
    words = Words(
        label=_("What is to be changed"), required=False, rows=3, help_text=_("Needed when you return it.")
    )
