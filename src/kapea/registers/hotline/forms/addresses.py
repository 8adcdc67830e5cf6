"""What the pages of reported addresses ask."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.choices import DayField, coded, in_language
from kapea.registers.hotline.queries.addresses import address_receivers
from kapea.registers.hotline.services.addresses import Answer


class AddressHandOverForm(forms.Form):
    """To whom the chosen addresses go."""

    receiver = forms.ChoiceField(label=_("Authorised hotline or police"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [(code, in_language(names)) for code, names in address_receivers()]


class AnswerForm(forms.Form):
    """What the receiver wrote back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.ChoiceField(label=_("Their answer"), required=False)
    reference = forms.CharField(label=_("Their number"), max_length=80, required=False)
    assessed_on = DayField(label=_("Assessed on"), required=False)
    police_told_on = DayField(label=_("Police told on"), required=False)
    removed_on = DayField(label=_("Removed on"), required=False)
    hosting_country = forms.ChoiceField(label=_("Where it is hosted"), required=False)
    site_type = forms.ChoiceField(label=_("Kind of place"), required=False)
    depicted_age = forms.ChoiceField(label=_("Age of the children, as they assessed it"), required=False)
    depicted_sex = forms.ChoiceField(label=_("Sex of the children, as they assessed it"), required=False)
    commerciality = forms.ChoiceField(label=_("Does somebody earn by it?"), required=False)
    is_final = forms.BooleanField(label=_("Nothing more is to come: close"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = coded("address_label")
        self.fields["hosting_country"].choices = coded("country")
        for name in ("site_type", "depicted_age", "depicted_sex", "commerciality"):
            self.fields[name].choices = coded(name)

    def answer(self) -> Answer:
        """Return the answer as it is stored; a day counts from its end, so that it is not before the report."""
        told = self.cleaned_data
        return Answer(
            label=told["label"],
            reference=told["reference"],
            hosting_country=told["hosting_country"],
            site_type=told["site_type"],
            depicted_age=told["depicted_age"],
            depicted_sex=told["depicted_sex"],
            commerciality=told["commerciality"],
            assessed_at=_noon(told["assessed_on"]),
            police_told_at=_noon(told["police_told_on"]),
            removed_at=_noon(told["removed_on"]),
            is_final=told["is_final"],
        )


def _noon(day: date | None) -> datetime | None:
    return datetime.combine(day, time(12), tzinfo=current_pack().time_zone) if day else None
