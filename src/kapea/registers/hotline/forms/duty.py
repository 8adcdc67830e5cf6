"""What the roster and the list of missed calls ask."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.choices import Choices, DayField, coded


class TimeOfDay(forms.TimeField):
    """A time of the country's day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        kwargs.setdefault(
            "error_messages", {"invalid": _("Write the time as hours and minutes, for example 07:30.")}
        )
        super().__init__(**kwargs)


class ShiftForm(forms.Form):
    """One person's time on duty; an end before the start lies on the next day."""

    operator = forms.TypedChoiceField(label=_("Who"), coerce=int)
    day = DayField(label=_("Day"))
    starts = TimeOfDay(label=_("From"))
    ends = TimeOfDay(label=_("Until"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operator"].choices = people

    def span(self) -> tuple[datetime, datetime]:
        """Return start and end as instants."""
        told, zone = self.cleaned_data, current_pack().time_zone
        starts_at = datetime.combine(told["day"], told["starts"], tzinfo=zone)
        ends_at = datetime.combine(told["day"], told["ends"], tzinfo=zone)
        return starts_at, ends_at if ends_at > starts_at else ends_at + timedelta(days=1)


class MissedForm(forms.Form):
    """A call that nobody answered."""

    channel = forms.ChoiceField(label=_("How did it come?"))
    day = DayField(label=_("Day"))
    at = TimeOfDay(label=_("Time"))
    cause = forms.ChoiceField(label=_("Why was it missed?"), required=False)
    phone = forms.CharField(
        label=_("Phone, if it showed"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = coded("contact_channel", empty=False)
        self.fields["cause"].choices = coded("missed_cause")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("day") and told.get("at") and self.missed_at() > timezone.now():
            raise ValidationError(_("This time is still to come. Write when the call was missed."))
        return told

    def missed_at(self) -> datetime:
        """Return the instant at which the call was missed."""
        told = self.cleaned_data
        return datetime.combine(told["day"], told["at"], tzinfo=current_pack().time_zone)


class SpanForm(forms.Form):
    """The days that a statistic covers; both count."""

    first_on = DayField(label=_("From"))
    last_on = DayField(label=_("Until"))
