"""What is asked about a facility, its licence, its inspection, its adults, and what may endanger children."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.packs.labels import in_language
from kapea.registers.agencies.queries import agencies_receiving
from kapea.registers.care import words
from kapea.registers.care.services.facilities import TOOL
from kapea.registers.choices import AgeField, DayField, coded, province_choices
from kapea.registers.choices import in_language as in_readers_language
from kapea.registers.sheets.fields import Amount, Line, OneOf, PickedFrom, Words, YesNo, offer, pairs

ANSWER = "s_"


class FacilityForm(forms.Form):
    """A facility. agencies: bodies to choose from, for who registers facilities of others."""

    agency_code = PickedFrom(label=_("Run by"), required=False)
    kind = PickedFrom(label=_("Kind of facility"))
    name = Line(label=_("Name of the facility"))
    address = Words(
        label=_("Address"),
        required=False,
        rows=3,
        help_text=_("Kept apart and sealed: who only looks for a free place never sees it."),
    )
    phone = Line(label=_("Phone"), required=False)
    province_code = PickedFrom(label=_("Province"))
    stay = OneOf(label=_("Stay"), choices=pairs(words.STAY), initial="long")
    capacity = Amount(label=_("Places"))
    serves_sex = OneOf(label=_("For"), choices=pairs(words.SERVES), required=False, initial="")
    age_from = AgeField(label=_("From age"), required=False)
    age_to = AgeField(label=_("To age"), required=False)
    opened_on = DayField(label=_("Opened on"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", coded("facility_kind", empty=False))
        offer(self, "province_code", province_choices(empty=_("Choose a province")))
        if is_for_others:
            bodies = [(code, in_readers_language(names)) for code, names in agencies_receiving("shelter")]
            offer(self, "agency_code", bodies, empty=_("Choose"))
            self.fields["agency_code"].required = True
        else:
            del self.fields["agency_code"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        low, high = told.get("age_from"), told.get("age_to")
        if high is not None and low is None:
            told["age_from"] = 0
        if low is not None and high is not None and high < low:
            self.add_error("age_to", _("This is below the lowest age. Write a higher number."))
        return told


class LicenceForm(forms.Form):
    """A licence."""

    number = Line(label=_("Number of the licence"))
    issued_on = DayField(label=_("Issued on"))
    valid_until = DayField(label=_("Valid until"))
    capacity = Amount(label=_("Places"))


class WithdrawForm(forms.Form):
    """Why a licence is withdrawn."""

    on = DayField(label=_("On which day?"))
    reason = Words(label=_("Reason"))


class DayForm(forms.Form):
    """The day of something, and nothing else."""

    on = DayField(label=_("On which day?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class InspectionForm(forms.Form):
    """Each minimum standard of the country, and what was seen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.fields["on"] = DayField(label=_("Day of the inspection"))
        self.fields["was_announced"] = YesNo(label=_("Was it announced before?"))
        self.fields["children_seen"] = forms.IntegerField(
            label=_("How many children were talked with alone?"), min_value=0, max_value=10_000
        )
        for question in current_pack().forms[TOOL].questions:
            self.fields[f"{ANSWER}{question.code}"] = OneOf(
                label=in_language(question.label, language),
                choices=coded("standard_state", empty=False),
            )
        self.fields["findings"] = Words(label=_("What was seen"), required=False, rows=6)
        self.fields["correct_by"] = DayField(label=_("To be mended by"), required=False)

    def answers(self) -> dict[str, str]:
        """Return the answer to each standard."""
        return {
            name.removeprefix(ANSWER): value
            for name, value in self.cleaned_data.items()
            if name.startswith(ANSWER)
        }


class ComplaintForm(forms.Form):
    """A complaint about a facility."""

    received_on = DayField(label=_("Day of the complaint"))
    told_by = OneOf(label=_("Who complains?"), choices=pairs(words.TOLD_BY))
    about = PickedFrom(label=_("What is it about?"))
    is_danger = YesNo(label=_("Is a child in danger now?"))
    words = Words(label=_("What was said"), rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "about", coded("complaint_about", empty=False))


class ComplaintReviewForm(forms.Form):
    """What was found on a complaint."""

    outcome = OneOf(label=_("What follows?"), choices=pairs(words.COMPLAINT_OUTCOME))
    words = Words(label=_("What was found"))


class AdultForm(forms.Form):
    """An adult who comes near the children."""

    role = OneOf(label=_("As what?"), choices=pairs(words.ROLE))
    name = Line(label=_("Name"))
    born_on = DayField(label=_("Born on"), required=False)
    document = Line(label=_("Number of a document"), required=False)
    from_on = DayField(label=_("From"))
    was_checked = YesNo(label=_("Was the person checked before beginning?"))


class TieForm(forms.Form):
    """A suspect who is said to come near the children."""

    suspect_code = Line(label=_("Code of the suspect in the police register"))
    words = Words(label=_("What is known of it"))


class SettleForm(forms.Form):
    """What was done about a suspect."""

    outcome = OneOf(label=_("What is it?"), choices=pairs(words.TIE_OUTCOME))
    words = Words(label=_("What was done"))
