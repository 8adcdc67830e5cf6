"""What is asked of who opens a record in danger, and of who reviews it."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.guard.break_glass.services import SHORTEST_REASON

PURPOSE_WORDS = {
    "response": _("Answering a report"),
    "care": _("Care of a child"),
    "investigation": _("Investigation"),
    "justice": _("Court proceedings"),
    "supervision": _("Supervision"),
    "statistics": _("Statistics"),
    "analysis": _("Analysis of law and reports"),
    "oversight": _("Oversight"),
    "administration": _("Administration"),
}
KIND_WORDS = {
    "case": _("Case"),
    "contact": _("Contact"),
    "incident": _("Incident"),
    "person": _("Person"),
    "placement": _("Placement"),
    "proceeding": _("Proceeding"),
    "referral": _("Referral"),
    "return": _("Return"),
}


class OpenForm(forms.Form):
    """Which record, why, and for what."""

    record_kind = forms.ChoiceField(label=_("Kind of record"))
    record_code = forms.CharField(
        label=_("Code of the record"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = forms.CharField(
        label=_("What is the danger, and why can it not wait?"),
        min_length=SHORTEST_REASON,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The owner of the record and a supervisor are told at once. The supervisor reads this."),
    )
    purpose = forms.ChoiceField(label=_("Purpose"))

    def __init__(
        self, *args: object, kinds: Iterable[str], purposes: Iterable[str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["record_kind"].choices = [(kind, KIND_WORDS.get(kind, kind)) for kind in kinds]
        self.fields["purpose"].choices = [(each, PURPOSE_WORDS.get(each, each)) for each in purposes]


class ReviewForm(forms.Form):
    """What the reviewer found."""

    verdict = forms.ChoiceField(
        label=_("Was it right to open the record?"),
        choices=[
            ("justified", _("Yes: there was danger and the record was needed")),
            ("misused", _("No: it must be looked into")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
