"""How a form asks whether a visit makes up for one that was missed. Knows no register and no calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class MissedVisit(forms.TypedChoiceField):
    """The month of a planned visit that was missed, or none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Does it make up for a visit that was missed?"))
        kwargs.setdefault("help_text", gettext_lazy("The missed visit stays to be seen in the calendar."))
        super().__init__(required=False, coerce=int, empty_value=None, **kwargs)


def offer_missed(form: forms.Form, missed: Sequence[tuple[int, date]]) -> None:
    """Let the form offer the missed visits, month and due day; without one it does not ask."""
    if not missed:
        del form.fields["makes_up_month"], form.fields["missed_because"]
        return
    form.fields["makes_up_month"].choices = [  # type: ignore[attr-defined]
        ("", _("No, it is a visit of its own")),
        *(
            (month, _("Month %(month)s, due on %(day)s") % {"month": month, "day": date_format(due_on)})
            for month, due_on in missed
        ),
    ]
