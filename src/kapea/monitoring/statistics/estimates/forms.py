"""What somebody who asks for an estimate must say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.monitoring.statistics.estimates import histories
from kapea.monitoring.statistics.estimates.words import GROUPS, LISTS
from kapea.registers.choices import DayField

WHO = [(histories.CHILDREN, _("Children, and who may be a child")), (histories.EVERYONE, _("Everyone"))]
LONGEST_TABLE = 60_000


class _Asking(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("Whom the number is about, where and when.")
    )
    first_on = DayField(label=_("From"))
    last_on = DayField(label=_("To"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first_on"), told.get("last_on")
        if first and last and first > last:
            self.add_error("last_on", _("The end lies before the beginning. Choose a later day."))
        return told


class RegistersForm(_Asking):
    """An estimate from the registers."""

    who = forms.ChoiceField(label=_("Who"), choices=WHO, widget=forms.RadioSelect)
    lists = forms.MultipleChoiceField(
        label=_("Lists"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three lists or more allow most methods; two never do."),
        error_messages={"required": _("Choose at least two lists.")},
    )
    by = forms.MultipleChoiceField(
        label=_("Also by"), widget=forms.CheckboxSelectMultiple, required=False, choices=list(GROUPS.items())
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].choices = [(code, LISTS.get(code, code)) for code in histories.lists_there_are()]

    def clean_lists(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["lists"]
        if len(chosen) < histories.FEWEST_LISTS:
            raise forms.ValidationError(_("Choose at least two lists."))
        return chosen


class TableForm(_Asking):
    """An estimate from a table of counts."""

    text = forms.CharField(
        label=_("Table"),
        max_length=LONGEST_TABLE,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "One column of 0 and 1 for each list, further columns such as sex, and count last; one line for "
            "each combination of lists; commas between. Counts only, never a name."
        ),
    )
    by = forms.CharField(
        label=_("Columns that are not lists"),
        max_length=200,
        required=False,
        help_text=_("Their names, with commas: sex, age."),
    )

    def clean_by(self) -> tuple[str, ...]:
        names = (name.strip() for name in self.cleaned_data["by"].split(","))
        return tuple(dict.fromkeys(name for name in names if name))
