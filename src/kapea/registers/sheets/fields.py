"""Fields that the forms of several registers share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}
SOME = {"required": _("Choose at least one."), "invalid_choice": _("Choose one of the list.")}
TOO_LONG = _("This is too long. Please keep to %(limit_value)d characters.")
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
NUMBER_ERRORS = {
    "required": _("Write a whole number."),
    "invalid": _("Write a whole number."),
    "min_value": _("Write a number of 1 or more."),
}


class Words(forms.CharField):
    """Free text in words, of a limited length."""

    def __init__(self, *, rows: int = 4, most: int = 4_000, **kwargs: Any) -> None:
        errors = {"required": _("Write a few words."), "max_length": TOO_LONG}
        kwargs.setdefault("error_messages", errors)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}))
        super().__init__(max_length=most, **kwargs)


class Line(forms.CharField):
    """A short text on one line: a name, a number of a paper."""

    def __init__(self, **kwargs: Any) -> None:
        errors = {"required": _("Write a few words."), "max_length": TOO_LONG}
        kwargs.setdefault("error_messages", errors)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=200, **kwargs)


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
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.CheckboxSelectMultiple, error_messages=SOME, **kwargs)


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


class Amount(forms.IntegerField):
    """A number of 1 or more."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 1)
        super().__init__(max_value=10_000, error_messages=NUMBER_ERRORS, **kwargs)


class Confirm(forms.Form):
    """Nothing is asked: the person confirms."""


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]], *, empty: Any = None) -> None:
    """Give a field its choices; with `empty`, one for none."""
    first = [("", empty)] if empty is not None else []
    form.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]


def pairs(words: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return code and words, for a form's choices."""
    return [(code, said[0] if isinstance(said, tuple) else said) for code, said in words.items()]
