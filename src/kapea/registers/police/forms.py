"""What the police pages ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.agencies.queries import agencies_receiving
from kapea.registers.choices import AgeField, DayField, coded, in_language, province_choices


class IncidentForm(forms.Form):
    """A new incident that the police themselves confirm."""

    reported_on = DayField(label=_("Day of the report"))
    province_code = forms.ChoiceField(label=_("Province"))
    exploitation = forms.MultipleChoiceField(
        label=_("Forms of exploitation"), required=False, widget=forms.CheckboxSelectMultiple
    )
    setting = forms.ChoiceField(label=_("Setting"), required=False)
    narrative = forms.CharField(
        label=_("What is reported"),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province_code"].choices = province_choices(empty=_("Choose a province"))
        self.fields["exploitation"].choices = coded("exploitation_form", empty=False)
        self.fields["setting"].choices = coded("setting")


class StepForm(forms.Form):
    """The day on which a step was taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    step = forms.CharField(widget=forms.HiddenInput)
    on = DayField(label=_("On which day?"))


class SendForm(StepForm):
    """The day on which an incident is sent, and the court that receives it."""

    court = forms.ChoiceField(label=_("To which court?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courts = agencies_receiving("court")
        self.fields["court"].choices = [(code, in_language(names)) for code, names in courts]


class VictimForm(forms.Form):
    """A victim, with the age as it is known."""

    sex = forms.ChoiceField(label=_("Sex"), required=False)
    age_low = AgeField(label=_("Age, or the lowest it can be"), required=False)
    age_high = AgeField(label=_("The highest it can be"), required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = coded("sex")
        self.fields["nationality"].choices = coded("nationality")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        low, high = told.get("age_low"), told.get("age_high")
        if low is None and high is not None:
            self.add_error("age_low", _("Write the lowest age too; 0 when nothing is known."))
        if low is not None and high is not None and high < low:
            self.add_error("age_high", _("This is below the lowest age. Write a higher number."))
        return told


class AssistanceForm(forms.Form):
    """To whom a victim was referred or entrusted."""

    assistance = forms.ChoiceField(label=_("Assistance given"))
    on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assistance"].choices = coded("assistance", empty=False)


class SuspectForm(forms.Form):
    """A suspect; seen by police and justice roles only."""

    name = forms.CharField(label=_("Name of the suspect"), required=False, max_length=200)
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    arrested_on = DayField(label=_("Arrested on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nationality"].choices = coded("nationality")
