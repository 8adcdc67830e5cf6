"""Fields of the police forms that take more than one line to say what they accept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapea.engines.dates import InvalidPartialDate, PartialDate
from kapea.guard.pack import current_pack

MOMENT_ERRORS = {
    "required": _("Write the day and the hour, for example 2026-11-22 14:30."),
    "invalid": _("This is not a day and an hour. Write it like 2026-11-22 14:30."),
}


class MomentField(forms.DateTimeField):
    """A day and an hour of the country, written or picked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", MOMENT_ERRORS)
        kwargs.setdefault(
            "widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        )
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
        super().__init__(input_formats=formats, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(current_pack().time_zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        with timezone.override(current_pack().time_zone):
            return super().to_python(value)


class OccurredField(forms.CharField):
    """A date as far as it is known: a day, a month, a year, or two days with a stroke between."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault(
            "help_text",
            _("As far as it is known: 2026-11-22, 2026-11, 2026, or 2026-11-01/2026-11-22 for a span."),
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> PartialDate | None:
        text = str(super().clean(value)).replace(" ", "")
        if not text:
            return None
        try:
            return PartialDate.from_iso(text)
        except InvalidPartialDate as error:
            raise ValidationError(
                _("This is not a date. Write a day (2026-11-22), a month (2026-11) or a year (2026).")
            ) from error
