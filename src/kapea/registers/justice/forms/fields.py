"""Fields that several forms of the courts' register share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}
TOO_LONG = _("This is too long. Please keep to %(limit_value)d characters.")
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
UNKNOWN = [("", _("Not known"))]
NUMBER_ERRORS = {"invalid": _("Write a whole number."), "min_value": _("Write a number of 1 or more.")}


class Words(forms.CharField):
    """Free text in words, of a limited length."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        errors = {"required": _("Write a few words."), "max_length": TOO_LONG}
        kwargs.setdefault("error_messages", errors)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}))
        super().__init__(max_length=4_000, **kwargs)


class OneOf(forms.ChoiceField):
    """One of a few, all shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.RadioSelect, error_messages=CHOOSE, **kwargs)


class PickedFrom(forms.ChoiceField):
    """One of a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages=CHOOSE, **kwargs)


class SomeOf(forms.MultipleChoiceField):
    """Any of a list, all shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE, **kwargs)


class YesNo(forms.TypedChoiceField):
    """Yes or no, never by default."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=YES_NO,
            coerce=lambda value: value == "yes",
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
            **kwargs,
        )


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
    """A number of 1 or more."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 1)
        super().__init__(error_messages=NUMBER_ERRORS, **kwargs)


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]], *, empty: Any = None) -> None:
    """Give a field its choices; with `empty`, one for none."""
    first = [("", empty)] if empty is not None else []
    form.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]
