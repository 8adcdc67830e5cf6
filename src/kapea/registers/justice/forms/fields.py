"""Fields that only the forms of the courts' register need beside the shared ones."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.sheets.fields import CHOOSE, NUMBER_ERRORS, YES_NO

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
    """A number of 1 or more, money too: without an upper end."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 1)
        super().__init__(error_messages=NUMBER_ERRORS, **kwargs)
