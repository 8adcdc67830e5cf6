"""What is asked to identify a child, settle a doubt about age and judge the risk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.casework.words import DECISION
from kapea.registers.choices import AgeField, DayField, coded, province_choices
from kapea.registers.sheets.fields import OneOf, PickedFrom, SomeOf, Words, YesNo


class OpenForm(forms.Form):
    """A new case that the worker opens themselves."""

    summary = Words(label=_("What happened, and how it came to you"), rows=6)
    forms = SomeOf(label=_("Forms of exploitation"))
    province_code = PickedFrom(label=_("Province"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forms"].choices = coded("exploitation_form", empty=False)
        self.fields["province_code"].choices = province_choices()


class NeedsForm(forms.Form):
    """What services must meet for this child."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    needs = SomeOf(
        label=_("What must services meet?"),
        help_text=_("So that no service is chosen that cannot take this child, and so that gaps are seen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = coded("special_need", empty=False)


class IdentificationForm(forms.Form):
    """Whether the child is a victim, and on what."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    indicators = SomeOf(label=_("Indicators seen or told"))
    decision = OneOf(
        label=_("Decision"), choices=[(code, words) for code, (words, _tone) in DECISION.items()]
    )
    reasons = Words(
        label=_("Reasons"),
        required=False,
        help_text=_("Needed when no exploitation is found. Do not describe images."),
    )
    reflection_from = DayField(
        label=_("First day of the period of reflection"),
        required=False,
        help_text=_(
            "In this period the child is asked for no statement and moved nowhere. Leave empty for none."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = coded("identification_indicator", empty=False)


class AgeMethodForm(forms.Form):
    """What one method of age determination gave. The method itself is the next in order."""

    method = forms.CharField(widget=forms.HiddenInput)
    applies = YesNo(label=_("Can this method be used for this child?"))
    done_on = DayField(label=_("On which day?"))
    youngest_years = AgeField(label=_("Youngest age that it allows, in years"), required=False)
    oldest_years = AgeField(label=_("Oldest age that it allows, in years"), required=False)
    finding = Words(
        label=_("What was found, or why it cannot be used"),
        required=False,
        help_text=_("Needed when the method cannot be used."),
    )


class AgeDecisionForm(forms.Form):
    """The decision on the age."""

    decision = OneOf(label=_("The person is"), choices=[("child", _("A child")), ("adult", _("An adult"))])


class RiskForm(forms.Form):
    """How high the risk is now."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    level = OneOf(label=_("Risk level"))
    factors = SomeOf(label=_("Risk factors"))
    reasons = Words(label=_("Reasons"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = coded("risk_level", empty=False)
        self.fields["factors"].choices = coded("risk_factor", empty=False)
