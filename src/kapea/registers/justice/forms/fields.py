"""Fields that only the forms of the courts' register need beside the shared ones."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import local_day
from kapea.registers.sheets.fields import CHOOSE, NUMBER_ERRORS, YES_NO

MOST_MONEY: Final = 10**15
"""More than any court awards in any currency; what is over it is a slip of the pen."""
NOT_THIS_DAY = _("This day is before what it follows, or in the future. Write another day.")
UNKNOWN = [("", _("Not known"))]


class Truth(forms.TypedChoiceField):
    """Yes, no, or not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[*UNKNOWN, *YES_NO],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            error_messages=CHOOSE,
            **kwargs,
        )


class Amount(forms.IntegerField):
    """A number of 1 or more, money too. too_few: what is said under the least, when that is not 1."""

    def __init__(self, *, too_few: object = NUMBER_ERRORS["min_value"], **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 1)
        kwargs.setdefault("max_value", MOST_MONEY)
        super().__init__(
            error_messages={
                **NUMBER_ERRORS,
                "min_value": too_few,
                "max_value": _("This number is too high. Count its digits."),
            },
            **kwargs,
        )


def refuse_future(form: forms.Form, told: dict[str, Any], *names: str) -> None:
    """Put an error beside each day that has not come yet."""
    today = local_day(timezone.now())
    for name in names:
        if (day := told.get(name)) is not None and day > today:
            form.add_error(name, NOT_THIS_DAY)


def check_occurred(form: forms.Form, told: dict[str, Any]) -> None:
    """Put an error beside the days of an act that run backwards, lack the first one, or have not come."""
    first, last = told.get("occurred_from"), told.get("occurred_to")
    if last is not None and first is None:
        form.add_error("occurred_from", _("Write the first day too."))
    elif last is not None and first is not None and last < first:
        form.add_error("occurred_to", NOT_THIS_DAY)
    else:
        refuse_future(form, told, "occurred_from", "occurred_to")
