"""What is asked of an offer, and by what the directory is searched."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.choices import AgeField, DayField, coded, province_choices

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}
WHOLE = {
    "invalid": _("Write a whole number, for example 12."),
    "min_value": _("This is 0 or more."),
    "max_value": _("This number is too large."),
}


def _some(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=kwargs.pop("required", False),
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
        **kwargs,
    )


class OfferForm(forms.Form):
    """One service of one agency."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    service = forms.ChoiceField(label=_("Service"), error_messages=CHOOSE)
    about = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=500,
        help_text=_("About the service. Nothing about any child."),
    )
    provinces = _some(_("Provinces it reaches"), required=True)
    capacity = forms.IntegerField(
        label=_("How many children at one time?"),
        required=False,
        min_value=0,
        max_value=100_000,
        error_messages=WHOLE,
    )
    free_places = forms.IntegerField(
        label=_("Free places"), required=False, min_value=0, max_value=100_000, error_messages=WHOLE
    )
    counted_on = DayField(label=_("Free places counted on"), required=False)
    sexes = _some(_("Which children?"), help_text=_("Leave empty for every child."))
    youngest_years = AgeField(label=_("From which age?"), required=False)
    oldest_years = AgeField(label=_("Up to which age?"), required=False)
    languages = _some(_("Languages spoken"))
    needs = _some(_("Needs that it meets"))
    takes_foreign = forms.BooleanField(label=_("It takes children of other countries"), required=False)
    memorandum_on = DayField(label=_("Memorandum signed on"), required=False)
    memorandum_until = DayField(label=_("Memorandum valid until"), required=False)
    is_open = forms.BooleanField(label=_("It takes children now"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Choose")), *coded("service_kind", empty=False)]
        self.fields["provinces"].choices = province_choices()[1:]
        self.fields["sexes"].choices = coded("sex", empty=False)
        self.fields["languages"].choices = coded("language", empty=False)
        self.fields["needs"].choices = coded("special_need", empty=False)

    def told(self) -> dict[str, Any]:
        """Return what is said of the offer, without its provinces and version."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("provinces", "version")
        }


class SearchForm(forms.Form):
    """For whom a service is looked for. A word it does not know is left out."""

    service = forms.ChoiceField(label=_("Service"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    age_years = AgeField(label=_("Age"), required=False)
    need = forms.ChoiceField(label=_("Need"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    is_foreign = forms.BooleanField(label=_("A child of another country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.fields["service"].choices = [*every, *coded("service_kind", empty=False)]
        self.fields["province"].choices = [*every, *province_choices()[1:]]
        self.fields["sex"].choices = [*every, *coded("sex", empty=False)]
        self.fields["need"].choices = [*every, *coded("special_need", empty=False)]
        self.fields["language"].choices = [*every, *coded("language", empty=False)]

    def known(self) -> dict[str, Any]:
        """Return what was asked and is understood."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
