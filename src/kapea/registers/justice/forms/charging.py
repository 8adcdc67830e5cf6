"""What is asked about the act, and when a charge is chosen or dropped."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.choices import DayField, coded
from kapea.registers.justice import law, words_of_facts
from kapea.registers.justice.forms.fields import Truth, check_occurred
from kapea.registers.justice.words import pairs
from kapea.registers.sheets.fields import PickedFrom, SomeOf, Words, offer


class FactsForm(forms.Form):
    """What was done, in words that the law's elements are coded in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    occurred_from = DayField(label=_("It was done on, or from"), required=False)
    occurred_to = DayField(label=_("To, when the day is not known exactly"), required=False)
    countries = forms.MultipleChoiceField(label=_("In which country"), required=False)
    acts = SomeOf(label=_("What was done"), choices=pairs(words_of_facts.ACT))
    acts_are_complete = forms.BooleanField(
        label=_("Nothing else was done, as far as is known"), required=False
    )
    object = SomeOf(label=_("What it was done to"), choices=pairs(words_of_facts.OBJECT))
    means = SomeOf(label=_("Means"), choices=pairs(words_of_facts.MEANS))
    purpose = SomeOf(label=_("Purpose"), choices=pairs(words_of_facts.PURPOSE))
    setting = SomeOf(label=_("Setting"), choices=pairs(words_of_facts.SETTING))
    medium = SomeOf(label=_("Medium"), choices=pairs(words_of_facts.MEDIUM))
    consideration = SomeOf(label=_("Anything of value"), choices=pairs(words_of_facts.CONSIDERATION))
    circumstances = SomeOf(label=_("Circumstances"), choices=pairs(words_of_facts.CIRCUMSTANCES))
    completed = Truth(label=_("Was the act completed?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "countries", coded("country", empty=False))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        check_occurred(self, told)
        for name in words_of_facts.ELEMENTS:
            chosen = told.get(name) or []
            if "none" in chosen and len(chosen) > 1:
                self.add_error(name, _("“None” and something else contradict each other."))
        return told


class ChargeForm(forms.Form):
    """The provision that a person chooses, and why."""

    accused = PickedFrom(label=_("Accused"))
    victim = PickedFrom(label=_("Victim"), required=False)
    offence = PickedFrom(label=_("Provision, under the law’s own title"))
    is_principal = forms.BooleanField(label=_("This is the principal offence"), required=False)
    reason = Words(label=_("Why this provision"))

    def __init__(self, *args: Any, options: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accused", options["accused"])
        offer(self, "victim", options["victim"], empty=_("No single victim"))
        offer(
            self,
            "offence",
            [(name, f"{where}: {title}") for name, where, title in law.chargeable()],
            empty=_("Choose a provision"),
        )


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = Words(label=_("Reason"))
