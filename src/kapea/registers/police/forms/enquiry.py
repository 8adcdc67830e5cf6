"""What is asked of an interview, and of an item of evidence and its custody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.choices import coded
from kapea.registers.police.forms.fields import MomentField
from kapea.registers.police.rules.evidence import DIGITS
from kapea.registers.police.services import Hands, Interview
from kapea.registers.police.words import CUSTODY_ACT

ABSENT = {"yes": _("Yes: no suspect was there"), "no": _("No: a suspect was there")}
AGREES = {"": _("Not worked out"), "yes": _("Yes, it agrees"), "no": _("No, it differs")}


def _words(label: Any, *, rows: int = 3, most: int = 1_000, required: bool = False, **more: Any) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class InterviewForm(forms.Form):
    """An interview of a victim. number: which of the person it is; from the second on it asks why."""

    held_at = MomentField(label=_("When was it held?"))
    place = forms.ChoiceField(label=_("Where?"))
    interviewer = forms.CharField(label=_("Who asked the questions?"), max_length=200)
    trusted_adult = forms.ChoiceField(label=_("Which adult whom the child trusts was there?"), required=False)
    alone_reason = _words(_("If no such adult was there: why?"))
    suspect_absent = forms.ChoiceField(
        label=_("Was every suspect kept away?"), widget=forms.RadioSelect, choices=list(ABSENT.items())
    )
    suspect_reason = _words(_("If a suspect was there: why?"))
    again_reason = _words(_("Why must the person be interviewed again?"))
    statement = _words(
        _("What the person said"),
        rows=8,
        most=20_000,
        help_text=_("In writing. No sound, picture or film is kept here."),
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = coded("interview_place", empty=False)
        adults = [choice for choice in coded("relation_to_child", empty=False) if choice[0] not in NOT_ADULTS]
        self.fields["trusted_adult"].choices = [("", _("None")), *adults]
        if number == 1:
            del self.fields["again_reason"]

    def interview(self) -> Interview:
        """Return the interview told; call it on a valid form."""
        told = dict(self.cleaned_data)
        told["suspect_absent"] = told["suspect_absent"] == "yes"
        return Interview(**told)


NOT_ADULTS = ("self", "stranger", "unknown")
"""Relations to the child that no trusted adult stands in."""


class CustodyForm(forms.Form):
    """A step of custody."""

    act = forms.ChoiceField(label=_("What was done?"), choices=list(CUSTODY_ACT.items()))
    at = MomentField(label=_("When?"))
    holder = forms.CharField(label=_("In whose hands is it now?"), max_length=200)
    reference = forms.CharField(label=_("Seal number and where it is kept"), required=False, max_length=300)
    digest_agrees = forms.ChoiceField(
        label=_("Was the digest worked out again, and does it agree?"),
        required=False,
        choices=list(AGREES.items()),
    )

    def hands(self) -> Hands:
        """Return the step told; call it on a valid form."""
        told = self.cleaned_data
        return Hands(
            act=told["act"],
            at=told["at"],
            holder=told["holder"],
            reference=told["reference"],
            digest_agrees={"yes": True, "no": False}.get(told.get("digest_agrees", "")),
        )


class EvidenceForm(CustodyForm):
    """An item and its first step of custody."""

    kind = forms.ChoiceField(label=_("What kind of item is it?"))
    description = _words(
        _("What tells it from others?"),
        required=True,
        help_text=_("Make, colour, serial number. Never what it shows or says, and never a file."),
    )
    algorithm = forms.ChoiceField(
        label=_("Method of the digest"),
        required=False,
        choices=[("", _("None")), *((name, name.upper()) for name in DIGITS)],
    )
    digest = forms.CharField(
        label=_("Digest, as the examiner worked it out"),
        required=False,
        max_length=200,
        help_text=_("Letters a to f and digits only. The file itself stays with the examiner."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    field_order = ("kind", "description", "algorithm", "digest", "act", "at", "holder", "reference")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = coded("evidence_kind", empty=False)
        del self.fields["digest_agrees"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("digest") and not told.get("algorithm"):
            self.add_error("algorithm", _("Choose by which method the digest was worked out."))
        return told
