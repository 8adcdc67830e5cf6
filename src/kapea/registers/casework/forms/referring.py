"""What is asked to refer a child, to answer a referral and to close a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.casework.access import READ
from kapea.registers.casework.rules.referrals import CARRIED
from kapea.registers.casework.services.referring import outsiders, receivers
from kapea.registers.casework.words import KIND, NOTE_VISIBILITY, SECTION
from kapea.registers.choices import DayField, coded, in_language
from kapea.registers.sheets.fields import OneOf, PickedFrom, SomeOf, Words


def sections_to_carry() -> list[tuple[str, str]]:
    """Return the sections that a referral can carry: those that some role may read when referred."""
    roles = current_pack().roles.values()
    readable = {
        section
        for role in roles
        for grant in role.grants
        if grant.permission == READ and grant.scope == "referred"
        for section in grant.sections
    }
    return [(code, words) for code, words in SECTION.items() if code in CARRIED & readable]


class ReferralForm(forms.Form):
    """A referral to another agency."""

    kind = OneOf(
        label=_("What do you ask?"),
        choices=list(KIND.items()),
        initial="referral",
        help_text=_("A referral leaves the case with you. A transfer gives it over once it is accepted."),
    )
    to_agency_code = PickedFrom(
        label=_("To which agency?"),
        help_text=_("An agency without an account gets a sealed file, which you make afterwards."),
    )
    service = PickedFrom(
        label=_("For which service?"), required=False, help_text=_("Not needed for a transfer.")
    )
    reason = Words(
        label=_("Why, and what is asked for"), help_text=_("Write no names. The child’s code goes along.")
    )
    sections = SomeOf(
        label=_("What goes along"),
        help_text=_("The agency reads the code, step, risk level and your words, and what you choose here."),
    )
    expires_on = DayField(
        label=_("Until which day may they read it?"), help_text=_("It ends by itself on this day.")
    )

    def __init__(self, *args: Any, own_agency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_account = [(code, in_language(names)) for code, names in receivers() if code != own_agency]
        by_file = [(code, in_language(names)) for code, names in outsiders() if code != own_agency]
        self.fields["to_agency_code"].choices = [
            ("", _("Choose")),
            *sorted(with_account, key=lambda each: each[1]),
            (_("By a sealed file: no account here"), sorted(by_file, key=lambda each: each[1])),
        ]
        self.fields["service"].choices = [("", _("Choose")), *coded("service_kind", empty=False)]
        self.fields["sections"].choices = sections_to_carry()


class AcceptReferralForm(forms.Form):
    """Accepting a referral."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = Words(label=_("Words to the sender"), required=False, rows=2)


class RefuseReferralForm(forms.Form):
    """Refusing a referral, with the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    refusal = PickedFrom(label=_("Why do you refuse?"))
    words = Words(label=_("Words to the sender"), required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refusal"].choices = [("", _("Choose")), *coded("referral_refusal_reason", empty=False)]


class FinishReferralForm(forms.Form):
    """What came of a referral."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = Words(label=_("What was done, and what came of it"), help_text=_("The sender reads this."))


class RevokeReferralForm(forms.Form):
    """Taking a referral back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = Words(
        label=_("Why is it taken back?"),
        required=False,
        rows=2,
        help_text=_("The agency does not read this."),
    )


class SealedFileForm(forms.Form):
    """Making the sealed file of a referral. The passphrase is ours; it is shown once."""

    keeps_drafts = False
    passphrase = forms.RegexField(
        regex=r"^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$",
        label=_("Passphrase"),
        widget=forms.TextInput(attrs={"readonly": True, "autocomplete": "off", "class": "code"}),
        help_text=_("Write it down now: it is kept nowhere. Tell it by telephone, never with the file."),
        error_messages={
            "invalid": _("Use the passphrase that the page shows."),
            "required": _("Use the passphrase that the page shows."),
        },
    )


class AssignForm(forms.Form):
    """Which worker gets the case."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    worker_id = forms.TypedChoiceField(label=_("Worker"), coerce=int)

    def __init__(self, *args: Any, workers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker_id"].choices = [("", _("Choose")), *((str(pk), name) for pk, name in workers)]


class NoteForm(forms.Form):
    """A note of the worker."""

    text = Words(label=_("Note"), rows=5)
    visibility = OneOf(label=_("Who may read it?"), choices=list(NOTE_VISIBILITY.items()), initial="agency")


class ClosureForm(forms.Form):
    """Asking to close a case."""

    reason = PickedFrom(label=_("Reason for closing"))
    childs_view = Words(label=_("What the child thinks of closing"), required=False, rows=3)
    feedback_asked = forms.BooleanField(
        label=_("The child and the family were asked for their feedback"), required=False
    )
    no_protective_measure = forms.BooleanField(
        label=_("No protective measure is in force"),
        help_text=_("The court’s register is looked at too; you say it for measures outside it."),
        required=False,
    )
    goals_reason = Words(
        label=_("Why goals of the plan stay unmet"),
        required=False,
        rows=2,
        help_text=_("Only when they do. The second person reads it."),
    )
    waiver = Words(
        label=_("Why follow-up after return ends early"),
        required=False,
        rows=2,
        help_text=_("Only when it does. The second person decides on it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Choose")), *coded("closure_reason", empty=False)]


class ClosureDecisionForm(forms.Form):
    """The second person's decision."""

    decision = OneOf(
        label=_("Decision"),
        choices=[("approve", _("Close the case")), ("refuse", _("Do not close it yet"))],
    )
    refusal = Words(
        label=_("Why not, and what is to be done first"),
        required=False,
        rows=3,
        help_text=_("Needed when you do not close it."),
    )


class ReopenForm(forms.Form):
    """Why a closed case is opened again."""

    reason = Words(label=_("The new concern"), rows=3)
