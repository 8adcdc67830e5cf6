"""What is asked about compensation, other States, settlements, vetting and counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.choices import DayField, coded, province_choices
from kapea.registers.justice import words
from kapea.registers.justice.forms.fields import Amount, Truth
from kapea.registers.justice.words import pairs
from kapea.registers.sheets.fields import OneOf, PickedFrom, Words, YesNo, offer

MOST_CHILDREN = 100_000_000
"""More than the children of any country; what is over it is a slip of the pen."""
Options = dict[str, list[tuple[str, str]]]


class ClaimForm(forms.Form):
    """What is asked for a child."""

    victim = PickedFrom(label=_("Child"))
    accused = PickedFrom(label=_("From whom"), required=False)
    kind = OneOf(label=_("What is claimed"), choices=pairs(words.CLAIM_KIND))
    route = OneOf(label=_("Way"), choices=pairs(words.ROUTE))
    on = DayField(label=_("On which day?"))
    amount = Amount(label=_("Amount claimed"), required=False)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "victim", options["victim"])
        offer(self, "accused", options["accused"], empty=_("Not known"))


class ClaimDecisionForm(forms.Form):
    """What the court awards."""

    awarded = Amount(
        label=_("Amount awarded"), required=False, help_text=_("Leave empty when the claim is refused.")
    )
    on = DayField(label=_("On which day?"))
    due_on = DayField(label=_("To be paid until"), required=False)
    with_interest = forms.BooleanField(label=_("With interest (restitution)"), required=False)


class AccountForm(forms.Form):
    """Where the money lies for the child."""

    account = forms.CharField(label=_("Account and who keeps it"), max_length=200)
    on = DayField(label=_("Opened on"))


class PaymentForm(forms.Form):
    """Money that came."""

    amount = Amount(label=_("Amount"))
    payer = OneOf(label=_("From"), choices=pairs(words.PAYER))
    into_account = YesNo(label=_("Was it paid into the child’s account?"))
    on = DayField(label=_("On which day?"))


class EnforcementForm(forms.Form):
    """How an award is enforced when it is not paid."""

    exhausted_on = DayField(label=_("Every other means of enforcement was used by"), required=False)
    lieu_asked_on = DayField(label=_("The civil party asked for imprisonment in lieu on"), required=False)
    lieu_ordered_on = DayField(
        label=_("Imprisonment in lieu was ordered on"),
        required=False,
        help_text=_("The offender stays a debtor of what is owed."),
    )
    lieu_days = Amount(label=_("For how many days"), required=False, max_value=10_000)
    fund_asked_on = DayField(label=_("A fund was asked on"), required=False)


class RequestForm(forms.Form):
    """A notice to an embassy, or a request to or from another State."""

    accused = PickedFrom(label=_("Accused"))
    kind = OneOf(label=_("What it is"), choices=pairs(words.REQUEST_KIND))
    direction = OneOf(label=_("Direction"), choices=pairs(words.DIRECTION), initial="outgoing")
    state_code = PickedFrom(label=_("State"))
    basis = PickedFrom(label=_("Basis"), choices=pairs(words.REQUEST_BASIS), required=False)
    on = DayField(label=_("On which day?"))
    words = Words(label=_("In words"), required=False)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accused", options["accused"])
        offer(self, "state_code", coded("country", empty=False), empty=_("Choose a State"))


class RequestStepForm(forms.Form):
    """The next step of a request, or its end."""

    step = PickedFrom(label=_("Step"), required=False)
    on = DayField(label=_("On which day?"))
    outcome = PickedFrom(label=_("Outcome"), choices=pairs(words.REQUEST_OUTCOME), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "step", pairs(words.REQUEST_STEP), empty=_("No further step"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("step") and not told.get("outcome"):
            self.add_error("step", _("Choose a step or an outcome."))
        return told


class ConcernForm(forms.Form):
    """That someone may have settled with the child's family."""

    learned_on = DayField(label=_("Learned on"))
    told_by = PickedFrom(label=_("Told by"), choices=pairs(words.TOLD_BY))
    complaint_withdrawn = Truth(label=_("Was the complaint withdrawn?"))
    words = Words(label=_("What was heard"))


class ConcernReviewForm(forms.Form):
    """What a supervisor found."""

    outcome = OneOf(
        label=_("What follows"), choices=[pair for pair in pairs(words.CONCERN_OUTCOME) if pair[0]]
    )
    words = Words(label=_("What you found"))


class VettingForm(forms.Form):
    """Whom a body asks about, and for what."""

    asking_body = forms.CharField(label=_("Which body asks"), max_length=200)
    purpose = OneOf(label=_("For what"))
    name = forms.CharField(label=_("Name of the person"), required=False, max_length=200)
    born_on = DayField(label=_("Born on"), required=False)
    document = forms.CharField(label=_("Number of a document"), required=False, max_length=60)

    def __init__(self, *args: Any, purposes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "purpose", [(code, words.VETTING_PURPOSE.get(code, code)) for code in purposes])


class CountForm(forms.Form):
    """How many children in conflict with the law, never who."""

    indicator = PickedFrom(label=_("Indicator"))
    period_from = DayField(label=_("From"))
    period_to = DayField(label=_("To"))
    sex = PickedFrom(label=_("Sex"), required=False)
    age_band = PickedFrom(label=_("Age"), choices=pairs(words.AGE_BAND), required=False)
    province_code = PickedFrom(label=_("Province"), required=False)
    count = Amount(label=_("How many"), min_value=0, max_value=MOST_CHILDREN, too_few=_("Write 0 or more."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "indicator", coded("juvenile_indicator", empty=False))
        offer(self, "sex", coded("sex"))
        offer(self, "province_code", province_choices())
