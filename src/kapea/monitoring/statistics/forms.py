"""What a page of figures asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.engines.figures.periods import By
from kapea.registers.choices import DayField

BY = [
    (By.YEAR, _("Year")),
    (By.QUARTER, _("Quarter")),
    (By.MONTH, _("Month")),
    (By.WHOLE, _("Whole period")),
]
MOST_INTERVALS = 60


class PeriodForm(forms.Form):
    """From when to when, and in which intervals."""

    first_on = DayField(label=_("From"))
    last_on = DayField(label=_("To"))
    by = forms.ChoiceField(label=_("In steps of"), choices=BY)
    also_by = forms.ChoiceField(label=_("Broken down by"), required=False)
    is_safe = forms.BooleanField(
        label=_("Hide small counts"),
        help_text=_(
            "For publication: counts that could point to one child are hidden, and what would reveal them."
        ),
        required=False,
    )

    def __init__(self, *args: Any, breakdowns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also_by"].choices = [("", _("Nothing more")), *breakdowns]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first_on"), told.get("last_on")
        if first and last and first > last:
            self.add_error("last_on", _("The end lies before the beginning. Choose a later day."))
        if first and last and told.get("by") == By.MONTH and (last.year - first.year) * 12 > MOST_INTERVALS:
            self.add_error("by", _("That is more than five years of months. Choose quarters or years."))
        return told
