"""Fields that several forms of casework share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("This is too long. Please keep to %(limit_value)d characters.")
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}


class Words(forms.CharField):
    """Free text in words, of a limited length."""

    def __init__(self, *, rows: int = 4, most: int = 4_000, **kwargs: Any) -> None:
        errors = {"required": _("Write a few words."), "max_length": TOO_LONG}
        kwargs.setdefault("error_messages", errors)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}))
        super().__init__(max_length=most, **kwargs)


class OneOf(forms.ChoiceField):
    """One of a few, all shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.RadioSelect, error_messages=CHOOSE, **kwargs)


class SomeOf(forms.MultipleChoiceField):
    """Any of a list, all shown."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE, **kwargs)


class PickedFrom(forms.ChoiceField):
    """One of a long list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages=CHOOSE, **kwargs)


YES_NO = [("yes", _("Yes")), ("no", _("No"))]


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
