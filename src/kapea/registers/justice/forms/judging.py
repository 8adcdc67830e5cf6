"""What is asked about judgments, sentences, further penalties, releases and appeals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.engines.law.penalty import Term, Unit
from kapea.registers.choices import DayField, coded
from kapea.registers.justice import words
from kapea.registers.justice.forms.fields import Amount
from kapea.registers.justice.words import pairs
from kapea.registers.sheets.fields import OneOf, PickedFrom, Words, offer

Options = dict[str, list[tuple[str, str]]]
LONGEST = Term(amount=100)
"""Over a hundred years a number is a slip of the pen; who stays for good is sentenced to life."""
NO_UNIT = [("", "–"), *pairs(words.UNIT)]


class JudgmentForm(forms.Form):
    """What one court decided on one accused."""

    accused = PickedFrom(label=_("Accused"))
    instance = OneOf(label=_("Court"), choices=pairs(words.INSTANCE), initial="first")
    outcome = OneOf(label=_("What the court decided"), choices=pairs(words.OUTCOME))
    on = DayField(label=_("On which day?"))
    in_absence = forms.BooleanField(label=_("In absence of the accused"), required=False)
    words = Words(label=_("In words"), required=False)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accused", options["accused"])


class SentenceForm(forms.Form):
    """A sentence for one charge."""

    charge = PickedFrom(label=_("For which charge"))
    is_life = forms.BooleanField(label=_("Life imprisonment"), required=False)
    amount = Amount(label=_("Imprisonment: how many"), required=False)
    unit = PickedFrom(label=_("Days, months or years"), choices=NO_UNIT, required=False)
    suspended_amount = Amount(label=_("Of it suspended: how many"), required=False)
    suspended_unit = PickedFrom(
        label=_("Of it suspended: days, months or years"), choices=NO_UNIT, required=False
    )
    fine = Amount(label=_("Fine"), required=False, help_text=_("In the currency of the law, whole units."))
    reason = Words(
        label=_("The court’s reason, when the sentence lies outside the provision’s range"), required=False
    )

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "charge", options["charge"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("is_life") and told.get("amount"):
            self.add_error("amount", _("Life has no number. Leave one of the two away."))
        if told.get("suspended_amount") and not (told.get("amount") or told.get("is_life")):
            self.add_error(
                "amount", _("Write the whole imprisonment too; the suspended part is a part of it.")
            )
        for number, unit in (("amount", "unit"), ("suspended_amount", "suspended_unit")):
            if told.get(number) and not told.get(unit):
                self.add_error(unit, _("Say whether these are days, months or years."))
            elif told.get(number) and Term(amount=told[number], unit=Unit(told[unit])) > LONGEST:
                self.add_error(number, _("Nobody serves so long. Look at the number and its unit."))
        return told


class PenaltyForm(forms.Form):
    """A penalty beside the sentence."""

    kind = PickedFrom(label=_("Penalty"))
    provision = forms.CharField(label=_("Article"), required=False, max_length=40)
    until_on = DayField(label=_("Until"), required=False)
    is_for_good = forms.BooleanField(label=_("For good"), required=False)
    words = Words(label=_("In words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", coded("additional_penalty", empty=False))


class ReleaseForm(forms.Form):
    """That a person left custody, or was spared it."""

    accused = PickedFrom(label=_("Accused"))
    kind = OneOf(label=_("Kind of release"), choices=pairs(words.RELEASE))
    on = DayField(label=_("On which day?"))
    victim_told_on = DayField(label=_("The child and who cares for the child were told on"), required=False)
    reason = Words(label=_("Reason and conditions"))

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accused", options["accused"])


class AppealForm(forms.Form):
    """Who asks a higher court."""

    accused = PickedFrom(label=_("Accused"))
    to = OneOf(
        label=_("To which court"),
        choices=[pair for pair in pairs(words.INSTANCE) if pair[0] != "first"],
        initial="appeal",
    )
    by_whom = OneOf(label=_("Who appeals"), choices=pairs(words.APPEAL_BY))
    on = DayField(label=_("On which day?"))
    words = Words(label=_("In words"), required=False)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accused", options["accused"])


class AppealDecisionForm(forms.Form):
    """What the higher court said."""

    outcome = OneOf(
        label=_("What was decided"), choices=[pair for pair in pairs(words.APPEAL_OUTCOME) if pair[0]]
    )
    on = DayField(label=_("On which day?"))
