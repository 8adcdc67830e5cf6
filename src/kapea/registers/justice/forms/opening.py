"""What is asked when a proceeding is opened, about its parties, and when it moves on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.choices import AgeField, DayField, coded, province_choices
from kapea.registers.justice import words
from kapea.registers.justice.forms.fields import Truth, check_occurred, refuse_future
from kapea.registers.justice.words import pairs
from kapea.registers.sheets.fields import OneOf, PickedFrom, SomeOf, Words, offer


class ProceedingForm(forms.Form):
    """A complaint or civil action brought to the court itself."""

    kind = OneOf(label=_("What it is"), choices=pairs(words.KIND), initial="criminal")
    received_on = DayField(label=_("Day of the complaint"))
    occurred_from = DayField(label=_("It was done on, or from"), required=False)
    occurred_to = DayField(label=_("To, when the day is not known exactly"), required=False)
    province_code = PickedFrom(label=_("Province"))
    exploitation = SomeOf(label=_("Forms of exploitation"))
    narrative = Words(label=_("What is complained of"), required=False, rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "province_code", province_choices(empty=_("Choose a province")))
        offer(self, "exploitation", coded("exploitation_form", empty=False))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        check_occurred(self, told)
        return told


class StageActForm(forms.Form):
    """An act of prosecutor, investigating judge or court."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    act = OneOf(label=_("Which act?"))
    on = DayField(label=_("On which day?"))
    reason = Words(
        label=_("Reason"),
        required=False,
        help_text=_("Needed when the matter is ended, taken up again, or a person is detained."),
    )

    def __init__(self, *args: Any, open_now: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "act", [(code, words.STAGE_ACT[code]) for code in open_now])


class TakeOverForm(forms.Form):
    """Nothing is asked: the officer confirms."""


def _check_ages(form: forms.Form, told: dict[str, Any]) -> None:
    low, high = told.get("age_low"), told.get("age_high")
    if low is None and high is not None:
        form.add_error("age_low", _("Write the lowest age too; 0 when nothing is known."))
    if low is not None and high is not None and high < low:
        form.add_error("age_high", _("This is below the lowest age. Write a higher number."))


class VictimForm(forms.Form):
    """A victim, with the age on the day of the act as it is known."""

    name = forms.CharField(label=_("Name of the victim"), required=False, max_length=200)
    sex = PickedFrom(label=_("Sex"), required=False)
    age_low = AgeField(label=_("Age, or the lowest it can be"), required=False)
    age_high = AgeField(label=_("The highest it can be"), required=False)
    nationality = PickedFrom(label=_("Nationality"), required=False)
    case_code = forms.CharField(
        label=_("Code of the child’s case, if known"),
        required=False,
        max_length=20,
        help_text=_("The worker of that case then sees hearings and protective measures."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sex", coded("sex"))
        offer(self, "nationality", coded("nationality"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        _check_ages(self, told)
        return told


class AccusedForm(forms.Form):
    """An accused, with the age on the day of the act as it is known."""

    name = forms.CharField(label=_("Name of the accused"), required=False, max_length=200)
    born_on = DayField(label=_("Born on"), required=False)
    document = forms.CharField(label=_("Number of a document"), required=False, max_length=60)
    sex = PickedFrom(label=_("Sex"), required=False)
    age_low = AgeField(label=_("Age on the day of the act, or the lowest it can be"), required=False)
    age_high = AgeField(label=_("The highest it can be"), required=False)
    nationality = PickedFrom(label=_("Nationality"), required=False)
    residence = PickedFrom(label=_("Lives in"), required=False)
    capacity = PickedFrom(label=_("What the accused was to the child"), required=False)
    is_exploited = Truth(label=_("Was the accused, who may be a child, exploited by others?"))
    custody = PickedFrom(label=_("Where the accused is"), required=False)
    custody_since = DayField(label=_("Since"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sex", coded("sex"))
        offer(self, "nationality", coded("nationality"))
        offer(self, "residence", coded("country"))
        offer(self, "capacity", pairs(words.CAPACITY))
        offer(self, "custody", pairs(words.CUSTODY))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        _check_ages(self, told)
        refuse_future(self, told, "born_on", "custody_since")
        return told


class KnownAccusedForm(AccusedForm):
    """An accused of whom something is known already: it stands in the form and can be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
